"""Checksums of payment addresses and accounts, written from their specifications alone.

The tests of the sample inbox ask here and not in the program, so that an error there cannot hide.
"""

from __future__ import annotations

import hashlib

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_CASHADDR = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_CASHADDR_GENERATORS = (0x98F2BC8E61, 0x79B76D99E2, 0xF33E5FB3C4, 0xAE2EABE2A8, 0x1E4F43E470)
_LANE = (1 << 64) - 1
_RATE = 136


def base58check_holds(address: str) -> bool:
    """Whether a Bitcoin address of 25 bytes ends in the double SHA-256 of what stands before."""
    number = 0
    for character in address:
        number = number * 58 + _BASE58.index(character)
    decoded = number.to_bytes(25, "big")
    digest = hashlib.sha256(hashlib.sha256(decoded[:-4]).digest()).digest()
    return decoded[-4:] == digest[:4]


def cashaddr_holds(address: str) -> bool:
    """Whether a Bitcoin Cash address without its prefix has the 40-bit BCH code of the spec."""
    prefix = [ord(letter) & 31 for letter in "bitcoincash"]
    state = 1
    for value in [*prefix, 0, *(_CASHADDR.index(letter) for letter in address)]:
        top = state >> 35
        state = ((state & 0x07FFFFFFFF) << 5) ^ value
        for bit, generator in enumerate(_CASHADDR_GENERATORS):
            if top >> bit & 1:
                state ^= generator
    return state == 1


def eip55_holds(address: str) -> bool:
    """Whether the capitals of an Ethereum address follow the Keccak-256 of its lower form."""
    digits = address.removeprefix("0x").lower()
    digest = keccak256(digits.encode()).hex()
    capitals = (
        digit.upper() if int(hashed, 16) >= 8 else digit
        for digit, hashed in zip(digits, digest, strict=False)
    )
    return len(digits) == 40 and address == "0x" + "".join(capitals)


def iban_holds(account: str) -> bool:
    """Whether an IBAN leaves 1 when divided by 97 (ISO 13616)."""
    compact = account.replace(" ", "")
    digits = "".join(str(int(character, 36)) for character in compact[4:] + compact[:4])
    return int(digits) % 97 == 1


def keccak256(data: bytes) -> bytes:
    """Keccak-256 with the padding of the original submission, which Ethereum kept; not SHA-3."""
    padded = bytearray(data + b"\x01")
    padded += bytes(-len(padded) % _RATE)
    padded[-1] |= 0x80
    lanes = [0] * 25
    for start in range(0, len(padded), _RATE):
        for lane in range(_RATE // 8):
            at = start + 8 * lane
            lanes[lane] ^= int.from_bytes(padded[at : at + 8], "little")
        lanes = _permuted(lanes)
    return b"".join(lane.to_bytes(8, "little") for lane in lanes[:4])


def _permuted(lanes: list[int]) -> list[int]:
    for constant in _round_constants():
        parity = [
            lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20]
            for x in range(5)
        ]
        mixed = [parity[x - 1] ^ _rotated(parity[(x + 1) % 5], 1) for x in range(5)]
        lanes = [lane ^ mixed[i % 5] for i, lane in enumerate(lanes)]
        x, y, carried = 1, 0, lanes[1]
        for step in range(24):
            x, y = y, (2 * x + 3 * y) % 5
            turned = _rotated(carried, (step + 1) * (step + 2) // 2 % 64)
            carried, lanes[x + 5 * y] = lanes[x + 5 * y], turned
        lanes = [
            lane ^ (~lanes[i // 5 * 5 + (i + 1) % 5] & lanes[i // 5 * 5 + (i + 2) % 5] & _LANE)
            for i, lane in enumerate(lanes)
        ]
        lanes[0] ^= constant
    return lanes


def _rotated(lane: int, bits: int) -> int:
    return (lane << bits | lane >> (64 - bits)) & _LANE


def _round_constants() -> list[int]:
    constants, register = [], 1
    for _ in range(24):
        constant = 0
        for power in range(7):
            if register & 1:
                constant |= 1 << ((1 << power) - 1)
            register = register << 1 ^ (0x171 if register >> 7 else 0)
        constants.append(constant)
    return constants
