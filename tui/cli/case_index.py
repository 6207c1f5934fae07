"""The index of a case: where it is kept, and by which steps its documents were prepared."""

from __future__ import annotations

import os
from contextlib import suppress

from tui.cases import Case, Reader
from tui.cli.choosing import steps
from tui.index.index import Index
from tui.settings import Settings


def open_index(case: Case, reader: Reader, settings: Settings) -> Index:
    """The index of the case; the cache folder is made where it is missing.

    Raises :class:`tui.cli.output.Failure` where the settings name who is not installed.
    """
    version = steps(settings, case.name)
    with suppress(OSError):  # the index says what is wrong with its place, and takes another
        os.makedirs(case.cache, mode=0o700, exist_ok=True)
    path = os.path.join(case.cache, "index.sqlite")
    return Index.open(path, steps=version, reader=reader.name, site_memory=settings.site_memory)
