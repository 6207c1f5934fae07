"""`copytaster verify`, `backup` and `restore`: the record as files."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from tui.cases import Case
from tui.cli.arguments import Command, named_record
from tui.cli.output import Failure, complain, counted, one_line
from tui.ingest.sanitise import sanitise_name
from tui.triage import backup
from tui.triage.files import sync_folder
from tui.triage.folder import Folder, RecordError, open_folder
from tui.triage.verification import Finding, set_aside, verify


def run_verify(options: Namespace) -> int:
    """The `verify` command."""
    with _record_folder(options, write=options.set_aside) as folder:
        report = verify(folder)
        for finding in report.findings:
            print(_told(finding))
        if options.set_aside:
            pieces = counted(set_aside(folder, report), "damaged range")
            print(f"{pieces} copied into quarantine/")
        read = (
            counted(report.files, "file"),
            counted(report.operations, "operation"),
            counted(report.documents, "stored document"),
        )
        said = counted(len(report.findings), "finding") if report.findings else "all is well"
        print(f"{', '.join(read)}: {said}")
    return 1 if report.findings else 0


def run_backup(options: Namespace) -> int:
    """The `backup` command."""
    if os.path.isdir(options.file):
        raise Failure(f"{sanitise_name(options.file)}: is a folder; name a file", 2)
    if os.path.lexists(options.file) and not options.force:
        raise Failure(f"{sanitise_name(options.file)}: is there already; --force replaces it", 2)
    with _record_folder(options) as folder:
        done = backup.backup(folder, options.file)
    print(_copied(done, options.file))
    return 0


def run_restore(options: Namespace) -> int:
    """The `restore` command."""
    if options.read_only:
        raise Failure("--read-only leaves the record as it is", 2)
    with named_record(options) as case:
        try:
            done = backup.restore(options.file, case.state)
        except RecordError:
            if not (options.force and _holds_files(case.state)):
                raise
            done = _restore_over(options.file, case)
        print(_copied(done, case.state))
        if options.shared:
            open_folder(case.state, shared=True).close()
    return 0


def _restore_over(file: str, case: Case) -> backup.Totals:
    """Restore beside the record that is there, then let the two change places. Nothing is lost:
    the old one is kept, and named. What else lies in its folder, as a README does, stays there."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    fresh, aside = f"{case.state}.restored-{stamp}", f"{case.state}.before-{stamp}"
    done = backup.restore(file, fresh)
    os.rename(case.state, aside)
    os.rename(fresh, case.state)
    for name in os.listdir(aside):
        if name not in backup.OWN and not name.startswith("."):
            os.rename(os.path.join(aside, name), os.path.join(case.state, name))
    sync_folder(os.path.dirname(case.state))
    complain(f"the record that was there is now {sanitise_name(aside, 4096)}")
    return done


def _copied(done: backup.Totals, target: str) -> str:
    return f"{counted(done.files, 'file')}, {done.size} bytes, into {sanitise_name(target, 4096)}"


def _holds_files(state: str) -> bool:
    return os.path.isdir(state) and bool(os.listdir(state))


@contextmanager
def _record_folder(options: Namespace, *, write: bool = False) -> Iterator[Folder]:
    """The folder of the record that the options name; a failure where there is none."""
    if write and options.read_only:
        raise Failure("--read-only leaves the record as it is", 2)
    with named_record(options) as case:
        folder = open_folder(case.state, read_only=not write, shared=case.shared)
        try:
            if folder.descriptor < 0:
                raise Failure(f"{sanitise_name(case.state, 4096)}: there is no record yet")
            yield folder
        finally:
            folder.close()


def _told(finding: Finding) -> str:
    """A finding: the file, the bytes that are damaged, and what is wrong with them."""
    place = (
        f": bytes {finding.start} to {finding.start + len(finding.data)}" if finding.data else ""
    )
    return f"{one_line(finding.file)}{place}: {one_line(finding.what)}"


def _verify_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--set-aside", action="store_true", help="copy damaged ranges into quarantine/"
    )


def _backup_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the file to write")
    parser.add_argument("--force", action="store_true", help="replace a file that is there")


def _restore_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="what `backup` wrote")
    parser.add_argument(
        "--force", action="store_true",
        help="in place of a record that is there, which is kept under another name",
    )  # fmt: skip


COMMANDS = {
    "verify": Command(
        help=(
            "Check every journal, snapshot, archive and stored document of the record; name what "
            "is damaged, and leave with 1 if anything is."
        ),
        examples="  copytaster verify\n  copytaster verify --set-aside",
        arguments=_verify_arguments,
        run=run_verify,
    ),
    "backup": Command(
        help="Copy the record into one file, while others may go on writing to it.",
        examples="  copytaster backup ferry-2026-11-24.tar.gz",
        arguments=_backup_arguments,
        run=run_backup,
    ),
    "restore": Command(
        help="Bring the record back from a backup, after checking all of it.",
        examples=(
            "  copytaster restore ferry-2026-11-24.tar.gz --state /srv/ferry\n"
            "  copytaster restore --force ferry-2026-11-24.tar.gz"
        ),
        arguments=_restore_arguments,
        run=run_restore,
    ),
}
