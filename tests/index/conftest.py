from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.index.documents import Example, examples, passing_index
from tui.index.index import Index


@pytest.fixture
def index() -> Iterator[Index]:
    """An empty index in a folder of its own."""
    with passing_index() as opened:
        yield opened


@pytest.fixture(scope="module")
def example() -> Iterator[Example]:
    """``with example() as index`` gives an empty index, and takes back what was done to it."""
    with examples() as opened:
        yield opened
