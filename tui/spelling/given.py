"""Given names that stand for one another."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def given_names() -> Mapping[str, tuple[str, frozenset[int]]]:
    """Given names: the gender ("m", "f" or "mf") of each, and the groups of equals it is in."""
    path = os.path.join(os.path.dirname(__file__), "given.txt")
    with open(path, encoding="utf-8") as file:
        lines = file.read().splitlines()
    found: dict[str, tuple[str, frozenset[int]]] = {}
    for number, line in enumerate(lines):
        gender, _, names = line.partition(" ")
        if gender not in ("m", "f"):
            continue
        for name in names.split():
            old, groups = found.get(name, ("", frozenset()))
            both = old if gender in old else old + gender
            found[name] = (both, groups | {number})
    return found
