"""`copytaster purge`: a name that must not be known to anybody any more."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from glob import escape, glob

from tui.cases import Case, log_file
from tui.cli import recent
from tui.cli.arguments import Command, named_reader, named_record
from tui.cli.opening import opened_record
from tui.cli.output import Failure, one_line
from tui.ingest.load import load_bytes
from tui.triage import evidence
from tui.triage.drafts import Drafts, drafting
from tui.triage.folder import Folder
from tui.triage.journal import operations_since
from tui.triage.purge import concerns, expression, purge
from tui.triage.readers import readers

_INDEX = ("index.sqlite", "index.sqlite-wal", "index.sqlite-shm")
_BEYOND = (
    "backups, and copies of the record on other machines",
    "the documents in the inbox, those that were piped in, and what others made of them",
    "what programs that are open now have in memory: close them",
    "blocks of the disk that were given back and not yet written over",
)


@dataclass(frozen=True, slots=True)
class Survey:
    """Where the words stand in a record: how many operations, which drafts and which copies of
    documents have them."""

    operations: int
    drafts: tuple[str, ...]
    copies: tuple[str, ...]


def run_purge(options: Namespace) -> int:
    """The `purge` command."""
    words = " ".join(options.words).strip()
    if len(words) < 2:
        raise Failure("purge needs the words that are to go, more than a letter", 2)
    reader = named_reader(options)
    with (
        named_record(options) as case,
        opened_record(case, reader, write=options.yes) as record,
    ):
        found = survey(record.folder, words)
        derived = [*_index_files(case), *_logged(words)]
        if options.yes:
            purge(record.folder, words, stored_documents=options.documents)
            for path in derived:
                with suppress(FileNotFoundError):  # another program has tidied up
                    os.unlink(path)
        _say(found, derived, options)
    if not options.yes:
        print("nothing was changed: --yes does it")
    print("out of reach:")
    for what in (*_BEYOND, *_set_aside(case)):
        print(f"  {what}")
    return 0


def survey(folder: Folder, words: str) -> Survey:
    """Look for ``words``, in any letter case. Changes nothing. Raises ``OSError``."""
    pattern = expression(words)
    team = readers(folder)
    return Survey(
        operations=sum(
            concerns(one, pattern)
            for reader in team
            for one in operations_since(folder, reader, "")[0]
        ),
        drafts=tuple(
            draft.document
            for reader in drafting(folder)
            for draft in Drafts(folder, reader).all()
            if pattern.search(draft.words)
        ),
        copies=tuple(
            document
            for document in evidence.stored(folder)
            if pattern.search(load_bytes(evidence.fetch(folder, document) or b"", "").safe.text)
        ),
    )


def _say(found: Survey, derived: list[str], options: Namespace) -> None:
    """One line for each kind of thing; what is done, or would be."""
    verb = "{}" if options.yes else "would be {}"
    print(f"operations with the words: {found.operations}, {verb.format('blotted out')}")
    print(f"drafts of notes: {len(found.drafts)}, {verb.format('removed')}")
    fate = verb.format("removed") if options.documents else "left; --documents removes them"
    print(f"copies of documents: {len(found.copies)}, {fate}")
    for document in found.copies:
        print(f"  {document[7:19]}")
    for path in derived:
        print(f"{one_line(path)}: {verb.format('removed')}")


def _set_aside(case: Case) -> list[str]:
    """Records that gave way to a restored one, and may have the words."""
    return [f"{one_line(path)}, set aside by restore" for path in glob(f"{escape(case.state)}.*")]


def _index_files(case: Case) -> Iterator[str]:
    """The index of this record in every cache: what it was made of can be read out of it."""
    known = [one.case.cache for one in recent.recent_cases() if one.case.state == case.state]
    for cache in dict.fromkeys([case.cache, *known]):
        for name in _INDEX:
            path = os.path.join(cache, name)
            if os.path.lexists(path):
                yield path


def _logged(words: str) -> Iterator[str]:
    """The log of errors, if it quotes the words."""
    path = log_file()
    with suppress(FileNotFoundError), open(path, encoding="ascii", errors="replace") as log:
        if ascii(words)[1:-1].casefold() in log.read().casefold():
            yield path


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("words", metavar="NAME", nargs="+", help="the words, in any letter case")
    parser.add_argument(
        "--documents", action="store_true", help="remove also copies of documents that have them"
    )
    parser.add_argument("--yes", action="store_true", help="do it; else only say what would be")


COMMANDS = {
    "purge": Command(
        help=(
            "Take a name out of the record for good, its history and the index included. Without "
            "--yes, say where it stands."
        ),
        examples=(
            '  copytaster purge "Ada Example"\n  copytaster purge "Ada Example" --documents --yes'
        ),
        arguments=_arguments,
        run=run_purge,
    ),
}
