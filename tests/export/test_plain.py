"""A document as plain text: what is shown, what is hidden in its place."""

from __future__ import annotations

from tui.document import Block, PreparedDocument, Role, SafeText, Span
from tui.export import plain

TEXT = "Ferry chosen\nSupport us!\nGive 5\nThe min-\nister spoke.\n"


def block(role: Role, *words: str, joints: tuple[str, ...] = (), reason: str = "") -> Block:
    pieces = tuple(Span(TEXT.index(word), TEXT.index(word) + len(word)) for word in words)
    return Block(role, pieces, reason, 0.9, joints)


DOCUMENT = PreparedDocument(
    "sha256:0",
    SafeText(TEXT),
    blocks=(
        block(Role.TITLE, "Ferry chosen"),
        block(Role.APPEAL, "Support us!", reason="asks for money"),
        block(Role.APPEAL, "Give 5", reason="asks for money"),
        block(Role.BODY, "The min", "ister spoke.", joints=("",)),
    ),
)


def test_the_shown_text_has_its_paragraphs_joined_and_nothing_hidden() -> None:
    assert plain.shown(DOCUMENT) == "Ferry chosen\n\nThe minister spoke."


def test_what_is_hidden_stands_in_its_place_with_the_reason() -> None:
    assert plain.with_hidden(DOCUMENT) == (
        "Ferry chosen\n\n[appeal: asks for money]\n| Support us!\n| Give 5\n\nThe minister spoke."
    )
