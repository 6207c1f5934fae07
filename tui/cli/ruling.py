"""What standing rules do to the documents that came since they last ran.

The screen and the command line ask for it alike; each rule's changes are one step of the reader's
own, marked with the rule's name.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from tui.decision import SETTINGS, Change, written
from tui.index.view import View
from tui.row import QueryError
from tui.standing import BY_RULE, Rule, effect, rules
from tui.triage.record import Record


@dataclass(frozen=True, slots=True)
class Ruling:
    """What one rule is to change, and up to which row it has then seen all.

    ``problem`` says in one line why it can change nothing; empty when all is well.
    """

    rule: Rule
    changes: tuple[Change, ...]
    through: int
    problem: str = ""


def rulings(index: View, record: Record, *, everything: bool = False) -> Iterator[Ruling]:
    """What each standing rule is to do to what is new to it, or to ``everything``.

    Submit the changes of one before the next is asked for, which then sees them; and let the index
    know by :meth:`tui.index.index.Index.note_ruled`.
    """
    for rule in rules(record.entries().get(SETTINGS, {})):
        yield ruling(rule, index, record, everything=everything)


def ruling(rule: Rule, index: View, record: Record, *, everything: bool = False) -> Ruling:
    """What a rule is to do to what is new to it, or to ``everything``.

    A document that the rule had changed already, or whose decision the reader has taken back, is
    left alone.
    """
    seen = 0 if everything else index.ruled(rule.name)
    # An index that was made anew has all documents as new ones: there the files' times decide.
    numbers, through = index.to_be_ruled(seen or 0, rule.since if seen is None else None)
    at = written(datetime.now(UTC))
    try:
        matching = index.matching(rule.query, numbers)
    except QueryError as error:
        return Ruling(rule, (), seen or 0, f"rule {rule.name}: {error.message}")
    changes = []
    for row in index.rows(matching):
        change = effect(rule, row.id, record.judgement(row.id), at)
        if change and not _had_its_say(rule, row.id, record):
            changes.append(change)
    return Ruling(rule, tuple(changes), through)


def since_now() -> float:
    """The time from which documents are new to a rule that is made now."""
    return time.time()


def _had_its_say(rule: Rule, document: str, record: Record) -> bool:
    """Whether the rule has changed the document before, or the reader has decided it before."""
    for step in record.steps(document):
        for one in step.operations:
            fields = one.set or {}
            if one.key == document and (
                fields.get(BY_RULE) == rule.name
                or (rule.field == "decision" and "decision" in fields)
            ):
                return True
    return False
