"""Documents about the same matter as a given one, found by the words that stand out in it.

The words of a document are weighed by how often it has them and how few others do (TF-IDF, Salton
and Buckley 1988). The strongest are searched for, and documents that score well enough (BM25) are
related. Counting a word stops where it turns out to be common, so that the cost hardly grows with
the index. Documents that share a body come first, whatever their words.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from math import log

from tui.document import PreparedDocument
from tui.index import contents
from tui.index.folding import quoted
from tui.index.statement import Read
from tui.spotting import words

#: How many words are searched for, and of how many the weight is asked.
_STRONGEST, _WEIGHED = 20, 300
#: A related document has at least this part of the score that the document itself has.
_ENOUGH = 0.2
#: A word that more than this part of all documents have, or so many, says nothing of one.
_COMMON, _MANY = 0.25, 1000
MOST = 50

_SHORTEST = 3
_NUMBER = re.compile(r"[0-9]+")
_RANK = "bm25(text, 2.0, 1.0, 0.0)"


def sharing_a_body(number: int, read: Read) -> list[tuple[int, str, float]]:
    """The documents that share a body with this one: number, kind of relation, share (0 to 1).

    The closest come first, versions last; their share is 0 where none was measured.
    """
    versions = read(
        "SELECT other, 'version', ifnull(share, 0.0) FROM"
        " (SELECT number AS other FROM document WHERE superseded = ? UNION"
        " SELECT superseded FROM document WHERE number = ? AND superseded != 0)"
        " LEFT JOIN (SELECT other, share FROM relation WHERE number = ?) USING (other)",
        (number, number, number),
    )
    others = read(
        "SELECT other, kind, share FROM relation JOIN document ON other = document.number"
        " WHERE relation.number = ? AND superseded = 0 ORDER BY share DESC, other",
        (number,),
    )
    apart = {other for other, _, _ in versions}
    return [*(one for one in others if one[0] not in apart), *versions]


def related(connection: sqlite3.Connection, number: int, most: int = MOST) -> list[int]:
    """The numbers of a document and of up to ``most`` related ones, the closest first.

    Empty where nothing is related.
    """
    copies = connection.execute(
        "SELECT other FROM relation JOIN document ON other = document.number"
        " WHERE relation.number = ? AND superseded = 0 UNION"
        " SELECT number FROM document WHERE story > 0 AND superseded = 0 AND number != ?"
        " AND story = (SELECT story FROM document WHERE number = ?)",
        (number, number, number),
    )
    found = {one for (one,) in copies}
    scores = _scores(connection, number, most)
    # The scores of bm25 are negative; the lowest is the best.
    enough = scores.get(number, min(scores.values(), default=0.0)) * _ENOUGH
    close = [one for one, score in scores.items() if score <= enough and one not in found]
    copies_first = [*sorted(found, key=lambda one: (scores.get(one, 0.0), one)), *close]
    listed = [one for one in copies_first if one != number][:most]
    return [number, *listed] if listed else []


def _scores(connection: sqlite3.Connection, number: int, most: int) -> dict[int, float]:
    """Documents with words of this one, the best first; the document itself is among them."""
    document = contents.kept(connection, number)
    strongest = _strongest(connection, document) if document else []
    if not strongest:
        return {}
    wanted = "{title body} : (" + " OR ".join(map(quoted, strongest)) + ")"
    return dict(
        connection.execute(
            f"SELECT rowid, {_RANK} AS score FROM text WHERE text MATCH ? ORDER BY score LIMIT ?",
            (wanted, most + 1),
        ).fetchall()
    )


def _strongest(connection: sqlite3.Connection, document: PreparedDocument) -> list[str]:
    """The words that stand out in what is shown of a document, the strongest first."""
    text = document.safe.text
    shown = "\n".join([document.title, *(block.text(text) for block in document.shown)])
    counts = Counter(word for word in words(shown) if _says_something(word))
    weighed = sorted(counts, key=lambda word: (-counts[word], -len(word), word))[:_WEIGHED]
    ((documents,),) = connection.execute("SELECT sum(documents) FROM tally WHERE decision >= 0")
    common = min(_MANY, max(_SHORTEST, int(documents * _COMMON)))
    held = {word: _holders(connection, word, common + 1) for word in weighed}
    weights = {
        word: (1 + log(counts[word])) * log(documents / held[word])
        for word in weighed
        if 2 <= held[word] <= common and held[word] < documents
    }
    return sorted(weights, key=lambda word: (-weights[word], word))[:_STRONGEST]


def _holders(connection: sqlite3.Connection, word: str, most: int) -> int:
    """How many documents have a word, counted up to ``most``."""
    ((count,),) = connection.execute(
        "SELECT count(*) FROM (SELECT rowid FROM text WHERE text MATCH ? LIMIT ?)",
        (quoted(word), most),
    )
    return int(count)


def _says_something(word: str) -> bool:
    return len(word) >= _SHORTEST and not _NUMBER.fullmatch(word)
