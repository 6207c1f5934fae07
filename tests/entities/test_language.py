"""The guess at a text's language."""

import pytest

from tui.entities.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ferry to the island was late and the harbour was full.", "en"),
        ("Le bateau est en retard et les passagers attendent dans le port.", "fr"),
        ("Die Fähre ist nicht pünktlich und der Hafen ist voll.", "de"),
        ("Паром опоздал, и пассажиры ждали его на берегу до ночи.", "ru"),
        ("Пором запізнився, і пасажири чекали його на березі.", "uk"),
        ("Паром спазніўся, і пасажыры чакалі яго на беразе.", "be"),
        ("Medics go to the island https://t.co/d26DZW do #auspol", "en"),
        ("", "en"),
        ("12345", "en"),
    ],
)
def test_small_words_and_letters_tell(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_long_text_without_a_small_word_known_here_has_no_language() -> None:
    assert language_of("kala meri tuuli laiva satama " * 10) == ""
