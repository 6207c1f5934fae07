"""What every recogniser of names looks like from outside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple, Protocol

from tui.document import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui.entities.calibration import Curves
    from tui.entities.trust import Trust

Choice = Mapping[str, str]
"""For a two-letter language code, the name of the recogniser that reads it (see ``installed``)."""

DEFAULT = "default"
"""The name of the recogniser that ships; of the rules where there is none for a language."""

DEFAULTS: Choice = {}
"""Every language is read by the default."""


class Candidate(NamedTuple):
    """A stretch of text that may be drawn as a mention.

    ``confidence`` runs from 0 to 1; ``source`` names the step that found it; ``value`` is its
    normalised form where it has one of its own (an ISO date, an amount, an address, a country).
    """

    start: int
    end: int
    label: Label
    confidence: float = 1.0
    source: str = ""
    value: str = ""


class Recogniser(Protocol):
    """Finds names in running text.

    ``id`` changes whenever its answers may (it is part of a cache key). ``languages`` are the
    two-letter codes it may be asked about; elsewhere it is not asked. ``labels`` are the kinds it
    can tell apart.
    """

    @property
    def id(self) -> str: ...

    @property
    def languages(self) -> frozenset[str]: ...

    @property
    def labels(self) -> frozenset[Label]: ...

    @property
    def curves(self) -> Curves:
        """For each kind, what its names' confidence is worth once they are mended, if known."""

    @property
    def trust(self) -> Trust:
        """For each kind, what speaks for and against its names once they are mended, if known."""

    def recognise(self, text: str, language: str) -> Sequence[Candidate]:
        """The names in ``text``, sorted and apart, each within one paragraph."""


def without_overlaps(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Sorted candidates of which no two overlap; of two that do, the one given first stays."""
    kept: list[Candidate] = []
    taken = bytearray()
    for candidate in candidates:
        if len(taken) < candidate.end:
            taken.extend(bytes(candidate.end - len(taken)))
        if not any(taken[candidate.start : candidate.end]):
            taken[candidate.start : candidate.end] = b"\1" * (candidate.end - candidate.start)
            kept.append(candidate)
    return sorted(kept)
