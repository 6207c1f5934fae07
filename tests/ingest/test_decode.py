"""Which encoding a text is in, for the encodings that an inbox brings."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ingest.sentences import SENTENCES
from tui.ingest.decode import binary_kind, decode
from tui.ingest.encodings import codec

UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
ONE_BYTE = {
    "ru": ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic"),
    "uk": ("cp1251", "koi8-u", "cp1125", "iso8859-5", "mac-cyrillic"),
    "fr": ("cp1252", "iso8859-15", "mac-roman", "cp850"),
    "de": ("cp1252", "iso8859-15", "mac-roman", "cp850"),
    "en": ("cp1252", "mac-roman"),
}
PLAINER = str.maketrans(
    dict.fromkeys("“”„«»", '"') | {"—": "-", "–": "-", "’": "'", "œ": "oe", "ґ": "г"}
)


def cases() -> list[tuple[str, str]]:
    """Each sentence, and all of a language together, with each of its encodings."""
    return [
        (encoding, text)
        for language, sentences in SENTENCES.items()
        for encoding in (*UNICODE, *ONE_BYTE[language])
        for text in (*sentences, "\r\n\r\n".join(sentences))
    ]


def written(text: str, encoding: str) -> tuple[str, bytes]:
    """The text as bytes; signs that the encoding lacks are written as typewriters did."""
    try:
        return text, text.encode(encoding)
    except UnicodeEncodeError:
        plain = text.translate(PLAINER)
        return plain, plain.encode(encoding)


@pytest.mark.parametrize(("encoding", "text"), cases())
def test_a_sentence_comes_back_as_it_was_written(encoding: str, text: str) -> None:
    text, data = written(text, encoding)
    assert decode(data).text == text


@pytest.mark.parametrize("initial", "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЭЮЯ")
@pytest.mark.parametrize("times", [1, 40])
def test_capitals_are_not_taken_for_the_signs_of_another_charset(initial: str, times: int) -> None:
    text = f"{initial}омат решил построить паром. " * times
    for encoding in ("cp1251", "koi8-r", "mac-cyrillic"):
        assert decode(text.encode(encoding), encoding).text == text
    if times > 1:
        assert decode(text.encode("cp1251")).text == text


def test_the_encoding_is_named_and_its_confidence_given() -> None:
    for language, encoding in (("ru", "koi8-r"), ("uk", "koi8-u"), ("de", "cp1252")):
        found = decode("\n".join(SENTENCES[language]).translate(PLAINER).encode(encoding))
        assert found.encoding == encoding
        assert found.confidence > 0.9
    assert decode(b"plain").encoding == "utf-8"


def test_a_few_damaged_bytes_do_not_turn_utf_8_into_something_else() -> None:
    data = "\n".join(SENTENCES["fr"]).encode()
    found = decode(data[:60] + b"\xe9" + data[60:-1] + b"\xc3")
    assert found.encoding == "utf-8"
    assert found.text.count("\ufffd") == 2
    assert "réponse" in found.text


def test_valid_utf_8_goes_before_a_charset_that_was_declared_once() -> None:
    assert decode("Паром не ходит".encode(), "windows-1251").text == "Паром не ходит"


def test_a_declared_charset_decides_where_bytes_alone_could_not() -> None:
    assert decode("渡船停航三天".encode("gb18030"), "GB2312").text == "渡船停航三天"
    assert decode("橋の代わりに船".encode("shift_jis"), "Shift_JIS").text == "橋の代わりに船"
    assert decode("橋の代わりに船".encode("iso2022_jp"), "iso-2022-jp").text == "橋の代わりに船"
    assert decode("שלום".encode("cp1255"), "windows-1255").text == "שלום"


def test_a_declared_charset_does_not_stand_against_a_whole_text() -> None:
    text = "\n".join(SENTENCES["ru"])
    assert decode(text.encode("cp1251"), "iso-8859-1").text == text


@pytest.mark.parametrize(
    "name",
    ["zlib_codec", "idna", "rot13", "utf-7", "unicode_escape", "utf-16", "x" * 9000, "", None],
)
def test_only_text_charsets_of_the_list_may_be_declared(name: str | None) -> None:
    assert codec(name) == ""
    assert decode(b"caf\xe9 \\x1b +AGE-", name).text == "café \\x1b +AGE-"


def test_line_ends_stay_as_they_were() -> None:
    assert decode(b"a\r\nb\rc\n").text == "a\r\nb\rc\n"


def test_overlong_and_surrogate_bytes_do_not_become_what_they_hide() -> None:
    text = decode("Fähre ".encode() * 20 + b"\xc0\x9b[31m \xe0\x80\x9b] \xed\xa0\x80").text
    assert not {"\x1b", "\x9b"} & set(text)
    text.encode()


@given(
    st.binary(max_size=200), st.none() | st.sampled_from(["utf-8", "big5", "koi8-r", "nonsense"])
)
@settings(max_examples=200, derandomize=True, deadline=None)
def test_any_bytes_decode_to_a_text_without_a_byte_order_mark(
    data: bytes, declared: str | None
) -> None:
    found = decode(data, declared)
    assert not found.text.startswith("\ufeff")
    assert 0 <= found.confidence <= 1
    found.text.encode()


@pytest.mark.parametrize("text", ["\n".join(lines) for lines in SENTENCES.values()])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32", "cp1251", "cp850"])
def test_text_in_any_encoding_is_not_binary(text: str, encoding: str) -> None:
    assert not binary_kind(text.encode(encoding, "ignore"))


def test_a_text_with_a_flood_of_one_control_is_still_a_text() -> None:
    assert not binary_kind(b"before " + b"\x07" * 5000 + b" after")
    assert not binary_kind(b"a line that was cut\n" * 20 + b"\x00" * 300)
    assert not binary_kind(b"")


def test_programs_archives_pictures_and_noise_are_binary() -> None:
    noise = bytes((i * i * 31 + i * 7) % 256 for i in range(5000))
    for data in (noise, b"\x00" * 4096, b"\x7fELF\x02\x01\x01", b"PK\x03\x04\x14", b"%PDF-1.7\n"):
        assert binary_kind(data)
