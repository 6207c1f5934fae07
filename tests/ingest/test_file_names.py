"""Names of files that follow a pattern say something of their documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.document import Metadata
from tui.ingest.file_names import FIELDS, called, compiled, facts
from tui.ingest.load import load


def values(found: Metadata) -> dict[str, str]:
    """The fields that are known, with their values."""
    named = {field: getattr(found, field) for field in FIELDS.values() if field}
    return {field: fact.value for field, fact in named.items() if fact}


@pytest.mark.parametrize(
    ("pattern", "name", "expected"),
    [
        (
            "{outlet}_{title}_{date}",
            "harbour-post_ferry-link-chosen_2026-09-03.html",
            {"outlet": "Harbour Post", "title": "Ferry link chosen", "published": "2026-09-03"},
        ),
        ("{date} {title}", "20260903 A Toll Road.txt", {"title": "A Toll Road"}),
        ("{date} {title}", "202609 toll.txt", {"title": "Toll", "published": "2026-09"}),
        ("{language}-{skip}-{outlet}", "ru-0017-вестник.txt", {"language": "ru"}),
        ("scrape-{author}", "scrape-anna_brandt.txt", {"author": "Anna Brandt"}),
        ("{outlet}_{title}", "no separator.txt", {}),
        ("{date}_{title}", "2026-99-99_x.txt", {"title": "X"}),
        ("{date}_{title}", "soon_x.txt", {}),
        ("", "harbour-post_ferry.txt", {}),
    ],
)
def test_fields_are_read_from_a_name(pattern: str, name: str, expected: dict[str, str]) -> None:
    found = values(facts(f"/in/{name}", pattern))
    assert found.items() >= expected.items()
    if not expected:
        assert found == {}


def test_what_stands_beside_a_document_goes_before_its_name(tmp_path: Path) -> None:
    (tmp_path / "wire_toll-rises.txt").write_text("Some text.")
    (tmp_path / "wire_toll-rises.json").write_text('{"outlet": "The Wire"}')
    found = load(str(tmp_path / "wire_toll-rises.txt"), "{outlet}_{title}").metadata
    assert values(found) == {"outlet": "The Wire", "title": "Toll rises"}
    assert found.title
    assert found.title.source == "file name"


@pytest.mark.parametrize(
    "wrong", ["", "plain", "{outlets}_{title}", "{outlet}{title}", "{title}_{title}", "{}"]
)
def test_a_pattern_that_cannot_be_read_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"field|none of|twice|behind"):
        compiled(wrong)


@given(st.text(max_size=60))
def test_no_name_does_harm(name: str) -> None:
    for fact in values(facts(name.replace("\0", ""), "{outlet}_{title}_{date}")).values():
        assert fact.isprintable()


@pytest.mark.parametrize("name", ["_" * 255, "a_" * 127, "a" * 255])
def test_a_name_full_of_separators_says_nothing_and_is_soon_done_with(name: str) -> None:
    assert facts(name, "{outlet}_{title}_{author}_{language}_{date}") == Metadata()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("harbour-post_ferry-link-chosen.txt", "Harbour post · ferry link chosen"),
        ("ferry_link_chosen_over_bridge.html", "Ferry link chosen over bridge"),
        ("Ferry Link Chosen.txt", "Ferry Link Chosen"),
        ("2026-09-03_island-council_minutes.txt", "Island council · minutes"),
        ("20260903T101112_ferry-link-chosen_e1f0cf9cd6d8240a.txt", "Ferry link chosen"),
        ("%D0%BF%D0%B0%D1%80%D0%BE%D0%BC-%D0%B8-%D0%BC%D0%BE%D1%81%D1%82-1.txt", ""),
        ("паром-вместо-моста.html", "Паром вместо моста"),
        ("%D0%BF%D0%B0%D1%80%D0%BE%D0%BC-вместо-моста.html", "Паром вместо моста"),
        ("000_e1f0cf9cd6d8240a.txt", ""),
        ("IMG_1234.txt", ""),
        ("annual-report.txt", ""),
        ("index.html", ""),
        ("渡轮方案.txt", ""),
    ],
)
def test_a_name_that_is_made_of_words_is_written_as_words(name: str, words: str) -> None:
    assert called(name) == words


@given(st.text(max_size=60))
def test_of_any_name_one_line_without_control_characters_is_made(name: str) -> None:
    words = called(name)
    assert words == " ".join(words.split())
    assert words.isprintable() or not words.isascii()
