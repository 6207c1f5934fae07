"""Small prepared documents, made by hand."""

from __future__ import annotations

import hashlib
import os
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import cache
from pathlib import Path

from tui.document import (
    Block,
    Fact,
    FileEntry,
    Label,
    Mention,
    Metadata,
    Name,
    PreparedDocument,
    Role,
    SafeText,
    Span,
)
from tui.index.index import Index
from tui.index.view import View
from tui.row import Row


@cache
def _empty() -> bytes:
    """The file of an empty index: to copy it is faster than to make one."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "index.sqlite")
        Index.open(path).close()
        return Path(path).read_bytes()


#: Gives an empty index for one example.
Example = Callable[[], AbstractContextManager[Index]]


class _TakenBackError(Exception):
    pass


@contextmanager
def examples() -> Iterator[Example]:
    """Empty indexes for the examples of a property: one index, each example taken back."""
    with passing_index() as index:

        @contextmanager
        def example() -> Iterator[Index]:
            with suppress(_TakenBackError), index.batch():
                yield index
                raise _TakenBackError

        yield example


@contextmanager
def passing_index() -> Iterator[Index]:
    """An empty index in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "index.sqlite")
        path.write_bytes(_empty())
        index = Index.open(str(path))
        try:
            yield index
        finally:
            index.close()


def listed(view: View, query: str = "") -> list[Row]:
    """The rows of all documents that match, in arrival order."""
    return view.rows(view.ids(query))


def ringing(view: View) -> set[int]:
    """The numbers of the documents in which a watched text stands."""
    return {row.number for row in listed(view) if row.watched}


def ringing_hidden(view: View) -> frozenset[int]:
    """Those in which it stands in hidden text only."""
    return view.hidden_hits("watch:any", view.ids())


def identity(seed: str) -> str:
    """An id as real ones are."""
    return "sha256:" + hashlib.sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()


def entry(path: str, version: int = 1, problem: str = "") -> FileEntry:
    """A file as a scan finds it; another ``version`` is another state of it."""
    inode = zlib.crc32(path.encode("utf-8", "surrogateescape")) | 1
    return FileEntry(path, 100 + version, version, inode, problem)


def document(
    body: str,
    *,
    title: str = "",
    hidden: str = "",
    outlet: str = "",
    author: str = "",
    published: str = "",
    language: str = "",
    people: tuple[tuple[str, ...], ...] = (),
    places: tuple[str, ...] = (),
    fingerprints: tuple[int, ...] = (),
    doubt: bool = False,
    remark: str = "",
    bytes_: str = "",
) -> PreparedDocument:
    """A document of one body block and, if there is ``hidden`` text, one block of comments."""
    text = f"{body}\n{hidden}"
    blocks = [Block(Role.BODY, (Span(0, len(body)),), "prose", 0.9)]
    if hidden:
        blocks.append(Block(Role.COMMENTS, (Span(len(body) + 1, len(text)),), "comments", 0.1))
    return PreparedDocument(
        id=identity(bytes_ or f"{title}|{text}|{outlet}|{published}"),
        safe=SafeText(text),
        blocks=tuple(blocks),
        mentions=tuple(_mentions(people, Label.PERSON)) + tuple(_places(places)),
        names=(
            *(Name(Label.PERSON, forms[0], tuple((form, 1) for form in forms)) for forms in people),
            *(Name(Label.PLACE, place, ((place, 1),)) for place in places),
        ),
        metadata=Metadata(
            title=_fact(title),
            outlet=_fact(outlet),
            author=_fact(author),
            published=_fact(published),
            language=_fact(language),
        ),
        fingerprints=fingerprints,
        words=len(body.split()),
        doubt=doubt,
        remark=remark,
    )


def prints(start: int, count: int) -> tuple[int, ...]:
    """Fingerprints with the spread of real ones; equal numbers give equal ones."""
    found = []
    for number in range(start, start + count):
        digest = hashlib.blake2b(str(number).encode(), digest_size=8).digest()
        found.append(int.from_bytes(digest, "big", signed=True))
    return tuple(sorted(found))


def _fact(value: str) -> Fact | None:
    return Fact(value, 1.0, "test") if value else None


def _mentions(people: tuple[tuple[str, ...], ...], label: Label) -> list[Mention]:
    return [Mention(0, 0, label, forms[0]) for forms in people]


def _places(places: tuple[str, ...]) -> list[Mention]:
    return [Mention(0, 0, Label.PLACE, place) for place in places]
