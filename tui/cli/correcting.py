"""`copytaster corrections import`: what one case taught, taken into another."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from tui.cli.arguments import Command
from tui.cli.opening import opened
from tui.cli.output import Failure, complain, counted
from tui.decision import CORRECTIONS, Change
from tui.export.corrections import is_head, read_rule
from tui.ingest.sanitise import sanitise_name

#: The longest file that is taken in, in bytes.
_LIMIT = 64_000_000


def run_import(options: Namespace) -> int:
    """The `corrections import` command: all rules of a file, or none."""
    changes = _rules(options.file)
    with opened(options, write=True, look=False) as case:
        known = case.record.entries().get(CORRECTIONS, {})
        fresh = [one for one in changes if known.get(one.key) != one.set]
        case.record.submit_and_wait(fresh)
    known_before = len(changes) - len(fresh)
    print(f"{counted(len(fresh), 'correction')} taken in, {known_before} known before")
    return 0


def _rules(path: str) -> list[Change]:
    """The rules in a file, the last of each key; a failure if a line is none, after naming it."""
    with open(0 if path == "-" else path, "rb", closefd=path != "-") as file:
        data = file.read(_LIMIT + 1)
    name = sanitise_name(path)
    if len(data) > _LIMIT:
        raise Failure(f"{name}: too large for a list of corrections")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Failure(f"{name}: not UTF-8: {error.reason}") from error
    changes: dict[str, Change] = {}
    wrong = 0
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or is_head(line):
            continue
        try:
            change = read_rule(line)
        except (ValueError, AttributeError, RecursionError) as error:
            complain(f"{name}:{number}: {error}")
            wrong += 1
        else:
            changes[change.key] = change
    if wrong:
        raise Failure(f"{name}: nothing taken in")
    return list(changes.values())


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("verb", choices=("import",), help="import")
    parser.add_argument(
        "file",
        metavar="FILE",
        help="what `export --format corrections` or `names` wrote; - is input",
    )


COMMANDS = {
    "corrections": Command(
        help="Take in corrections of lines and names that another case exported.",
        examples=(
            "  copytaster export --format names --case spring > names.tsv\n"
            "  copytaster corrections import names.tsv --case autumn"
        ),
        arguments=_arguments,
        run=run_import,
    )
}
