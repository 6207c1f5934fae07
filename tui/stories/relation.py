"""How two bodies are related, told by their fingerprints: copies, and versions of one story."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

#: The part of the smaller body that the other must have. It has the best F1 (.973) on pages and
#: their clean twins, reprints, cut and edited copies; .50 finds more of the edited ones, at a
#: precision of .95.
CONTAINED = 0.56
# Fewer shared fingerprints than this are no evidence: a quoted sentence gives as many.
_FEWEST = 4
# A body this many times the other's size is a digest or a collection: a copy, but another story.
_COLLECTION = 4
# With fewer fingerprints than this the share is a coarse estimate, and the threshold rises.
_COARSE = 16


class Kind(StrEnum):
    """What one body is to another."""

    CONTAINS = "contains"
    CONTAINED = "is contained in"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Relation:
    """What the first of two bodies is to the second.

    ``share`` is the part of the smaller one that the other has, 0 to 1. ``same_story`` says that
    the two are versions of one report, rather than a report and a collection that contains it.
    """

    kind: Kind
    share: float
    same_story: bool


def relation(shared: int, size_a: int, size_b: int) -> Relation | None:
    """How body ``a`` relates to body ``b``, or ``None`` where neither is a copy of the other.

    Sizes and ``shared`` count fingerprints. The measure is containment (Broder 1997) and not
    resemblance: a page is two or three times as long as its article, which no threshold on
    resemblance allows for. Under sixteen fingerprints the share less its standard error must reach
    the threshold.
    """
    smaller = min(size_a, size_b)
    if shared < _FEWEST or smaller <= 0:
        return None
    share = min(1.0, shared / smaller)
    error = (share * (1 - share) / smaller) ** 0.5 if smaller < _COARSE else 0.0
    if share - error < CONTAINED:
        return None
    return Relation(
        kind=_kind(shared, size_a, size_b),
        share=share,
        same_story=max(size_a, size_b) <= _COLLECTION * smaller,
    )


def _kind(shared: int, size_a: int, size_b: int) -> Kind:
    if shared == size_a == size_b:
        return Kind.SAME
    return Kind.CONTAINS if size_a >= size_b else Kind.CONTAINED
