"""One name across the documents of a case: which of its names count as one, and called what.

That names may be one is found from their spellings and kept in the index; that they are is decided
here, where what the reader said and how often each is mentioned are known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.document import Label, Mention, Name, PreparedDocument
from tui.row import Kin

if TYPE_CHECKING:
    from tui.sentences import NameKey

IN_THE_CASE = "in the case: "
#: Documents with a surname alone for each with the full name, at most. Who is known to all is
#: named without introduction: if the surname stands alone much oftener than its only bearer is
#: introduced, it is somebody else's who needs none.
ALONE_FOR_EACH = 3


def together(
    name: str, kin: Sequence[Kin], said: Callable[[str], bool] = lambda _: False
) -> tuple[Kin, ...]:
    """Those of its ``kin`` that count as one with a name, the one that stands for all first.

    ``said`` tells of which names the reader said something: those stand by themselves. None, if
    there is nobody beside the name.
    """
    free = [one for one in kin if not said(one.name)]
    own = next((one for one in free if one.name == name), None)
    if own is None:
        return ()
    alone = sum(one.documents for one in free if not one.rank)
    introduced = sum(one.documents for one in free if one.rank)
    if introduced and alone > ALONE_FOR_EACH * introduced:
        free = [one for one in free if bool(one.rank) is bool(own.rank)]
    if len(free) < 2:
        return ()
    first, *others = sorted(free, key=lambda one: (-one.rank, -one.documents, one.name))
    # Why the first was joined to another is why that one is joined to it.
    others = [one if one.why else one._replace(why=first.why) for one in others]
    return (first._replace(why=""), *others)


def under_one_name(
    document: PreparedDocument,
    kin: Mapping[NameKey, Sequence[Kin]],
    said: Callable[[str], bool] = lambda _: False,
) -> PreparedDocument:
    """A document whose names are called what they are called across the case, each with why."""
    heads: dict[NameKey, tuple[Kin, Kin]] = {}
    for (label, name), found in kin.items():
        as_one = together(name, found, said)
        own = next((one for one in as_one if one.name == name), None)
        if own is not None and own is not as_one[0]:
            heads[label, name] = (as_one[0], own)
    if not heads:
        return document
    mentions = tuple(_called(mention, heads) for mention in document.mentions)
    return replace(document, mentions=mentions, names=_merged(document.names, heads))


def names_of(document: PreparedDocument) -> list[NameKey]:
    """The names of a document that others may be one with."""
    keys = ((mention.label, mention.name) for mention in document.mentions if mention.label.named)
    return list(dict.fromkeys(keys))


def _called(mention: Mention, heads: Mapping[NameKey, tuple[Kin, Kin]]) -> Mention:
    found = heads.get((mention.label, mention.name))
    return replace(mention, name=found[0].name) if found else mention


def _merged(names: Sequence[Name], heads: Mapping[NameKey, tuple[Kin, Kin]]) -> tuple[Name, ...]:
    merged: dict[tuple[Label, str], Name] = {}
    for name in names:
        found = heads.get((name.label, name.display))
        if found:
            name = _renamed(name, *found)
        key = (name.label, name.display)
        merged[key] = _joined(merged[key], name) if key in merged else name
    return tuple(merged.values())


def _renamed(name: Name, head: Kin, own: Kin) -> Name:
    """A name under that of the case; each spelling that has no reason yet gets the one for which
    the name was joined."""
    why = IN_THE_CASE + own.why
    known = {reason.partition(": ")[0] for reason in name.reasons}
    added = [f"{form}: {why}" for form, _ in name.spellings if form not in (*known, head.name)]
    kept = (reason if added else f"{reason}; {why}" for reason in name.reasons)
    return replace(name, display=head.name, reasons=tuple(sorted((*kept, *added))))


def _joined(one: Name, other: Name) -> Name:
    forms = Counter(dict(one.spellings)) + Counter(dict(other.spellings))
    reasons = tuple(sorted({*one.reasons, *other.reasons}))
    return replace(one, spellings=tuple(forms.most_common()), reasons=reasons)
