"""Check digits of addresses and account numbers: base58check, bech32, CashAddr, EIP-55, IBAN."""

from __future__ import annotations

_BASE58 = {c: i for i, c in enumerate("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")}
_BECH32 = {c: i for i, c in enumerate("qpzry9x8gf2tvdw0s3jn54khce6mua7l")}
_COINS = {0x00: "btc", 0x05: "btc", 0x30: "ltc", 0x32: "ltc", 0x1E: "doge", 0x41: "trx"}
_BECH32_STEPS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32M = 0x2BC830A3
_CASHADDR_STEPS = (0x98F2BC8E61, 0x79B76D99E2, 0xF33E5FB3C4, 0xAE2EABE2A8, 0x1E4F43E470)
IBAN_LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22,
    "BR": 29, "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28,
    "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23,
    "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26,
    "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LI": 21, "LT": 20, "LU": 20, "LV": 21,
    "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30, "NL": 18,
    "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "SA": 24,
    "SC": 31, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TN": 24, "TR": 26, "UA": 29, "VG": 24,
    "XK": 20,
}  # fmt: skip
"""How many characters an IBAN has, by country (SWIFT IBAN registry)."""


def base58_coin(address: str) -> str | None:
    """The coin of a base58check address (first byte and double SHA-256 right), or None."""
    # With hashlib comes the whole library of OpenSSL: only for what looks like an address.
    import hashlib

    number = 0
    for character in address:
        digit = _BASE58.get(character)
        if digit is None:
            return None
        number = number * 58 + digit
    if number.bit_length() > 200:
        return None
    raw = number.to_bytes(25, "big")
    if hashlib.sha256(hashlib.sha256(raw[:21]).digest()).digest()[:4] != raw[21:]:
        return None
    return _COINS.get(raw[0])


def is_segwit(address: str) -> bool:
    """Whether a ``bc1`` or ``ltc1`` address holds: bech32 for version 0, else bech32m (BIP 350)."""
    lowered = address.lower()
    if address not in (lowered, address.upper()):
        return False
    prefix, _, data = lowered.rpartition("1")
    values = [_BECH32.get(c, -1) for c in data]
    if not prefix or len(values) < 14 or min(values) < 0 or values[0] > 16:
        return False
    expanded = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix] + values
    check = _polymod(expanded, _BECH32_STEPS, 25)
    return check == (1 if values[0] == 0 else _BECH32M)


def is_cashaddr(address: str) -> bool:
    """Whether a Bitcoin Cash address holds, with the prefix ``bitcoincash:`` or without any."""
    lowered = address.lower()
    if address not in (lowered, address.upper()):
        return False
    prefix, _, data = lowered.rpartition(":")
    values = [_BECH32.get(c, -1) for c in data]
    if len(values) != 42 or min(values) < 0:
        return False
    expanded = [ord(c) & 31 for c in prefix or "bitcoincash"] + [0] + values
    return _polymod(expanded, _CASHADDR_STEPS, 35) == 1


def _polymod(values: list[int], steps: tuple[int, ...], shift: int) -> int:
    check, low = 1, (1 << shift) - 1
    for value in values:
        top = check >> shift
        check = ((check & low) << 5) ^ value
        for bit, step in enumerate(steps):
            if top >> bit & 1:
                check ^= step
    return check


def is_ether(address: str) -> bool:
    """Whether ``0x`` and 40 hexadecimal digits hold; EIP-55 binds only addresses of mixed case."""
    digits = address[2:]
    if digits in (digits.lower(), digits.upper()):
        return True
    digest = keccak256(digits.lower().encode()).hex()
    return all(
        c.isdigit() or (c.isupper() == (int(d, 16) >= 8))
        for c, d in zip(digits, digest, strict=False)
    )


def is_iban(number: str) -> bool:
    """Whether an IBAN without spaces has its country's length and leaves 1 modulo 97 (ISO 7064)."""
    if IBAN_LENGTHS.get(number[:2]) != len(number) or not number.isascii():
        return False
    return int("".join(str(int(c, 36)) for c in number[4:] + number[:4])) % 97 == 1


_ROUNDS = 24
_MASK = (1 << 64) - 1


def keccak256(message: bytes) -> bytes:
    """Keccak-256 as Ethereum uses it (the padding is older than SHA-3, so hashlib lacks it)."""
    rate = 136
    padded = bytearray(message + b"\x01" + b"\0" * (-(len(message) + 1) % rate))
    padded[-1] |= 0x80
    lanes = [0] * 25
    for block in range(0, len(padded), rate):
        for lane in range(rate // 8):
            at = block + lane * 8
            lanes[lane] ^= int.from_bytes(padded[at : at + 8], "little")
        lanes = _permute(lanes)
    return b"".join(lane.to_bytes(8, "little") for lane in lanes[:4])


def _permute(lanes: list[int]) -> list[int]:
    """Keccak-f[1600] (FIPS 202, section 3.2), lanes numbered x + 5 y."""
    register = 1
    for _ in range(_ROUNDS):
        columns = [
            lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20]
            for x in range(5)
        ]
        mixed = [columns[x - 1] ^ _turn(columns[(x + 1) % 5], 1) for x in range(5)]
        lanes = [lane ^ mixed[i % 5] for i, lane in enumerate(lanes)]
        moved = lanes[:]
        x, y, current = 1, 0, lanes[1]
        for step in range(24):
            x, y = y, (2 * x + 3 * y) % 5
            current, moved[x + 5 * y] = (
                lanes[x + 5 * y],
                _turn(current, (step + 1) * (step + 2) // 2),
            )
        lanes = [
            moved[i] ^ (~moved[i - i % 5 + (i + 1) % 5] & moved[i - i % 5 + (i + 2) % 5] & _MASK)
            for i in range(25)
        ]
        for bit in range(7):
            if register & 1:
                lanes[0] ^= 1 << ((1 << bit) - 1)
            register = (register << 1) ^ ((register >> 7) * 0x171)
    return lanes


def _turn(lane: int, by: int) -> int:
    by %= 64
    return ((lane << by) | (lane >> (64 - by))) & _MASK
