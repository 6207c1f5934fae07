"""`clean` and `names` as filters, by file, by standard input, and by JSON Lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import FERRY, MINUTES, Desk

TEXT = "Greta Holmqvist met Lars Brandt in Oslo on 3 March 2024 and paid $4 million."


def as_lines(*records: dict[str, Any]) -> bytes:
    return "".join(json.dumps(record) + "\n" for record in records).encode()


def test_clean_prints_the_document_without_what_stood_around_it(empty_desk: Desk) -> None:
    page = f"Skip to content\nLog in\n\n{FERRY}\n\nShare this:\nFacebook\nPrint\n"
    done = empty_desk.bare("clean", stdin=page.encode())
    assert (done.code, done.err) == (0, "")
    assert done.lines[0] == "Ferry line to Sandholm opens in spring"
    assert "Log in" not in done.out
    assert "Facebook" not in done.out
    path = empty_desk.put("page.txt", page)
    assert empty_desk.bare("clean", str(path)).out == done.out


def test_clean_takes_several_files_and_names_those_it_cannot_read(empty_desk: Desk) -> None:
    one, two = empty_desk.put("one.txt", FERRY), empty_desk.put("two.txt", MINUTES)
    done = empty_desk.bare("clean", str(one), "missing\x1b.txt", str(two))
    assert done.code == 1
    assert "Sandholm" in done.out
    assert "dredging" in done.out
    assert done.err == "copytaster: missing\\x1b.txt: is not there\n"


@pytest.mark.parametrize("name", ["clean", "names"])
def test_what_is_no_text_is_named_and_costs_the_others_nothing(empty_desk: Desk, name: str) -> None:
    picture, text = empty_desk.put("a.png", b"\x89PNG\r\n\x1a\n"), empty_desk.put("b.txt", FERRY)
    done = empty_desk.bare(name, str(picture), str(text))
    assert done.code == 1
    assert "Holmqvist" in done.out
    assert done.err.startswith(f"copytaster: {picture}: picture, not read")
    assert empty_desk.bare(name, stdin=b"").code == 0
    assert empty_desk.bare(name, stdin=bytes(1000)).code == 1


def test_a_filter_takes_files_and_no_inbox(desk: Desk) -> None:
    done = desk.bare("names", "--inbox=inbox")
    assert (done.code, done.out) == (2, "")
    assert "name the files" in done.err


SITE = "The Marrow Bay Echo is printed every morning but Sunday by the Echo Press, Quay Street."


@pytest.mark.parametrize("lines", [False, True])
def test_clean_together_takes_what_several_texts_say_for_the_sites(
    empty_desk: Desk, *, lines: bool
) -> None:
    pages = [f"{text}\n\n{SITE}\n" for text in (FERRY, MINUTES)]
    if lines:
        stdin = as_lines(*({"id": number, "raw_text": page} for number, page in enumerate(pages)))
        given: tuple[str, ...] = ("--jsonl",)
    else:
        stdin = b""
        paths = [empty_desk.put(f"{number}.txt", page) for number, page in enumerate(pages)]
        given = tuple(map(str, paths))
    alone = empty_desk.bare("clean", *given, stdin=stdin)
    together = empty_desk.bare("clean", *given, "--together", stdin=stdin)
    assert (together.code, together.err) == (0, "")
    assert alone.out.count(SITE) > together.out.count(SITE)
    assert "Sandholm" in together.out and "dredging" in together.out


def test_names_prints_names_and_amounts(empty_desk: Desk) -> None:
    done = empty_desk.bare("names", stdin=TEXT.encode())
    rows = [line.split("\t") for line in done.lines]
    assert ["PERSON", "Greta Holmqvist"] in [row[:2] for row in rows]
    assert "MONEY" in [row[0] for row in rows]
    assert {len(row) for row in rows} == {5}


def test_clean_maps_json_lines(empty_desk: Desk) -> None:
    page = f"Skip to content\nLog in\n\n{FERRY}"
    done = empty_desk.bare(
        "clean", "--jsonl", stdin=as_lines({"id": "a", "raw_text": page}, {"id": 2, "raw_text": ""})
    )
    assert (done.code, done.err) == (0, "")
    first, second = done.records
    assert set(first) == {"id", "text"}
    assert first["id"] == "a"
    assert first["text"].startswith("Ferry line to Sandholm opens in spring\n")
    assert "Log in" not in first["text"]
    assert second == {"id": 2, "text": ""}


@pytest.mark.parametrize("before", ["", "\u200b\x1b[31m\r\n", "Паром 🚢 e\u0301 — "])
def test_names_maps_json_lines_with_offsets_into_that_very_text(
    empty_desk: Desk, before: str
) -> None:
    text = before + TEXT
    done = empty_desk.bare("names", "--jsonl", stdin=as_lines({"id": "a", "text": text}))
    (record,) = done.records
    assert set(record) == {"id", "mentions"}
    found = {text[one["start"] : one["end"]]: one for one in record["mentions"]}
    assert found["Greta Holmqvist"]["label"] == "PERSON"
    assert found["Greta Holmqvist"]["name"] == "Greta Holmqvist"
    assert found["3 March 2024"]["label"] == "DATE"
    assert set(found["3 March 2024"]) == {"start", "end", "label", "name"}


def test_a_bad_line_is_named_and_the_others_are_mapped(empty_desk: Desk) -> None:
    deep = b'{"id": 9, "raw_text": ' + b"[" * 100_000 + b"\n"
    endless = b'{"id": 1e999, "raw_text": "words"}\n'
    lines = [b"not json\n", b'{"id": 1}\n', b'{"id": 2, "raw_text": 3}\n', deep, endless, b"\n"]
    good = as_lines({"id": "good", "raw_text": FERRY})
    done = empty_desk.bare("clean", "--jsonl", stdin=b"".join([*lines, good]))
    assert done.code == 1
    assert [record["id"] for record in done.records] == ["good"]
    assert [line.split(":")[1].strip() for line in done.err.splitlines()] == ["-"] * 5
    assert [line.split(":")[2] for line in done.err.splitlines()] == ["1", "2", "3", "4", "5"]
    said = [line.split(":", 3)[3].strip() for line in done.err.splitlines()]
    assert said[1:3] == ["has no text in raw_text"] * 2
    assert "Error" not in done.err


def test_no_filter_says_anything_to_a_terminal(empty_desk: Desk) -> None:
    hostile = f"\x1b]0;owned\x07{FERRY}\x9b31m\u202e\x7f".encode()
    for name in ("clean", "names"):
        done = empty_desk.bare(name, stdin=hostile)
        assert not set(done.out) & set("\x1b\x07\x9b\u202e\x7f")
    mapped = empty_desk.bare(
        "names", "--jsonl", stdin=as_lines({"id": "\x7f\x9b\u202e", "text": hostile.decode()})
    )
    assert not set(mapped.out) & set("\x1b\x07\x9b\u202e\x7f")
    assert mapped.records[0]["id"] == "\x7f\x9b\u202e"


def test_names_says_who_was_chosen_and_is_not_installed(empty_desk: Desk) -> None:
    settings = Path(empty_desk.environment["XDG_CONFIG_HOME"], "copytaster/settings.toml")
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text('[names]\nen = "spacy:no_such_model"\n')
    done = empty_desk.bare("names", stdin=TEXT.encode())
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("copytaster: settings, names: ")
    assert done.err.endswith(" is not installed\n")
