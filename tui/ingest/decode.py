"""From bytes to characters: which encoding a text is in."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from tui.ingest import encodings

_BOMS = (  # UTF-32 first: its little-endian mark begins with the one of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_SAMPLE = 1 << 16
_CONTROL = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]")
_BINARY = "binary file"
#: How a file begins that is no text, and what it is then called.
_MAGIC = {
    b"%PDF-": "PDF",
    b"PK\x03\x04": "office document or zip archive",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "old office document",
    b"\x1f\x8b\x08": "compressed file",
    b"BZh9": "compressed file",
    b"\xfd7zXZ\x00": "compressed file",
    b"7z\xbc\xaf\x27\x1c": "7z archive",
    b"Rar!\x1a\x07": "rar archive",
    b"SQLite format 3\x00": "database",
    b"\x89PNG\r\n": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
    b"II*\x00": "picture",
    b"MM\x00*": "picture",
    b"OggS\x00": "sound or film",
    b"ID3\x03": "sound or film",
    b"ID3\x04": "sound or film",
    b"wOF2": "font",
    b"\x7fELF": "program",
    b"\xca\xfe\xba\xbe": "program",
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text as its bytes say it, line ends as they were; ``confidence`` is 0 to 1."""

    text: str
    encoding: str
    confidence: float


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text in ``data``. Never raises, and the text does not begin with a byte order mark.

    Tried in order: a byte order mark, UTF-16 and UTF-32 by their pattern, UTF-8, the ``declared``
    charset where it is one that we know and that fits, UTF-8 with a few damaged bytes, and last the
    one-byte charset in which the letters look most like a language. UTF-8 goes before what was
    declared because a longer text in another charset is hardly ever valid UTF-8, while a page that
    was saved again often still declares what it once was.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding, 1.0)
    if wide := _wide(data):
        return _decoded(data, wide, 0.95)
    codec = encodings.codec(declared)
    if codec == "iso2022_jp" and b"\x1b$" in data:
        return _decoded(data, codec, 0.95)
    try:
        return Decoded(data.decode("utf-8").lstrip("\ufeff"), "utf-8", 1.0)
    except UnicodeDecodeError:
        pass
    if codec in encodings.MULTIBYTE:
        try:
            return Decoded(data.decode(codec), codec, 0.95)
        except UnicodeDecodeError:
            codec = ""
    return _damaged(data) or _one_byte(data, codec)


def binary_kind(data: bytes) -> str:
    """What ``data`` is if it is no text at all, by how it begins and by the control bytes in it; an
    empty string for a text."""
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            return kind
    sample = data[:_SAMPLE]
    if any(data.startswith(mark) for mark, _ in _BOMS) or _wide(data):
        return ""
    controls = _CONTROL.findall(sample)
    if len(controls) * 20 < len(sample):
        return ""
    # A text with a flood of one control in it is still a text; only noise has all kinds of them.
    noise = len(set(controls)) >= 8 or sample.count(0) * 10 > len(sample) * 7
    return _BINARY if noise else ""


def _decoded(data: bytes, encoding: str, confidence: float) -> Decoded:
    return Decoded(data.decode(encoding, "replace").lstrip("\ufeff"), encoding, confidence)


def _wide(data: bytes) -> str:
    """UTF-16 or UTF-32 without a mark, whose high bytes are controls in any other charset."""
    sample = data[: _SAMPLE // 4]
    if not _CONTROL.search(sample):
        return ""
    best, most = "", 0.0
    for encoding in _WIDE:
        whole = sample[: len(sample) // 4 * 4] if len(sample) >= 4 else sample[:2]
        text = whole.decode(encoding, "replace")
        ordinary = sum(map(_ordinary, text)) / (len(text) or 1)
        if ordinary > max(most, 0.95) and any(c in " \n\u3000\u3002" for c in text):
            best, most = encoding, ordinary
    return best


def _ordinary(character: str) -> bool:
    if character < "\u0600":
        return character.isprintable() or character in "\t\n\r\xa0\xad"
    return (
        "\u2010" <= character <= "\u2122"
        or "\u3000" <= character <= "\u30ff"
        or "\u4e00" <= character <= "\u9fa5"
        or "\uac00" <= character <= "\ud7a3"
        or "\uff01" <= character <= "\uff5e"
    )


def _damaged(data: bytes) -> Decoded | None:
    """UTF-8 of which a few bytes were lost or are foreign, if by far most of it is sound."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]+", text)))
    if good < 4 * bad:
        return None
    return Decoded(text, "utf-8", good / (good + bad))


def _one_byte(data: bytes, declared: str) -> Decoded:
    if declared and declared not in encodings.ONE_BYTE:
        return Decoded(data.decode(declared, "replace"), declared, 0.8)
    encoding, confidence = encodings.guess(data, declared)
    return Decoded(data.decode(encoding, "replace"), encoding, confidence)
