"""The attack corpus through the door of the room: nothing hostile reaches what is shown."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tui.ingest.load import load
from tui.ingest.scan import scan

if TYPE_CHECKING:
    from types import ModuleType

ATTACKS = Path(__file__).parents[3] / "shared" / "attacks"
READ_AS_TEXT = (".txt", ".md", ".html", ".xhtml", ".xml", ".json", ".csv")

pytestmark = pytest.mark.skipif(
    not ATTACKS.exists(), reason="the attack corpus is not beside this repository"
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("attacks")
    generator = [sys.executable, "-B", str(ATTACKS / "gen.py")]
    subprocess.run(
        [*generator, "--out", str(folder), "--fs", str(folder / "fs")],
        check=True,
        capture_output=True,
    )
    return folder


@pytest.fixture(scope="module")
def check() -> ModuleType:
    spec = importlib.util.spec_from_file_location("attack_check", ATTACKS / "check.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def items(check: ModuleType, corpus: Path) -> list[dict[str, Any]]:
    return [
        item
        for item in check.load(str(corpus))
        if item["kind"] == "static" and item["file"].endswith(READ_AS_TEXT)
    ]


def test_no_attack_gets_through_and_no_document_loses_its_text(
    check: ModuleType, corpus: Path
) -> None:
    found = {}
    for item in items(check, corpus):
        loaded = load(str(corpus / "files" / item["file"]))
        violations = check.check_text(item, loaded.safe.text)
        title = loaded.metadata.title
        if title:
            violations += check.check_text(item | {"must": []}, title.value)
        if violations:
            found[item["id"]] = violations
    assert found == {}


def test_the_check_would_have_seen_them(check: ModuleType, corpus: Path) -> None:
    caught = [
        item["id"]
        for item in items(check, corpus)
        if check.check_text(
            item, (corpus / "files" / item["file"]).read_bytes().decode("utf-8", "replace")
        )
    ]
    assert len(caught) > 20


def test_what_is_recognised_as_no_text_shows_nothing(check: ModuleType, corpus: Path) -> None:
    for item in check.load(str(corpus)):
        if item["file"].endswith((".zip", ".gz", ".docx", ".epub", ".pdf")):
            loaded = load(str(corpus / "files" / item["file"]))
            assert loaded.safe.text == ""
            assert ", not read: " in loaded.remark


def test_hostile_names_links_and_pipes_are_listed_and_none_leads_out(corpus: Path) -> None:
    inbox = scan([str(corpus / "fs")])
    assert len(inbox.entries) == 14
    refused = {Path(entry.path).parent.name for entry in inbox.entries if entry.problem}
    assert refused == {"fifo", "link-loop", "link-passwd"}
    for entry in inbox.entries:
        if not entry.problem:
            assert load(entry.path).safe.text == "SENTINEL plain text\n"
