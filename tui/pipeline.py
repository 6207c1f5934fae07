"""The whole way of a document, from its bytes to everything that is derived from them.

A pure function of the file (and the files beside it that describe it): the record is never seen, so
no key of the reader causes a document to be prepared again. The steps are imported with the first
document: who only asks for the version does not wait for their models.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from tui.document import Block, PreparedDocument, Role, Span

if TYPE_CHECKING:
    from tui.ingest.load import Loaded

#: Documents of more bytes than this are shown as they are, at once.
CLEANED_UP_TO = 2_000_000

_STEPS = (
    *("document.py", "lines.py", "pipeline.py", "wire.py"),
    *("ingest", "cleaning", "spelling", "entities", "stories"),
)
_Outcome = TypeVar("_Outcome")
Report = Callable[[str, Exception], None]
Choice = Mapping[str, str]
"""For a language's two-letter code, who reads names in it; others are read by the default."""

DEFAULTS: Choice = {}
Known = Mapping[int, int]
"""Keys of lines, and in how many other documents each stands."""

_NOWHERE: Known = {}


class ChoiceError(Exception):
    """Who was chosen to read names cannot be asked; the message says why."""


def _say_nothing(step: str, error: Exception) -> None:
    """The remark on the document is all that is said."""


def prepare(
    path: str,
    report: Report = _say_nothing,
    choice: Choice = DEFAULTS,
    file_names: str = "",
    known: Known = _NOWHERE,
) -> PreparedDocument:
    """Prepare the file at ``path``, its names read by whom ``choice`` says; names of files may
    follow a pattern, ``file_names`` (:mod:`tui.ingest.file_names`).

    ``known`` are those of its lines that other documents have too (:func:`tui.lines.line_key`): a
    hint that they are the site's.

    Raises :class:`tui.ingest.read.ReadError` where it cannot be read. A later step that fails is
    left out: the document says so in its remark, its safe text can still be read, and ``report``
    is told the step and the exception.
    """
    from tui.ingest.load import load

    return _prepared(load(path, file_names), report, choice, known)


def prepare_bytes(
    data: bytes, name: str, report: Report = _say_nothing, choice: Choice = DEFAULTS
) -> PreparedDocument:
    """Prepare bytes that came under ``name`` and have nothing beside them; as :func:`prepare`."""
    from tui.ingest.load import load_bytes

    return _prepared(load_bytes(data, name), report, choice, _NOWHERE)


#: Bytes above which a step's data file is told apart by its size and its NOTICE alone.
_LARGE = 1 << 19


def version(choice: Choice = DEFAULTS, file_names: str = "") -> str:
    """A name for the steps as they are: a hash of their code and data, of who reads names, and of
    the pattern that names of files follow.

    Documents that were prepared by another version are prepared again. Raises
    :class:`ChoiceError` where who was chosen is not installed.
    """
    chosen = {language: name for language, name in choice.items() if name != "default"}
    if file_names:
        return hashlib.sha256(f"{version(chosen)} {file_names}".encode()).hexdigest()[:16]
    if not chosen:
        return _steps()
    from tui.entities.others import RecogniserError, identity

    try:
        readers = sorted((language, identity(language, name)) for language, name in chosen.items())
    except RecogniserError as error:
        raise ChoiceError(str(error)) from error
    return hashlib.sha256(f"{_steps()} {readers}".encode()).hexdigest()[:16]


@cache
def _steps() -> str:
    """A hash of the steps' code and data, and of who votes on the lines of pages.

    Model files are large, and this is asked at every start: their hashes stand in the NOTICE beside
    them, which is read.
    """
    from tui.ingest.formats.html_vote import voter

    here = os.path.dirname(os.path.abspath(__file__))
    seen = hashlib.sha256(voter().encode())
    for path in sorted(path for step in _STEPS for path in _files(os.path.join(here, step))):
        size = os.path.getsize(path)
        seen.update(f"{os.path.basename(path)} {size}".encode())
        if size <= _LARGE:
            with open(path, "rb") as file:
                seen.update(hashlib.sha256(file.read()).digest())
    return seen.hexdigest()[:16]


def _prepared(loaded: Loaded, report: Report, choice: Choice, known: Known) -> PreparedDocument:
    from tui.cleaning.clean import Cleaned, clean
    from tui.entities.find import Found, find
    from tui.stories.fingerprints import fingerprints

    remarks = [loaded.remark] if loaded.remark else []

    def attempt(step: str, work: Callable[[], _Outcome], otherwise: _Outcome) -> _Outcome:
        try:
            return work()
        except Exception as error:  # noqa: BLE001 - a step's defect must not cost the document
            report(step, error)
            remarks.append(f"{step} failed ({type(error).__name__})")
            return otherwise

    text = loaded.safe.text
    cleaned = Cleaned(_paragraphs(text), loaded.metadata, doubt=False)
    found = Found((), ())
    if loaded.size > CLEANED_UP_TO:
        remarks.append(f"{loaded.size / 1_000_000:.1f} MB: shown uncleaned")
    elif text.strip():
        cleaned = attempt("cleaning", lambda: clean(text, None, loaded.markup, known), cleaned)
        facts = cleaned.metadata.under(loaded.metadata)
        language = facts.language.value if facts.language else ""
        published = facts.published.value if facts.published else ""
        found = attempt(
            "names", lambda: find(text, cleaned.blocks, language, published, choice), found
        )
    body = "\n".join(block.text(text) for block in cleaned.blocks if block.role is Role.BODY)
    return PreparedDocument(
        id=loaded.id,
        safe=loaded.safe,
        encoding=loaded.encoding,
        blocks=cleaned.blocks,
        mentions=found.mentions,
        names=found.names,
        metadata=cleaned.metadata.under(loaded.metadata),
        fingerprints=attempt("fingerprints", lambda: fingerprints(body), ()),
        words=sum(len(block.text(text).split()) for block in cleaned.blocks if not block.hidden),
        doubt=cleaned.doubt,
        remark="; ".join(remarks),
    )


def _paragraphs(text: str) -> tuple[Block, ...]:
    """A body block for each run of lines between empty ones."""
    return tuple(
        Block(Role.BODY, pieces, "not cleaned", 1.0, (" ",) * (len(pieces) - 1))
        for pieces in _runs_of_lines(text)
    )


def _runs_of_lines(text: str) -> Iterator[tuple[Span, ...]]:
    run: list[Span] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            run.append(Span(start, start + len(line)))
        elif run:
            yield tuple(run)
            run = []
        start += len(line) + 1
    if run:
        yield tuple(run)


def _files(path: str) -> Iterator[str]:
    if not os.path.isdir(path):
        yield path
        return
    with os.scandir(path) as entries:
        for entry in entries:
            if entry.name != "__pycache__":
                yield from _files(entry.path)
