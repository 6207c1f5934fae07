"""Breaking text into rows of a given width, in terminal cells."""

from __future__ import annotations

from rich.cells import cell_len, get_character_cell_size

Rows = list[tuple[int, int]]


def is_narrow(text: str) -> bool:
    """Whether every character takes exactly one cell."""
    return text.isascii() or all(
        get_character_cell_size(character) == 1 for character in set(text) if character > "~"
    )


def wrap(text: str, width: int) -> Rows:
    """The half-open ranges of ``text`` that make its rows, none wider than ``width`` cells.

    Breaks at spaces, which are left out at a row's end; a word that is too long is cut, and text
    written without spaces breaks between wide characters. Linear in the length of the text.
    """
    width = max(width, 2)
    if not text:
        return [(0, 0)]
    return _wrap_narrow(text, width) if is_narrow(text) else _wrap_wide(text, width)


def _wrap_narrow(text: str, width: int) -> Rows:
    rows: Rows = []
    start, length = 0, len(text)
    while length - start > width:
        space = text.rfind(" ", start + 1, start + width + 1)
        end = space if space > start else start + width
        rows.append((start, end))
        start = end
        while start < length and text[start] == " ":
            start += 1
    if start < length or not rows:
        rows.append((start, length))
    return rows


def _wrap_wide(text: str, width: int) -> Rows:
    rows: Rows = []
    start = used = chance = 0
    for index, character in enumerate(text):
        size = get_character_cell_size(character)
        if used + size > width:
            end = index if character == " " else max(chance, start)
            end = end if end > start else index
            rows.append((start, end))
            start = end
            while start < index and text[start] == " ":
                start += 1
            if character == " ":
                start, used = index + 1, 0
                continue
            used = sum(get_character_cell_size(each) for each in text[start:index])
        used += size
        if character == " ":
            chance = index
        elif size == 2:
            chance = index + 1
    if start < len(text) or not rows:
        rows.append((start, len(text)))
    return rows


def fit(text: str, width: int) -> str:
    """``text`` cut or padded to exactly ``width`` cells; a cut is marked by an ellipsis."""
    if width <= 0:
        return ""
    size = cell_len(text)
    if size <= width:
        return text + " " * (width - size)
    kept, used = [], 0
    for character in text:
        step = get_character_cell_size(character)
        if used + step > width - 1:
            break
        kept.append(character)
        used += step
    return "".join(kept) + "…" + " " * (width - 1 - used)
