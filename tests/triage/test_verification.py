"""Verify tells every kind of damage; a backup brings everything back."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from hashlib import sha256
from pathlib import Path
from zlib import crc32

import pytest

from tests.triage.conftest import Opener
from tests.triage.operations import decide, write_note
from tui.triage import evidence
from tui.triage.backup import backup, restore
from tui.triage.drafts import Draft, Drafts
from tui.triage.record import Record, RecordError
from tui.triage.verification import set_aside, verify

PAGE = b"page\n"
PAGE_ID = f"sha256:{sha256(PAGE).hexdigest()}"


@pytest.fixture
def full(opened: Opener) -> Record:
    """A record with everything in it: archive, snapshots, another reader, evidence, a draft."""
    record = opened()
    for round_ in range(3):
        for number in range(5):
            record.submit(
                [decide(f"doc{number}", ("keep", "discard")[round_ % 2], tags=[str(round_)])]
            )
        record.submit([write_note(f"note{round_}", "doc1", "who paid?")])
        record.flush(10)
        record.compact(force=True)
    record.submit_and_wait([decide("doc9", "maybe")])
    opened(reader="bob").submit_and_wait([decide("doc1", "discard")])
    evidence.store(record.folder, PAGE_ID, PAGE)
    Drafts(record.folder, "ada").save(Draft("doc1", "unfinished"))
    return record


def told(record: Record) -> list[tuple[str, str]]:
    """The findings of a verification: which file, and what."""
    return [(finding.file, finding.what) for finding in verify(record.folder).findings]


def test_a_whole_record_has_no_findings(full: Record) -> None:
    report = verify(full.folder)
    assert report.findings == []
    # Two segments in the archive, two in use, bob's, and two snapshots.
    assert (report.files, report.operations, report.documents) == (7, 20, 1)


def test_a_damaged_line_is_told_and_set_aside_once(full: Record, state: str) -> None:
    path = Path(state, "journal/ada@desk~3.jsonl")
    data = path.read_bytes()
    path.write_bytes(data.replace(b"discard", b"discord", 1).replace(b'"keep"', b'"kelp"', 1))
    report = verify(full.folder)
    assert [finding.file for finding in report.findings if finding.data] == [
        "journal/ada@desk~3.jsonl"
    ]
    (damaged,) = [finding for finding in report.findings if finding.data]
    assert damaged.data in path.read_bytes()
    assert set_aside(full.folder, report) == 1
    assert set_aside(full.folder, report) == 0
    (piece,) = Path(state, "quarantine").iterdir()
    assert piece.read_bytes() == damaged.data


def test_a_torn_tail_and_a_line_of_the_future_are_told(full: Record, state: str) -> None:
    path = Path(state, "journal/bob@desk.jsonl")
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:50])
    assert told(full) == [("journal/bob@desk.jsonl", "the last line is torn")]
    body = b'"v":9,"by":"bob"}'
    path.write_bytes(whole + b'{"crc":"%08x",%b\n' % (crc32(body), body))
    assert told(full) == [("journal/bob@desk.jsonl", "a line that is not understood")]


def test_missing_and_damaged_files_are_told(full: Record, state: str) -> None:
    archive = Path(state, "archive/ada@desk~2.jsonl.gz")
    kept = archive.read_bytes()
    archive.write_bytes(kept[:40])
    assert ("archive/ada@desk~2.jsonl.gz", "the archived file is damaged") in told(full)
    archive.unlink()
    assert ("ada@desk~3.jsonl", "1 files before it are missing") in told(full)
    archive.write_bytes(kept)
    Path(state, "snapshot/ada@desk.3.jsonl").write_bytes(b"")
    assert told(full) == [("snapshot/ada@desk.3.jsonl", "damaged; the operations are used instead")]


def test_a_snapshot_that_says_something_else_is_told(full: Record, state: str) -> None:
    archive = Path(state, "archive/ada@desk.jsonl.gz")
    lines = gzip.decompress(archive.read_bytes()).splitlines(keepends=True)
    archive.write_bytes(gzip.compress(b"".join(lines[:-1])))
    assert told(full) == [
        (f"snapshot/ada@desk.{number}.jsonl", "does not say what the operations say")
        for number in (2, 3)
    ]


def test_other_bytes_under_a_documents_name_are_told(full: Record, state: str) -> None:
    name = PAGE_ID.removeprefix("sha256:")
    Path(state, "evidence", name[:2], name).write_bytes(b"forged")
    assert told(full) == [(f"evidence/{PAGE_ID}", "is not the document whose name it has")]


def test_a_backup_brings_everything_back(full: Record, tmp_path: Path) -> None:
    target = tmp_path / "record.tar.gz"
    summary = backup(full.folder, str(target))
    assert target.stat().st_mode & 0o777 == 0o600
    assert summary.files == 10
    again = str(tmp_path / "again")
    assert restore(str(target), again) == summary
    with Record.open(again, reader="ada", host="desk") as record:
        assert record.entries() == full.entries()
        assert record.operations()[0] == full.operations()[0]
        assert evidence.fetch(record.folder, PAGE_ID) == PAGE
        assert [draft.text for draft in Drafts(record.folder, "ada").all()] == ["unfinished"]
        assert told(record) == []
        record.submit_and_wait([decide("doc1", "keep")])


def test_a_backup_has_only_whole_lines(full: Record, state: str, tmp_path: Path) -> None:
    path = Path(state, "journal/bob@desk.jsonl")
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:50])
    backup(full.folder, str(tmp_path / "b.tar.gz"))
    restore(str(tmp_path / "b.tar.gz"), str(tmp_path / "again"))
    assert (tmp_path / "again/journal/bob@desk.jsonl").read_bytes() == whole


def test_a_record_is_never_restored_over_another(full: Record, tmp_path: Path) -> None:
    target = str(tmp_path / "b.tar.gz")
    backup(full.folder, target)
    with pytest.raises(RecordError, match="holds a record already"):
        restore(target, full.folder.path)
    place = tmp_path / "with readme"
    place.mkdir()
    (place / "README.md").write_text("what this folder is for")
    restore(target, str(place))
    assert (place / "README.md").exists()


def test_a_restore_that_was_cut_short_cannot_be_taken_for_a_record(
    full: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, again = str(tmp_path / "b.tar.gz"), str(tmp_path / "again")
    backup(full.folder, target)

    def cut(path: str, data: bytes, descriptor: int) -> None:
        raise OSError(5, "cut short")

    with monkeypatch.context() as patch:
        patch.setattr("tui.triage.backup._put", cut)
        with pytest.raises(OSError, match="cut short"):
            restore(target, again)
    with pytest.raises(RecordError, match="restore was cut short"):
        Record.open(again, reader="ada", host="desk")
    restore(target, again)
    Record.open(again, reader="ada", host="desk").close()


@pytest.mark.parametrize(
    "trick", ["../outside", "/etc/outside", "journal/../../x", "link", "alien"]
)
def test_a_hostile_backup_writes_nothing(tmp_path: Path, trick: str) -> None:
    target = tmp_path / "b.tar.gz"
    files = {"FORMAT": b"{}", trick if trick != "link" else "journal/ada@desk.jsonl": b"x"}
    manifest = {path: sha256(data).hexdigest() for path, data in files.items()}
    files["MANIFEST.json"] = json.dumps({"sha256": manifest}).encode()
    with tarfile.open(target, "w:gz") as tar:
        for path, data in files.items():
            entry = tarfile.TarInfo(path)
            entry.size = len(data)
            if trick == "link" and path.startswith("journal"):
                entry.type, entry.linkname, entry.size = tarfile.SYMTYPE, "/etc/passwd", 0
            tar.addfile(entry, io.BytesIO(data))
    with pytest.raises(RecordError, match="not a whole backup"):
        restore(str(target), str(tmp_path / "again"))
    assert not (tmp_path / "again").exists()


def test_a_damaged_backup_is_refused(full: Record, tmp_path: Path) -> None:
    target = tmp_path / "b.tar.gz"
    backup(full.folder, str(target))
    whole = target.read_bytes()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 16
    for data in (whole[:-200], whole[: len(whole) // 2], flipped, b"", b"not a tar"):
        target.write_bytes(data)
        with pytest.raises(RecordError, match="not a whole backup"):
            restore(str(target), str(tmp_path / "again"))
