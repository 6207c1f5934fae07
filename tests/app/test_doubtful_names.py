"""A name that is in doubt is listed and found, and not marked in the text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.app.desk_parts import document
from tui.app.page import clean_page
from tui.document import DRAWN


@pytest.mark.parametrize(("confidence", "drawn"), [(DRAWN, 1), (DRAWN - 0.01, 0), (1.0, 1)])
def test_a_mention_is_marked_from_a_confidence_on(confidence: float, drawn: int) -> None:
    plain = document("Storm in the harbour", "Anna Brandt came with it.")
    mentions = tuple(replace(each, confidence=confidence) for each in plain.mentions)
    page = clean_page(replace(plain, mentions=mentions), (), (), hidden=False)
    assert sum(len(paragraph.mentions) for paragraph in page) == drawn
