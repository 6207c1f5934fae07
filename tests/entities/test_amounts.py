"""Money, percentages, quantities."""

import pytest

from tui.document import Label
from tui.entities.amounts import amounts


def found(text: str, language: str = "en") -> list[tuple[str, Label, str]]:
    return [(text[c.start : c.end], c.label, c.value) for c in amounts(text, language)]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("USD 13 million", "USD 13000000"),
        ("$10,000 a month", "USD 10000 per month"),
        ("2,500 $", "USD 2500"),
        ("€1.5bn", "EUR 1500000000"),
        ("US$5m", "USD 5000000"),
        ("$2-3 million", "USD 2000000-3000000"),
        ("3 to 5 million euros", "EUR 3000000-5000000"),
        ("£12.50", "GBP 12.5"),
        ("15,5 млрд рублей", "RUB 15500000000"),
        ("10 000 рублей", "RUB 10000"),
        ("3 millions d'euros", "EUR 3000000"),
        ("5 Mrd. Euro", "EUR 5000000000"),
        ("three million dollars", "USD 3000000"),
        ("half a billion euros", "EUR 500000000"),
        ("ten thousand rubles a month", "RUB 10000 per month"),
    ],
)
def test_money_has_a_currency_and_its_scale(written: str, value: str) -> None:
    assert found(f"It cost {written}, he said.") == [(written, Label.MONEY, value)]


@pytest.mark.parametrize(
    ("written", "label", "value"),
    [
        ("12.5 percent", Label.PERCENT, "12.5 %"),
        ("25%", Label.PERCENT, "25 %"),
        ("ten per cent", Label.PERCENT, "10 %"),
        ("two million people", Label.QUANTITY, "2000000 people"),
        ("40 km", Label.QUANTITY, "40 km"),
        ("1.63 million inhabitants", Label.QUANTITY, "1630000 inhabitants"),
        ("1,200 tonnes", Label.QUANTITY, "1200 tonnes"),
    ],
)
def test_a_measure_has_a_unit(written: str, label: Label, value: str) -> None:
    assert found(f"about {written} of it") == [(written, label, value)]


def test_the_language_says_what_a_point_before_three_digits_means() -> None:
    assert found("1.500 Euro", "de")[0][2] == "EUR 1500"
    assert found("1.500 euros", "en")[0][2] == "EUR 1.5"


@pytest.mark.parametrize(
    "text", ["450 cases", "route 66", "Section 2,500", "in 2014", "m 5 of", "a million times"]
)
def test_a_bare_number_is_no_amount(text: str) -> None:
    assert found(text) == []
