"""What the sanitiser lets through, what it takes out, and the way back to the decoded text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.document import SafeText
from tui.ingest.sanitise import MARKS, sanitise

HOSTILE = [
    "\x1b",
    "\x1b[31m",
    "\x1b[2J",
    "\x1b]52;c;UFdO\x07",
    "\x1b]8;;http://evil.test\x1b\\",
    "\x1b]0;no end",
    "\x1bP$q",
    "\x1bc",
    "\x1b(B",
    "\x9b31m",
    "\x9d0;x\x9c",
    "\x00",
    "\x07",
    "\x7f",
    "\r",
    "\n",
    "\r\n",
    "\x85",
    "\u2028",
    "\x0c",
    "\u200b",
    "\u202e",
    "\u034f",
    "\xad",
    "\ufeff",
    "\ufe0f",
    "\U000e0041",
    "\u0301",
    "\u0e34",
    "\U00011366",
    "\ue000",
    "\uffff",
    "\udc9b",
    "[",
    "]",
    "\\",
    "\t",
    "a",
    "Ж",
    "🚢",
]
texts = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=4), max_size=30).map("".join)
PICTURES = "".join(map(chr, range(0x2400, 0x2422)))
invariant = settings(max_examples=200, derandomize=True, deadline=None)


def forbidden(character: str) -> bool:
    code = ord(character)
    return (
        unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
        or code & 0xFFFE == 0xFFFE
        or 0xFDD0 <= code <= 0xFDEF
        or 0xFE00 <= code <= 0xFE0F
        or 0x40000 <= code <= 0xDFFFF
        or code >= 0xE0000
    ) and character not in "\n\t"


def is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me")


@given(texts)
@invariant
def test_nothing_that_a_terminal_obeys_or_a_reader_cannot_see_comes_out(text: str) -> None:
    assert not [c for c in sanitise(text).text if forbidden(c)]


def test_no_control_format_or_private_character_of_unicode_comes_out() -> None:
    every = "".join(map(chr, range(0x110000)))
    assert not {c for c in sanitise(every).text if forbidden(c)}


@given(texts)
@invariant
def test_a_second_time_changes_nothing(text: str) -> None:
    once = sanitise(text).text
    assert sanitise(once) == SafeText(once)


@given(texts)
@invariant
def test_text_gets_no_longer_and_can_be_encoded(text: str) -> None:
    shown = sanitise(text).text
    assert len(shown) <= len(text)
    shown.encode()


@given(texts)
@invariant
def test_every_character_knows_where_it_stood(text: str) -> None:
    safe = sanitise(text)
    for position, shown in enumerate(safe.text):
        original = text[safe.offsets.source(position)]
        assert shown == original or (forbidden(original) and shown in "\n\ufffd" + PICTURES)


@given(texts)
@invariant
def test_positions_rise_with_their_sources(text: str) -> None:
    safe = sanitise(text)
    sources = [safe.offsets.source(position) for position in range(len(safe.text))]
    assert sources == sorted(set(sources))
    assert [safe.offsets.position(source) for source in sources] == list(range(len(sources)))


@given(texts)
@invariant
def test_a_base_keeps_four_marks_at_most(text: str) -> None:
    run = 0
    for character in sanitise(text).text:
        run = run + 1 if is_mark(character) else 0
        assert run <= MARKS


@given(texts)
@invariant
def test_what_is_missing_is_counted(text: str) -> None:
    safe = sanitise(text)
    visible = safe.text.count("\ufffd") - text.count("\ufffd")
    pictures = sum(c in PICTURES for c in safe.text) - sum(c in PICTURES for c in text)
    halves = text.count("\r\n")
    assert safe.dropped == len(text) - halves - len(safe.text) + visible + pictures


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=80))
@invariant
def test_letters_digits_and_signs_are_left_alone(text: str) -> None:
    fillers = "\u115f\u1160\u3164\uffa0"
    expected = "".join(c for c in text if c not in fillers)
    assert sanitise(text).text == expected


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("a\x1b[31;5mb", "ab"),
        ("a\x1b]52;c;UFdO\x07b", "ab"),
        (
            "a\x1b]8;;http://evil.test\x1b\\https://bank.example\x1b]8;;\x1b\\b",
            "ahttps://bank.exampleb",
        ),
        ("a\x1bktitle\x1b\\b", "ab"),
        ("a\x1b(Bb", "ab"),
        ("a\x1bcb", "ab"),
        ("a\x1b\nb", "a␛\nb"),
        ("a\x1b[\x1b[m31mb", "a31mb"),
        ("a\x1b]0;no end\nb", "a0;no end\nb"),
        ("a\x9b31mb", "a\ufffd31mb"),
        ("a\x07\x00\x7fb", "a␇␀␡b"),
    ],
)
def test_whole_sequences_go_and_lone_controls_become_visible(hostile: str, shown: str) -> None:
    assert sanitise(hostile).text == shown


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029", "\x0b", "\x0c"])
def test_every_line_end_becomes_one_line_feed(end: str) -> None:
    safe = sanitise(f"one{end}two{end}")
    assert safe.text == "one\ntwo\n"
    assert safe.dropped == 0


def test_a_line_feed_of_a_pair_is_the_one_that_is_shown() -> None:
    text = "one\r\ntwo\r\nthree"
    safe = sanitise(text)
    assert [text[safe.offsets.source(i)] for i in range(len(safe.text))] == list(safe.text)


def test_tabs_and_spaces_of_all_widths_stay() -> None:
    assert sanitise("a\tb\xa0c\u2009d\u3000e") == SafeText("a\tb\xa0c\u2009d\u3000e")


def test_a_name_split_by_invisible_characters_is_whole_again() -> None:
    safe = sanitise("Mar\u200btha O\u2060ber\xadlin")
    assert safe.text == "Martha Oberlin"
    assert safe.dropped == 3


def test_marks_are_counted_through_what_is_dropped_between_them() -> None:
    safe = sanitise("e" + "\u0301\u200b" * 3 + "\x1b[m" + "\u0302" * 3)
    assert safe.text == "e" + "\u0301" * 3 + "\u0302"


def test_words_of_scripts_that_live_on_marks_are_untouched() -> None:
    for word in ("हिन्दी", "Tiếng Việt".encode().decode(), "שָׁלוֹם", "ภาษาไทยที่", "தமிழ்"):
        decomposed = unicodedata.normalize("NFD", word)
        assert sanitise(decomposed) == SafeText(decomposed)


def test_every_mark_of_unicode_is_known_to_be_one() -> None:
    marks = [c for c in map(chr, range(0x110000)) if is_mark(c) and sanitise(c).text]
    assert len(marks) > 1500
    for mark in marks:
        assert sanitise("a" + mark * (MARKS + 1)).text == "a" + mark * MARKS


def test_floods_end_in_one_pass() -> None:
    for flood in (
        "\x1b]",
        "\x1b[0;",
        "\x9d",
        "\x1bP" + "a" * 50,
        "\u0301\x1b]",
        "\x1b[" + "0;" * 50,
    ):
        shown = sanitise(flood * (200_000 // len(flood))).text
        assert "\x1b" not in shown
        assert "\x9d" not in shown
