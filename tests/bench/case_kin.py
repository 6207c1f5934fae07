"""Names of several documents that are one, or not: how well that is told, and what it costs.

Every spelling stands in a document of its own, so that nothing in the same text helps.
"""

from __future__ import annotations

import random
import re
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, combinations, count
from pathlib import Path
from random import Random

from tests.bench.names_gold import mentions_f1, pairs_f1
from tui.document import Label, Mention, Name, PreparedDocument, SafeText
from tui.index import mentions, naming
from tui.index.expression import Limit
from tui.index.folding import quoted
from tui.index.index import Index
from tui.spelling.given import given_names

#: People of one surname, or of surnames alike, of whom no two are one.
APART: Sequence[tuple[str, ...]] = (
    ("George W. Bush", "George H. W. Bush", "Jeb Bush", "Laura Bush"),
    ("Donald Trump", "Donald Trump Jr.", "Melania Trump", "Eric Trump"),
    ("Martin Marsh Sr.", "Martin Marsh Jr."),
    ("Alexei Navalny", "Yulia Navalnaya", "Oleg Navalny"),
    ("Алексей Навальный", "Юлия Навальная", "Олег Навальный"),
    ("Sergei Tikhanovsky", "Sviatlana Tsikhanouskaya"),
    ("Сергей Тихановский", "Светлана Тихановская"),
    ("Alexander Lukashenko", "Viktor Lukashenko", "Nikolai Lukashenko"),
    ("Александр Лукашенко", "Александра Лукашенко"),
    ("Wladimir Klitschko", "Vitali Klitschko"),
    ("Kim Jong Un", "Kim Jong Il", "Kim Il Sung", "Kim Yo Jong"),
    ("Joe Biden", "Hunter Biden", "Jill Biden"),
    ("Emmanuel Macron", "Brigitte Macron"),
    ("Bill Clinton", "Hillary Clinton", "Chelsea Clinton"),
    ("Mohammed bin Salman", "Mohammed bin Zayed", "Khalid bin Salman"),
    ("Dmitry Medvedev", "Viktor Medvedchuk", "Daniil Medvedev"),
    ("Ivan Petrov", "Irina Petrova"),
    ("Владимир Путин", "Людмила Путина"),
    ("Anna Holm", "Axel Holm", "Anna M. Holm", "Anna K. Holm"),
    ("John Smith", "Jane Smith", "James Smith", "Joan Smith"),
    ("Pope John Paul II", "Pope John XXIII"),
    ("Prince Charles", "Charles Michel", "Ray Charles"),
    ("Li Wei", "Li Na", "Li Keqiang"),
    ("Jürgen Müller", "Hans Mueller"),
    ("Francis Bacon", "Frances Bacon"),
    ("Julian Castro", "Joaquin Castro", "Fidel Castro", "Raul Castro"),
)
#: Surnames and initials of which nothing says whose they are, each with the full name in sight.
WHOSE: Sequence[tuple[str, str]] = (
    ("John Smith", "Smith"),
    ("John Smith", "J. Smith"),
    ("Kim Jong Un", "Kim"),
    ("Wang Yi", "Wang"),
    ("Ray Charles", "Charles"),
    ("Людмила Путина", "Путин"),
    ("Владимир Путин", "Путина"),
    ("Ирина Орлова", "Орлова"),
    ("Maria Garcia", "Garcia"),
    ("Hunter Biden", "Hunter"),
    ("Yulia Navalnaya", "Navalny"),
    ("Алексей Навальный", "Навальной"),
)
#: Bodies and places, a line for each that has several names, and lines that are alike but not one.
BODIES: Sequence[tuple[str, ...]] = (
    ("European Commission", "EU Commission", "the European Commission"),
    ("UN Security Council", "United Nations Security Council"),
    ("Anselm Lines", "Anselm Lines Inc.", "Anselm Lines, Ltd"),
    ("Zürich", "Zuerich", "Zurich"),
    ("São Paulo", "Sao Paulo"),
    ("Единая Россия", "Единой России"),
    ("European Council",),
    ("Council of Europe",),
    ("European Space Agency",),
    ("EU Space Agency",),
    ("Anselm Harbour Board",),
    ("Allied Hauliers Bureau",),
    ("AHB",),
)
_SURNAMES = 6_000
_NAMES = 10
_LAST = 400
_SYLLABLES = re.findall(
    r"\w+",
    "ba ber cor da dor el fen gar hol in kar lan mar nor ost pel ran sel tor ul ven wik",
)
_SERIAL = count()


def quality(folder: Path, gold: Mapping[str, str]) -> Iterator[str]:
    """Lines on spellings of people (each with who it is), people apart, and bodies."""
    given = [_called(folder, gold, seed) for seed in range(5)]
    found = given[0]
    tally = pairs_f1(gold, found)
    mention = mentions_f1((gold[name], found[name]) for name in gold)
    yield (
        f"{len(gold)} spellings of people, each in a document of its own: P {tally.precision:.1f},"
        f" R {tally.recall:.1f}, F1 {tally.f1:.1f}; a mention F1 {mention:.1f};"
        f" the same in {sum(each == found for each in given)} of {len(given)} orders"
    )
    yield f"people apart, pairs joined: {_joined(folder, APART)}"
    yield f"surnames and initials of nobody known, pairs joined: {_joined(folder, WHOSE)}"
    bodies = {name: names[0] for names in BODIES for name in names}
    said = pairs_f1(bodies, _called(folder, bodies, label=Label.ORG))
    yield f"bodies and places: P {said.precision:.1f}, R {said.recall:.1f}, F1 {said.f1:.1f}"


def cost(folder: Path, size: int) -> Iterator[tuple[str, str]]:
    """What arriving names cost in a case of ``size`` different ones, and the bytes they take."""
    names = _people(size)
    index = Index.open(str(folder / f"cost-{size}.sqlite"))
    connection = index._connection
    spent: list[float] = []
    documents = [_naming(names[at : at + _NAMES]) for at in range(0, len(names), _NAMES)]
    for start in range(0, len(documents), 100):
        with index.batch():
            for document in documents[start : start + 100]:
                began = time.process_time()
                mentions.add(connection, next(_SERIAL), document)
                spent.append(1000 * (time.process_time() - began))
    yield "10 names that are new, ms: median, p95", _middle(spent[-_LAST:])
    yield "the slowest of all documents, ms", f"{max(spent):.1f}"
    again: list[float] = []
    with index.batch():
        for document in documents[-_LAST:]:
            began = time.process_time()
            mentions.add(connection, next(_SERIAL), document)
            again.append(1000 * (time.process_time() - began))
    yield "10 names that are known, ms: median, p95", _middle(again)
    asked = [_asked(connection, name) for name in names[:: max(1, size // 50)]]
    yield "who: with one of them, ms: median, p95", _middle(asked)
    ((joined,),) = connection.execute("SELECT count(*) FROM name WHERE kin IS NOT NULL")
    yield "names that are one with others", f"{joined:,}"
    yield "bytes a name, of them for this", _bytes(connection, folder / "smaller.sqlite")
    index.close()


def _asked(connection: sqlite3.Connection, name: str) -> float:
    """What the part of a query that asks for a name takes, in ms."""
    where = naming.named(Limit("who", name, 0), quoted(name))
    began = time.process_time()
    connection.execute(
        f"SELECT count(*) FROM (SELECT 1 AS number) WHERE {where.sql}", where.values
    ).fetchall()
    return 1000 * (time.process_time() - began)


def _middle(spent: list[float]) -> str:
    spent = sorted(spent)
    return f"{spent[len(spent) // 2]:.2f}, {spent[int(0.95 * len(spent))]:.2f}"


def _joined(folder: Path, groups: Sequence[Sequence[str]]) -> str:
    """How many of the pairs were taken as one, each group in a case of its own."""
    pairs, wrong = 0, []
    for group in groups:
        given = _called(folder, dict.fromkeys(group, ""))
        pairs += len(group) * (len(group) - 1) // 2
        alike = (pair for pair in combinations(group, 2) if given[pair[0]] == given[pair[1]])
        wrong += [" + ".join(pair) for pair in alike]
    return "; ".join((f"{len(wrong)} of {pairs}", *wrong))


def _called(
    folder: Path, names: Mapping[str, str], seed: int = 0, label: Label = Label.PERSON
) -> dict[str, str]:
    """What each name is called in a case in which each has a document of its own."""
    order = list(names)
    if seed:
        random.Random(seed).shuffle(order)
    index = Index.open(str(folder / f"{next(_SERIAL)}.sqlite"))
    with index.batch():
        for name in order:
            index.put(f"/in/{next(_SERIAL)}.txt", _naming([name], label))
    kin = {name: index.as_one((label, name)) for name in names}
    index.close()
    return {name: found[0].name if found else name for name, found in kin.items()}


def _naming(names: Sequence[str], label: Label = Label.PERSON) -> PreparedDocument:
    return PreparedDocument(
        f"sha256:{next(_SERIAL):064x}",
        SafeText(", ".join(names)),
        mentions=tuple(Mention(0, 1, label, name) for name in names),
        names=tuple(Name(label, name, ((name, 1),)) for name in names),
    )


def _people(size: int) -> list[str]:
    """Different names: given names of the list, surnames in the proportions of Zipf's law, one in
    ten a surname alone, one in ten with an initial."""
    source = Random(7)
    given = [name.title() for name in given_names() if name.isascii()]
    surnames = ["".join(source.choices(_SYLLABLES, k=3)).title() for _ in range(_SURNAMES)]
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(_SURNAMES)))
    found: dict[str, None] = {}
    while len(found) < size:
        surname = source.choices(surnames, cum_weights=weights)[0]
        first, kind = source.choice(given), source.random()
        if kind < 0.5:
            found[f"{first} {surname}"] = None
        elif kind < 0.8:
            found[f"{first} {chr(65 + source.randrange(26))}. {surname}"] = None
        else:
            found[f"{first[0]}. {surname}" if kind < 0.9 else surname] = None
        if kind > 0.95:
            surnames[source.randrange(_SURNAMES)] = surname + source.choice(_SYLLABLES)
    return list(found)


def _bytes(connection: sqlite3.Connection, copy: Path) -> str:
    """Bytes a name in the index, and how many of them are marks and groups."""
    ((names,),) = connection.execute("SELECT count(*) FROM name")
    sizes = []
    for without in ((), ("TABLE name_mark", "INDEX name_kin", "INDEX name_merged")):
        copy.unlink(missing_ok=True)
        connection.execute("VACUUM INTO ?", (str(copy),))
        smaller = sqlite3.connect(copy, isolation_level=None)
        for each in without:
            smaller.execute(f"DROP {each}")
        smaller.execute("VACUUM")
        smaller.close()
        sizes.append(copy.stat().st_size)
    return f"{sizes[0] / names:.0f}, {(sizes[0] - sizes[1]) / names:.0f}"
