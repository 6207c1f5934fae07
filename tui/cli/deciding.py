"""`copytaster decide`, `note`, `undo` and `history`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from typing import Any

from tui.cli.arguments import Command
from tui.cli.opening import Opened, opened
from tui.cli.output import Failure, one_line, title_of
from tui.decision import DOCUMENTS, NOTES, Change, Decision
from tui.ingest.sanitise import sanitise_name
from tui.triage.clock import Clock
from tui.triage.history import Step


def decide(options: Namespace) -> int:
    """The `decide` command."""
    decision = Decision(options.decision)
    fields: dict[str, Any] = {"decision": str(decision), "decided_at": _now()}
    if decision is Decision.NONE:
        if options.reason:
            raise Failure("a document that is not decided has no reasons", 2)
        fields = {"decision": None, "decided_at": None, "reasons": None}
    elif options.reason:
        fields["reasons"] = list(dict.fromkeys(options.reason))
    if options.tag is not None:
        fields["tags"] = list(dict.fromkeys(tag for tag in options.tag if tag)) or None
    if options.priority is not None:
        fields["priority"] = options.priority or None
    with opened(options, write=True) as case:
        row = case.document(options.doc)
        judgement = case.record.judgement(row.id)
        if judgement.decision is decision and not options.reason:
            del fields["decision"], fields["decided_at"]
        if fields:
            case.record.submit_and_wait([Change(DOCUMENTS, row.id, fields)])
        print(f"{decision}: {title_of(row)}")
    return 0


def note(options: Namespace) -> int:
    """The `note` command."""
    text = " ".join(options.text).strip()
    if not text:
        raise Failure("a note needs words", 2)
    with opened(options, write=True) as case:
        row = case.document(options.doc)
        at = _now()
        fields = {"document": row.id, "text": text, "at": at, "by": case.record.reader}
        case.record.submit_and_wait([Change(NOTES, Clock().identifier(at), fields)])
        print(f"noted: {title_of(row)}")
    return 0


def undo(options: Namespace) -> int:
    """The `undo` command."""
    with opened(options, write=True) as case:
        step = case.record.undo_candidate()
        if step is None:
            raise Failure("there is nothing to undo")
        if len(step.documents) > 1 and not options.yes:
            raise Failure(
                f"the last step is {one_line(step.summary)} ({step.at[:16]}): undo --yes does it"
            )
        case.record.undo(step).result()
        print(f"undone: {one_line(step.summary)}{_of(case, step)}")
    return 0


def history(options: Namespace) -> int:
    """The `history` command."""
    with opened(options) as case:
        wanted = case.document(options.doc).id if options.doc else None
        for step in case.record.steps(wanted):
            state = " (undone)" if step.undone else ""
            print(f"{_local(step.at)}  {step.by}  {one_line(step.summary)}{state}{_of(case, step)}")
    return 0


def _of(case: Opened, step: Step) -> str:
    """The document that a step was about, by its title; of many, how many."""
    if len(step.documents) != 1:
        return f"  {len(step.documents)} documents" if step.documents else ""
    found = case.index.find(step.documents[0])
    return f"  {title_of(found[0])}" if found else f"  {sanitise_name(step.documents[0][:19])}"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _local(at: str) -> str:
    """A time of the record in local time, with its zone."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M %Z")
    except ValueError:
        return one_line(at)


def _priority(text: str) -> int:
    if text not in ("0", "1", "2", "3"):
        raise ValueError
    return int(text)


_priority.__name__ = "priority (0 to 3)"


def _decide_arguments(parser: ArgumentParser) -> None:
    _doc_argument(parser)
    parser.add_argument(
        "decision", metavar="DECISION", choices=[word.value for word in Decision],
        help="keep, maybe, discard or none",
    )  # fmt: skip
    parser.add_argument("--reason", metavar="WORD", action="append", help="why; repeatable")
    parser.add_argument("--tag", metavar="WORD", action="append", help="repeatable; '' clears")
    parser.add_argument("--priority", metavar="N", type=_priority, help="0 to 3")


def _note_arguments(parser: ArgumentParser) -> None:
    _doc_argument(parser)
    parser.add_argument("text", metavar="TEXT", nargs="+", help="the note")


def _undo_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--yes", action="store_true", help="also a step on many documents")


def _history_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("doc", metavar="DOC", nargs="?", help="of this document only")


def _doc_argument(parser: ArgumentParser) -> None:
    parser.add_argument("doc", metavar="DOC", help="a path, or the beginning of an id")


COMMANDS = {
    "decide": Command(
        help="Decide about a document, as a key on the desk does.",
        examples=(
            "  copytaster decide incoming/ferry.txt keep --reason local --priority 2\n"
            "  copytaster decide 3fa2 none"
        ),
        arguments=_decide_arguments,
        run=decide,
    ),
    "note": Command(
        help="Put a note on a document.",
        examples='  copytaster note 3fa2 "who paid for the study?"',
        arguments=_note_arguments,
        run=note,
    ),
    "undo": Command(
        help="Take back your last step, of this run or an earlier one.",
        examples="  copytaster undo",
        arguments=_undo_arguments,
        run=undo,
    ),
    "history": Command(
        help="List your steps, the oldest first: when, who, what, on which document.",
        examples="  copytaster history\n  copytaster history 3fa2",
        arguments=_history_arguments,
        run=history,
    ),
}
