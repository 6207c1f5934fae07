"""Names across the case: which documents have a name, in any spelling, as the reader corrected it.

The reader's rules on spellings are mirrored into the small table ``renamed`` and applied in the
query, so that a correction changes no document. The full-text table ``named`` has the spellings of
each document, ``name_in`` the names that they stand for.
"""

from __future__ import annotations

import json
import re
import sqlite3
from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.corrections import NameRule, cases
from tui.corrections import read as read_rules
from tui.decision import CORRECTIONS
from tui.document import Label
from tui.index import register
from tui.index.expression import Limit
from tui.index.folding import key, quoted, storable, words
from tui.index.statement import Read, Statement, Value
from tui.kinship import ALONE_FOR_EACH, together
from tui.row import Kin, Standing

if TYPE_CHECKING:
    from tui.sentences import NameKey

#: The fields of a query that ask for names, and the label of each.
LABELS = {"who": Label.PERSON, "place": Label.PLACE, "org": Label.ORG}
#: A character for private use around each name. To the full-text index it is a word: no phrase
#: reaches from one name into the next, and a whole name can be asked for as a phrase.
_EDGE = "\ue000"


_FIELDS = {label: field for field, label in LABELS.items()}
_WORD = re.compile(r"[^\W_]+")
_KEY = re.compile(r"name:((?:sha256:[0-9a-f]{64})?):")
_HERE = "(document = '' OR {0} = (SELECT number FROM document WHERE id = renamed.document))"
_MOVED = "label IS NOT NULL AND label != ?"


def mirror(connection: sqlite3.Connection) -> None:
    """Bring the rules on spellings up to date with the record's entries."""
    forget(connection)
    entries = register.entries(connection, CORRECTIONS, "name:")
    connection.executemany(
        "INSERT OR IGNORE INTO renamed"
        "(key, document, spelling, phrase, whole, label, joined, name)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            _entry(place, rule, form)
            for place, rule in read_rules(entries).names.items()
            if words(rule.spelling)
            for form in cases(rule)
        ],
    )


def forget(connection: sqlite3.Connection) -> None:
    """Forget all rules."""
    connection.execute("DELETE FROM renamed")


def edged(forms: Sequence[str]) -> str:
    """Names as one text for the full-text index, each between edges."""
    return f"{_EDGE} {f' {_EDGE} '.join(forms)} {_EDGE}" if forms else ""


def named(limit: Limit, phrase: str) -> Statement:
    """The condition that a document has a name with these words, in any of its spellings.

    ``phrase`` is the limit's value as the full-text index takes it. The reader's corrections hold:
    a spelling moved to another kind is found under that kind only, one joined to a name is found
    under that name too.
    """
    label = LABELS[limit.field].value
    wanted = f" {_worded(limit.value)}{'' if limit.prefix else ' '}"
    column = f"{{{limit.field}}} : "
    sql = (
        "number IN (SELECT rowid FROM named WHERE named MATCH ?"
        f" AND rowid NOT IN ({_LOST}) UNION ALL {_OF_KIND} AND instr(name, ?)"
        f" UNION ALL {_JOINED} AND instr(name, ?) UNION ALL {_AS_ONE})"
    )
    lost = (column, label, wanted, label, wanted, label, wanted, label)
    values = (column + phrase, *lost, label, wanted, column, wanted, label, wanted)
    return Statement(sql, values)


def kin(names: Sequence[NameKey], read: Read) -> dict[NameKey, tuple[Kin, ...]]:
    """For each of these names that has kin all that may be the same, itself among them."""
    wanted = [(label.value, storable(name)) for label, name in names]
    found: dict[NameKey, list[Kin]] = {}
    for place, *one in read(
        "SELECT wanted.key, kin.display, kin.rank, kin.documents, ifnull(kin.why, '')"
        " FROM json_each(?) AS wanted CROSS JOIN name AS own"
        " ON own.label = json_extract(wanted.value, '$[0]')"
        " AND own.display = json_extract(wanted.value, '$[1]')"
        " JOIN name AS kin ON kin.kin = own.kin",
        (json.dumps(wanted),),
    ):
        found.setdefault(names[place], []).append(Kin(*one))
    return {name: tuple(each) for name, each in found.items()}


def standing(names: Sequence[NameKey], read: Read) -> list[Standing]:
    """In how many documents each of these names is mentioned, and which came first."""
    wanted = [(label.value, storable(name)) for label, name in names]
    found = {
        place: Standing(documents, first)
        for place, documents, first in read(
            "SELECT wanted.key, documents,"
            " (SELECT min(number) FROM name_in WHERE name_in.name = name.key)"
            " FROM json_each(?) AS wanted CROSS JOIN name"
            " ON label = json_extract(wanted.value, '$[0]')"
            " AND display = json_extract(wanted.value, '$[1]')",
            (json.dumps(wanted),),
        )
    }
    renamed = {name for (name,) in read("SELECT DISTINCT name FROM renamed", ())}
    alike = kin(names, read)
    for place, (label, name) in enumerate(names):
        if (label, name) in alike or f" {_worded(name)} " in renamed:
            called = as_one(label, name, read)
            numbers = _holding(label, [each.name for each in called] or [name], read)
            found[place] = Standing(len(numbers), min(numbers, default=0), called)
    return [found.get(place, Standing()) for place in range(len(names))]


def holding(label: Label, name: str, read: Read) -> array[int]:
    """The numbers of the documents that mention this name in what is shown, rising."""
    return _holding(label, [each.name for each in as_one(label, name, read)] or [name], read)


def _holding(label: Label, names: Sequence[str], read: Read) -> array[int]:
    sql = (
        "SELECT number FROM name CROSS JOIN name_in ON name_in.name = name.key"
        " WHERE label = ? AND display IN (SELECT value FROM json_each(?))"
    )
    values: tuple[Value, ...] = (label.value, json.dumps([storable(each) for each in names]))
    wanted = json.dumps([f" {_worded(each)} " for each in names])
    if read(
        "SELECT 1 FROM renamed WHERE name IN (SELECT value FROM json_each(?)) LIMIT 1", (wanted,)
    ):
        sql += f" UNION {_OF_KIND} AND name IN (SELECT value FROM json_each(?))"
        values += (label.value, wanted)
        if label in _FIELDS:
            sql += f" UNION {_JOINED} AND name IN (SELECT value FROM json_each(?))"
            values += (f"{{{_FIELDS[label]}}} : ", wanted)
    ((listed,),) = read(
        f"SELECT group_concat(number) FROM (SELECT DISTINCT number FROM ({sql}) ORDER BY number)",
        values,
    )
    return array("q", json.loads(f"[{listed or ''}]"))


def as_one(label: Label, name: str, read: Read) -> tuple[Kin, ...]:
    """All names that count as the same as this one, the one that stands for all first.

    Empty where the name stands for itself alone.
    """
    alike = kin([(label, name)], read).get((label, name), ())
    ruled = _ruled(read) if alike else frozenset()
    return together(name, alike, lambda each: f" {_worded(each)} " in ruled)


def _ruled(read: Read) -> frozenset[str]:
    """The spellings on which the reader has a rule for all documents."""
    return frozenset(
        each for (each,) in read("SELECT spelling FROM renamed WHERE document = ''", ())
    )


def called(text: str, read: Read) -> NameKey | None:
    """The name that reads so, else the most frequent one that has these words; ``None`` if none."""
    wanted = _worded(text)
    found = read(
        "SELECT label, display FROM name WHERE label IN ('PERSON', 'ORG', 'PLACE')"
        " AND documents > 0 AND instr(' ' || folded || ' ', ?)"
        " ORDER BY folded = ? DESC, documents DESC, label, display LIMIT 1",
        (f" {wanted} ", wanted),
    )
    if not wanted or not found:
        return None
    label = Label(found[0][0])
    name = found[0][1]
    return label, next((each.name for each in as_one(label, name, read)), name)


# Spellings that the reader gave this kind, wherever they stand in what is shown.
_OF_KIND = (
    "SELECT text.rowid FROM renamed CROSS JOIN text ON text MATCH '{title body} : ' || phrase"
    f" WHERE label = ? AND {_HERE.format('text.rowid')}"
)
# Spellings of this kind that the reader joined to a name, or made one of its own.
_JOINED = (
    "SELECT named.rowid FROM renamed CROSS JOIN named ON named MATCH ? || whole"
    f" WHERE label IS NULL AND joined AND {_HERE.format('named.rowid')}"
)
# Documents that match only by whole spellings that the reader took from this kind, unless they have
# a name of the kind that matches in the form it is listed under.
_LOST = (
    "SELECT lost.rowid FROM renamed CROSS JOIN named AS lost ON lost.named MATCH ? || whole"
    f" WHERE {_MOVED} AND instr(spelling, ?) AND {_HERE.format('lost.rowid')}"
    " EXCEPT SELECT number FROM name CROSS JOIN name_in ON name_in.name = name.key"
    f" WHERE EXISTS (SELECT 1 FROM renamed WHERE {_MOVED} AND instr(spelling, ?))"
    " AND name.label = ? AND instr(' ' || name.folded || ' ', ?)"
    " AND NOT EXISTS (SELECT 1 FROM renamed"
    f" WHERE {_MOVED} AND spelling = ' ' || name.folded || ' '"
    f" AND {_HERE.format('name_in.number')})"
)


# Documents with a name that counts as the same as a matching name of this kind, unless the reader
# has a rule on either, or the surname alone is too frequent to mean only the one full name.
_AS_ONE = (
    "SELECT name_in.number FROM name AS own INDEXED BY name_merged"
    " CROSS JOIN name AS alike ON alike.kin = own.kin"
    " CROSS JOIN name_in ON name_in.name = alike.key"
    " WHERE own.label = ? AND own.kin IS NOT NULL"
    " AND instr(' ' || replace(replace(own.folded, '.', ''), '-', ' ') || ' ', ?)"
    " AND ((own.rank = 0) = (alike.rank = 0) OR (SELECT"
    f" total(iif(rank = 0, documents, -{ALONE_FOR_EACH} * documents))"
    " FROM name AS all_of_them WHERE all_of_them.kin = own.kin) <= 0)"
    " AND NOT EXISTS (SELECT 1 FROM renamed WHERE document = ''"
    " AND spelling = ' ' || own.folded || ' ')"
    " AND NOT EXISTS (SELECT 1 FROM renamed WHERE spelling = ' ' || alike.folded || ' '"
    f" AND {_HERE.format('name_in.number')})"
)


def _entry(place: str, rule: NameRule, form: str) -> tuple[Value | None, ...]:
    found = _KEY.match(place)
    return (
        place,
        found[1] if found else "",
        f" {_worded(form)} ",
        quoted(form),
        quoted(f"{_EDGE} {form} {_EDGE}"),
        rule.label,
        bool(rule.same_as or rule.apart),
        f" {_worded(rule.same_as or rule.spelling)} ",
    )


def _worded(text: str) -> str:
    """The words of a text, folded for comparison, with one space between them."""
    return " ".join(_WORD.findall(key(text)))
