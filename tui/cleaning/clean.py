"""The entry to this room: from safe text to blocks with roles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.cleaning.classifier import cut, keep, probabilities, shipped_weights
from tui.cleaning.features import ends_sentence
from tui.cleaning.headline import find_title
from tui.cleaning.markup import is_voted, shipped_markup, with_markup
from tui.cleaning.memory import explained, known_paragraphs, reminded
from tui.cleaning.metadata import metadata_of
from tui.cleaning.outlets import site_names
from tui.cleaning.page import Page, read_page
from tui.cleaning.roles import assign_roles
from tui.cleaning.strays import find_strays
from tui.cleaning.wanted import keep_lists
from tui.cleaning.zones import find_zones
from tui.document import Block, Metadata, Role, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.cleaning.classifier import Weights
    from tui.cleaning.reflow import Paragraph
    from tui.cleaning.verdict import Verdict, Zone
    from tui.document import Stretch

_NOWHERE: Mapping[int, int] = {}
_PRINTED = frozenset({Role.TITLE, Role.HEADING, Role.BODY})
# A score that lies so near the line makes its block doubtful.
_NEAR = 0.15
# Words of a paragraph that may be a sentence.
_SENTENCE_WORDS = 5
# The share of doubtful words, measured by those that are shown, that makes a page doubtful.
_SHAKY = 0.2
# What is left of the scores inside zones.
_OUT = 0.05


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A page judged line by line.

    ``blocks`` cover every non-blank line of the safe text once and in order, hidden ones included.
    ``doubt`` says that many of the page's words are in blocks on which the verdict was close.
    """

    blocks: tuple[Block, ...] = ()
    metadata: Metadata = Metadata()
    doubt: bool = False


def clean(
    safe: str,
    weights: Weights | None = None,
    markup: tuple[Stretch, ...] = (),
    known: Mapping[int, int] = _NOWHERE,
    called: str = "",
) -> Cleaned:
    """Judge every line of a text. Raises on no text; hidden lines are in the blocks, too.

    ``weights`` replace the shipped ones, for measuring. ``markup`` says where the runs of the text
    stood in their HTML page, if there was one. ``known`` has the keys of lines that other documents
    have, too, and in how many (:func:`tui.cleaning.memory.recurring`): a hint against them.
    ``called`` is what the file's name says in words, a hint to the title.
    """
    page = read_page(safe)
    if not page.paragraphs:
        return Cleaned()
    weights = weights or shipped_weights()
    sizes = [max(entry.size, 1.0) for entry in page.words]
    scores = probabilities(page, weights)
    if markup:
        scores = with_markup(scores, page.paragraphs, markup, shipped_markup(is_voted(markup)))
    elsewhere = known_paragraphs(page, scores, sizes, known)
    scores = reminded(scores, elsewhere)
    zones = find_zones(page, scores)
    scores = outside_zones(scores, zones)
    limit = cut(scores, sizes)
    kept = keep(scores, sizes, [_ends(page, index) for index in range(len(scores))])
    kept = keep_lists(page, scores, kept)
    strays = find_strays(page, scores, kept)
    for stray in strays:
        kept[stray.first : stray.end] = [False] * (stray.end - stray.first)
    banned = site_names(page)
    for zone in zones:
        banned[zone.first : zone.end] = [True] * (zone.end - zone.first)
    title = find_title(page, scores, limit, banned, weights.title, called)
    verdicts = explained(assign_roles(page, scores, kept, [*zones, *strays], title), elsewhere)
    blocks = tuple(
        _block(paragraph, verdict, score, limit)
        for paragraph, verdict, score in zip(page.paragraphs, verdicts, scores, strict=True)
    )
    return Cleaned(blocks, metadata_of(page, verdicts, title), _in_doubt(page, blocks))


def clean_text(
    safe: str,
    weights: Weights | None = None,
    markup: tuple[Stretch, ...] = (),
    known: Mapping[int, int] = _NOWHERE,
) -> str:
    """Title, headings and body of a text, a blank line between paragraphs; as :func:`clean`."""
    blocks = clean(safe, weights, markup, known).blocks
    return "\n\n".join(block.text(safe) for block in blocks if block.role in _PRINTED)


def outside_zones(scores: list[float], zones: list[Zone]) -> list[float]:
    """The scores, with those inside zones lowered to almost nothing."""
    changed = list(scores)
    for zone in zones:
        for index in range(zone.first, zone.end):
            changed[index] *= _OUT
    return changed


def _ends(page: Page, index: int) -> bool:
    """Whether a paragraph of some length ends as a sentence does."""
    text = page.paragraphs[index].text
    return page.words[index].size >= _SENTENCE_WORDS and ends_sentence(text)


def _block(paragraph: Paragraph, verdict: Verdict, score: float, limit: float) -> Block:
    line = min(limit, 0.5)
    return Block(
        role=verdict.role,
        pieces=tuple(Span(line.start, line.end) for line in paragraph.lines),
        reason=verdict.reason,
        score=round(score, 3),
        joints=paragraph.joints,
        doubtful=abs(score - line) < _NEAR and verdict.role is not Role.TITLE,
    )


def _in_doubt(page: Page, blocks: tuple[Block, ...]) -> bool:
    """Whether the words in doubtful blocks are more than a fifth of those that are shown."""
    near = shown = 0.0
    for block, entry in zip(blocks, page.words, strict=True):
        near += entry.size if block.doubtful else 0.0
        shown += entry.size if not block.hidden else 0.0
    return near > _SHAKY * shown
