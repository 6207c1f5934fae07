"""Title, outlet, author, date and language are found in the text where it says them, with a
source."""

from __future__ import annotations

import pytest

from tests.cleaning.pages import APPEAL, ARTICLE, MENU, MENUS, TEASERS, TITLE, page
from tui.cleaning.clean import clean
from tui.cleaning.titles import without_site
from tui.document import Fact, Metadata


def facts(*parts: str | tuple[str, ...]) -> Metadata:
    return clean(page(*parts)).metadata


def value(fact: Fact | None) -> str | None:
    return fact.value if fact else None


def test_the_title_is_the_line_above_the_article() -> None:
    title = facts(MENU, TITLE, *ARTICLE).title
    assert value(title) == TITLE
    assert title is not None
    assert 0.3 <= title.confidence < 1
    assert "above the text" in title.source


def test_a_title_said_twice_says_so() -> None:
    title = facts(TITLE, ("By Anna Velde", "3 September 2026"), TITLE, *ARTICLE).title
    assert title is not None
    assert "2 times" in title.source


def test_an_article_without_a_title_has_none() -> None:
    assert facts(*ARTICLE).title is None


def test_a_site_behind_the_title_is_the_outlet() -> None:
    found = facts(f"{TITLE} | Coast Courier", TITLE, *ARTICLE)
    assert value(found.title) == TITLE


def test_a_site_that_is_named_elsewhere_is_no_part_of_the_title() -> None:
    owner = "© 2026 Coast Courier. All rights reserved"
    assert value(facts(f"{TITLE} | Coast Courier", *ARTICLE, owner).title) == TITLE
    of_another = f"{TITLE} | Night Edition"
    assert value(facts(of_another, *ARTICLE, owner).title) == of_another


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("A light returns | Coast Courier", ("A light returns", "Coast Courier")),
        ("A light returns - Coast Courier", ("A light returns", "Coast Courier")),
        ("A light, well-known, returns", ("A light, well-known, returns", "")),
    ],
)
def test_title_and_site_are_parted(text: str, parts: tuple[str, str]) -> None:
    assert without_site(text) == parts


def test_byline_and_date_beside_the_title_are_read() -> None:
    found = facts(TITLE, ("By Anna Velde", "3 September 2026"), *ARTICLE)
    assert value(found.author) == "Anna Velde"
    assert value(found.published) == "2026-09-03"


def test_the_date_below_the_title_is_believed_before_todays_at_the_top() -> None:
    found = facts("10 September 2026", TITLE, ("By Anna Velde", "3 September 2026"), *ARTICLE)
    assert value(found.published) == "2026-09-03"


def test_a_day_that_stands_alone_below_the_title_is_its_date() -> None:
    buttons = ("Share", "Tweet", "Print", "Email")
    found = facts(*TEASERS, *MENUS, TITLE, *buttons, "3 September 2026", *ARTICLE)
    assert value(found.published) == "2026-09-03"


def test_a_month_that_stands_alone_there_is_not() -> None:
    buttons = ("Share", "Tweet", "Print", "Email")
    assert facts(*TEASERS, *MENUS, TITLE, *buttons, "MARCH 2026", *ARTICLE).published is None


def test_a_byline_with_a_place_gives_the_name_alone() -> None:
    assert value(facts(TITLE, "By Odile van der Meer in Hallund", *ARTICLE).author) == (
        "Odile van der Meer"
    )


def test_of_a_range_the_last_day_counts_and_is_less_sure() -> None:
    digest = facts(("by", "24 August 2026 – 30 August 2026", "Harbour news"), TITLE, *ARTICLE)
    assert value(digest.published) == "2026-08-30"
    exact = facts(TITLE, "30 August 2026", *ARTICLE)
    assert digest.published is not None
    assert exact.published is not None
    assert digest.published.confidence < exact.published.confidence


def test_the_month_of_a_donation_meter_is_not_the_date() -> None:
    meter = ("0 $", "2,500 $", "5,000 $", "300 $", "MARCH 2026")
    assert facts(meter, TITLE, *ARTICLE).published is None


def test_a_date_inside_the_article_is_not_the_date_of_the_article() -> None:
    told = "The storm of 14 November 2017 tore off the roof and put out the light, the keeper said."
    assert facts(TITLE, ARTICLE[0], told, *ARTICLE[1:]).published is None


def test_yesterday_without_a_known_day_is_no_date() -> None:
    assert facts(TITLE, "Yesterday, 10:15", *ARTICLE).published is None


def test_the_outlet_is_named_by_its_copyright_line() -> None:
    found = facts(TITLE, *ARTICLE, "© 2026 Coast Courier Ltd. All rights reserved")
    assert value(found.outlet) == "Coast Courier"


def test_the_outlet_is_named_by_its_appeal() -> None:
    found = facts(
        "Support Coast Courier",
        TITLE,
        *ARTICLE,
        *APPEAL,
        "By supporting Coast Courier you help us.",
    )
    assert value(found.outlet) == "Coast Courier"


def test_the_language_is_known() -> None:
    assert value(facts(TITLE, *ARTICLE).language) == "en"
