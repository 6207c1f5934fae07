"""The `copytaster` command: which family of commands a call belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from tui import __version__


def run(arguments: Sequence[str]) -> int:
    """Carry out one command line; the exit code: 0 done, 1 failed, 2 called wrongly."""
    if list(arguments) == ["--version"]:
        print(f"copytaster {__version__}")
        return 0
    return 2
