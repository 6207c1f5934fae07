"""Check digits, by the test vectors of their specifications."""

import hashlib

import pytest

from tui.entities.checksums import (
    base58_coin,
    is_cashaddr,
    is_ether,
    is_iban,
    is_segwit,
    keccak256,
)


@pytest.mark.parametrize(
    ("message", "digest"),
    [
        (b"", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
        (b"abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"),
    ],
)
def test_keccak_gives_the_published_digests(message: bytes, digest: str) -> None:
    assert keccak256(message).hex() == digest


def test_keccak_differs_from_sha3_in_its_padding_only() -> None:
    assert keccak256(b"abc") != hashlib.sha3_256(b"abc").digest()
    assert len({keccak256(b"x" * n) for n in (135, 136, 137)}) == 3


def test_base58_knows_the_coin_by_the_first_byte() -> None:
    assert base58_coin("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa") == "btc"
    assert base58_coin("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb") is None
    assert base58_coin("1" * 34) is None


@pytest.mark.parametrize(
    "address",
    [
        "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
    ],
)
def test_segwit_addresses_of_the_proposals_hold(address: str) -> None:
    assert is_segwit(address)


def test_segwit_refuses_a_wrong_sum_mixed_case_and_the_other_checksum() -> None:
    assert not is_segwit("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5")
    assert not is_segwit("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3T4")
    assert not is_segwit("bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4")


def test_cashaddr_holds_with_its_prefix_and_bare() -> None:
    assert is_cashaddr("bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a")
    assert is_cashaddr("qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a")
    assert not is_cashaddr("qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6b")


def test_the_case_of_an_ether_address_is_its_checksum_only_when_mixed() -> None:
    good = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
    assert is_ether(good)
    assert is_ether(good.lower())
    assert not is_ether(good[:-1] + "D")


def test_an_iban_has_the_length_of_its_country_and_leaves_one() -> None:
    assert is_iban("GB82WEST12345698765432")
    assert not is_iban("GB82WEST12345698765431")
    assert not is_iban("GB82WEST1234569876543")
    assert not is_iban("ZZ82WEST12345698765432")
