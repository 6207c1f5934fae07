"""`copytaster corrections import`: what one case taught, taken into another."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from tui.cli.arguments import Command
from tui.cli.lists import read_list
from tui.cli.opening import opened
from tui.cli.output import Failure, complain, counted
from tui.decision import CORRECTIONS, Change
from tui.export.corrections import is_head, read_rule
from tui.ingest.sanitise import sanitise_name


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
    text = read_list(path, "a list of corrections")
    name = sanitise_name(path)
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
