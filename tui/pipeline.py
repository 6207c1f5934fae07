"""The whole way of a document, from its bytes to everything that is derived from them.

Preparation depends on the file and on the files beside it that describe it, never on the record: no
key of the reader causes a document to be prepared again. The steps are imported with the first
document, so that asking for the version does not load their models.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from tui.document import Block, Fact, Metadata, PreparedDocument, Role, Span
from tui.entities.recogniser import DEFAULT, DEFAULTS, Choice

if TYPE_CHECKING:
    from tui.ingest.load import Loaded

#: Larger documents, in bytes, are shown uncleaned, so that they are shown at once.
CLEANED_UP_TO = 2_000_000
#: The same for their lines, each of which costs the cleaner time and memory.
MOST_LINES = 50_000

_STEPS = (
    *("document.py", "lines.py", "pipeline.py", "wire.py"),
    *("ingest", "cleaning", "spelling", "entities", "stories"),
)
_Outcome = TypeVar("_Outcome")
#: Is told the name of a step that failed, and the exception.
Report = Callable[[str, Exception], None]
#: How sure a title is that is only the file's name.
_GUESSED = 0.2
#: Keys of lines, and in how many other documents each stands.
Known = Mapping[int, int]
_NOWHERE: Known = {}


class ChoiceError(Exception):
    """The recogniser that was chosen for a language cannot be used; the message says why."""


def _say_nothing(step: str, error: Exception) -> None:
    """Leave it at the remark on the document."""


def prepare(
    path: str,
    report: Report = _say_nothing,
    choice: Choice = DEFAULTS,
    file_names: str = "",
    known: Known = _NOWHERE,
    plain: str = "",
) -> PreparedDocument:
    """Prepare the file at ``path``.

    ``choice`` names the recogniser for each language, ``file_names`` is a pattern that names of
    files follow (:mod:`tui.ingest.file_names`), empty for none, and ``known`` has the keys of lines
    that other documents have, too (:func:`tui.lines.line_key`): a hint that they are the site's.
    ``plain`` says why the text alone is wanted, if it is: what kept it from being prepared before.

    Raises :class:`tui.ingest.read.ReadError` where the file cannot be read. A later step that fails
    is left out: the document's remark says so, its safe text can still be read, and ``report`` is
    told.
    """
    from tui.ingest.load import load

    return _prepared(load(path, file_names), report, choice, known, plain)


def prepare_bytes(
    data: bytes, name: str, report: Report = _say_nothing, choice: Choice = DEFAULTS
) -> PreparedDocument:
    """As :func:`prepare`, for bytes that have the file name ``name`` and no file beside them."""
    from tui.ingest.load import load_bytes

    return _prepared(load_bytes(data, name), report, choice, _NOWHERE)


# Larger data files of a step, in bytes, are identified by their size and the NOTICE beside them.
_LARGE = 1 << 19


def version(choice: Choice = DEFAULTS, file_names: str = "") -> str:
    """The version of preparation: a hash of the steps' code and data, of the recognisers chosen,
    and of the pattern that names of files follow.

    Documents that another version prepared are prepared again. Raises :class:`ChoiceError` where a
    recogniser that was chosen is not installed.
    """
    chosen = {language: name for language, name in choice.items() if name != DEFAULT}
    if file_names:
        return hashlib.sha256(f"{version(chosen)} {file_names}".encode()).hexdigest()[:16]
    if not chosen:
        return _steps()
    from tui.entities.installed import RecogniserError, identity

    try:
        readers = sorted((language, identity(language, name)) for language, name in chosen.items())
    except RecogniserError as error:
        raise ChoiceError(str(error)) from error
    return hashlib.sha256(f"{_steps()} {readers}".encode()).hexdigest()[:16]


@cache
def _steps() -> str:
    """A hash of the steps' code and data, and of the extractor that votes on the lines of pages.

    It is needed at every start. Large model files are not read for it: their hashes stand in the
    NOTICE beside them, which is.
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


def _prepared(
    loaded: Loaded, report: Report, choice: Choice, known: Known, plain: str = ""
) -> PreparedDocument:
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
    if too_much := plain or _too_much(loaded):
        remarks.append(f"{too_much}: shown uncleaned")
    elif text.strip():
        cleaned = attempt(
            "cleaning", lambda: clean(text, None, loaded.markup, known, loaded.called), cleaned
        )
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
        metadata=_called(loaded.called).under(cleaned.metadata.under(loaded.metadata)),
        fingerprints=() if plain else attempt("fingerprints", lambda: fingerprints(body), ()),
        words=sum(len(block.text(text).split()) for block in cleaned.blocks if not block.hidden),
        doubt=cleaned.doubt,
        remark="; ".join(remarks),
    )


def _called(name: str) -> Metadata:
    """What a document is called where nothing gives it a title: its file's name in words."""
    return Metadata(title=Fact(name, _GUESSED, "file name") if name else None)


def _too_much(loaded: Loaded) -> str:
    """What a document has too much of to be cleaned; empty if it can be."""
    if loaded.size > CLEANED_UP_TO:
        return f"{loaded.size / 1_000_000:.1f} MB"
    lines = loaded.safe.text.count("\n")
    return f"{lines:,} lines" if lines > MOST_LINES else ""


def _paragraphs(text: str) -> tuple[Block, ...]:
    """A body block for each run of lines without an empty one: the text, uncleaned."""
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
    """The file at ``path``, or all files in the folder there, caches of Python left out."""
    if not os.path.isdir(path):
        yield path
        return
    with os.scandir(path) as entries:
        for entry in entries:
            if entry.name != "__pycache__":
                yield from _files(entry.path)
