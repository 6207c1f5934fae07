"""`copytaster undo`, `redo` and `history`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from tui.cli.arguments import Command
from tui.cli.opening import Opened, opened
from tui.cli.output import Failure, json_line, local_time, one_line, title_of
from tui.ingest.sanitise import sanitise_name
from tui.triage.history import Step

#: How much of a step's id is printed, and its fewest characters that are taken for it. The end of
#: a ULID is chance; its beginning is the time, and alike for steps of one minute.
_SHOWN, _FEWEST = 8, 4


def undo(options: Namespace) -> int:
    """The `undo` command."""
    with opened(options, write=True, look=False) as case:
        step = _named(case, options.step) if options.step else case.record.undo_candidate()
        if step is None:
            raise Failure("there is nothing to undo")
        if step.undoes or step.redoes:
            raise Failure(f"{options.step} took back or brought again another step; name that one")
        if step.undone:
            raise Failure(f"{options.step} is taken back already")
        _ask(step, options.yes, "undo")
        done = case.record.undo(step).result()
        held = "" if any(one.set for one in done) else ", of which later steps have left nothing"
        print(f"undone: {one_line(step.summary)}{_of(case, step)}{held}")
    return 0


def redo(options: Namespace) -> int:
    """The `redo` command."""
    with opened(options, write=True, look=False) as case:
        step = case.record.redo_candidate()
        if step is None:
            raise Failure("there is nothing to redo")
        _ask(step, options.yes, "redo")
        case.record.redo(step).result()
        print(f"redone: {one_line(step.summary)}{_of(case, step)}")
    return 0


def history(options: Namespace) -> int:
    """The `history` command."""
    with opened(options, look=bool(options.doc)) as case:
        wanted = case.document(options.doc).id if options.doc else None
        for step in case.record.steps(wanted):
            if options.json:
                print(json_line(_fields(step)))
                continue
            state = " (undone)" if step.undone else ""
            name = step.batch[-_SHOWN:].lower()
            said = f"{one_line(step.summary)}{state}{_of(case, step)}"
            print(f"{local_time(step.at)}  {name}  {step.by}  {said}")
    return 0


def _named(case: Opened, name: str) -> Step:
    """The step whose id ends with, or is, ``name``."""
    ending = name.upper()
    if len(ending) < _FEWEST:
        raise Failure(f"{sanitise_name(name)}: at least {_FEWEST} characters of a step's id", 2)
    found = [step for step in case.record.steps() if step.batch.endswith(ending)]
    if len(found) != 1:
        how = "several steps end" if found else "no step of yours ends"
        raise Failure(f"{sanitise_name(name)}: {how} so; `copytaster history` names them")
    return found[0]


def _ask(step: Step, sure: bool, verb: str) -> None:
    if len(step.documents) > 1 and not sure:
        words = one_line(step.summary)
        raise Failure(f"the step is {words} ({local_time(step.at)}): {verb} --yes does it")


def _of(case: Opened, step: Step) -> str:
    """The document that a step was about, by its title; of many, how many."""
    if len(step.documents) != 1:
        return f"  {len(step.documents)} documents" if step.documents else ""
    found = case.index.find(step.documents[0])
    return f"  {title_of(found[0])}" if found else f"  {sanitise_name(step.documents[0][:19])}"


def _fields(step: Step) -> dict[str, Any]:
    return {
        "id": step.batch,
        "at": step.at,
        "by": step.by,
        "summary": step.summary,
        "documents": list(step.documents),
        "undone": step.undone,
        "undoes": step.undoes,
        "redoes": step.redoes,
    }


def _undo_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--step", metavar="ID", default="",
        help="this step of the history; fields that were changed since keep what they have",
    )  # fmt: skip
    parser.add_argument("--yes", action="store_true", help="also a step on many documents")


def _redo_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--yes", action="store_true", help="also a step on many documents")


def _history_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("doc", metavar="DOC", nargs="?", help="of this document only")
    parser.add_argument("--json", action="store_true", help="JSON Lines")


COMMANDS = {
    "undo": Command(
        help="Take back your last step, of this run or an earlier one, or one of the history.",
        examples="  copytaster undo\n  copytaster undo --step 7q2k9xwd",
        arguments=_undo_arguments,
        run=undo,
    ),
    "redo": Command(
        help="Bring again the step that was taken back last, unless something was done since.",
        examples="  copytaster redo",
        arguments=_redo_arguments,
        run=redo,
    ),
    "history": Command(
        help="List your steps, the oldest first: when, its id, who, what, on which document.",
        examples="  copytaster history\n  copytaster history 3fa2",
        arguments=_history_arguments,
        run=history,
    ),
}
