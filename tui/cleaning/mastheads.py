"""What a site calls itself, by what stands around its text: labels, a copyright line, appeals.

A label may name its site ("About NAME", "NAME Newsletter"), but others say something else in the
same form ("About Cookies"); so only a name counts that two different ones give, or one and the
copyright line.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from tui.cleaning.lexicon import SITE_WORDS
from tui.cleaning.outlets import outlet_in
from tui.document import Fact, Role

if TYPE_CHECKING:
    from tui.cleaning.page import Page
    from tui.cleaning.verdict import Verdict

_CAPITAL = r"[^\W_a-zß-ÿа-я]"
_NAME = (
    rf"(?P<name>(?:[Tt]he )?{_CAPITAL}[\w&'’.!+-]{{1,24}}"
    rf"(?: (?:(?:of|and|de|del|for|&) )?{_CAPITAL}[\w&'’.!+-]{{0,24}}){{0,4}})"
)
_LABEL = re.compile(
    r"(?i:about|contact|connect with|follow|subscribe (?:for .{0,12}access )?to|welcome to"
    rf"|more from|trending on|advertise (?:with|in|on)|über|sobre|à propos de) {_NAME}$"
)
_OWNED = re.compile(
    rf"{_NAME} (?i:homepage|home|logo|(?:daily )?newsletters?|staff(?: writer)?|apps?"
    r"|is (?:a )?part of .{1,80}|is a (?:registered )?trademark .{1,80})$"
)
# The first words of the one, the last of the other: most lines need not be looked at.
_FIRST = frozenset(
    (
        *("about", "contact", "connect", "follow", "subscribe", "welcome", "more", "trending"),
        *("advertise", "über", "sobre", "à"),
    )
)
_LAST = frozenset(
    ["homepage", "home", "logo", "newsletter", "newsletters", "staff", "writer", "app", "apps"]
)
_ASKING = re.compile(
    r"(?i:a message from|by supporting|support|subscribe to|donate to|unterstützen sie|soutenez"
    r"|apoya a|sostieni|поддержите|підтримайте) "
    r"(?P<name>(?:The |La |Le |Der |Die |El )?[A-ZÀ-ÞА-Я][\w&'’-]{1,24}"
    r"(?: (?:of |de |del |[A-ZÀ-ÞА-Я])[\w&'’-]{0,24}){0,3})"
)
# Who owns outlets is called so.
_COMPANY = re.compile(
    r"\b(?:Broadcasting|Brands|Communications?|Corporation|Digital|Entertainment|Enterprises|Group"
    r"|Holdings?|Interactive|Media|Networks?|Newspapers|Publications?|Publish(?:ing|ers)"
    r"|Technolog(?:y|ies)|Ventures)$"
)
_LABEL_LENGTH, _ENOUGH = 110, 2
_NOBODY = frozenset(
    ["us", "me", "this", "here", "now", "all", "more", "our", "my", "your", "you", "author"]
)


def outlet_of(page: Page, verdicts: list[Verdict]) -> Fact | None:
    """The outlet: the name that most labels around the text give, or whom the last copyright line
    names and is no company, or the name in its appeals; None where nothing gives one."""
    hidden = [index for index, verdict in enumerate(verdicts) if verdict.role.hidden]
    owner = _owner(page, hidden)
    name, times = _in_labels(page, hidden, owner)
    if times >= _ENOUGH:
        return Fact(name, 0.7, "labels around the text")
    return Fact(owner, 0.6, "the copyright line") if owner else _in_appeals(page, verdicts)


def _owner(page: Page, hidden: list[int]) -> str:
    """Whom the last copyright line names; empty where that is a company that has outlets."""
    for index in reversed(hidden):
        if name := outlet_in(page.paragraphs[index].text[:300]):
            return "" if _COMPANY.search(name) else name
    return ""


def _in_labels(page: Page, hidden: list[int], owner: str) -> tuple[str, int]:
    """The name that most labels give, and how many different ones do; a copyright line is one."""
    labels = {
        page.paragraphs[index].text.strip("•-–> ")
        for index in hidden
        if len(page.paragraphs[index].text) <= _LABEL_LENGTH and _may_name(page.words[index].all)
    }
    named = [name for label in sorted(labels) if (name := _named(label))] + [owner] * bool(owner)
    counts = Counter(map(_key, named))
    if not counts:
        return "", 0
    key, times = counts.most_common(1)[0]
    return next(name for name in named if _key(name) == key), times


def _may_name(words: list[str]) -> bool:
    return bool(words) and (
        words[0] in _FIRST or words[-1] in _LAST or "part" in words or "trademark" in words
    )


def _named(label: str) -> str:
    """Whom a label names; empty where it speaks of the reader, or of parts of any site."""
    match = _LABEL.match(label) or _OWNED.search(label)
    if match is None:
        return ""
    words = _key(match["name"]).split()
    return "" if any(word in _NOBODY or word in SITE_WORDS for word in words) else match["name"]


def _key(name: str) -> str:
    return name.casefold().removeprefix("the ")


def _in_appeals(page: Page, verdicts: list[Verdict]) -> Fact | None:
    counts: dict[str, int] = {}
    for paragraph, verdict in zip(page.paragraphs, verdicts, strict=True):
        if verdict.role is Role.APPEAL:
            for match in _ASKING.finditer(paragraph.text[:2000]):
                counts[match["name"]] = counts.get(match["name"], 0) + 1
    if not counts:
        return None
    name, times = max(counts.items(), key=lambda item: item[1])
    said = f", said {times} times" if times > 1 else ""
    return Fact(name, 0.7 if times > 1 else 0.5, f"the name in an appeal{said}")
