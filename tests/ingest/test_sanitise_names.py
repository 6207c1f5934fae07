"""File names, titles and messages: one line, and no two names that look the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.ingest.sanitise import sanitise_line, sanitise_name

raw_names = st.binary(max_size=40) | st.lists(
    st.sampled_from([b"a", b"\\", b"x", b"1", b"b", b"\x1b", b"\xff", b" ", b"\n"])
    | st.sampled_from(["\u202e", "\x9b", "\u200b", "\xa0", "\ufe0f", "\u0301", "Ж"]).map(
        str.encode
    ),
    max_size=12,
).map(b"".join)


@given(raw_names, raw_names)
@settings(max_examples=200, derandomize=True, deadline=None)
def test_two_names_never_look_the_same(one: bytes, other: bytes) -> None:
    assert one == other or sanitise_name(one) != sanitise_name(other)


@given(raw_names)
@settings(max_examples=200, derandomize=True, deadline=None)
def test_a_name_is_one_visible_line(name: bytes) -> None:
    shown = sanitise_name(name)
    assert shown
    assert shown.isprintable()
    assert shown == shown.strip()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"report.txt", "report.txt"),
        ("отчёт 3.txt".encode(), "отчёт 3.txt"),
        (b"a\x1b]0;PWN\x07.txt", r"a\x1b]0;PWN\x07.txt"),
        (b"one\ntwo.txt", r"one\ntwo.txt"),
        ("report\u202etxt.exe".encode(), r"report\u202etxt.exe"),
        (b"\xff\x9b31m.txt", r"\xff\x9b31m.txt"),
        ("\x9b31m.txt".encode(), r"\u009b31m.txt"),
        (b"a\\x1b.txt", r"a\\x1b.txt"),
        (b"a ", r"a\x20"),
        (b"[@click=app.quit]y.txt", "[@click=app.quit]y.txt"),
        (b"", "(no name)"),
    ],
)
def test_what_cannot_be_seen_is_written_out(name: bytes, shown: str) -> None:
    assert sanitise_name(name) == shown


def test_an_os_string_and_its_bytes_are_the_same_name() -> None:
    assert sanitise_name("\udcff.txt") == sanitise_name(b"\xff.txt")


def test_a_long_name_keeps_both_ends_and_shows_the_cut() -> None:
    shown = sanitise_name("begin" + "x" * 300 + "end.txt", limit=40)
    assert len(shown) == 40
    assert shown.startswith("begin")
    assert shown.endswith("end.txt")
    assert shown.count("…") == 1


def test_a_line_folds_white_space_and_drops_what_is_hidden() -> None:
    assert (
        sanitise_line("  Ferry\u200b link\r\n\tchosen\x1b[31m \xa0 today ")
        == "Ferry link chosen today"
    )


def test_a_long_line_ends_in_an_ellipsis() -> None:
    assert sanitise_line("word " * 100, limit=12) == "word word w…"
    assert sanitise_line("exact", limit=5) == "exact"
