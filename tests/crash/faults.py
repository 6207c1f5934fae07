"""The system calls of the record, made to fail on demand."""

from __future__ import annotations

import errno
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

#: The modules whose ``os`` is replaced.
MODULES = (
    "tui.triage.appender",
    "tui.triage.folder",
    "tui.triage.files",
    "tui.triage.segments",
    "tui.triage.follower",
    "tui.triage.snapshot",
    "tui.triage.reserve",
)


class Disk:
    """Stands in for the ``os`` module: every call goes to the real one unless it is to fail.

    ``failing`` maps a call's name to the error number it fails with; ``short`` is how many bytes
    there is still room for, until a file is cut again. ``calls`` counts what was called.
    """

    def __init__(self) -> None:
        self.failing: dict[str, int] = {}
        self.short: int | None = None
        self._taken = 0
        self.calls: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        if not callable(real) or isinstance(real, type) or name.startswith("_"):
            return real

        def call(*arguments: Any, **options: Any) -> Any:
            self.calls[name] += 1
            if name in self.failing:
                raise OSError(self.failing[name], os.strerror(self.failing[name]))
            return real(*arguments, **options)

        return call

    def write(self, descriptor: int, data: bytes) -> int:
        """Like ``os.write``; on a disk with little room only part of the data is taken."""
        self.calls["write"] += 1
        if "write" in self.failing:
            raise OSError(self.failing["write"], os.strerror(self.failing["write"]))
        if self.short is not None:
            data = data[: self.short - self._taken]
            if not data:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            self._taken += len(data)
        return os.write(descriptor, data)

    def ftruncate(self, descriptor: int, size: int) -> None:
        """Like ``os.ftruncate``; there is room again."""
        self.calls["ftruncate"] += 1
        self._taken = 0
        os.ftruncate(descriptor, size)


@contextmanager
def patched(monkeypatch: pytest.MonkeyPatch, disk: Disk) -> Iterator[Disk]:
    """The record's modules on this disk."""
    with monkeypatch.context() as patch:
        for module in MODULES:
            patch.setattr(f"{module}.os", disk)
        yield disk
