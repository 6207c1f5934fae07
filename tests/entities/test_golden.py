"""Against the hand-labelled sample documents beside the repository."""

from collections import Counter

import pytest

from tests.bench.names_gold import (
    BODY_KINDS,
    SHARED,
    measured,
    mentions_f1,
    pairs_f1,
    people,
    seed_rows,
    seeds,
)
from tui.document import Label
from tui.entities.find import find_in_text
from tui.entities.names import Form, gather
from tui.entities.recogniser import Candidate

pytestmark = pytest.mark.skipif(
    not (SHARED / "gold" / "entities").is_dir(), reason="needs ../shared/gold/entities"
)
KINDS = {"GPE": Label.PLACE, "LOC": Label.PLACE, "NORP": Label.NATIONALITY}


def drawn(text: str) -> list[Candidate]:
    return [Candidate(m.start, m.end, m.label) for m in find_in_text(text, "en").mentions]


def test_names_in_the_bodies_are_found() -> None:
    tally = measured(seeds(), drawn, BODY_KINDS)["all"]
    assert tally.f1 >= 93
    assert tally.precision >= 93


def test_each_machine_address_of_the_long_page_is_found_once() -> None:
    (path,) = (SHARED / "seeds").glob("000_*.txt")
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    wanted = Counter(
        row["canonical"]
        for row in seed_rows(path.stem)
        if row["label"] in ("CRYPTO", "EMAIL", "URL")
    )
    mentions = find_in_text(text, "en").mentions
    found = Counter(m.name for m in mentions if m.label in (Label.CRYPTO, Label.EMAIL, Label.URL))
    assert found == wanted


def test_dates_that_say_which_day_they_are_have_that_day() -> None:
    for example in seeds():
        mentions = {m.start: m.name for m in find_in_text(example.text, "en").mentions}
        for row in seed_rows(example.name):
            if row["label"] == "DATE" and row["canonical"] and row["zone"] == "body":
                wanted = row["canonical"].split("/")[0]
                value = mentions.get(row["start"], "").split("/")[0]
                assert wanted[4:] == value[-len(wanted[4:]) :] or wanted == value


def test_variants_of_people_are_joined_without_a_single_error() -> None:
    gold = people()
    gathered = gather({Form(Label.PERSON, text): 1 for text in gold})
    given = {form.text: name.display for form, name in gathered.items()}
    tally = pairs_f1(gold, given)
    assert tally.precision == 100
    assert tally.f1 >= 94


def test_mentions_of_the_bodies_are_gathered_as_a_reader_would() -> None:
    pairs = []
    for example in seeds():
        found = {(m.start, m.end): m for m in find_in_text(example.text, "en").mentions}
        pairs += [
            (f"{example.name} {mark.canonical}", f"{example.name} {found[mark[:2]].name}")
            for mark in example.marks
            if mark[:2] in found
        ]
    assert mentions_f1(pairs) >= 99
