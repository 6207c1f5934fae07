"""The verb for saved filters: to see what each would leave, to take one, to save the limit, or to
make a standing rule of it."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tui.app import theme
from tui.app.asking import Line, Strip
from tui.app.prompt import Prompt
from tui.app.verbs.press import Press
from tui.app.widgets.details import PanelRow
from tui.decision import SETTINGS
from tui.standing import filters, rule, save_filter, save_rule

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen

_SAVE_KEY, _SAVE = "s", "save the limit"
_RULE_KEY, _RULE = "r", "a rule of it"
_DIGITS = "123456789"
_COUNTING = "…"


class Filtering:
    """One method for the action of the command table."""

    def __init__(self, screen: DeskScreen) -> None:
        self._screen = screen

    def filters(self, press: Press) -> None:
        """Saved filters in a panel, each under a key, with how many documents it would leave."""
        screen = self._screen
        saved = filters(screen.record.entries().get(SETTINGS, {}))
        choices = _choices(saved)
        shown = dict(choices)
        if screen.listing.query and screen.record.writable:
            choices |= {_SAVE_KEY: _SAVE, _RULE_KEY: _RULE}
        if not choices:
            screen.notice = "no filter is saved: limit the list (l), then f saves that"
            return
        strip = Strip("filter", choices, self._taken, left=screen.panel.close)
        screen.ask(strip)
        if not shown:
            return
        counts: Sequence[str] = [_COUNTING] * len(shown)
        screen.panel.show("filters", _rows(shown, saved, counts))

        def take(found: Sequence[int | None]) -> None:
            if screen.keyboard.question is strip:
                said = ["?" if one is None else f"{one:,}" for one in found]
                screen.panel.show("filters", _rows(shown, saved, said))

        screen.count([saved[word] for word in shown.values()], take)

    def _taken(self, chosen: str) -> None:
        screen = self._screen
        screen.panel.close()
        if chosen == _SAVE:
            self._ask_key(screen.listing.query)
        elif chosen == _RULE:
            self._ask_action(screen.listing.query)
        else:
            screen.listing.load(filters(screen.record.entries().get(SETTINGS, {}))[chosen])

    def _ask_key(self, query: str, text: str = "") -> None:
        screen = self._screen

        def done(word: str) -> None:
            try:
                change = save_filter(word, query)
            except ValueError as error:
                if word:
                    self._ask_key(query, word)
                screen.notice = str(error)
                return
            screen.record.submit([change])
            screen.notice = f"saved as {word}: {query}"

        screen.ask(Line(Prompt("save this limit as:", text), done))

    def _ask_action(self, query: str, text: str = "") -> None:
        screen = self._screen

        def done(action: str) -> None:
            try:
                made = rule(query, action, time.time())
            except ValueError as error:
                if action:
                    self._ask_action(query, action)
                screen.notice = str(error)
                return
            screen.record.submit([save_rule(made)])
            screen.notice = f"{made.action} from now on for what comes in and matches {query}"

        label = "do to what comes in (decision:discard, tag:WORD, priority:1):"
        screen.ask(Line(Prompt(label, text), done))


def _choices(saved: Mapping[str, str]) -> dict[str, str]:
    """Key -> the filter's word: a filter saved under one letter has that, the others digits."""
    own = {word: word for word in saved if len(word) == 1 and word not in (_SAVE_KEY, _RULE_KEY)}
    free = [digit for digit in _DIGITS if digit not in own]
    others = [word for word in saved if word not in own]
    return {**dict(zip(free, others, strict=False)), **own}


def _rows(
    choices: Mapping[str, str], saved: Mapping[str, str], counts: Sequence[str]
) -> list[PanelRow]:
    rows: list[PanelRow] = [(("FILTERS", theme.STRONG), (" and what each leaves", None))]
    rows.append(())
    width = max(map(len, counts))
    for (key, word), count in zip(choices.items(), counts, strict=True):
        name = "" if key == word else f"{word}: "
        head = ((f" {key} ", theme.STRONG), (f" {count:>{width}} ", theme.QUIET))
        rows.append((*head, (f" {name}{saved[word]}", None)))
    return rows
