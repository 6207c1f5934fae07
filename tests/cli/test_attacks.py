"""The attack corpus through every command that prints: nothing in it acts on a terminal."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Desk, make_desk

ATTACKS = Path(__file__).parents[3] / "shared" / "attacks"
# All that a terminal obeys or a reader cannot see: C0 but \t and \n, DEL, C1, direction marks,
# zero-width and other invisible characters, tags, surrogates, noncharacters.
HOSTILE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not ATTACKS.exists(), reason="the attack corpus is not beside this repository"
    ),
]


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """An inbox that holds the whole corpus."""
    desk = make_desk(tmp_path_factory.mktemp("attacked"))
    subprocess.run(
        [
            *(sys.executable, "-B", str(ATTACKS / "gen.py")),
            *("--out", str(desk.inbox), "--fs", str(desk.inbox / "fs")),
        ],
        check=True,
        capture_output=True,
    )
    return desk


@pytest.mark.parametrize(
    "command",
    [
        ["list"],
        ["list", "--json"],
        ["export", "--format", "jsonl"],
        ["export", "--format", "csv"],
        ["export", "--format", "markdown"],
        ["export", "--text"],
        ["export", "--format", "tinydb"],
        ["history"],
        ["agree", "--json"],
    ],
)
def test_no_list_and_no_export_holds_anything_hostile(attacked: Desk, command: list[str]) -> None:
    done = attacked.run(*command)
    assert done.code == 0
    text = done.out.replace("\r\n", "\n") if "csv" in command else done.out
    assert not HOSTILE.search(text + done.err)


@pytest.mark.parametrize("how", [[], ["--raw"], ["--hidden"], ["--names"]])
def test_no_document_shows_anything_hostile(attacked: Desk, how: list[str]) -> None:
    records = attacked.run("list", "--json").records
    prepared = [record["id"] for record in records if record["id"]]
    assert len(prepared) > 60
    for identity in prepared:
        done = attacked.run("show", identity, *how)
        assert done.code == 0
        assert not HOSTILE.search(done.out + done.err), identity


def test_no_file_outside_the_inbox_is_read(attacked: Desk) -> None:
    for record in attacked.run("list", "--json").records:
        if record["id"]:
            assert os.path.realpath(record["path"]).startswith(str(attacked.inbox))


@pytest.mark.parametrize("command", ["clean", "names"])
def test_no_filter_prints_anything_hostile(attacked: Desk, command: str) -> None:
    files = [path for path in sorted((attacked.inbox / "files").iterdir()) if path.is_file()]
    done = attacked.bare(command, *map(str, files))
    assert done.out
    assert not HOSTILE.search(done.out + done.err)
