"""The entry to this room: the mentions in a document, and the names they are mentions of.

Patterns run over all safe text, the recogniser over the shown text only. Mentions in hidden blocks
are marked ``hidden`` and have no part in the names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.document import Block, Mention, Name, Role, Span
from tui.entities.amounts import amounts
from tui.entities.calibration import weighed
from tui.entities.dates import dates
from tui.entities.gazetteer import Gazetteer, built_in
from tui.entities.language import language_of
from tui.entities.mend import mend
from tui.entities.names import Form, forms_of, gather
from tui.entities.patterns import addresses
from tui.entities.phones import phones
from tui.entities.reading import Reading, reading, uncovered
from tui.entities.recogniser import (
    DEFAULT,
    DEFAULTS,
    Candidate,
    Choice,
    Recogniser,
    without_overlaps,
)
from tui.entities.relative import relative_dates
from tui.entities.rules import rules
from tui.entities.sequence import SequenceModel, english
from tui.entities.tokens import tokenise
from tui.entities.trust import judged

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


KEPT = 0.45
"""A guess with less confidence is kept only if the rest of the document supports it."""


@dataclass(frozen=True, slots=True)
class Found:
    """Mentions, sorted and apart, and the names behind those that are shown."""

    mentions: tuple[Mention, ...]
    names: tuple[Name, ...]


def find(
    safe: str,
    blocks: Sequence[Block],
    language: str,
    published: str = "",
    choice: Choice = DEFAULTS,
) -> Found:
    """The mentions in a document's safe text, in its offsets.

    A text without blocks is taken as shown in full. ``language`` is a two-letter code; if it is
    empty, the language is guessed. ``published`` is the ISO date of publication, to which dates
    without a year are near, and from which "yesterday" and "last week" count. ``choice`` names
    other recognisers than the default for some languages. Raises
    :class:`tui.entities.installed.RecogniserError` where one of those fails.
    """
    if not blocks:
        return find_in_text(safe, language or None, published, choice)
    shown = reading(safe, (b for b in blocks if not b.hidden))
    language = language or language_of(shown.text)
    drawn = _candidates(shown.text, language, published, choice)
    hidden = [b for b in blocks if b.hidden]
    hidden += [Block(Role.WIDGET, (gap,), "", 0.0) for gap in uncovered(safe, blocks)]
    kept_back = reading(safe, sorted(hidden, key=lambda b: b.span))
    return _found(
        shown,
        drawn,
        _mapped(kept_back, _patterns(kept_back.text, language, published)),
    )


def find_in_text(
    text: str, language: str | None = None, published: str = "", choice: Choice = DEFAULTS
) -> Found:
    """The mentions in a plain text, uncleaned, in offsets of that very text; as :func:`find`."""
    whole = Reading(text, (0,), (0,))
    return _found(whole, _candidates(text, language or language_of(text), published, choice), [])


def recogniser_for(language: str, choice: Choice = DEFAULTS) -> Recogniser | None:
    """The recogniser for texts in ``language``; None where none knows it.

    The model that ships knows English. Without python-crfsuite, and for other languages that they
    know, the rules take its place.
    """
    name = choice.get(language, DEFAULT)
    if name != DEFAULT:
        from tui.entities.installed import chosen

        return chosen(language, name)
    if language in SequenceModel.languages:
        model = english()
        if model:
            return model
    fallback = rules()
    return fallback if language in fallback.languages else None


def _candidates(text: str, language: str, published: str, choice: Choice) -> list[Candidate]:
    named = _named(text, language, built_in(), choice)
    return _settled(_patterns(text, language, published), named)


def _patterns(text: str, language: str, published: str) -> list[Candidate]:
    marks = [*addresses(text), *phones(text, language)]
    times = [*dates(text, published), *relative_dates(text, language, published)]
    return without_overlaps([*marks, *amounts(text, language), *times])


def _named(text: str, language: str, gazetteer: Gazetteer, choice: Choice) -> list[Candidate]:
    recogniser = recogniser_for(language, choice)
    guessed = recogniser.recognise(text, language) if recogniser else ()
    tokens = tokenise(text)
    names = mend(tokens, guessed, gazetteer, KEPT)
    if not recogniser:
        return names
    return judged(tokens, guessed, weighed(names, recogniser.curves), recogniser.trust)


def _settled(patterns: list[Candidate], names: list[Candidate]) -> list[Candidate]:
    """Patterns before names, except where a name contains a pattern and more ("Group of 20")."""
    starts = {p.start: p for p in patterns}
    wider = [
        n
        for n in names
        if any(
            p.end <= n.end and p.end - p.start < n.end - n.start
            for at in range(n.start, n.end)
            if (p := starts.get(at))
        )
    ]
    return without_overlaps([*wider, *patterns, *names])


def _mapped(source: Reading, candidates: Iterable[Candidate]) -> list[Candidate]:
    return [c._replace(**source.span(c.start, c.end)._asdict()) for c in candidates]


def _found(source: Reading, drawn: list[Candidate], hidden: list[Candidate]) -> Found:
    """The mentions, and the names they belong to; spellings are taken from the text as shown."""
    text = source.text
    named = [(c.label, text[c.start : c.end], c.value) for c in drawn if c.label.named]
    names = gather(forms_of(named), text)
    mentions = [_mention(c, source.span(c.start, c.end), _display(c, text, names)) for c in drawn]
    mentions += [_mention(c, Span(c.start, c.end), c.value, hidden=True) for c in hidden]
    order = dict.fromkeys(m.name for m in mentions)
    ranks = {name: rank for rank, name in enumerate(order)}
    unique = sorted(set(names.values()), key=lambda n: (ranks[n.display], n.label))
    return Found(tuple(sorted(mentions, key=lambda m: m.start)), tuple(unique))


def _display(candidate: Candidate, text: str, names: dict[Form, Name]) -> str:
    if not candidate.label.named:
        return candidate.value
    written = " ".join(text[candidate.start : candidate.end].split())
    return names[Form(candidate.label, written, candidate.value)].display


def _mention(candidate: Candidate, span: Span, name: str, hidden: bool = False) -> Mention:
    return Mention(
        span.start,
        span.end,
        candidate.label,
        name,
        candidate.confidence,
        candidate.source,
        hidden,
    )
