"""The reader corrects a line or a name; every document shows it, and nothing is prepared again."""

from __future__ import annotations

from collections.abc import Mapping

from tui.corrections import (
    Corrections,
    corrected,
    line_fields,
    line_key,
    name_key,
    read,
    spoken_of,
)
from tui.document import Block, Label, Mention, Name, PreparedDocument, Role, SafeText, Span

_TEXT = "Anna Brandt spoke.\n\nSupport us today.\n\nBrandt left Port Anselm."


def _document() -> PreparedDocument:
    lines = [
        (Role.BODY, Span(0, 18)),
        (Role.APPEAL, Span(20, 37)),
        (Role.BODY, Span(39, len(_TEXT))),
    ]
    return PreparedDocument(
        id="sha256:1",
        safe=SafeText(_TEXT),
        blocks=tuple(Block(role, (span,), "test", 0.9) for role, span in lines),
        mentions=(
            Mention(0, 11, Label.PERSON, "Anna Brandt"),
            Mention(39, 45, Label.PERSON, "Anna Brandt"),
            Mention(51, 62, Label.ORG, "Port Anselm"),
        ),
        names=(
            Name(
                Label.PERSON, "Anna Brandt", (("Anna Brandt", 1), ("Brandt", 1)), ("Brandt: why",)
            ),
            Name(Label.ORG, "Port Anselm", (("Port Anselm", 1),)),
        ),
    )


def _with(*entries: tuple[str, Mapping[str, object]]) -> Corrections:
    return read(dict(entries))


def test_no_rules_leave_the_document_as_it_is() -> None:
    document = _document()
    assert corrected(document, _with()) is document


def test_a_line_wrongly_hidden_is_shown_wherever_it_stands() -> None:
    rule = (line_key("  support   US today. "), line_fields("Support us today.", hidden=False))
    block = corrected(_document(), _with(rule)).blocks[1]
    assert not block.hidden
    assert block.reason == "shown by you"


def test_a_line_that_should_be_hidden_takes_its_mentions_along() -> None:
    rule = (line_key("Anna Brandt spoke."), line_fields("Anna Brandt spoke.", hidden=True))
    seen = corrected(_document(), _with(rule))
    assert seen.blocks[0].hidden
    assert [mention.hidden for mention in seen.mentions] == [True, False, False]


def test_what_is_no_name_is_gone_everywhere() -> None:
    seen = corrected(_document(), _with((name_key("Brandt"), {"spelling": "Brandt", "label": ""})))
    assert [_TEXT[each.start : each.end] for each in seen.mentions] == [
        "Anna Brandt",
        "Port Anselm",
    ]


def test_a_rule_for_one_document_holds_there_alone() -> None:
    key = name_key("Brandt", "sha256:other")
    seen = corrected(_document(), _with((key, {"spelling": "Brandt", "label": ""})))
    assert len(seen.mentions) == 3
    key = name_key("spoke", "sha256:other")
    seen = corrected(_document(), _with((key, {"spelling": "spoke", "label": "EVENT"})))
    assert len(seen.mentions) == 3


def test_a_name_gets_the_kind_that_the_reader_says() -> None:
    rule = (name_key("Port Anselm"), {"spelling": "Port Anselm", "label": "PLACE"})
    seen = corrected(_document(), _with(rule))
    assert seen.mentions[2].label is Label.PLACE
    assert (Label.PLACE, "Port Anselm") in {(name.label, name.display) for name in seen.names}


def test_a_spelling_joins_another_name_and_says_by_whom() -> None:
    rule = (name_key("Port Anselm"), {"spelling": "Port Anselm", "same_as": "The Port"})
    seen = corrected(_document(), _with(rule))
    assert seen.mentions[2].name == "The Port"
    (joined,) = [name for name in seen.names if name.display == "The Port"]
    assert joined.reasons == ("Port Anselm: joined by you",)


def test_what_is_joined_to_a_spelling_belongs_to_the_name_of_that_spelling() -> None:
    rule = (name_key("Port Anselm"), {"spelling": "Port Anselm", "same_as": "brandt"})
    assert corrected(_document(), _with(rule)).mentions[2].name == "Anna Brandt"


def test_a_chain_of_joins_ends_at_its_last_name_and_a_circle_ends_too() -> None:
    rules = [
        (name_key(spelling), {"spelling": spelling, "same_as": name})
        for spelling, name in (("Port Anselm", "B"), ("B", "C"), ("C", "D"), ("x", "y"), ("y", "x"))
    ]
    assert corrected(_document(), _with(*rules)).mentions[2].name == "D"
    assert _with(*rules).names[name_key("x")].same_as == "y"


def test_a_spelling_can_be_set_apart_from_its_name() -> None:
    seen = corrected(
        _document(), _with((name_key("Brandt"), {"spelling": "Brandt", "apart": True}))
    )
    assert {name.display for name in seen.names} == {"Anna Brandt", "Brandt", "Port Anselm"}
    assert all(not name.reasons for name in seen.names)


def test_a_name_that_only_the_reader_knows_is_found_in_every_place() -> None:
    rule = (name_key("spoke"), {"spelling": "spoke", "label": "EVENT"})
    seen = corrected(_document(), _with(rule))
    assert (12, 17, Label.EVENT) in {(each.start, each.end, each.label) for each in seen.mentions}


def test_where_a_name_stands_already_none_is_added() -> None:
    text = "Ada Brandt met Brandt, Brandt and Ada Brandt."
    taken = (
        Mention(34, 44, Label.PERSON, "Ada Brandt"),
        Mention(0, 10, Label.PERSON, "Ada Brandt"),
    )
    rule = (name_key("Brandt"), {"spelling": "Brandt", "label": "ORG"})
    seen = corrected(PreparedDocument("sha256:1", SafeText(text), mentions=taken), _with(rule))
    assert [each.start for each in seen.mentions] == [0, 15, 23, 34]


def test_a_damaged_rule_changes_nothing() -> None:
    seen = corrected(_document(), _with(("name::brandt", {"label": "NONSENSE"}), ("x", {})))
    assert [each.label for each in seen.mentions] == [Label.PERSON, Label.PERSON, Label.ORG]


def _russian(text: str, *mentions: tuple[str, str]) -> PreparedDocument:
    """A document in which each of these spellings is a mention of a name."""
    found = []
    for spelling, name in mentions:
        start = text.index(spelling)
        found.append(Mention(start, start + len(spelling), Label.PERSON, name))
    return PreparedDocument("sha256:1", SafeText(text), mentions=tuple(found))


def test_a_rule_holds_for_the_other_cases_of_a_spelling() -> None:
    text = "Говорили с Лукашенкой."
    document = _russian(text, ("Лукашенкой", "Лукашенкой"))
    rule = (name_key("Лукашенко"), {"spelling": "Лукашенко", "label": ""})
    assert not corrected(document, _with(rule)).mentions
    rule = (name_key("Лукашенко"), {"spelling": "Лукашенко", "same_as": "Батька"})
    assert [each.name for each in corrected(document, _with(rule)).mentions] == ["Батька"]
    apart = (name_key("Лукашенко"), {"spelling": "Лукашенко", "apart": True})
    assert [each.name for each in corrected(document, _with(apart)).mentions] == ["Лукашенко"]


def test_a_rule_on_a_case_itself_comes_before_that_on_another() -> None:
    document = _russian("Говорили с Лукашенкой.", ("Лукашенкой", "Лукашенкой"))
    rules = (
        (name_key("Лукашенко"), {"spelling": "Лукашенко", "label": ""}),
        (name_key("Лукашенкой"), {"spelling": "Лукашенкой", "label": "ORG"}),
    )
    assert [each.label for each in corrected(document, _with(*rules)).mentions] == [Label.ORG]


def test_a_case_that_is_the_nominative_of_a_woman_is_left_to_her() -> None:
    rule = (name_key("Дорохин"), {"spelling": "Дорохин", "label": ""})
    text = "Слова Дорохина."
    his = _russian(text, ("Дорохина", "Алексей Дорохин"))
    assert not corrected(his, _with(rule)).mentions
    for name in ("Дорохина", "Анна Дорохина"):
        hers = _russian(text, ("Дорохина", name))
        assert corrected(hers, _with(rule)).mentions == hers.mentions


def test_a_name_that_only_the_reader_knows_is_found_in_every_case() -> None:
    text = "В Скерине ждали. Из Скерина ушли. Скериный и скерину не в счёт."
    rule = (name_key("Скерин"), {"spelling": "Скерин", "label": "PLACE"})
    seen = corrected(PreparedDocument("sha256:1", SafeText(text)), _with(rule))
    assert [text[each.start : each.end] for each in seen.mentions] == ["Скерине", "Скерина"]


def test_what_is_alone_in_the_case_is_as_found_in_its_document() -> None:
    rule = (name_key("Brandt"), {"spelling": "Brandt", "alone": True})
    seen = corrected(_document(), _with(rule))
    assert seen.mentions == _document().mentions
    assert [name.reasons for name in seen.names] == [("Brandt: why",), ()]
    assert spoken_of(_with(rule))("brandt")


def test_what_was_spoken_of_is_known_in_every_case() -> None:
    said = spoken_of(_with((name_key("Лукашенко"), {"spelling": "Лукашенко", "apart": True})))
    assert said("Лукашенкой")
    assert not said("Лукашевич")
    assert not spoken_of(_with())("Лукашенко")
