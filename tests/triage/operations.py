"""Operations for tests, made without a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from hypothesis import strategies as st

from tui.decision import DOCUMENTS, NOTES, Change, Fold, Operation

TIME = "2026-09-03T14:02:00.{:06d}Z"


def decide(document: str, decision: str, **more: Any) -> Change:
    """A change that decides."""
    return Change(DOCUMENTS, document, {"decision": decision, **more})


def write_note(key: str, document: str, text: str) -> Change:
    """A change that writes a note."""
    return Change(NOTES, key, {"document": document, "text": text})


def make(number: int, fields: Mapping[str, Any] | None, **more: Any) -> Operation:
    """The operation with this number: its time and id rise with it."""
    parts: dict[str, Any] = {
        "id": f"{number:026d}",
        "at": TIME.format(number),
        "by": "ada",
        "run": "run",
        "batch": f"batch{number}",
        "table": DOCUMENTS,
        "key": "sha256:a",
        "set": fields,
        "was": None,
    }
    return Operation(**{**parts, **more})


def fold(operations: Iterable[Operation]) -> Fold:
    """The state after these operations, applied as they are given."""
    state = Fold()
    for operation in operations:
        state.apply(operation)
    return state


words = st.text(max_size=12)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
fields = st.dictionaries(st.sampled_from(["decision", "tags", "text", "priority"]), values)
operations = st.builds(
    make,
    st.integers(0, 999_999),
    fields | st.none(),
    table=st.sampled_from([DOCUMENTS, NOTES]),
    key=st.sampled_from(["a", "б"]),
    was=fields | st.none(),
    undoes=words,
)
