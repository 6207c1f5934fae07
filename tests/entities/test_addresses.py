"""Addresses that machines read, in running text."""

import pytest

from tui.document import Label
from tui.entities.patterns import addresses

IBAN = "DE89 3704 0044 0532 0130 00"
MD5 = "d41d8cd98f00b204e9800998ecf8427e"
BITCOIN = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"


def found(text: str) -> list[tuple[str, Label, str]]:
    return [(text[c.start : c.end], c.label, c.value) for c in addresses(text)]


@pytest.mark.parametrize(
    ("text", "written", "label", "value"),
    [
        ("Write to Desk@Quay.org.", "Desk@Quay.org", Label.EMAIL, "desk@quay.org"),
        ("mail desk[at]quay[.]org now", "desk[at]quay[.]org", Label.EMAIL, "desk@quay.org"),
        ("See https://quay.org/a_(b).", "https://quay.org/a_(b)", Label.URL, "https://quay.org/a_(b)"),
        ("(see http://quay.org/a)", "http://quay.org/a", Label.URL, "http://quay.org/a"),
        ("hxxps://bad[.]com/x", "hxxps://bad[.]com/x", Label.URL, "https://bad.com/x"),
        ("on www.quay.org, daily", "www.quay.org", Label.URL, "www.quay.org"),
        ("harbour.ru/news says", "harbour.ru/news", Label.URL, "harbour.ru/news"),
        ("Source: harbour.ru.", "harbour.ru", Label.DOMAIN, "harbour.ru"),
        ("at 10.0.0[.]7 and", "10.0.0[.]7", Label.IP, "10.0.0.7"),
        ("at 2001:DB8:0::1 and", "2001:DB8:0::1", Label.IP, "2001:db8::1"),
        (f"IBAN {IBAN}, Harbour", IBAN, Label.IBAN, IBAN.replace(" ", "")),
        ("fixes cve-2021-44228.", "cve-2021-44228", Label.CVE, "CVE-2021-44228"),
        (f"md5 {MD5}", MD5, Label.HASH, f"md5:{MD5}"),
        (f"BTC {BITCOIN},", BITCOIN, Label.CRYPTO, f"btc:{BITCOIN}"),
    ],
)  # fmt: skip
def test_an_address_is_found_whole_and_put_in_its_canonical_form(
    text: str, written: str, label: Label, value: str
) -> None:
    assert found(text) == [(written, label, value)]


@pytest.mark.parametrize(
    "text",
    [
        "It was the end.It began again.",
        "the protests.since then",
        "at 12:30:45 and 1.2.3.4.5",
        "version 1.02.3.4 or 999.1.1.1",
        "pay 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
        "DE89 3704 0044 0532 0130 01",
        "deadbeef",
        "++48 and @ home",
    ],
)
def test_what_only_looks_like_an_address_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_sha1_is_no_crypto_address_and_an_ether_address_no_hash() -> None:
    body = "5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"
    assert [label for _, label, _ in found(f"{body} 0x{body}")] == [Label.HASH, Label.CRYPTO]


def test_an_address_inside_another_is_not_found_twice() -> None:
    assert len(found("http://quay.org/?to=desk@quay.org")) == 1
