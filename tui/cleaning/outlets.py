"""Which lines are the name of the site, and so no title though they stand above the text; and whom
a copyright line names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.cleaning.dates import find_dates
from tui.cleaning.titles import plain_text

if TYPE_CHECKING:
    from tui.cleaning.page import Page

_COMPANY = re.compile(r"[, ]{1,2}(?:Ltd|Inc|LLC|LLP|GmbH|AG|plc|SA|S\.A|BV|Corp|Co)\.?$")
_OWNER = re.compile(
    r"(?:©|\(c\)|copyright)[ ,]{0,2}(?:copyright )?(?:(?:19|20)\d\d(?: ?[-–] ?(?:19|20)?\d\d)?,? )?"
    r"(?P<name>[^\W\d_][\w&.'’ -]{1,40}?)"
    r"(?=[.,|·•]|\s?(?:all rights|alle rechte|tous droits|все права)|$)",
    re.IGNORECASE,
)
# What stands behind the sign and is no name: "copyright notices", "© All rights reserved", who made
# the pattern of the page.
_NO_OUTLET = re.compile(
    r"(?i)\b(?:rights reserved|alle rechte|tous droits|theme|template|powered by|designed by"
    r"|notices?|policy|policies|terms|laws?|infringements?|owners?|holders?|protected)\b"
)
_AROUND_OUTLET = re.compile(r"^(?i:by|von|par) |,? (?:Limited|(?:19|20)\d\d)$")
_NAME_WORDS, _HEADLINE_WORDS = 6, 7
_SHORTEST = 4
_OWNERS = 3


def site_names(page: Page) -> list[bool]:
    """For each paragraph whether it is the site's name: a short line that says whom the copyright
    line names, or is said again between a headline and a date, as who wrote the text."""
    texts = [plain_text(paragraph.text[:300]) for paragraph in page.paragraphs]
    owners = _owners(page)
    names: set[str] = set()
    seen: set[str] = set()
    for index, text in enumerate(texts):
        short = page.words[index].size <= _NAME_WORDS and len(text) >= _SHORTEST
        owner = any(one in text or text in one for one in owners)
        if short and (owner or (text in seen and _signs(page, index))):
            names.add(text)
        seen.add(text)
    return [text in names for text in texts]


def _owners(page: Page) -> list[str]:
    """Whom the last copyright lines of a page name."""
    owners: list[str] = []
    for paragraph in reversed(page.paragraphs):
        name = plain_text(owner_of(paragraph.text[:300]))
        if len(name) >= _SHORTEST and name not in owners:
            owners.append(name)
        if len(owners) == _OWNERS:
            break
    return owners


def _signs(page: Page, index: int) -> bool:
    """Whether a line stands right below a headline and right above a date."""
    if index + 1 == len(page.paragraphs):
        return False
    dates = find_dates(page.paragraphs[index + 1].text[:120])
    return page.words[index - 1].size >= _HEADLINE_WORDS and bool(dates)


def owner_of(text: str) -> str:
    """Whom a copyright line names; empty where a text is none."""
    match = _OWNER.search(text)
    return _COMPANY.sub("", match["name"].strip()) if match else ""


def outlet_in(text: str) -> str:
    """The outlet that a copyright line names; empty where a text is none or names nobody."""
    name = owner_of(text)
    while (shorter := _AROUND_OUTLET.sub("", name)) != name:
        name = shorter
    return "" if _NO_OUTLET.search(name) else name
