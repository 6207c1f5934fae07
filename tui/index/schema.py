"""The tables of the index. A change here, or in what is written into them, changes VERSION.

A document stands in ``document`` (what the list shows and sorts by, one narrow row) and in
``prepared`` (everything, packed). The full-text tables are contentless: what they were given can be
made again from ``prepared``, so no text is stored twice. Their deletions name the old text, because
SQLite 3.40 knows no ``contentless_delete``. Indexes begin with ``superseded``, which every list
asks for, so that filters and orders are read from them alone.
"""

from __future__ import annotations

import sqlite3

from tui.decision import Decision, Reading
from tui.wire import FORM

VERSION = 11

#: States of a file and of a document. SQLite uses a partial index only where the statement has the
#: index's condition as it was written, so that some statements say the number itself.
WAITING, DONE, FAILED, UNREADABLE = 0, 1, 2, 3
#: Decisions and readings, each stored as its place here.
DECISIONS = (Decision.NONE, Decision.KEEP, Decision.MAYBE, Decision.DISCARD)
READINGS = (Reading.UNREAD, Reading.OPENED, Reading.READ, Reading.CHANGED)

_TABLES = """
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE document(
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT UNIQUE,
    path BLOB NOT NULL,
    state INTEGER NOT NULL DEFAULT 0,
    title TEXT NOT NULL,
    title_key TEXT NOT NULL,
    outlet TEXT,
    published TEXT,
    language TEXT NOT NULL DEFAULT '',
    words INTEGER NOT NULL DEFAULT 0,
    doubt INTEGER NOT NULL DEFAULT 0,
    remark TEXT NOT NULL DEFAULT '',
    arrived INTEGER NOT NULL DEFAULT 0,
    missing INTEGER NOT NULL DEFAULT 0,
    superseded INTEGER NOT NULL DEFAULT 0,
    story INTEGER NOT NULL DEFAULT 0,
    copies INTEGER NOT NULL DEFAULT 0,
    decision INTEGER NOT NULL DEFAULT 0,
    reading INTEGER NOT NULL DEFAULT 0,
    priority INTEGER NOT NULL DEFAULT 0,
    notes INTEGER NOT NULL DEFAULT 0,
    reasons TEXT NOT NULL DEFAULT '[]',
    tags TEXT NOT NULL DEFAULT '[]',
    watched INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX document_listed ON document(superseded);
CREATE INDEX document_decision ON document(superseded, decision);
CREATE INDEX document_reading ON document(superseded, reading);
CREATE INDEX document_priority ON document(superseded, priority);
CREATE INDEX document_notes ON document(superseded, notes);
CREATE INDEX document_doubt ON document(superseded, doubt);
CREATE INDEX document_published ON document(superseded, published);
CREATE INDEX document_arrived ON document(superseded, arrived);
CREATE INDEX document_title ON document(superseded, title_key);
CREATE INDEX document_outlet ON document(superseded, outlet);
CREATE INDEX document_language ON document(superseded, language);
CREATE INDEX document_words ON document(superseded, words);
CREATE INDEX document_state ON document(superseded, state);
CREATE INDEX document_watched ON document(superseded, watched);
CREATE INDEX document_story ON document(story);

CREATE TABLE alias(number INTEGER PRIMARY KEY, target INTEGER NOT NULL);

CREATE TABLE file(
    path BLOB PRIMARY KEY,
    number INTEGER NOT NULL,
    state INTEGER NOT NULL,
    missing INTEGER NOT NULL DEFAULT 0,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX file_number ON file(number);
CREATE INDEX file_waiting ON file(number) WHERE state = 0 AND missing = 0;

CREATE TABLE prepared(
    number INTEGER PRIMARY KEY,
    steps TEXT NOT NULL,
    recalled INTEGER NOT NULL DEFAULT 0,
    fingerprints BLOB NOT NULL,
    wire BLOB NOT NULL
);
CREATE INDEX prepared_recalled ON prepared(number) WHERE recalled = 1;
CREATE TABLE name(
    key INTEGER PRIMARY KEY,
    label TEXT NOT NULL,
    display TEXT NOT NULL,
    folded TEXT NOT NULL,
    documents INTEGER NOT NULL DEFAULT 0,
    rank INTEGER,
    kin INTEGER,
    why TEXT,
    UNIQUE(label, display)
);
CREATE INDEX name_frequent ON name(label, documents);
CREATE INDEX name_kin ON name(kin, rank, documents, folded) WHERE kin IS NOT NULL;
CREATE INDEX name_merged ON name(label, folded, kin, rank) WHERE kin IS NOT NULL;
CREATE INDEX name_folded ON name(label, folded);
CREATE TABLE name_in(
    name INTEGER NOT NULL,
    number INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    PRIMARY KEY(name, number)
) WITHOUT ROWID;

CREATE TABLE name_mark(
    mark INTEGER NOT NULL,
    name INTEGER NOT NULL,
    PRIMARY KEY(mark, name)
) WITHOUT ROWID;

CREATE TABLE renamed(
    key TEXT NOT NULL,
    document TEXT NOT NULL,
    spelling TEXT NOT NULL,
    phrase TEXT NOT NULL,
    whole TEXT NOT NULL,
    label TEXT,
    joined INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY(key, spelling)
) WITHOUT ROWID;

CREATE TRIGGER name_counted AFTER INSERT ON name_in BEGIN
    UPDATE name SET documents = documents + 1 WHERE key = new.name;
END;
CREATE TRIGGER name_uncounted AFTER DELETE ON name_in BEGIN
    UPDATE name SET documents = documents - 1 WHERE key = old.name;
END;

CREATE TABLE relation(
    number INTEGER NOT NULL,
    other INTEGER NOT NULL,
    kind TEXT NOT NULL,
    share REAL NOT NULL,
    PRIMARY KEY(number, other)
) WITHOUT ROWID;

CREATE TABLE wavering(
    number INTEGER NOT NULL,
    line INTEGER NOT NULL,
    met INTEGER NOT NULL,
    PRIMARY KEY(number, line)
) WITHOUT ROWID;
CREATE INDEX wavering_alone ON wavering(line) WHERE met = 0;
CREATE INDEX wavering_met ON wavering(number) WHERE met = 1;

CREATE TABLE watched(key TEXT PRIMARY KEY, text TEXT NOT NULL, kind TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE watch_phrase(
    word TEXT NOT NULL,
    key TEXT NOT NULL,
    phrase TEXT NOT NULL,
    folded TEXT NOT NULL,
    PRIMARY KEY(word, key, phrase)
) WITHOUT ROWID;
CREATE INDEX watch_phrase_key ON watch_phrase(key);
CREATE TABLE watch_hit(
    key TEXT NOT NULL,
    number INTEGER NOT NULL,
    shown INTEGER NOT NULL,
    PRIMARY KEY(key, number)
) WITHOUT ROWID;
CREATE INDEX watch_hit_number ON watch_hit(number);

CREATE TRIGGER watch_rang AFTER INSERT ON watch_hit BEGIN
    UPDATE document SET watched = max(watched, 1 + new.shown) WHERE number = new.number;
END;
CREATE TRIGGER watch_rang_louder AFTER UPDATE OF shown ON watch_hit BEGIN
    UPDATE document SET watched = max(watched, 1 + new.shown) WHERE number = new.number;
END;
CREATE TRIGGER watch_fell_silent AFTER DELETE ON watch_hit BEGIN
    UPDATE document SET watched =
        (SELECT ifnull(max(1 + shown), 0) FROM watch_hit WHERE number = old.number)
        WHERE number = old.number;
END;

CREATE TABLE register(
    reader TEXT NOT NULL,
    area TEXT NOT NULL,
    key TEXT NOT NULL,
    field TEXT NOT NULL,
    value TEXT,
    at TEXT NOT NULL,
    operation TEXT NOT NULL,
    PRIMARY KEY(reader, area, key, field)
) WITHOUT ROWID;
CREATE TABLE opinion(
    document TEXT NOT NULL,
    reader TEXT NOT NULL,
    decision INTEGER NOT NULL,
    PRIMARY KEY(document, reader)
) WITHOUT ROWID;
CREATE INDEX opinion_reader ON opinion(reader, decision);
CREATE TABLE assigned(
    reader TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY(reader, document)
) WITHOUT ROWID;
CREATE INDEX assigned_document ON assigned(document);
CREATE TABLE label(
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY(kind, value, number)
) WITHOUT ROWID;
CREATE INDEX label_number ON label(number);
CREATE TABLE note(
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX note_document ON note(document);

CREATE VIRTUAL TABLE text USING fts5(
    title, body, hidden, content='', tokenize='unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE named USING fts5(
    outlet, author, who, place, org, content='', tokenize='unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE note_text USING fts5(
    text, content='', tokenize='unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE line USING fts5(
    key, content='', detail=none, columnsize=0, tokenize='ascii'
);
CREATE VIRTUAL TABLE fingerprint USING fts5(
    sample, content='', detail=none, columnsize=0, tokenize='ascii'
);
"""

# Counted as rows change, so that the header costs the same at any size. ``decision`` is a place in
# DECISIONS, or -1 for the files that wait.
_TALLY = """
CREATE TABLE tally(decision INTEGER PRIMARY KEY, documents INTEGER NOT NULL);
INSERT INTO tally VALUES (-1, 0), (0, 0), (1, 0), (2, 0), (3, 0);
CREATE TRIGGER document_in AFTER INSERT ON document WHEN new.superseded = 0 BEGIN
    UPDATE tally SET documents = documents + 1 WHERE decision = new.decision;
END;
CREATE TRIGGER document_out AFTER DELETE ON document WHEN old.superseded = 0 BEGIN
    UPDATE tally SET documents = documents - 1 WHERE decision = old.decision;
END;
CREATE TRIGGER document_moved AFTER UPDATE OF decision, superseded ON document BEGIN
    UPDATE tally SET documents = documents - 1
        WHERE old.superseded = 0 AND decision = old.decision;
    UPDATE tally SET documents = documents + 1
        WHERE new.superseded = 0 AND decision = new.decision;
END;
CREATE TRIGGER file_in AFTER INSERT ON file WHEN new.state = 0 AND new.missing = 0 BEGIN
    UPDATE tally SET documents = documents + 1 WHERE decision = -1;
END;
CREATE TRIGGER file_out AFTER DELETE ON file WHEN old.state = 0 AND old.missing = 0 BEGIN
    UPDATE tally SET documents = documents - 1 WHERE decision = -1;
END;
CREATE TRIGGER file_moved AFTER UPDATE OF state, missing ON file BEGIN
    UPDATE tally SET documents = documents
        + (new.state = 0 AND new.missing = 0) - (old.state = 0 AND old.missing = 0)
        WHERE decision = -1;
END;
"""


def current(connection: sqlite3.Connection) -> bool:
    """Whether the file holds tables of this version, and documents in this version's form."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version != VERSION:
        return False
    found = connection.execute("SELECT value FROM meta WHERE name = 'form'").fetchone()
    return bool(found) and found[0] == FORM


def create(connection: sqlite3.Connection) -> None:
    """Make the tables in an empty file, unless another process just did."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN EXCLUSIVE")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == 0:
        for statement in _statements(_TABLES + _TALLY):
            connection.execute(statement)
        connection.execute("INSERT INTO meta VALUES ('form', ?)", (FORM,))
        connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


def _statements(script: str) -> list[str]:
    """The statements of a script one by one: ``executescript`` would commit before them."""
    found, begun = [], ""
    for line in script.splitlines(keepends=True):
        begun += line
        if begun.strip() and sqlite3.complete_statement(begun):
            found.append(begun)
            begun = ""
    return found
