from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.index.documents import passing_index
from tui.index.index import Index


@pytest.fixture
def index() -> Iterator[Index]:
    """An empty index in a folder of its own."""
    with passing_index() as opened:
        yield opened
