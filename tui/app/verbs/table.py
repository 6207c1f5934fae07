"""Which method carries out each action of the command table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tui.app.verbs.correcting import Correcting
from tui.app.verbs.deciding import Deciding
from tui.app.verbs.filtering import Filtering
from tui.app.verbs.finding import Finding
from tui.app.verbs.moving import Moving
from tui.app.verbs.naming import Naming
from tui.app.verbs.press import Press
from tui.commands import COMMANDS

if TYPE_CHECKING:
    from tui.app.screens.desk import DeskScreen


def actions(screen: DeskScreen) -> Mapping[str, Callable[[Press], None]]:
    """The method for every action; a verb without one is an error at start."""
    rooms = (
        Moving(screen),
        Deciding(screen),
        Correcting(screen),
        Finding(screen),
        Filtering(screen),
        Naming(screen),
    )
    found = {}
    for command in COMMANDS:
        methods = [getattr(room, command.action) for room in rooms if hasattr(room, command.action)]
        (found[command.action],) = methods
    return found
