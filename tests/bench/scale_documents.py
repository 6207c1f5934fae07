"""What :mod:`tests.bench.scale` puts into the index, and what it asks of it."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from tests.bench.make_corpus import SEED, Made, make, vocabulary
from tui.document import (
    Block,
    Fact,
    Label,
    Mention,
    Metadata,
    Name,
    PreparedDocument,
    Role,
    SafeText,
    Span,
)
from tui.stories.fingerprints import fingerprints

# Ranks of words: from those that every page has to those that one page has.
_BANDS = ((5, 50), (50, 500), (500, 5000), (5000, 60000), (2000, 20000))


def prepared(made: Made) -> PreparedDocument:
    """The document as a perfect preparation would have it."""
    text = made.page
    blocks, at = [], 0
    names = {*made.people, *made.places}
    mentions: list[Mention] = []
    for role, part in _parts(made):
        start = text.index(part, at)
        at = start + len(part)
        blocks.append(Block(role, (Span(start, at),), "made so", 0.97))
        mentions += _mentions(part, start, made) if role is Role.BODY else ()
    return PreparedDocument(
        id=f"sha256:{made.number:064x}",
        safe=SafeText(text),
        encoding="utf-8",
        blocks=tuple(blocks),
        mentions=tuple(mentions),
        names=tuple(
            Name(
                Label.PERSON if name in made.people else Label.PLACE,
                name,
                ((name, text.count(name)),),
            )
            for name in sorted(names)
        ),
        metadata=Metadata(
            title=Fact(made.title, 0.9, "text"),
            outlet=Fact(made.outlet, 0.9, "text"),
            published=Fact(made.published, 0.9, "text"),
            language=Fact(made.language, 0.9, "text"),
        ),
        fingerprints=fingerprints("\n".join(made.paragraphs)),
        words=sum(len(paragraph.split()) for paragraph in made.paragraphs),
    )


def queries(size: int) -> list[str]:
    """Two hundred queries, the same for a size: words of all ranks, phrases, fields, mixtures."""
    source = Random(SEED)
    words = vocabulary()

    def word(first: int, last: int) -> str:
        return words[source.randrange(first, last)]

    def phrase() -> str:
        made = make(source.randrange(size))
        paragraph = source.choice(made.paragraphs).split()
        at = source.randrange(max(1, len(paragraph) - 3))
        return " ".join(paragraph[at : at + 3]).strip(".")

    def name() -> str:
        return source.choice(make(source.randrange(size)).people)

    found = [word(first, last) for first, last in _BANDS for _ in range(10)]
    found += [f"{word(20, 2000)} {word(20, 2000)}" for _ in range(40)]
    found += [f'"{phrase()}"' for _ in range(20)]
    found += [f"{word(500, 20000)[:4]}*" for _ in range(10)]
    found += [f"{word(50, 5000)} or {word(50, 5000)}" for _ in range(15)]
    found += [f"{word(50, 2000)} -{word(50, 2000)}" for _ in range(15)]
    found += [f"{word(100, 5000)} decision:none" for _ in range(10)]
    found += [f"{word(100, 5000)} is:unread date:2021..2023" for _ in range(10)]
    found += [f'who:"{name()}"' for _ in range(15)]
    found += [f"{word(100, 3000)} lang:fr words:>800" for _ in range(10)]
    found += [f"date:2022-{month:02}" for month in range(1, 6)]
    return found


def _parts(made: Made) -> Iterable[tuple[Role, str]]:
    yield Role.TITLE, made.title
    yield Role.DATELINE, f"{made.outlet} | {made.published}"
    for paragraph in made.paragraphs:
        yield Role.BODY, paragraph
    for line in made.furniture:
        yield Role.COMMENTS if made.kind == "comments" else Role.NAVIGATION, line


def _mentions(part: str, start: int, made: Made) -> Iterable[Mention]:
    for label, names in ((Label.PERSON, made.people), (Label.PLACE, made.places)):
        for name in names:
            if (at := part.find(name)) >= 0:
                yield Mention(start + at, start + at + len(name), label, name, 0.9, "made")
