"""The door: mentions of a document in its own offsets, hidden ones apart from the names."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tui.document import Block, Label, Role, Span
from tui.entities.find import Found, find, find_in_text

SHOWN = "President Orla Quint of Norway left on 3 May 2020. Quint took USD 5 million."
ASKING = "Write to desk@harbour.org; President Ada Marsh of Sweden gives $5 by 3 June."


def block(role: Role, *pieces: Span, joints: tuple[str, ...] = ()) -> Block:
    return Block(role, pieces, "", 1.0, joints)


def written(safe: str, found: Found) -> list[tuple[str, Label, str]]:
    return [(safe[m.start : m.end], m.label, m.name) for m in found.mentions]


def test_a_text_without_blocks_is_read_whole() -> None:
    assert written(SHOWN, find(SHOWN, (), "en")) == [
        ("Orla Quint", Label.PERSON, "Orla Quint"),
        ("Norway", Label.PLACE, "Norway"),
        ("3 May 2020", Label.DATE, "2020-05-03"),
        ("Quint", Label.PERSON, "Orla Quint"),
        ("USD 5 million", Label.MONEY, "USD 5000000"),
    ]


def test_patterns_run_over_hidden_text_and_the_recogniser_does_not() -> None:
    safe = f"{ASKING}\n{SHOWN}"
    cut = len(ASKING)
    blocks = (block(Role.APPEAL, Span(0, cut)), block(Role.BODY, Span(cut + 1, len(safe))))
    found = find(safe, blocks, "en")
    hidden = {safe[m.start : m.end] for m in found.mentions if m.hidden}
    assert hidden == {"desk@harbour.org", "$5", "3 June"}
    assert {name.display for name in found.names} == {"Orla Quint", "Norway"}


def test_text_that_no_block_holds_counts_as_hidden() -> None:
    safe = f"{ASKING}\n{SHOWN}"
    blocks = (block(Role.BODY, Span(len(ASKING) + 1, len(safe))),)
    mail = next(m for m in find(safe, blocks, "en").mentions if m.label is Label.EMAIL)
    assert mail.hidden


def test_a_date_in_hidden_text_lends_the_document_no_year() -> None:
    safe = "MARCH 2025\nThey met on 3 September."
    blocks = (block(Role.APPEAL, Span(0, 10)), block(Role.BODY, Span(11, len(safe))))
    values = [m.name for m in find(safe, blocks, "en").mentions]
    assert values == ["2025-03", "--09-03"]


def test_a_name_torn_over_two_lines_of_one_paragraph_is_found() -> None:
    safe = "With President Orla\n\nQuint at sea."
    torn = block(Role.BODY, Span(0, 19), Span(21, len(safe)), joints=(" ",))
    assert ("Orla\n\nQuint", Label.PERSON, "Orla Quint") in written(safe, find(safe, (torn,), "en"))


def test_two_paragraphs_never_share_a_name() -> None:
    safe = "With President Orla\n\nQuint at sea."
    apart = (block(Role.BODY, Span(0, 19)), block(Role.BODY, Span(21, len(safe))))
    assert all("\n" not in text for text, _, _ in written(safe, find(safe, apart, "en")))


def test_spellings_of_one_person_share_a_name_across_alphabets() -> None:
    text = "President Alexander Lukashenko spoke. Lukashenka left. Лукашенко вышел."
    found = find_in_text(text, "en")
    people = {m.name for m in found.mentions if m.label is Label.PERSON}
    assert people == {"Alexander Lukashenko"}
    assert [n.display for n in found.names] == ["Alexander Lukashenko"]


def test_russian_names_are_found_in_every_case() -> None:
    text = "Президент Ирина Квинтова была в Минске. Квинтовой дали 5 млн рублей."
    found = find_in_text(text)
    assert [(m.label, m.name) for m in found.mentions] == [
        (Label.PERSON, "Ирина Квинтова"),
        (Label.PLACE, "Minsk"),
        (Label.PERSON, "Ирина Квинтова"),
        (Label.MONEY, "RUB 5000000"),
    ]


def test_a_surname_is_found_again_in_another_case() -> None:
    text = "Говорил Андрей Ковалёв. Потом с Ковалёвым спорили, и Ковалёва не слушали."
    assert [m.name for m in find_in_text(text).mentions] == ["Андрей Ковалёв"] * 3


def test_french_and_german_people_are_found_by_their_given_names() -> None:
    french = find_in_text("Hier le ministre a vu Jean Delmas et Marie Lefèvre dans le port.")
    assert {n.display for n in french.names} == {"Jean Delmas", "Marie Lefèvre"}
    german = find_in_text(
        "Gestern hat Olaf Quint in Anbetracht der Lage nicht mit Anna Bell geredet."
    )
    assert {n.display for n in german.names} == {"Olaf Quint", "Anna Bell"}


def test_a_language_nobody_speaks_still_has_its_listed_names_and_amounts() -> None:
    found = find_in_text("Orla Quint sanoi Norway 5 million euros", "fi")
    assert [m.label for m in found.mentions] == [Label.PLACE, Label.MONEY]


TEXTS = st.lists(
    st.sampled_from(
        ["President", "Orla", "Quint", "said", "Norway", "the", "West", "in", "2014", "USD 5", "a",
         "desk@x.org", "Norwegian-Danish", "Bank", "of", "’s", ".", "\n", "\n\n", "Путин", "J.",
         "3 May", "–", "UN", "\u200b", "(", "https://x.org/", "É", "U.S."]
    ),
    max_size=30,
).map(" ".join)  # fmt: skip


@settings(derandomize=True, deadline=None, max_examples=200)
@given(TEXTS | st.text(max_size=80))
def test_mentions_are_sorted_inside_the_text_and_apart(text: str) -> None:
    at = 0
    for mention in find_in_text(text).mentions:
        assert at <= mention.start < mention.end <= len(text)
        assert "\n\n" not in text[mention.start : mention.end]
        at = mention.end


@settings(derandomize=True, deadline=None, max_examples=100)
@given(TEXTS)
def test_one_shown_block_finds_what_the_plain_text_finds(text: str) -> None:
    line = text.replace("\n", " ").strip()
    if line:
        whole = block(Role.BODY, Span(0, len(line)))
        assert find(line, (whole,), "en") == find_in_text(line, "en")


@settings(derandomize=True, deadline=None, max_examples=100)
@given(TEXTS)
def test_every_named_mention_belongs_to_a_listed_name(text: str) -> None:
    found = find_in_text(text)
    named = {(m.label, m.name) for m in found.mentions if m.label.named}
    assert named == {(n.label, n.display) for n in found.names}
