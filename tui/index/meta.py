"""What an index remembers of itself, by name: whose mirror it is, how far things have come."""

from __future__ import annotations

import sqlite3

STEPS = "steps"
READER = "reader"
WATERMARK = "watermark"
OTHERS = "others"
SEEN = "seen"
TIDIED = "tidied"


def value(connection: sqlite3.Connection, name: str) -> str:
    """What is remembered under ``name``; empty where nothing is."""
    found = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return str(found[0]) if found else ""


def remember(connection: sqlite3.Connection, name: str, said: str | int) -> None:
    """Remember this under ``name``, in place of what was remembered before."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, said))


def forget(connection: sqlite3.Connection, name: str) -> None:
    """Remember nothing under ``name``."""
    connection.execute("DELETE FROM meta WHERE name = ?", (name,))


def of_rule(rule: str) -> str:
    """The name under which stands up to which row a standing rule has seen all."""
    return f"rule:{rule}"


def of_pattern(key: str) -> str:
    """The name under which stands how far a watched pattern was looked for, and how slow it is."""
    return f"watch:{key}"
