"""A name that is in doubt is listed and found, and not marked in the text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.app.desk_parts import desk, document
from tests.app.named_documents import THREE
from tui.app.page import clean_page
from tui.document import DRAWN


@pytest.mark.parametrize(("confidence", "drawn"), [(DRAWN, 1), (DRAWN - 0.01, 0), (1.0, 1)])
def test_a_mention_is_marked_from_a_confidence_on(confidence: float, drawn: int) -> None:
    plain = document("Storm in the harbour", "Anna Brandt came with it.")
    mentions = tuple(replace(each, confidence=confidence) for each in plain.mentions)
    page = clean_page(replace(plain, mentions=mentions), (), (), hidden=False)
    assert sum(len(paragraph.mentions) for paragraph in page) == drawn


async def test_the_keys_pass_over_names_in_doubt_and_say_where_those_are(tmp_path: Path) -> None:
    one, three = THREE[0], THREE[2]
    sure, *others = one.mentions
    in_doubt = [replace(each, confidence=DRAWN - 0.1) for each in (*others, *three.mentions)]
    documents = (
        replace(one, mentions=(sure, *in_doubt[: len(others)])),
        replace(three, mentions=tuple(in_doubt[len(others) :])),
    )
    async with desk(tmp_path / "state", documents) as it:
        await it.press("enter", "]", "]", wait=0.1)
        assert "person Anna Brandt" in it.status()
        assert "from the other end" in it.status()
        await it.press("J", "]", wait=0.1)
        assert "no sure names in this text; e lists all" in it.status()
