"""The door of the room: from a path to safe text, identity and metadata."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.document import Fact, Metadata, SafeText
from tui.ingest.load import load, load_bytes
from tui.ingest.read import ReadError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_document_is_known_by_its_bytes_not_by_its_name(tmp_path: Path) -> None:
    data = "Паром\r\n".encode("cp1251") * 20
    (tmp_path / "a.txt").write_bytes(data)
    loaded = load(str(tmp_path / "a.txt"))
    assert loaded.id == "sha256:" + hashlib.sha256(data).hexdigest()
    assert loaded.size == len(data)
    assert loaded.encoding == "cp1251"
    assert loaded.safe.text == "Паром\n" * 20
    assert loaded.remark == ""
    assert load_bytes(data, "b.txt") == loaded


def test_own_fields_go_before_the_sidecar_and_that_before_the_manifest(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<title>own</title><p>x", encoding="utf-8")
    (tmp_path / "a.json").write_text('{"title": "s", "outlet": "sidecar"}', encoding="utf-8")
    (tmp_path / "manifest.csv").write_text(
        "file,title,outlet,author\na.html,m,m,manifest\n", encoding="utf-8"
    )
    known = load(str(tmp_path / "a.html")).metadata
    assert (known.title, known.outlet, known.author) == (
        Fact("own", 0.7, "page's own fields"),
        Fact("sidecar", 0.95, "sidecar"),
        Fact("manifest", 0.95, "manifest"),
    )


def test_a_page_is_known_by_its_suffix_or_by_how_it_begins() -> None:
    for name, data in (
        ("a.HTM", b"<p>one<p>two"),
        ("a.txt", b"\xef\xbb\xbf\n<!DOCTYPE html><p>one<p>two"),
        ("a", b"<?xml version='1.0'?><html><p>one<p>two"),
    ):
        assert load_bytes(data, name).safe.text == "one\n\ntwo"
    assert load_bytes(b"<p> in a text", "a.txt").safe.text == "<p> in a text"


def test_what_entities_hide_is_made_safe_after_they_are_resolved() -> None:
    safe = load_bytes(b"<p>a&#x9d;0;x&#x202e;b &#8203;c", "a.html").safe
    assert safe.text == "a\ufffd0;xb c"
    assert safe.dropped == 3


@pytest.mark.parametrize(
    ("data", "name", "remark"),
    [
        (b"", "a.txt", "empty file"),
        (b"", "a.html", "empty file"),
        (b"\x7fELF" + b"\x00" * 4_200_000, "a.txt", "program, not read: 4.2 MB"),
        (bytes(range(256)) * 16, "a.txt", "binary file, not read: 4 kB"),
        (b"\x89PNG\r\n\x1a\n", "a.png", "picture, not read: 8 bytes"),
        (b"%PDF-1.7\n", "a.html", "PDF, not read: 9 bytes"),
        (b"PK\x03\x04\x14", "a.docx", "office document or zip archive, not read: 5 bytes"),
        (b"<script>1</script>", "a.html", "nothing to read in this page"),
    ],
)
def test_a_file_without_text_says_why(data: bytes, name: str, remark: str) -> None:
    loaded = load_bytes(data, name)
    assert loaded.safe == SafeText("")
    assert loaded.remark == remark


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"Return-Path: <a@b>\r\nSubject: x\r\n\r\nText.\r\n", "mail message"),
        (b"Subject: a\n folded\nMIME-Version: 1.0\n\nText.\n", "mail message"),
        (b"From a@b Mon Sep  7 10:00:00 2026\nSubject: x\n\nText.\n", "mailbox"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", "web archive"),
        (b"{\\rtf1\\ansi Text.}", "rich text"),
        (b"<?xml version='1.0'?>\n<rss version='2.0'><channel/></rss>", "feed"),
        (b"Title: a page\nSubject: ferries\n\nText.\n", ""),
        (b"From the sea came a ship.\n\nReceived: with joy.\n", ""),
        (b"a:\n" * 100_000, ""),
    ],
)
def test_a_text_that_is_stored_for_a_program_is_shown_and_says_so(data: bytes, kind: str) -> None:
    loaded = load_bytes(data, "a.txt")
    assert loaded.safe.text
    assert loaded.remark == (f"{kind}, shown as it is stored" if kind else "")


def test_a_guessed_encoding_is_said() -> None:
    assert load_bytes(b"\xd5\xe0", "a.txt").remark.startswith("the encoding is a guess: ")


def test_a_sidecar_that_cannot_be_used_is_a_remark_and_no_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "a.json").write_text("{", encoding="utf-8")
    assert load(str(tmp_path / "a.txt")).remark == "sidecar ignored: it is no JSON"


def test_what_cannot_be_read_is_an_error_for_the_caller(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="is not there"):
        load(str(tmp_path / "a.txt"))


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.html", "a", "a.json", "a.xhtml"]))
@settings(max_examples=200, derandomize=True, deadline=None)
def test_any_bytes_are_a_document_that_can_be_shown(data: bytes, name: str) -> None:
    loaded = load_bytes(data, name, Metadata(), "")
    assert "\x1b" not in loaded.safe.text
    loaded.safe.text.encode()
    assert "\n" not in loaded.remark
