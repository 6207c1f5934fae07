"""What the cleaner is compared with: from a page of the benchmark to its document's text.

jusText (Pomikálek 2011) works on HTML blocks; here the lines of the text stand in for them, with
the stop words of the language that we guess. trafilatura has the HTML, which ours does not see.
Both come with the dependency group ``bench``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from tests.bench.clean_pages import Page, html
from tui.cleaning.clean import clean_text
from tui.cleaning.page import read_page

Method = Callable[[Page], str]
_END = re.compile(r"[.!?\"”]$")
_STOP_LISTS = {
    "be": "Belarusian", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German",
    "es": "Spanish", "fi": "Finnish", "fr": "French", "hu": "Hungarian", "it": "Italian",
    "nl": "Dutch", "no": "Norwegian_Bokmal", "pl": "Polish", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian",
}  # fmt: skip


def keep_all(page: Page) -> str:
    """Everything."""
    return str(page["raw_text"])


def c4(page: Page) -> str:
    """The lines that the C4 rule keeps (Raffel et al. 2020, section 2.2): those with an end mark
    and at least five words."""
    lines = (line.strip() for line in page["raw_text"].split("\n"))
    return "\n".join(line for line in lines if _END.search(line) and len(line.split()) >= 5)


def shipped(page: Page) -> str:
    """Ours, with the weights that come with the program."""
    return clean_text(page["raw_text"])


@cache
def _stop_words(code: str) -> frozenset[str]:
    import justext

    return frozenset(justext.get_stoplist(_STOP_LISTS.get(code, "English")))


def justext_on_lines(page: Page) -> str:
    """The lines that jusText calls good, each taken for a paragraph without links."""
    from justext.core import PathInfo, classify_paragraphs, revise_paragraph_classification
    from justext.paragraph import Paragraph

    path = PathInfo().append("body").append("p")
    paragraphs: list[Any] = []
    for line in page["raw_text"].split("\n"):
        if line.strip():
            paragraphs.append(Paragraph(path))
            paragraphs[-1].append_text(line)
    guess = read_page(page["raw_text"]).language
    classify_paragraphs(paragraphs, _stop_words(guess.code if guess else "en"))
    revise_paragraph_classification(paragraphs)
    return "\n".join(one.text for one in paragraphs if not one.is_boilerplate)


def trafilatura(page: Page, *, fast: bool = False) -> str:
    """What trafilatura extracts from the page's HTML, comments left out."""
    from trafilatura import extract

    return extract(html(page["html"]), fast=fast, include_comments=False) or ""


def trafilatura_fast(page: Page) -> str:
    """The same without its fall-backs on other extractors."""
    return trafilatura(page, fast=True)
