"""The interface of all recognisers of names, and the candidates that they give."""

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
    """A stretch of text, code points ``start`` to ``end``, that may become a mention.

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

    It is asked only about texts in its ``languages``.
    """

    @property
    def id(self) -> str:
        """A name that changes whenever its answers may: it is part of a cache key."""

    @property
    def languages(self) -> frozenset[str]:
        """The two-letter codes of the languages that it knows."""

    @property
    def labels(self) -> frozenset[Label]:
        """The kinds of names that it tells apart."""

    @property
    def curves(self) -> Curves:
        """For each kind a calibration of its names' confidence after mending, if known."""

    @property
    def trust(self) -> Trust:
        """For each kind what speaks for and against its names after mending, if known."""

    def recognise(self, text: str, language: str) -> Sequence[Candidate]:
        """The names in ``text``, sorted, without overlaps, each within one paragraph."""


def without_overlaps(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates without overlaps, sorted; of two that overlap the one given first is kept."""
    kept: list[Candidate] = []
    taken = bytearray()
    for candidate in candidates:
        if len(taken) < candidate.end:
            taken.extend(bytes(candidate.end - len(taken)))
        if not any(taken[candidate.start : candidate.end]):
            taken[candidate.start : candidate.end] = b"\1" * (candidate.end - candidate.start)
            kept.append(candidate)
    return sorted(kept)
