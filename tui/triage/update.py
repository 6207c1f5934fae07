"""A table while TinyDB updates it, and what the update changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any


class TableUpdate(MutableMapping[Any, Any]):
    """A table as an update sees it: entries are copied when they are first read (copy on write).

    The table itself stays as it was; :meth:`changes` says what the update did.
    """

    def __init__(self, entries: Mapping[str, Mapping[str, Any]]) -> None:
        self._entries = entries
        self._touched: dict[str, Any] = {}

    def __getitem__(self, key: object) -> Any:
        name = str(key)
        if name not in self._touched:
            self._touched[name] = copied(self._entries[name])
        fields = self._touched[name]
        if fields is None:
            raise KeyError(name)
        return fields

    def __setitem__(self, key: object, fields: Mapping[str, Any]) -> None:
        self._touched[str(key)] = dict(fields)

    def __delitem__(self, key: object) -> None:
        if key not in self:
            raise KeyError(str(key))
        self._touched[str(key)] = None

    def __contains__(self, key: object) -> bool:
        name = str(key)
        return self._touched.get(name) is not None or (
            name not in self._touched and name in self._entries
        )

    def __iter__(self) -> Iterator[str]:
        for name in [*self._entries, *(new for new in self._touched if new not in self._entries)]:
            if name in self:
                yield name

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def changes(self) -> dict[str, Mapping[str, Any] | None]:
        """The changes so far, as :func:`difference` gives them."""
        before = {name: self._entries[name] for name in self._touched if name in self._entries}
        after = {name: fields for name, fields in self._touched.items() if fields is not None}
        return difference(before, after)


_PLAIN = frozenset({str, int, float, bool, type(None)})


def difference(
    before: Mapping[str, Mapping[str, Any]], after: Mapping[str, Mapping[str, Any]]
) -> dict[str, Mapping[str, Any] | None]:
    """What turns ``before`` into ``after``: for each entry that differs the fields to set.

    ``None`` instead of fields removes an entry; ``None`` as a value removes a field.
    """
    changes: dict[str, Mapping[str, Any] | None] = dict.fromkeys(
        sorted(before.keys() - after.keys())
    )
    for key, fields in after.items():
        old = before.get(key, {})
        new = {}
        for name, value in fields.items():
            plain, known = copied(value), old.get(name)
            if plain != known or type(plain) is not type(known):
                new[name] = plain
        for name in old:
            if name not in fields:
                new[name] = None
        if new:
            changes[key] = new
    return changes


def copied(value: Any) -> Any:
    """A copy of a value as it would come back from JSON: plain strings, lists for tuples."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return {str(name): copied(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [copied(part) for part in value]
    return value
