"""The role of each paragraph on its page, with the reason in words."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from tui.cleaning import lexicon
from tui.cleaning.dates import find_dates, says_age
from tui.cleaning.features import ends_sentence
from tui.cleaning.turns import mark_turns
from tui.cleaning.verdict import Verdict
from tui.document import Role

if TYPE_CHECKING:
    from tui.cleaning.headline import Title
    from tui.cleaning.page import Page
    from tui.cleaning.verdict import Zone

_BYLINE = re.compile(
    r"(?:(?i:by|words by|von|par|por|di|da|door|av|af|od|przez|autor|author|автор|аўтар)\s?:?\s"
    r"(?=[^\Wa-z\d_])"
    r"|(?i:posted|published|updated|veröffentlicht|publié|publicado|pubblicato|gepubliceerd"
    r"|опубликовано|作者|記者|기자)\b)"
)
_AMOUNT = re.compile(r"[\d.,' ]{1,20}[$€£¥₽₴]|[$€£¥₽₴] ?[\d.,' ]{1,20}|[\d.,%]{3,12}$")
_WALLET = re.compile(r"\b(?:0x[0-9a-fA-F]{40}|[13][1-9A-HJ-NP-Za-km-z]{25,34}|[a-z0-9]{40,62})\b")
_HEADING_WORDS = 16
_CAPTION_WORDS = 60
_DATELINE_WORDS = 14
_DATELINE_LENGTH = 110
_AGE_LENGTH = 40
_ABOVE, _BELOW = 6, 4
_NEAR = 2
_LIKELY, _UNDER_TITLE = 0.2, 3
# So few lines between blank lines are no menu.
_SMALL = 3
# A line that a page repeats so often is one of its buttons.
_BUTTON = 3


def assign_roles(
    page: Page, scores: list[float], kept: list[bool], zones: list[Zone], title: Title | None
) -> list[Verdict]:
    """The verdict on each paragraph of a page; ``kept`` marks those that the scores keep."""
    verdicts: list[Verdict | None] = [None] * len(kept)
    for zone in zones:
        verdicts[zone.first : zone.end] = [Verdict(zone.role, zone.reason)] * (
            zone.end - zone.first
        )
    if title:
        _mark_title(page, verdicts, title)
    _mark_body(page, scores, kept, verdicts)
    _mark_datelines(page, kept, verdicts, title)
    mark_turns(page, verdicts)
    _mark_captions(page, scores, kept, verdicts)
    return _hide_the_rest(page, verdicts)


def _mark_title(page: Page, verdicts: list[Verdict | None], title: Title) -> None:
    text = page.paragraphs[title.index].text.casefold()
    for index, paragraph in enumerate(page.paragraphs):
        if verdicts[index] is None and paragraph.text.casefold() == text:
            verdicts[index] = Verdict(Role.REPEAT, "the title again")
    why = "speaks of what the body speaks of and stands above it"
    if title.times > 1:
        why += f"; said {title.times} times"
    verdicts[title.index] = Verdict(Role.TITLE, why)


def _mark_body(
    page: Page, scores: list[float], kept: list[bool], verdicts: list[Verdict | None]
) -> None:
    for index, keep in enumerate(kept):
        if not keep or verdicts[index] is not None:
            continue
        text, count = page.paragraphs[index].text, page.words[index].size
        heading = (
            count <= _HEADING_WORDS
            and not ends_sentence(text)
            and not page.paragraphs[index].lines[0].bulleted
            and index + 1 < len(kept)
            and kept[index + 1]
            and page.words[index + 1].size > count
        )
        if heading:
            verdicts[index] = Verdict(Role.HEADING, "a short line above running text")
        else:
            verdicts[index] = Verdict(Role.BODY, _body_reason(scores[index], count))


def _body_reason(score: float, count: float) -> str:
    size = f"{count:.0f} word{'s' if count != 1 else ''}"
    if score < 0.5:
        return f"near the line: {size} that may or may not belong to the text around them"
    return f"running text: {size} in the company of more"


def _first_body(page: Page, kept: list[bool]) -> int:
    for index, keep in enumerate(kept):
        if keep and page.words[index].size >= 12:
            return index
    return len(kept)


def _mark_datelines(
    page: Page, kept: list[bool], verdicts: list[Verdict | None], title: Title | None
) -> None:
    """Mark dates and bylines around the title, and short lines right beside one of them."""
    first = _first_body(page, kept)
    if first == len(kept):
        return
    at = title.index if title else first
    start, end = max(0, at - _ABOVE), min(max(first, at) + _BELOW, len(kept))
    free = {
        index
        for index in range(start, end)
        if verdicts[index] is None and not _site(page, index) and _has_letters(page, index)
    }
    for index in sorted(free):
        text = page.paragraphs[index].text
        if _dates_it(text) and not _near_amount(page, index):
            reason = f"beside the title, with “{text[:40]}”"
            for member in (index, *_companions(page, index, free, title)):
                verdicts[member] = verdicts[member] or Verdict(Role.DATELINE, reason)


def _near_amount(page: Page, index: int) -> bool:
    """Whether an amount of money stands close by: then the date is that of a fundraiser."""
    near = range(max(0, index - _NEAR), min(index + _NEAR + 1, len(page.paragraphs)))
    return any(
        _AMOUNT.match(page.paragraphs[each].text) for each in near if _close(page, index, each)
    )


def _companions(page: Page, index: int, free: set[int], title: Title | None) -> list[int]:
    """Short lines right beside a date or byline: the author, the section.

    Above the title they belong to the site, unless they stand by themselves with the date.
    """
    alone = _group_size(page, index) <= _SMALL
    found: list[int] = []
    for step in (-1, 1):
        for each in range(index + step, index + step * (_NEAR + 1), step):
            fits = (
                each in free
                and _close(page, index, each)
                and page.words[each].size <= _DATELINE_WORDS
                and not lexicon.announces_more(page.paragraphs[each].text)
                and (alone or each > (title.index if title else index))
            )
            if not fits:
                break
            found.append(each)
    return found


def _group_size(page: Page, index: int) -> int:
    """How many paragraphs stand together around this one without a blank line, up to a few."""
    low = high = index
    while low and not page.paragraphs[low].gap and index - low < _SMALL:
        low -= 1
    while (
        high + 1 < len(page.paragraphs)
        and not page.paragraphs[high + 1].gap
        and high - index < _SMALL
    ):
        high += 1
    return high - low + 1


def _close(page: Page, one: int, other: int) -> bool:
    """Whether no blank line stands between two paragraphs."""
    low, high = sorted((one, other))
    return not any(page.paragraphs[each].gap for each in range(low + 1, high + 1))


def _has_letters(page: Page, index: int) -> bool:
    return any(map(str.isalpha, page.paragraphs[index].text[:80]))


def _dates_it(text: str) -> bool:
    """Whether a line is a byline, or little more than a date."""
    if len(text) > _DATELINE_LENGTH:
        return False
    if _BYLINE.match(text) or (len(text) <= _AGE_LENGTH and says_age(text)):
        return True
    dates = find_dates(text)
    return bool(dates) and sum(one.end - one.start for one in dates) * 5 >= len(text)


def _mark_captions(
    page: Page, scores: list[float], kept: list[bool], verdicts: list[Verdict | None]
) -> None:
    """Mark short lines between parts of the document as captions, credits or subtitles."""
    shown = [index for index, verdict in enumerate(verdicts) if verdict and not verdict.role.hidden]
    if not shown:
        return
    first = _first_body(page, kept)
    times = Counter(paragraph.text for paragraph in page.paragraphs)
    for index in range(shown[0] + 1, shown[-1]):
        text, count = page.paragraphs[index].text, page.words[index].size
        source = lexicon.names_source(text)
        if verdicts[index] is not None or not _has_company(verdicts, index, source=source):
            continue
        if page.paragraphs[index].lines[0].bulleted or count > _CAPTION_WORDS:
            continue
        if times[text] >= _BUTTON or not _has_letters(page, index):
            continue
        if source:
            verdicts[index] = Verdict(Role.CAPTION, "names the source of a picture")
        elif lexicon.announces_more(text) or lexicon.announces_comments(text) or _site(page, index):
            continue
        elif index < first and count >= 4 and (scores[index] >= _LIKELY or _heads(verdicts, index)):
            verdicts[index] = Verdict(Role.HEADING, "a line between title and text")
        elif scores[index] > 0.1:
            verdicts[index] = Verdict(Role.CAPTION, "a short line alone between paragraphs")


def _heads(verdicts: list[Verdict | None], index: int) -> bool:
    """Whether a line stands right below the title, or below the lines that belong to it."""
    below = (Role.DATELINE, Role.CAPTION, Role.HEADING)
    for verdict in verdicts[max(0, index - _UNDER_TITLE) : index][::-1]:
        if verdict is None or verdict.role not in below:
            return verdict is not None and verdict.role is Role.TITLE
    return False


def _has_company(verdicts: list[Verdict | None], index: int, *, source: bool) -> bool:
    """Whether parts of the document stand on both sides of a line.

    Below is enough for the ``source`` of a picture: buttons often stand between it and the title.
    """
    before, after = verdicts[index - 1], verdicts[index + 1]
    if after is None or after.role.hidden:
        return False
    if source:
        return True
    return before is not None and (not before.role.hidden or before.role is Role.REPEAT)


def _site(page: Page, index: int) -> bool:
    words = page.words[index]
    return sum(map(lexicon.SITE_WORDS.__contains__, words.telling)) * 4 >= max(words.size, 1.0)


def _hide_the_rest(page: Page, verdicts: list[Verdict | None]) -> list[Verdict]:
    seen: set[str] = set()
    roles: list[Role] = []
    shown = [index for index, verdict in enumerate(verdicts) if verdict and not verdict.role.hidden]
    last = shown[-1] if shown else -1
    for index, verdict in enumerate(verdicts):
        roles.append(verdict.role if verdict else _hidden_role(page, index, index > last, seen))
        seen.add(page.paragraphs[index].text)
    done: list[Verdict] = []
    keys = [(role, verdict is None) for role, verdict in zip(roles, verdicts, strict=True)]
    for (role, open_), run in groupby(range(len(roles)), key=keys.__getitem__):
        members = list(run)
        reason = _run_reason(page, role, members) if open_ else ""
        done += [verdicts[index] or Verdict(role, reason) for index in members]
    return done


def _hidden_role(page: Page, index: int, behind: bool, seen: set[str]) -> Role:
    paragraph, words = page.paragraphs[index], page.words[index]
    text = paragraph.text
    if words.size > 3 and text in seen:
        return Role.REPEAT
    asks = sum(map(lexicon.ASK_WORDS.__contains__, words.telling))
    if _WALLET.search(text[:400]) or asks * 8 >= max(words.size, 1.0):
        return Role.APPEAL
    if lexicon.announces_comments(text) or lexicon.belongs_to_answer(text[:120]):
        return Role.WIDGET
    if _site(page, index):
        return Role.WIDGET if words.size <= 6 else Role.APPEAL
    if words.size >= 5 and not paragraph.lines[0].bulleted:
        return Role.RELATED
    return Role.RELATED if behind and words.size >= 7 else Role.NAVIGATION


_WHY = {
    Role.NAVIGATION: "links and labels of the site",
    Role.RELATED: "lines about other pages",
    Role.APPEAL: "asks for money, a subscription or an address",
    Role.WIDGET: "labels of forms and buttons",
    Role.REPEAT: "said before",
    Role.COMMENTS: "answers of readers",
}


def _run_reason(page: Page, role: Role, members: list[int]) -> str:
    lines = sum(len(page.paragraphs[index].lines) for index in members)
    start = page.paragraphs[members[0]].text[:40]
    if lines == 1:
        return _WHY[role]
    return f"{_WHY[role]}: {lines} lines from “{start}”"
