"""Runs that read like prose and are not the document are told by several signs at once."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from tests.cleaning.pages import APPEAL, ARTICLE, COMMENTS, MENU, page
from tui.cleaning import lexicon
from tui.cleaning.appeals import appeals, consent
from tui.cleaning.comments import comment_sections
from tui.cleaning.lists import contents, link_lists, more_lists
from tui.cleaning.page import read_page
from tui.cleaning.verdict import Zone
from tui.cleaning.zones import find_zones
from tui.document import Role

TALK = tuple(line for name, text in COMMENTS for line in (name, text))


def sure(text: str, *, of: tuple[str, ...] = ARTICLE) -> list[float]:
    """A score for each paragraph as if only the article's were likely."""
    return [0.95 if part.text in of else 0.3 for part in read_page(text).paragraphs]


def zone_of_comments(text: str) -> Zone | None:
    found = comment_sections(read_page(text), sure(text))
    return found[0] if found else None


@pytest.mark.parametrize(
    "mark",
    [
        "View all comments",
        "7 comments",
        "Комментарии (7)",
        "7 Kommentare",
        "コメント",
        "Leave a reply",
    ],
)
def test_names_and_texts_behind_an_announcement_are_comments(mark: str) -> None:
    text = page(*ARTICLE, mark, *TALK)
    zone = zone_of_comments(text)
    assert zone is not None
    assert (zone.role, zone.first) == (Role.COMMENTS, len(ARTICLE))
    assert zone.end == len(read_page(text).paragraphs)
    assert f"{1 + len(TALK)} lines" in zone.reason
    assert mark in zone.reason


def test_ages_and_buttons_tell_comments_without_names() -> None:
    talk = tuple(line for _, text in COMMENTS for line in (text, "2 hours ago", "Reply"))
    zone = zone_of_comments(page(*ARTICLE, "7 comments", *talk))
    assert zone is not None
    assert zone.first == len(ARTICLE)


def test_a_count_of_comments_above_the_article_hides_nothing() -> None:
    assert zone_of_comments(page("12 comments", *ARTICLE)) is None


def test_a_page_of_nothing_but_announcements_is_looked_through_a_few_times(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks, telling = Counter[str](), lexicon.belongs_to_answer

    def counted(text: str) -> bool:
        looks[text] += 1
        return telling(text)

    monkeypatch.setattr(lexicon, "belongs_to_answer", counted)
    lines = 300
    assert zone_of_comments(page(*ARTICLE, *["12 comments"] * lines)) is None
    assert looks["12 comments"] < 30 * lines


def test_a_link_to_comments_inside_the_article_hides_nothing() -> None:
    assert zone_of_comments(page(*ARTICLE[:3], "View all comments", *ARTICLE[3:])) is None


def test_an_interview_with_speakers_on_their_own_lines_is_no_comment_section() -> None:
    turns = tuple(line for text in ARTICLE for line in ("Anna Velde", text))
    assert zone_of_comments(page(ARTICLE[0], *turns)) is None


def test_a_comment_section_ends_where_the_answers_to_the_question_begin() -> None:
    text = page(
        *ARTICLE, "2 comments", "Did you ask the pilot?", "Add a comment", "2 Answers", *ARTICLE
    )
    zone = zone_of_comments(text)
    assert zone is not None
    assert (zone.first, zone.end) == (len(ARTICLE), len(ARTICLE) + 3)


def test_remarks_on_one_of_several_answers_end_with_the_line_that_closes_each() -> None:
    remarks = ("1 comment", "Did you ask the pilot?", "Add a comment")
    answers = (*ARTICLE[3:5], *remarks, ARTICLE[5], *remarks[::2])
    text = page(*ARTICLE[:3], "2 Answers", *answers, *MENU)
    zones = comment_sections(read_page(text), sure(text))
    assert [zone.end - zone.first for zone in zones] == [3, 2]
    assert zones[0].first == 6


CONSENT = (
    "We value your privacy",
    "We and our 600 partners keep cookies on your device and use your data for advertising.",
    "You may accept, reject or change your preferences; consent can be taken back at any time.",
    "Some vendors rely on their legitimate interest, to which you may object in their list.",
    "Accept all",
    "Reject",
)


def zones_of_consent(*lines: str) -> list[Zone]:
    text = page(*lines)
    read = read_page(text)
    return consent(read, sure(text), len(read.paragraphs))


def test_prose_about_cookies_with_buttons_above_the_text_asks_for_consent() -> None:
    (zone,) = zones_of_consent(*MENU[:3], *CONSENT, *ARTICLE)
    assert zone.role is Role.WIDGET
    assert (zone.first, zone.end) == (3, 3 + len(CONSENT))


def test_an_article_about_cookies_asks_for_nothing() -> None:
    text = page(*(" ".join((*CONSENT[1:3], line)) for line in ARTICLE))
    read = read_page(text)
    assert consent(read, [0.9] * len(read.paragraphs), len(read.paragraphs)) == []


HEADINGS = ("1. The tower", "2. The money", "3. The ministry", "4. The diary")


def zones_of_contents(*lines: str) -> list[Zone]:
    text = page(*lines)
    read = read_page(text)
    return contents(read, sure(text), len(read.paragraphs))


def test_short_lines_that_stand_again_as_headings_are_a_table_of_contents() -> None:
    chapters = tuple(line for pair in zip(HEADINGS, ARTICLE, strict=False) for line in pair)
    (zone,) = zones_of_contents("Contents", *HEADINGS, *chapters)
    assert zone.role is Role.NAVIGATION
    assert (zone.first, zone.end) == (0, 1 + len(HEADINGS))


def test_a_sentence_above_a_table_of_contents_is_no_part_of_it() -> None:
    chapters = tuple(line for pair in zip(HEADINGS, ARTICLE, strict=False) for line in pair)
    (zone,) = zones_of_contents(ARTICLE[-1], *HEADINGS, *chapters)
    assert zone.first == 1


ITEMS = ("• A bucket", "• An old brush", "• Two bricks")


def zones_of_items(*lines: str, likely: float) -> list[Zone]:
    text = page(*lines)
    read = read_page(text)
    scores = [0.95 if part.text in ARTICLE else likely for part in read.paragraphs]
    return link_lists(read, scores, len(scores))


def test_items_behind_the_text_are_links_unless_they_and_the_line_above_are_likely() -> None:
    lines = (*ARTICLE, "What you need", *ITEMS)
    (zone,) = zones_of_items(*lines, likely=0.3)
    assert (zone.role, zone.end - zone.first) == (Role.NAVIGATION, len(ITEMS))
    assert zones_of_items(*lines, likely=0.45) == []


@pytest.mark.parametrize(
    "mark", ["Most read", "По теме", "相关阅读", "Das könnte Sie interessieren"]
)
def test_headlines_under_a_line_that_announces_more_are_of_other_pages(mark: str) -> None:
    headlines = ("1 The man who names the storms", "2 Fish soup", "3 House prices fall")
    text = page(*ARTICLE, mark, *headlines, ARTICLE[0])
    (zone,) = more_lists(read_page(text), [*sure(text)[:-1], 0.3], len(ARTICLE) + 5)
    assert (zone.role, zone.first, zone.end) == (Role.RELATED, len(ARTICLE), len(ARTICLE) + 4)
    assert mark in zone.reason


def test_such_a_line_above_the_end_of_the_text_announces_nothing() -> None:
    text = page(*ARTICLE[:3], "Most read", "Fish soup", "Storms", "Houses", *ARTICLE[3:])
    read = read_page(text)
    assert more_lists(read, sure(text), len(read.paragraphs)) == []


def test_a_menu_that_stands_again_at_the_foot_is_no_table_of_contents() -> None:
    assert zones_of_contents(*MENU, *ARTICLE, *MENU) == []


def zones_of_appeal(text: str) -> list[Zone]:
    read = read_page(text)
    return appeals(read, sure(text), len(read.paragraphs))


def test_the_house_speaking_of_itself_and_asking_is_an_appeal() -> None:
    (zone,) = zones_of_appeal(page(*ARTICLE, *APPEAL))
    assert zone.role is Role.APPEAL
    assert (zone.first, zone.end) == (len(ARTICLE), len(ARTICLE) + len(APPEAL))


def test_an_appeal_in_russian_is_one_too() -> None:
    russian = (
        "Дорогие читатели,",
        "наша редакция живёт на деньги тех, кто нас читает, и мы зависим от вас.",
        "Поддержите нас, если вам нужна наша работа. Подписаться можно на нашем сайте.",
    )
    assert zones_of_appeal(page(*ARTICLE, *russian))


def test_a_first_person_essay_is_no_appeal() -> None:
    essay = (
        "We came to the island when our children were small, and we stayed because of the light.",
        "Our neighbours helped us with the roof, and you could say they support us to this day.",
        "When we needed help, the members of the council came to us and asked what you would ask.",
        "We have never regretted it, and neither would you if you saw our garden in the morning.",
    )
    text = page(*essay)
    read = read_page(text)
    assert appeals(read, [0.9] * len(read.paragraphs), len(read.paragraphs)) == []


def test_what_is_said_in_quotation_marks_is_no_appeal() -> None:
    quoted = tuple(f"“{line}”" for line in APPEAL)
    assert zones_of_appeal(page(*ARTICLE, *quoted)) == []


def test_zones_never_overlap() -> None:
    text = page(*APPEAL, *ARTICLE, *APPEAL, "View all comments", *TALK)
    zones = find_zones(read_page(text), sure(text))
    assert [zone.role for zone in zones] == [Role.APPEAL, Role.APPEAL, Role.COMMENTS]
    assert all(one.end <= two.first for one, two in pairwise(zones))
