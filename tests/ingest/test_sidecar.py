"""Metadata beside a document: a sidecar, and the row of a manifest."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from tui.ingest.sidecar import beside

if TYPE_CHECKING:
    from pathlib import Path

    from tui.document import Metadata


def values(found: Metadata) -> dict[str, tuple[str, str]]:
    return {
        name: (fact.value, fact.source)
        for name in ("title", "outlet", "author", "published", "url", "language")
        if (fact := getattr(found, name))
    }


def test_a_document_alone_has_no_metadata_beside_it(tmp_path: Path) -> None:
    known, remark = beside(str(tmp_path / "a.txt"))
    assert (values(known), remark) == ({}, "")


@pytest.mark.parametrize("name", ["a.json", "a.txt.json"])
def test_a_sidecar_speaks_for_its_document(tmp_path: Path, name: str) -> None:
    fields = {
        "title": "Ferry link\nchosen\u001b[31m",
        "source": "Harbour Post",
        "authors": ["Ann Lee", {"name": "Bo Ek"}, 3],
        "date": "3 September 2026",
        "URL": "https://post.example/a",
        "lang": "en-GB",
        "score": 3,
    }
    (tmp_path / name).write_text(json.dumps(fields), encoding="utf-8")
    known, remark = beside(str(tmp_path / "a.txt"))
    assert values(known) == {
        "title": ("Ferry link chosen", "sidecar"),
        "outlet": ("Harbour Post", "sidecar"),
        "author": ("Ann Lee, Bo Ek", "sidecar"),
        "published": ("2026-09-03", "sidecar"),
        "url": ("https://post.example/a", "sidecar"),
        "language": ("en", "sidecar"),
    }
    assert remark == ""


def test_values_of_the_wrong_kind_are_left_out_and_named(tmp_path: Path) -> None:
    fields = {"title": ["x"], "date": 20260903, "url": "file:///etc/passwd", "outlet": "Post"}
    (tmp_path / "a.json").write_text(json.dumps(fields), encoding="utf-8")
    known, remark = beside(str(tmp_path / "a.txt"))
    assert values(known) == {"outlet": ("Post", "sidecar")}
    assert remark == "sidecar: unusable title, published, url"


@pytest.mark.parametrize(
    ("content", "remark"),
    [
        (b"{", "sidecar ignored: it is no JSON"),
        (b"[" * 200_000, "sidecar ignored: it is no JSON"),
        (b'{"n":' + b"9" * 100_000 + b"}", "sidecar ignored: it is no JSON"),
        (b'["title"]', "sidecar ignored: it is no JSON object"),
        (b" " * 300_000, "sidecar ignored: too large: 300 kB, and 256 kB is the limit"),
        (b"\xff\xfe\x00", "sidecar ignored: it is no JSON"),
    ],
)
def test_a_sidecar_that_cannot_be_used_is_reported(
    tmp_path: Path, content: bytes, remark: str
) -> None:
    (tmp_path / "a.json").write_bytes(content)
    assert beside(str(tmp_path / "a.txt"))[1] == remark


def test_a_sidecar_that_is_no_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.json")
    (tmp_path / "b.json").symlink_to("/etc/hostname")
    assert "named pipe" in beside(str(tmp_path / "a.txt"))[1]
    assert "link" in beside(str(tmp_path / "b.txt"))[1]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_manifest_speaks_for_the_files_that_it_names(tmp_path: Path, separator: str) -> None:
    rows = [["file", "title", "date"], ["a.txt", '"Ferry link"', "2026-09-03"], ["c.txt", "C", ""]]
    lines = [separator.join(row) for row in rows]
    (tmp_path / "manifest.csv").write_text("\ufeff" + "\r\n".join(lines), encoding="utf-8")
    known, remark = beside(str(tmp_path / "a.txt"))
    assert values(known) == {
        "title": ("Ferry link", "manifest"),
        "published": ("2026-09-03", "manifest"),
    }
    assert remark == ""
    assert values(beside(str(tmp_path / "b.txt"))[0]) == {}


def test_a_sidecar_goes_before_the_manifest(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"title": "sidecar"}', encoding="utf-8")
    (tmp_path / "manifest.csv").write_text(
        "path,title,outlet\nsub/a.txt,manifest,Post\n", encoding="utf-8"
    )
    assert values(beside(str(tmp_path / "a.txt"))[0]) == {
        "title": ("sidecar", "sidecar"),
        "outlet": ("Post", "manifest"),
    }


def test_a_new_version_of_a_manifest_is_read(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.csv"
    for title in ("one", "three"):
        manifest.write_text(f"file,title\na.txt,{title}\n", encoding="utf-8")
        assert values(beside(str(tmp_path / "a.txt"))[0]) == {"title": (title, "manifest")}


@pytest.mark.parametrize(
    ("content", "remark"),
    [
        ("title,date\nx,y\n", "manifest.csv ignored: it has no column called file or path"),
        ("file,title\na.txt," + "x" * 200_000, "manifest.csv ignored: it is no table"),
    ],
)
def test_a_manifest_that_cannot_be_used_is_reported(
    tmp_path: Path, content: str, remark: str
) -> None:
    (tmp_path / "manifest.csv").write_text(content, encoding="utf-8")
    assert beside(str(tmp_path / "a.txt"))[1] == remark


def test_unbalanced_quotes_and_ragged_rows_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_text('file,title\na.txt,A,b,c\nb.txt\n"', encoding="utf-8")
    assert values(beside(str(tmp_path / "a.txt"))[0]) == {"title": ("A", "manifest")}
    assert values(beside(str(tmp_path / "b.txt"))[0]) == {}
