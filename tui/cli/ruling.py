"""What standing rules do to the documents that came since they last ran.

The screen and the command line ask for it alike; each rule's changes are one step of the reader's
own, marked with the rule's name.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from tui.cli.deciding import now
from tui.decision import SETTINGS, Change
from tui.index.index import Index
from tui.index.view import View
from tui.standing import BY_RULE, Rule, effect, rules
from tui.triage.record import Record


@dataclass(frozen=True, slots=True)
class Ruling:
    """What one rule is to change, and up to which row it has then seen all."""

    rule: Rule
    changes: tuple[Change, ...]
    through: int


def ruling(rule: Rule, index: View, record: Record, *, everything: bool = False) -> Ruling:
    """What a rule is to do to what is new to it, or to ``everything``.

    A document that the rule had changed already, or whose decision the reader has taken back, is
    left alone. Raises :class:`tui.row.QueryError`.
    """
    seen = 0 if everything else index.ruled(rule.name)
    # An index that was made anew has all documents as new ones: there the files' times decide.
    numbers, through = index.to_be_ruled(seen or 0, rule.since if seen is None else None)
    at = now()
    changes = []
    for row in index.rows(index.matching(rule.query, numbers)):
        change = effect(rule, row.id, record.judgement(row.id), at)
        if change and not _had_its_say(rule, row.id, record):
            changes.append(change)
    return Ruling(rule, tuple(changes), through)


def apply_rules(index: Index, record: Record) -> tuple[Ruling, ...]:
    """Run all rules on what is new to each; those that changed something, one step for each.

    Back when all is on the disk. Raises :class:`tui.row.QueryError` and
    :class:`tui.triage.folder.RecordError`.
    """
    done = []
    for rule in rules(record.entries().get(SETTINGS, {})):
        one = ruling(rule, index, record)
        if one.changes:
            record.submit_and_wait(one.changes)
            done.append(one)
        index.note_ruled(rule.name, one.through)
    return tuple(done)


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
