"""What the program makes of the sample inbox, against the answers that were written first."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tui.document import PreparedDocument
from tui.pipeline import prepare

_SEEDS = Path(__file__).parents[2] / "seeds"
_FACTS: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parent / "facts.json").read_text(encoding="utf-8")
)["documents"]


@pytest.fixture(scope="module")
def prepared() -> dict[str, PreparedDocument]:
    """Every document of the sample inbox."""
    return {name: prepare(str(_SEEDS / name)) for name in _FACTS}


@pytest.mark.parametrize("name", _FACTS)
def test_the_title_is_the_one_the_page_shows(
    prepared: dict[str, PreparedDocument], name: str
) -> None:
    wanted = _FACTS[name]["title"]
    if wanted is not None:
        assert prepared[name].title.split() == wanted.split()


@pytest.mark.parametrize("name", _FACTS)
def test_a_date_taken_from_the_text_is_the_one_the_page_states(
    prepared: dict[str, PreparedDocument], name: str
) -> None:
    found = prepared[name].metadata.published
    if found is not None and found.source != "sidecar":
        assert found.value == _FACTS[name]["published"]


@pytest.mark.parametrize("name", _FACTS)
def test_every_address_is_found_as_often_as_it_stands_there(
    prepared: dict[str, PreparedDocument], name: str
) -> None:
    document = prepared[name]
    for address in _FACTS[name].get("machine", ()):
        spelled = [
            mention
            for mention in document.mentions
            if mention.label == address["label"]
            and address["value"] in (mention.name, document.safe.text[mention.start : mention.end])
        ]
        assert len(spelled) == address["times"], address
