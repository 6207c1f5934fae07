"""Documents with names made by hand, for a desk."""

from __future__ import annotations

from dataclasses import replace

from tests.app.desk_parts import document
from tui.document import Label, Mention, Name, PreparedDocument
from tui.sentences import NameKey

ANNA: NameKey = (Label.PERSON, "Anna Brandt")
PORT: NameKey = (Label.PLACE, "Skerrin")


def named(title: str, *paragraphs: str, **spellings: tuple[Label, str]) -> PreparedDocument:
    """A document in which each of ``spellings`` is a mention of a name."""
    found = replace(document(title, *paragraphs), mentions=())
    mentions: list[Mention] = []
    for form, (label, name) in spellings.items():
        start = found.safe.text.find(form)
        while start >= 0:
            mentions.append(Mention(start, start + len(form), label, name))
            start = found.safe.text.find(form, start + 1)
    names = (Name(Label.PERSON, "Anna Brandt", (("Anna Brandt", 1),), ("Brandt: surname",)),)
    mentions.sort(key=lambda mention: mention.start)
    return replace(found, mentions=tuple(mentions), names=names)


THREE = (
    named("One", "Anna came. Brandt went to Skerrin. Anna and Brandt.", Anna=ANNA, Brandt=ANNA,
          Skerrin=PORT),
    named("Two", "Nobody came in May.", May=(Label.DATE, "May")),
    named("Three", "In Skerrin Anna stayed. Skerrin slept.", Anna=ANNA, Skerrin=PORT),
)  # fmt: skip
