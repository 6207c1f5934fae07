"""The `copytaster` command: which family of commands a call belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from tui import __version__

if TYPE_CHECKING:
    from tui.cli.arguments import Command

#: Command -> the module of its family, and what it is for.
COMMANDS = {
    "list": ("tui.cli.reading", "list the documents, all or those that match a query"),
    "show": ("tui.cli.reading", "print one document: its clean text, or what was hidden, or names"),
    "decide": ("tui.cli.deciding", "keep, maybe, discard or clear a document"),
    "note": ("tui.cli.deciding", "put a note on a document"),
    "undo": ("tui.cli.undoing", "take back the last step, or any"),
    "redo": ("tui.cli.undoing", "bring again what was taken back"),
    "history": ("tui.cli.undoing", "list what was decided and noted, the oldest first"),
    "agree": (
        "tui.cli.agreeing",
        "compare what several readers decided; resolve where they differ",
    ),
    "assign": ("tui.cli.agreeing", "split the documents among readers, some for two of them"),
    "export": ("tui.cli.exporting", "write decisions and notes as JSON Lines, CSV or Markdown"),
    "watch": ("tui.cli.watching", "mark documents that hold names, strings or patterns"),
    "filter": ("tui.cli.filing", "save queries under a key"),
    "rule": ("tui.cli.filing", "have new documents decided, tagged or ranked by a query"),
    "corrections": ("tui.cli.correcting", "take in corrections that another case exported"),
    "verify": ("tui.cli.safekeeping", "check the record, every line by its checksum"),
    "backup": ("tui.cli.safekeeping", "copy the record into one file"),
    "restore": ("tui.cli.safekeeping", "bring the record back from such a file"),
    "purge": ("tui.cli.purging", "take a name out of the record for good"),
    "index": ("tui.cli.indexing", "prepare all documents now"),
    "clean": ("tui.cli.filters", "filter: text in, title, headings and body out"),
    "names": ("tui.cli.filters", "filter: text in, names, dates and amounts out"),
}

_VALUED = frozenset(
    {"--inbox", "--state", "--case", "--reader", "--host", "--cache", "--files-from"}
)

_EPILOG = """\
commands:
{commands}

examples:
  copytaster incoming/                  open the documents of a folder
  copytaster --demo                     look around in the sample inbox
  curl -s https://example.org | copytaster -
  find incoming/ -newer mark | copytaster --files-from -
  copytaster list --inbox incoming ferry
  copytaster decide 3fa2 keep --reason local
  copytaster clean page.html > page.txt

`copytaster COMMAND --help` tells more. A folder that is called like a command: ./list
"""


def run(arguments: Sequence[str]) -> int:
    """Carry out one command line; the exit code: 0 done, 1 failed, 2 called wrongly."""
    if list(arguments) in (["--version"], ["-V"]):
        try:
            print(f"copytaster {__version__}", flush=True)
        except OSError as error:
            from tui.cli.failing import told

            return told(error)
        return 0
    from tui.cli.failing import guarded

    return guarded(lambda: _run(arguments))


def _run(arguments: Sequence[str]) -> int:
    from tui.cli.arguments import parsed, parser

    name, rest = split(arguments)
    found = command(name)
    made = parser(name, found)
    if not name:
        made.epilog = _EPILOG.format(
            commands="\n".join(f"  {word:11} {what}" for word, (_, what) in COMMANDS.items())
        )
    return found.run(parsed(made, found, rest))


def command(name: str) -> Command:
    """The command of that name, its family imported; without a name, the screen."""
    module, _ = COMMANDS.get(name, ("tui.cli.screen", ""))
    found: Command = import_module(module).COMMANDS[name]
    return found


def split(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """The command word, if there is one, and the other arguments.

    Common options may stand before the word, as in ``copytaster --inbox FOLDER list``.
    """
    skip = False
    for place, argument in enumerate(arguments):
        if skip:
            skip = False
        elif argument in _VALUED:
            skip = True
        elif argument == "--" or not argument.startswith("-"):
            if argument in COMMANDS:
                return argument, [*arguments[:place], *arguments[place + 1 :]]
            break
    return "", list(arguments)
