"""More training pages out of few: variants of a labelled page. For training only.

Pages with teasers in full sentences, with appeals, or with blank lines between all blocks are rarer
in any free collection than on the web. Everything added is labelled as not belonging to the
document.
"""

from __future__ import annotations

import hashlib
import random
from pathlib import Path
from typing import Any

_APPEALS = Path(__file__).with_name("appeals.txt")
# Characters from which on a line counts as long.
_LONG = 60
# The share of pages that also get a variant with more articles, and one with the document alone.
_SECOND = 0.35
_ALONE = 0.4
_BYLINES = ("By Anna Velde", "J. Moss", "Von Karim Oder", "3 hours ago", "12 March 2024", "News")
# A line and its label: 1 the document, 0 not, -1 blank, -2 a title.
Labelled = list[tuple[str, int]]
_BLANK = ("", -1)


def variants(pages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Variants of labelled pages, always the same for the same pages.

    What is added comes from these pages or from ``appeals.txt``.
    """
    groups = appeal_groups(_APPEALS.read_text(encoding="utf-8"))
    made: list[dict[str, Any]] = []
    for page in pages:
        chance = random.Random(int(hashlib.sha256(page["id"].encode()).hexdigest(), 16))
        lines = _labelled(page)
        made.append(_with(page, respaced(lines, page["style"])))
        teased = with_teasers(lines, _others(page, pages, chance, 25), chance)
        made.append(_with(page, teased))
        made.append(_with(page, with_appeals(lines, groups, chance)))
        if chance.random() < _SECOND:
            others = _others(page, pages, chance, 3)
            made.append(_with(page, with_more_articles(lines, others, chance)))
        if chance.random() < _ALONE:
            made.append(_with(page, document_alone(lines, chance)))
    return made


def appeal_groups(text: str) -> list[list[str]]:
    """The groups of lines in the text of the appeals file, comments left out."""
    groups: list[list[str]] = []
    for part in text.split("\n\n"):
        lines = [line for line in part.split("\n") if line and not line.startswith("#")]
        if lines:
            groups.append(lines)
    return groups


def respaced(lines: Labelled, style: str) -> Labelled:
    """The lines with a blank one between all blocks.

    Where the page has that already (``style`` "B"), with none between short blocks instead.
    """
    spaced: Labelled = []
    if style != "B":
        for entry in lines:
            if entry[0].strip():
                spaced += [entry, _BLANK]
        return spaced
    previous = ""
    for text, label in lines:
        if text.strip():
            spaced.append((text.lstrip(), label))
            previous = text
        elif len(previous) >= _LONG:
            spaced.append(_BLANK)
    return spaced


def document_alone(lines: Labelled, chance: random.Random) -> Labelled:
    """The document alone, often only its first paragraphs: text that is clean already must stay."""
    kept = [entry for entry in lines if entry[1] == 1]
    if chance.random() < 0.6:
        kept = kept[: chance.randint(2, 12)]
    titles = [entry for entry in lines if entry[1] == -2][:1] if chance.random() < 0.5 else []
    return respaced([*titles, *kept], "A")


def with_teasers(lines: Labelled, others: list[dict[str, Any]], chance: random.Random) -> Labelled:
    """Adds titles and first sentences of other pages, in one of the ways that sites set them."""
    shape = chance.random()
    length = chance.choice((120, 200, 400))
    added: Labelled = [_BLANK]
    for other in others[: chance.randint(3, 25)]:
        title, body = _title(other), _body(other)
        teaser = (body[0][:length], 0) if body else _BLANK
        if shape < 0.4:
            added += [(title, 0), teaser, _BLANK]
        elif shape < 0.7:
            added += [(title, 0), _BLANK, teaser, _BLANK]
        elif shape < 0.85:
            added += [teaser, _BLANK]
        else:
            added += [(title, 0), _BLANK]
    return _inserted(lines, added, chance)


def with_appeals(lines: Labelled, groups: list[list[str]], chance: random.Random) -> Labelled:
    """Adds one to three appeals, before or after the document."""
    for group in chance.sample(groups, chance.randint(1, 3)):
        added: Labelled = [_BLANK]
        blank = chance.random() < 0.8
        for line in group:
            added += [(line, 0), _BLANK] if blank else [(line, 0)]
        lines = _inserted(lines, added, chance)
    return lines


def with_more_articles(
    lines: Labelled, others: list[dict[str, Any]], chance: random.Random
) -> Labelled:
    """Adds one to three other articles, whole or in part, after the document or at the end."""
    added: Labelled = [_BLANK]
    for other in others[: chance.choice((1, 1, 2, 3))]:
        added += [(_title(other), 0), _BLANK]
        if chance.random() < 0.4:
            added += [(chance.choice(_BYLINES), 0), _BLANK]
        body = [text for text, label in _labelled(other) if label == 1 and text.strip()]
        for text in body[: max(1, int(len(body) * chance.choice((0.3, 0.6, 1.0))))]:
            added += [(text, 0), _BLANK]
    places = [index for index, (_, label) in enumerate(lines) if label == 1]
    at = places[-1] + 1 if places and chance.random() < 0.5 else len(lines)
    return [*lines[:at], *added, *lines[at:]]


def _inserted(lines: Labelled, added: Labelled, chance: random.Random) -> Labelled:
    places = [index for index, (_, label) in enumerate(lines) if label == 1]
    if not places:
        return lines + added
    where = chance.random()
    if where < 0.55:
        at = places[-1] + 1
    elif where < 0.8:
        at = len(lines)
    else:
        heads = [index for index, (_, label) in enumerate(lines[: places[0]]) if label == -2]
        at = heads[-1] if heads else max(0, places[0] - chance.randint(3, 10))
    return [*lines[:at], *added, *lines[at:]]


def _labelled(page: dict[str, Any]) -> Labelled:
    return list(zip(page["raw_text"].split("\n"), page["line_labels"], strict=True))


def _with(page: dict[str, Any], lines: Labelled) -> dict[str, Any]:
    return {
        **page,
        "raw_text": "\n".join(text for text, _ in lines),
        "line_labels": [label for _, label in lines],
    }


def _others(
    page: dict[str, Any], pages: list[dict[str, Any]], chance: random.Random, count: int
) -> list[dict[str, Any]]:
    drawn = chance.sample(pages, min(count + 5, len(pages)))
    return [other for other in drawn if other["domain"] != page["domain"]][:count]


def _title(page: dict[str, Any]) -> str:
    for text, label in _labelled(page):
        if label == -2:
            return text.strip()
    return str(page["titles"][0]) if page["titles"] else "Untitled"


def _body(page: dict[str, Any]) -> list[str]:
    return [text for text, label in _labelled(page) if label == 1 and len(text) > _LONG]
