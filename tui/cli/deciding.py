"""`copytaster decide` and `note`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from typing import Any

from tui.cli.arguments import Command
from tui.cli.opening import opened
from tui.cli.output import Failure, title_of
from tui.decision import DOCUMENTS, NOTES, Change, Decision, written
from tui.triage.clock import Clock


def decide(options: Namespace) -> int:
    """The `decide` command."""
    decision = Decision(options.decision)
    if not all(map(str.strip, options.reason or ())):
        raise Failure("a reason needs words", 2)
    fields: dict[str, Any] = {"decision": str(decision), "decided_at": written(datetime.now(UTC))}
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
        if decision is Decision.KEEP:
            case.preserve(row)
        print(f"{decision}: {title_of(row)}")
    return 0


def note(options: Namespace) -> int:
    """The `note` command."""
    text = " ".join(options.text).strip()
    if not text:
        raise Failure("a note needs words", 2)
    with opened(options, write=True) as case:
        row = case.document(options.doc)
        at = written(datetime.now(UTC))
        fields = {"document": row.id, "text": text, "at": at, "by": case.record.reader}
        case.record.submit_and_wait([Change(NOTES, Clock().identifier(at), fields)])
        case.preserve(row)
        print(f"noted: {title_of(row)}")
    return 0


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
}
