"""Threads of posts: the names and times that recur between the texts of a page."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from tui.cleaning import lexicon
from tui.cleaning.dates import find_dates
from tui.cleaning.verdict import Verdict
from tui.document import Role

if TYPE_CHECKING:
    from tui.cleaning.page import Page

# The fewest posts of a thread.
_TURNS = 3
# The farthest that a name, or a text, stands from the time of its post.
_REACH = 4
# The most words of a name and of a time, and the fewest of a post's text.
_NAME_WORDS, _TIME_WORDS, _POST_WORDS = 3, 8, 8
# The most paragraphs from one post to the next.
_GAP = 12


class Thread(NamedTuple):
    """Where the times of posts stand, and how far from each time its author's name stands."""

    times: list[int]
    distance: int


def mark_turns(page: Page, verdicts: list[Verdict | None]) -> None:
    """Mark names and times of a thread as datelines, and posts that were not kept as text.

    A page is a thread if between three texts or more there is a line with little but a time, and,
    always at the same distance from it, a short line with a name. There must be several names, and
    one of them twice, because somebody answers; not so if the page says that answers follow.
    """
    posts = [
        index
        for index, verdict in enumerate(verdicts)
        if verdict and verdict.role is Role.BODY and page.words[index].size >= _POST_WORDS
    ]
    answers = [
        index
        for index, verdict in enumerate(verdicts)
        if verdict is None and lexicon.announces_answers(page.paragraphs[index].text)
    ]
    thread = _thread(page, posts, asked=bool(answers)) if posts else None
    if thread is None:
        return
    for index in answers:
        verdicts[index] = Verdict(Role.HEADING, "says how many answers follow")
    reason = f"who wrote a post, and when: one of {len(thread.times)}"
    for time in thread.times:
        for index in (time, *_names(page, [time], thread.distance)):
            known = verdicts[index]
            if known is None or known.role is Role.HEADING:
                verdicts[index] = Verdict(Role.DATELINE, reason)
        for index in _texts(page, time, thread.distance):
            verdicts[index] = verdicts[index] or Verdict(Role.BODY, "a post, by its name and time")


def _thread(page: Page, posts: list[int], *, asked: bool) -> Thread | None:
    """The thread that a page with these ``posts`` is; None if it is none.

    ``asked`` says that the page announces answers to a question.
    """
    gaps = [(low + 1, high) for low, high in pairwise(posts) if 1 < high - low <= _GAP]
    if asked:
        gaps = [(posts[0] + 1, len(page.paragraphs))]
    times = [index for low, high in gaps for index in range(low, high) if _is_time(page, index)]
    if len(times) < _TURNS:
        return None
    said = {distance: _names(page, times, distance) for distance in (*range(-_REACH, 0), 1)}
    threads = {
        distance: {page.paragraphs[at].text for at in names}
        for distance, names in said.items()
        if len(names) >= _TURNS and (asked or _answered(page, names))
    }
    if not threads:
        return None
    distance = max(threads, key=lambda each: len(threads[each]))
    return Thread(times if asked else _beyond(page, posts, times, distance), distance)


def _beyond(page: Page, posts: list[int], times: list[int], distance: int) -> list[int]:
    """The times of a thread, those above its first post and after its last included."""
    above = range(max(0, posts[0] - _REACH), posts[0])
    more = [at for at in above if _is_time(page, at) and _names(page, [at], distance)]
    last = posts[-1]
    for index in range(last + 1, len(page.paragraphs)):
        if index - last > _GAP:
            break
        texts = _texts(page, index, distance) if _is_time(page, index) else []
        if texts and _names(page, [index], distance):
            more.append(index)
            last = max(index, *texts)
    return [*times, *more]


def _texts(page: Page, time: int, distance: int) -> list[int]:
    """The texts of the post with this time: below it, or above if the name stands below."""
    if distance < 0:
        near = range(time + 1, min(time + _REACH + 1, len(page.paragraphs)))
        return [at for at in near if page.words[at].size >= _POST_WORDS][:1]
    near = range(max(0, time - _REACH), time)
    return [at for at in near if page.words[at].size >= _POST_WORDS]


def _is_time(page: Page, index: int) -> bool:
    text = page.paragraphs[index].text
    return page.words[index].size <= _TIME_WORDS and bool(find_dates(text))


def _names(page: Page, times: list[int], distance: int) -> list[int]:
    """The lines at this distance from the times that may be names."""
    places = [time + distance for time in times if 0 <= time + distance < len(page.paragraphs)]
    return [index for index in places if _may_be_name(page, index)]


def _may_be_name(page: Page, index: int) -> bool:
    text, words = page.paragraphs[index].text, page.words[index]
    labelled = (
        ":" in text or text[0].isdigit() or any(map(lexicon.SITE_WORDS.__contains__, words.all))
    )
    return 0 < words.size <= _NAME_WORDS and not labelled


def _answered(page: Page, names: list[int]) -> bool:
    """Whether there are several names, and one of them twice."""
    different = {page.paragraphs[index].text for index in names}
    return 1 < len(different) < len(names)
