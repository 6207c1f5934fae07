"""A name that is called otherwise in other documents: said why, gone through, set apart by two
keys."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.app.desk_parts import Desk, desk
from tests.app.memory_library import MemoryLibrary
from tests.app.named_documents import named
from tui.document import Label, Name
from tui.row import Kin
from tui.sentences import NameKey

FULL: NameKey = (Label.PERSON, "Alexander Holm")
SHORT: NameKey = (Label.PERSON, "Holm")
KIN = (
    Kin("Alexander Holm", 3, 1),
    Kin("Holm", 0, 1, "likely: the only one here with this surname"),
)
TWO = tuple(
    replace(named(title, text, **{name: (label, name)}), names=(Name(label, name, ((name, 1),)),))
    for title, text, (label, name) in (
        ("One", "Alexander Holm came.", FULL),
        ("Two", "Then Holm left.", SHORT),
    )
)


def alike(it: Desk) -> None:
    library = it.screen.library
    assert isinstance(library, MemoryLibrary)
    library.alike = {FULL: KIN, SHORT: KIN}


def panel(it: Desk) -> str:
    rows = (row.partition("│ ")[2] or row for row in it.panel().splitlines())
    return " ".join(" ".join(rows).split())


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_a_document_calls_a_name_as_the_case_does_and_says_why(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with desk(tmp_path / "state", TWO, size=size) as it:
        alike(it)
        await it.press("j", "e", wait=0.1)
        assert "Alexander Holm" in panel(it)
        assert "= Holm ×1 · in the case: likely: the only one here with this" in panel(it)


async def test_the_next_place_of_a_name_is_found_where_it_is_called_otherwise(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path / "state", TWO) as it:
        alike(it)
        await it.press("enter", "]", "*", wait=0.1)
        assert it.status() == "next in “Two”: person Alexander Holm · 1 of 1"


async def test_what_other_documents_joined_is_set_apart_by_two_keys_and_undo_joins_it(
    tmp_path: Path,
) -> None:
    async with desk(tmp_path / "state", TWO, size=(160, 50)) as it:
        alike(it)
        await it.press("j", "e", "j", "c", "/", wait=0.1)
        assert it.status().startswith("“Holm”: not one with names elsewhere; u undoes")
        assert "Alexander Holm" not in panel(it)
        (rule,) = it.screen.record.entries()["corrections"].values()
        assert rule == {"spelling": "Holm", "alone": True}
        await it.press("u", wait=0.1)
        assert "= Holm ×1 · in the case" in panel(it)


async def test_in_the_text_too_a_name_that_others_joined_loses_them_alone(tmp_path: Path) -> None:
    async with desk(tmp_path / "state", TWO) as it:
        alike(it)
        await it.press("j", "enter", "]", wait=0.1)
        assert "person Alexander Holm" in it.status()
        await it.press("c", "/", "]", wait=0.1)
        assert "person Holm" in it.status()
