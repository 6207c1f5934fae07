"""The five sample pages, where they are at hand, through the whole house."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Desk, make_desk

SAMPLES = Path(__file__).parents[3] / "shared" / "seeds"
ADDRESSES = ("CRYPTO", "EMAIL", "URL")

pytestmark = pytest.mark.skipif(
    not SAMPLES.exists(), reason="the sample pages are not beside this repository"
)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = make_desk(tmp_path_factory.mktemp("samples"))
    for path in SAMPLES.iterdir():
        desk.put(path.name, path.read_bytes())
    return desk


def records(desk: Desk) -> dict[str, dict[str, Any]]:
    return {Path(one["path"]).name[:3]: one for one in desk.run("list", "--json").records}


def test_all_five_are_listed_and_nothing_is_wrong_with_them(samples: Desk) -> None:
    found = records(samples)
    assert sorted(found) == ["000", "001", "002", "003", "004"]
    assert not any(one["remark"] for one in found.values())
    assert all(one["words"] > 200 for one in found.values())


def test_the_page_and_its_clean_twin_are_the_only_copies(samples: Desk) -> None:
    assert {name: one["copies"] for name, one in records(samples).items()} == {
        "000": 1,
        "001": 1,
        "002": 0,
        "003": 0,
        "004": 0,
    }


def test_the_addresses_of_an_appeal_are_found_once_each_where_it_is_hidden(samples: Desk) -> None:
    done = samples.run("show", records(samples)["000"]["id"], "--names")
    rows = [line.split("\t") for line in done.lines]
    addresses = [row for row in rows if row[0] in ADDRESSES]
    assert Counter(row[0] for row in addresses) == {"CRYPTO": 3, "EMAIL": 1, "URL": 2}
    assert {(row[2], row[3]) for row in addresses} == {("0", "1")}
