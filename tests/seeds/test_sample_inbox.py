"""The sample inbox keeps the shapes it promises, and the answers beside it fit the documents."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from tests.seeds.addresses import (
    base58check_holds,
    cashaddr_holds,
    eip55_holds,
    iban_holds,
    keccak256,
)
from tui.document import Label, Role

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
SAMPLES = ROOT.parent / "shared" / "seeds"
FACTS = json.loads(Path(__file__).with_name("facts.json").read_text("utf-8"))
DOCUMENTS: dict[str, dict[str, Any]] = FACTS["documents"]
TEXTS = sorted(name for name in DOCUMENTS if name.endswith(".txt"))

PAGE = "harbour-post_ferry-link-chosen_page.txt"
TWIN = "harbour-post_ferry-link-chosen.txt"
REPRINT = "orlay-courier_boats-not-steel.txt"
UPDATE = "port-anselm-gazette_auditors-open-inquiry_update.txt"
EARLIER = "port-anselm-gazette_auditors-open-inquiry.txt"
CHECKS = {"3": base58check_holds, "q": cashaddr_holds, "0": eip55_holds}


def decoded(name: str) -> str:
    encoding = DOCUMENTS[name].get("encoding", "utf-8")
    return (SEEDS / name).read_bytes().decode(encoding)


def lines(name: str) -> list[str]:
    return decoded(name).replace("\r\n", "\n").split("\n")


def labels() -> dict[str, dict[int, list[str]]]:
    """For each document and each line number, counted from 1, the roles given to it."""
    found: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in Path(__file__).with_name("roles.tsv").read_text("utf-8").splitlines():
        if not row.startswith("#"):
            name, first, last, role = row.split("\t")
            for number in range(int(first), int(last) + 1):
                found[name][number].append(role)
    return found


LABELS = labels()


def with_role(name: str, role: Role) -> list[str]:
    text = lines(name)
    return [
        text[number - 1]
        for number, roles in sorted(LABELS[name].items())
        if role in roles and text[number - 1].strip()
    ]


def words(name: str, *roles: Role) -> list[str]:
    return " ".join(line for role in roles for line in with_role(name, role)).split()


def machine(name: str, label: Label) -> list[str]:
    return [fact["value"] for fact in DOCUMENTS[name]["machine"] if fact["label"] == label]


def changed_words(one: list[str], other: list[str]) -> list[list[str]]:
    return [[a, b] for a, b in zip(one, other, strict=True) if a != b]


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    """Every run of so many words that stands within one line."""
    found: set[tuple[str, ...]] = set()
    for line in text.lower().splitlines():
        tokens = re.findall(r"\w+", line)
        found.update(tuple(tokens[i : i + length]) for i in range(len(tokens) - length + 1))
    return found


def test_every_file_is_a_document_with_answers_or_the_sidecar_of_one() -> None:
    files = {path.name for path in SEEDS.iterdir()}
    sidecars = {name for name in files if name.endswith(".json")}
    assert files - sidecars == set(DOCUMENTS)
    assert {Path(name).with_suffix(".txt").name for name in sidecars} == {EARLIER, UPDATE}


@pytest.mark.parametrize("name", TEXTS)
def test_every_line_that_is_not_blank_has_exactly_one_known_role(name: str) -> None:
    for number, line in enumerate(lines(name), 1):
        roles = LABELS[name].get(number, [])
        if line.strip():
            assert len(roles) == 1 and roles[0] in set(Role), (number, line)
    assert max(LABELS[name]) <= len(lines(name))


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_machine_entities_stand_in_the_text_as_often_as_the_answers_say(name: str) -> None:
    text = decoded(name)
    facts = DOCUMENTS[name]["machine"]
    for fact in facts:
        assert fact["label"] in set(Label)
        assert text.count(fact["value"]) == fact["times"], fact
    if name in TEXTS:
        times = {fact["value"]: fact["times"] for fact in facts}
        assert text.count("@") == sum(times[value] for value in machine(name, Label.EMAIL))
        assert text.count("://") == sum(times[value] for value in machine(name, Label.URL))


@pytest.mark.parametrize("name", TEXTS)
def test_the_title_in_the_answers_is_the_line_labelled_so(name: str) -> None:
    titles = [line.removeprefix("Subject: ") for line in with_role(name, Role.TITLE)]
    title = DOCUMENTS[name]["title"]
    assert titles == ([title] if title else [])


def test_torn_paragraphs_are_listed_in_order_and_lie_in_the_body() -> None:
    for name, facts in DOCUMENTS.items():
        for group in facts.get("joined", []):
            assert group == sorted(group) and len(group) > 1
            assert all(LABELS[name][number] == [Role.BODY] for number in group)


def test_keccak_is_the_one_of_ethereum() -> None:
    empty = "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"
    assert keccak256(b"").hex() == empty


def test_the_page_asks_for_money_at_three_addresses_whose_checksums_hold() -> None:
    addresses = machine(PAGE, Label.CRYPTO)
    assert sorted(address[0] for address in addresses) == ["0", "3", "q"]
    for address in addresses:
        assert CHECKS[address[0]](address)
        assert not CHECKS[address[0]](address[:-2] + address[-1] + address[-2])


def test_the_bond_is_paid_to_an_account_whose_check_digits_hold() -> None:
    (account,) = machine("kestria-business-review_grenmar-ferry-order.txt", Label.IBAN)
    assert iban_holds(account)
    assert not iban_holds(account.replace("89", "98", 1))


def test_the_page_says_its_title_again_and_carries_a_month_that_is_not_its_date() -> None:
    title = DOCUMENTS[PAGE]["title"]
    assert with_role(PAGE, Role.REPEAT) == [title] * 4
    assert DOCUMENTS[PAGE]["not_the_date"] in with_role(PAGE, Role.APPEAL)
    assert len(with_role(PAGE, Role.CAPTION)) == 4


def test_the_page_has_at_least_sixty_comments_and_not_every_one_is_signed() -> None:
    signed = set(DOCUMENTS[PAGE]["comment_names"])
    zone = with_role(PAGE, Role.COMMENTS)
    comments = [line for line in zone if line not in signed]
    assert len(comments) == DOCUMENTS[PAGE]["comments"] >= 60
    assert signed <= set(zone)
    assert len(zone) - len(comments) < len(comments)
    assert all(count == 1 for count in Counter(comments).values())


def test_the_twin_is_the_body_of_the_page_and_nothing_else() -> None:
    assert with_role(TWIN, Role.BODY) == with_role(PAGE, Role.BODY)
    assert set(LABELS[TWIN]) == set(range(1, len(lines(TWIN))))


def test_the_reprint_changes_the_headline_and_exactly_two_numbers() -> None:
    assert DOCUMENTS[REPRINT]["title"] != DOCUMENTS[PAGE]["title"]
    (relation,) = (
        relation
        for relation in FACTS["relations"]
        if (relation["whole"], relation["part"]) == (REPRINT, TWIN)
    )
    changed = changed_words(words(TWIN, Role.BODY), words(REPRINT, Role.BODY))
    assert changed == relation["changed"]
    assert len(changed) == 2 and all(re.search(r"\d", word) for pair in changed for word in pair)


def test_the_later_version_keeps_every_paragraph_and_the_address_and_adds_one() -> None:
    before, after = with_role(EARLIER, Role.BODY), with_role(UPDATE, Role.BODY)
    assert len(after) == len(before) + 1
    assert [line for line in after if line in before] == before
    first, second = (
        json.loads((SEEDS / name).with_suffix(".json").read_text("utf-8"))
        for name in (EARLIER, UPDATE)
    )
    assert set(first) == {"title", "outlet", "author", "published", "url", "language"}
    assert first["url"] == second["url"] and first["published"] < second["published"]


def test_no_other_paragraph_is_in_two_documents() -> None:
    kin = {frozenset((each["whole"], each["part"])) for each in FACTS["relations"]}
    for one in TEXTS:
        for other in TEXTS:
            if one < other and frozenset((one, other)) not in kin:
                shared = set(with_role(one, Role.BODY)) & set(with_role(other, Role.BODY))
                assert not shared, (one, other)


def test_lengths_reach_from_a_wire_item_to_a_long_read() -> None:
    wire = words("island-wire_committee-summons-rathbone.txt", Role.TITLE, Role.BODY)
    long_read = words("lantern-review_seven-years-for-a-crossing.txt", Role.BODY)
    assert len(wire) < 90
    assert 2800 <= len(long_read) <= 3400
    assert len(DOCUMENTS) >= 16
    assert max(len(line) for name in TEXTS for line in lines(name)) <= 3000


def test_the_pages_of_other_languages_and_encodings() -> None:
    languages = {facts["language"] for facts in DOCUMENTS.values()}
    assert languages == {"en", "fr", "ru", "bg"}
    bulgarian = (SEEDS / "pristanishte_dva-feribota-varna.txt").read_bytes()
    assert "Варна" in bulgarian.decode("cp1251")
    with pytest.raises(UnicodeDecodeError):
        bulgarian.decode("utf-8")


def test_line_ends_spaces_and_quotation_marks_differ_from_house_to_house() -> None:
    with_crlf = {name for name in TEXTS if "\r\n" in decoded(name)}
    with_nbsp = {name for name in TEXTS if "\u00a0" in decoded(name)}
    assert with_crlf == {"transport-ministry_press-release_2026-09-03.txt"}
    assert with_nbsp == {"courrier-du-large_le-bac-plutot-que-le-pont.txt"}
    assert {'"', "“", "«", "„"} <= set("".join(decoded(name) for name in TEXTS))


def test_the_membership_appeal_speaks_in_the_first_person_in_several_paragraphs() -> None:
    appeal = with_role("the-strait_minister-denies-secret-tolls.txt", Role.APPEAL)
    prose = [line for line in appeal if len(line.split()) >= 25]
    assert len(prose) >= 4
    assert sum(bool(re.search(r"\b(we|us|our)\b", line, re.IGNORECASE)) for line in prose) >= 3


def test_torn_lines_hold_a_lone_full_stop_and_a_comma_that_came_loose() -> None:
    torn = with_role("world-bulletin_toll-protests-second-week.txt", Role.BODY)
    assert "." in torn
    assert any(line.startswith(",") for line in torn)


def test_the_html_page_carries_its_metadata_and_the_clutter_of_a_site() -> None:
    page = decoded("kestria-public-radio_march-port-anselm.html")
    wanted = ("<title>", 'name="author"', "article:published_time", "<nav>", "<aside", "<script>")
    assert all(part in page for part in (*wanted, "<style>", "<figcaption>", "cookie", "comments"))


def test_every_spelling_of_a_name_occurs_and_one_name_has_several() -> None:
    everything = "\n".join(decoded(name) for name in DOCUMENTS)
    for name in FACTS["names"]:
        assert len(set(name["spellings"])) == len(name["spellings"]) > 1
        assert all(spelling in everything for spelling in name["spellings"]), name


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the five sample pages are not on this machine")
def test_nothing_is_copied_from_the_sample_pages() -> None:
    theirs = runs("\n".join(path.read_text("utf-8") for path in SAMPLES.glob("*.txt")), 8)
    for name in DOCUMENTS:
        assert not theirs & runs(decoded(name), 8), name
