"""What standing rules do to the documents that came since they last ran.

The screen and the command line ask for it alike; each rule's changes are one step of the reader's
own, marked with the rule's name.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from tui.decision import DOCUMENTS, SETTINGS, Change, Operation, written
from tui.index.view import View
from tui.row import QueryError
from tui.standing import BY_RULE, Rule, effect, rules
from tui.triage.record import Record

#: Documents that a rule is asked of at a time: some milliseconds.
_PORTION = 500
#: Documents up to which the history of each is looked up; for more it is gone through once.
_FEW = 8


@dataclass(frozen=True, slots=True)
class Found:
    """Which documents that are new to a rule match it, and up to which row it has then seen all.

    ``since`` is how far it had seen before. ``problem`` says in one line why it can do nothing;
    empty when all is well.
    """

    rule: Rule
    documents: tuple[str, ...]
    since: int
    through: int
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What one rule is to change, and up to which row it has then seen all.

    ``problem`` says in one line why it can change nothing; empty when all is well.
    """

    rule: Rule
    changes: tuple[Change, ...]
    through: int
    problem: str = ""


def standing(record: Record) -> tuple[Rule, ...]:
    """The rules that stand, the oldest first; any thread may ask."""
    # A copy first: a large step, and what is behind it, is written by another thread.
    return rules(dict(record.entries().get(SETTINGS, {})))


def rulings(index: View, record: Record, *, everything: bool = False) -> Iterator[Ruling]:
    """What each standing rule is to do to what is new to it, or to ``everything``.

    Submit the changes of one before the next is asked for, which then sees them; and let the index
    know by :meth:`tui.index.index.Index.note_ruled`.
    """
    for rule in standing(record):
        found = _at_once(matching(rule, index, everything=everything))
        changes = tuple(changed(rule, found.documents, record))
        yield Ruling(rule, changes, found.through, found.problem)


def matching(rule: Rule, index: View, *, everything: bool = False) -> Generator[None, None, Found]:
    """Which documents that are new to a rule match it, or which of ``everything``; a portion at a
    time, so that other work can come between."""
    seen = 0 if everything else index.ruled(rule.name)
    since = seen or 0
    # An index that was made anew has all documents as new ones: there the files' times decide.
    numbers, through = index.to_be_ruled(since, rule.since if seen is None else None)
    documents: dict[str, None] = {}
    try:
        for start in range(0, len(numbers), _PORTION):
            among = index.matching(rule.query, numbers[start : start + _PORTION])
            documents |= dict.fromkeys(index.identities(among).values())
            yield
    except QueryError as error:
        return Found(rule, (), since, since, f"rule {rule.name}: {error.message}")
    return Found(rule, tuple(documents), since, through)


def changed(rule: Rule, documents: Iterable[str], record: Record) -> Sequence[Change]:
    """What a rule does to documents that match it, by what is held of them now.

    A document that the rule had changed already, or whose decision the reader has taken back, is
    left alone; a rule that stands no more changes nothing.
    """
    if rule not in standing(record):
        return ()
    at = written(datetime.now(UTC))
    changes = {
        document: change
        for document in documents
        if (change := effect(rule, document, record.judgement(document), at))
    }
    for document in _heard(rule, changes, record):
        changes.pop(document, None)
    return tuple(changes.values())


def since_now() -> float:
    """The time from which documents are new to a rule that is made now."""
    return time.time()


def _at_once(portions: Generator[None, None, Found]) -> Found:
    while True:
        try:
            next(portions)
        except StopIteration as end:
            found: Found = end.value
            return found


def _heard(rule: Rule, documents: Collection[str], record: Record) -> set[str]:
    """Those that the rule has changed before, or the reader has decided; with others perhaps."""
    if len(documents) <= _FEW:
        steps = (step for document in documents for step in record.steps(document))
        past: Iterable[Operation] = (one for step in steps for one in step.operations)
    else:
        past = record.operations_on(documents)
    return {one.key for one in past if _is_heard(rule, one)}


def _is_heard(rule: Rule, one: Operation) -> bool:
    fields = one.set or {}
    changed_by_it = fields.get(BY_RULE) == rule.name
    return one.table == DOCUMENTS and (
        changed_by_it or (rule.field == "decision" and "decision" in fields)
    )
