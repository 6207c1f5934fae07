"""A name that has to go is nowhere in the record afterwards, and everything else still is."""

from __future__ import annotations

import gzip
import os
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

from tests.triage.conftest import Opener
from tests.triage.operations import decide, write_note
from tui.decision import DOCUMENTS, SETTINGS, WATCH, Anchor, Change
from tui.standing import rule, rules, save_rule
from tui.triage import evidence
from tui.triage.drafts import Draft, Drafts
from tui.triage.purge import BLOT, purge
from tui.triage.record import RecordError
from tui.triage.verification import verify

NAME = "Ирина Source"
PAGE = f"met with {NAME} at noon".encode("cp1251")
PAGE_ID = f"sha256:{sha256(PAGE).hexdigest()}"


def everything(state: str) -> bytes:
    """All bytes of the record, archives unpacked."""
    found = b""
    for path in Path(state).rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            found += path.name.encode() + (gzip.decompress(data) if path.suffix == ".gz" else data)
    return found


def test_the_words_are_gone_and_the_decisions_are_not(state: str, opened: Opener) -> None:
    record = opened()
    for number in range(3):
        record.submit([decide(f"doc{number}", "keep", reasons=[f"told by {NAME.upper()}"])])
        record.submit([write_note(f"n{number}", "doc1", f"{NAME} said so; who else?")])
        record.flush(10)
        record.compact(force=True)
    record.submit([Change(SETTINGS, f"watch:{NAME}", {"value": {NAME: [NAME]}})])
    record.submit([Change("notes", "n1", None)])
    record.submit_and_wait([decide("doc2", "discard")])
    Drafts(record.folder, "ada").save(Draft("doc1", f"ask {NAME}"))
    evidence.store(record.folder, PAGE_ID, PAGE)
    done = purge(record.folder, NAME, stored_documents=True)
    assert done.operations == 8
    left = everything(state)
    for encoding in ("utf-8", "cp1251"):
        assert NAME.encode(encoding) not in left and NAME.upper().encode(encoding) not in left
    assert evidence.stored(record.folder) == ()
    fresh = opened()
    assert fresh.judgement("doc2").decision == "discard"
    assert fresh.judgement("doc0").reasons == (f"told by {BLOT}",)
    assert [note.text for note in fresh.notes()] == [f"{BLOT} said so; who else?"] * 2
    assert len(fresh.operations()[0]) == len(record.operations()[0])
    assert verify(fresh.folder).findings == []
    assert purge(fresh.folder, NAME).files == []


def test_what_the_program_wrote_is_not_taken_for_a_name(state: str, opened: Opener) -> None:
    record = opened()
    document = f"sha256:{'ada0' * 16}"
    record.submit([Change(DOCUMENTS, document, {"decision": "maybe", "reading": "read"})])
    record.submit([Change(WATCH, "may", {"text": "May", "kind": "name"})])
    record.submit([save_rule(rule("who:may", "decision:maybe", 0.0))])
    record.submit_and_wait([write_note("n1", document, "May was read to, by Ada, in text")])
    record.flush(10)
    for name in ("May", "Read", "Ada", "text", "name", "maybe"):
        record.compact(force=True)
        purge(record.folder, name)
        fresh = opened()
        assert fresh.judgement(document).decision == "maybe"
        assert fresh.judgement(document).reading == "read"
        assert [note.document for note in fresh.notes()] == [document]
    assert [note.text for note in fresh.notes()] == [f"{BLOT} was {BLOT} to, by {BLOT}, in {BLOT}"]
    assert [one.value for one in rules(fresh.entries()[SETTINGS])] == ["maybe"]
    assert "may" not in fresh.entries()[WATCH]


def test_a_draft_goes_for_a_word_beside_its_passage_and_without_a_decision_of_its_writer(
    state: str, opened: Opener
) -> None:
    folder = opened().folder
    beside = Anchor(9, 14, "ferry", f"{NAME} on the ", " link")
    Drafts(folder, "bob").save(Draft("doc1", "who says so?", beside))
    Drafts(folder, "bob").save(Draft("doc2", "and this?"))
    purge(folder, NAME)
    assert [draft.document for draft in Drafts(folder, "bob").all()] == ["doc2"]
    assert NAME.encode() not in everything(state)


def test_what_a_killed_process_had_half_written_goes_and_what_is_being_written_stays(
    state: str, opened: Opener
) -> None:
    folder = opened().folder
    with subprocess.Popen(["true"]) as ended:
        ended.wait()
    half = Path(state, f"journal/.ada@desk.jsonl.{ended.pid}.tmp")
    being_written = Path(state, f"journal/.ada@desk.jsonl.{os.getpid()}.tmp")
    for path in (half, being_written):
        path.write_text(NAME)
    purge(folder, NAME)
    assert not half.exists()
    assert being_written.exists()


def test_a_session_beside_it_goes_on_writing_into_the_new_file(opened: Opener) -> None:
    record = opened()
    record.submit_and_wait([write_note("n", "doc1", f"{NAME} said so")])
    purge(opened().folder, NAME)
    record.submit_and_wait([decide("doc1", "keep")])
    fresh = opened()
    assert fresh.judgement("doc1").decision == "keep"
    assert [note.text for note in fresh.notes()] == [f"{BLOT} said so"]


def test_stored_documents_are_named_unless_they_are_to_go(opened: Opener) -> None:
    folder = opened().folder
    evidence.store(folder, PAGE_ID, PAGE)
    assert purge(folder, NAME).documents == [PAGE_ID]
    assert evidence.fetch(folder, PAGE_ID) == PAGE


def test_damaged_lines_with_the_words_go_altogether(state: str, opened: Opener) -> None:
    with opened() as record:
        record.submit_and_wait([write_note("n", "doc1", f"{NAME} said so")])
        record.submit_and_wait([decide("doc1", "keep")])
    path = Path(state, "journal/ada@desk.jsonl")
    path.write_bytes(path.read_bytes().replace(b"said so", b"said no"))
    purge(opened().folder, NAME)
    assert NAME.encode() not in path.read_bytes()
    assert opened().judgement("doc1").decision == "keep"


def test_it_needs_words_and_a_record_that_can_be_written(opened: Opener) -> None:
    opened()
    with pytest.raises(RecordError, match="needs the words"):
        purge(opened().folder, "  ")
    with pytest.raises(RecordError, match="read-only"):
        purge(opened(read_only=True).folder, NAME)
