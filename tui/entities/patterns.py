"""Machine-readable addresses: e-mail, URL, domain, IP, crypto, IBAN, hash, CVE.

Every quantifier is bounded and every pattern begins at the edge of a word, so that a hostile line
takes time in proportion to its length.
"""

from __future__ import annotations

import re
from functools import cache
from ipaddress import AddressValueError, IPv6Address
from typing import TYPE_CHECKING, NamedTuple

from tui.document import Label
from tui.entities.checksums import (
    IBAN_LENGTHS,
    base58_coin,
    is_cashaddr,
    is_ether,
    is_iban,
    is_segwit,
)
from tui.entities.recogniser import Candidate, without_overlaps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_DOT = r"(?:\.|\[\.\]|\(\.\)|\[dot\]|\(dot\))"
_AT = r"(?:@|\[@\]|\(@\)| ?\[at\] ?| ?\(at\) ?)"
_HOST = rf"(?:[a-z0-9_-]{{1,63}}{_DOT}){{1,8}}[a-z]{{2,24}}(?![\w-])"
_HASHES = {32: "md5", 40: "sha1", 56: "sha224", 64: "sha256", 96: "sha384", 128: "sha512"}
_ENDINGS = (
    "com org net info biz edu gov mil int name museum online site top xyz news media press blog "
    "app dev cloud wiki live club shop store agency foundation international onion "
    "ac ad ae af ai al ar at au az ba bd be bg bh br by ca cc ch cl cn co cr cu cy cz de dk ee eg "
    "es et eu fi fm fr ge gg gh gr gt hk hr hu id ie il in io iq ir is it je jo jp ke kg kh kr kw "
    "kz la lb li lk lt lu lv ly ma md me mk mn mt mu mx my ng ni nl no np nz om pa pe ph pk pl ps "
    "pt qa ro rs ru rw sa sd se sg si sk sm sn so st su sy tf tg th tj tk tm tn to tr tv tw tz ua "
    "ug uk us uy uz va ve vn ws ye za zm zw"
)
_PUNCTUATION = frozenset(".,;:!?'\"’”»*_…")
_WORDLIKE = "as at be by do in is it me my no so to us am id la name top news live"


class _Finding(NamedTuple):
    end: int
    label: Label
    value: str


class _Form(NamedTuple):
    """The form of a kind of address, and two quick tests that every text with one passes.

    The text has one of ``signs`` (in lower case; if there are any), and a word of at least
    ``longest`` characters.
    """

    expression: re.Pattern[str]
    accept: Callable[[re.Match[str]], _Finding | None]
    signs: tuple[str, ...] = ()
    longest: int = 0


@cache
def _endings() -> frozenset[str]:
    return frozenset(_ENDINGS.split())


@cache
def _forms() -> tuple[_Form, ...]:
    def compiled(expression: str) -> re.Pattern[str]:
        return re.compile(expression, re.IGNORECASE)

    return (
        _Form(
            compiled(
                r"(?<!\w)(?:(?:https?|ftp|h[tx]{2}ps?|fxp)(?:://|\[:\]//|\[://\])|www\.)[^\s<>\"]{1,2000}"
            ),
            _url,
            ("://", ":]//", "www."),
        ),
        _Form(
            compiled(rf"(?<![\w.+-])[\w.+-]{{1,64}}{_AT}{_HOST}"),
            _email,
            ("@", "[at]", "(at)"),
        ),
        _Form(
            re.compile(r"(?<![A-Za-z0-9])[13LMDT][1-9A-HJ-NP-Za-km-z]{25,34}(?![A-Za-z0-9])"),
            _base58,
            longest=26,
        ),
        _Form(
            compiled(r"(?<![a-z0-9])(?:bc|ltc)1[02-9ac-hj-np-z]{11,71}(?![a-z0-9])"),
            _segwit,
            ("bc1", "ltc1"),
        ),
        _Form(
            compiled(r"(?<![a-z0-9])(?:bitcoincash:)?[qp][02-9ac-hj-np-z]{41}(?![a-z0-9])"),
            _cashaddr,
            longest=42,
        ),
        _Form(compiled(r"(?<![a-z0-9])0x[0-9a-f]{40}(?![a-z0-9])"), _ether, ("0x",)),
        _Form(re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}"), _iban),
        _Form(compiled(r"(?<![a-z0-9])[0-9a-f]{32,128}(?![a-z0-9])"), _hash, longest=32),
        _Form(compiled(r"(?<![a-z0-9])CVE-\d{4}-\d{4,7}(?!\d)"), _cve, ("cve-",)),
        _Form(re.compile(rf"(?<![\w.])\d{{1,3}}(?:{_DOT}\d{{1,3}}){{3}}(?![\w]|\.\d)"), _ipv4),
        _Form(compiled(r"(?<![\w:.])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\w:])"), _ipv6, (":",)),
        _Form(compiled(rf"(?<![\w@.\-/]){_HOST}(?!\.\w)(?:/[^\s<>\"]{{0,2000}})?"), _domain),
    )


def addresses(text: str) -> list[Candidate]:
    """The addresses in ``text``, without overlaps, ``value`` in its canonical form.

    Those that carry a checksum count only if it is right: base58check, bech32 and bech32m (BIP 173,
    350), CashAddr, EIP-55 on mixed case, IBAN modulo 97.
    """
    return without_overlaps(_all(text))


def _all(text: str) -> Iterator[Candidate]:
    lowered = text.lower()
    longest = max((len(word) for line in text.split("\n") for word in line.split()), default=0)
    for form in _forms():
        signed = not form.signs or any(sign in lowered for sign in form.signs)
        if not signed or longest < form.longest:
            continue
        for match in form.expression.finditer(text):
            found = form.accept(match)
            if found:
                yield Candidate(match.start(), found.end, found.label, 1.0, "pattern", found.value)


def _refanged(address: str) -> str:
    plain = re.sub(r"[\[(](?:\.|dot)[\])]", ".", address, flags=re.IGNORECASE)
    plain = re.sub(r" ?[\[(](?:@|at)[\])] ?", "@", plain, flags=re.IGNORECASE)
    plain = plain.replace("[:]", ":").replace("[://]", "://")
    if plain[:3].lower() in ("hxx", "hxt", "htx"):
        return "htt" + plain[3:]
    return "ftp" + plain[3:] if plain[:3].lower() == "fxp" else plain


def _trimmed(address: str) -> str:
    """An address without the punctuation that belongs to the sentence around it."""
    while address:
        last = address[-1]
        opener = {")": "(", "]": "["}.get(last, "")
        loose = address.count(opener) < address.count(last) if opener else last in _PUNCTUATION
        if not loose:
            break
        address = address[:-1]
    return address


def _url(match: re.Match[str]) -> _Finding | None:
    address = _trimmed(match.group())
    value = _refanged(address)
    host = value.partition("://")[2] or value
    if not re.match(r"[\w\[][\w.:\[\]@%-]*", host):
        return None
    return _Finding(match.start() + len(address), Label.URL, value)


def _email(match: re.Match[str]) -> _Finding | None:
    value = _refanged(match.group()).lower()
    local, _, host = value.rpartition("@")
    if local[0] == "." or local[-1] == "." or ".." in value or "_" in host:
        return None
    return _Finding(match.end(), Label.EMAIL, value)


def _base58(match: re.Match[str]) -> _Finding | None:
    coin = base58_coin(match.group())
    return _Finding(match.end(), Label.CRYPTO, f"{coin}:{match.group()}") if coin else None


def _segwit(match: re.Match[str]) -> _Finding | None:
    address = match.group().lower()
    if not is_segwit(match.group()):
        return None
    return _Finding(
        match.end(), Label.CRYPTO, f"{address.partition('1')[0].replace('bc', 'btc')}:{address}"
    )


def _cashaddr(match: re.Match[str]) -> _Finding | None:
    if not is_cashaddr(match.group()):
        return None
    return _Finding(match.end(), Label.CRYPTO, f"bch:{match.group().lower().rpartition(':')[2]}")


def _ether(match: re.Match[str]) -> _Finding | None:
    if not is_ether(match.group()):
        return None
    return _Finding(match.end(), Label.CRYPTO, f"eth:{match.group()}")


def _iban(match: re.Match[str]) -> _Finding | None:
    wanted, length = IBAN_LENGTHS.get(match.group()[:2], 0), 0
    for at, character in enumerate(match.group()):
        length += character != " "
        if length == wanted:
            number = match.group()[: at + 1].replace(" ", "")
            end = match.start() + at + 1
            whole = not match.string[end : end + 1].isalnum()
            return _Finding(end, Label.IBAN, number) if whole and is_iban(number) else None
    return None


def _hash(match: re.Match[str]) -> _Finding | None:
    digits = match.group().lower()
    kind = _HASHES.get(len(digits))
    if not kind or digits.isdigit() or digits.isalpha():
        return None
    return _Finding(match.end(), Label.HASH, f"{kind}:{digits}")


def _cve(match: re.Match[str]) -> _Finding | None:
    return _Finding(match.end(), Label.CVE, match.group().upper())


def _ipv4(match: re.Match[str]) -> _Finding | None:
    value = _refanged(match.group())
    if any(int(part) > 255 or (len(part) > 1 and part[0] == "0") for part in value.split(".")):
        return None
    return _Finding(match.end(), Label.IP, value)


def _ipv6(match: re.Match[str]) -> _Finding | None:
    written = match.group()
    if not any(c.isdigit() for c in written):
        return None
    try:
        value = IPv6Address(written)
    except AddressValueError:
        return None
    return _Finding(match.end(), Label.IP, value.compressed)


def _domain(match: re.Match[str]) -> _Finding | None:
    address = _trimmed(match.group())
    value = _refanged(address)
    host, slash, path = value.partition("/")
    labels = host.lower().split(".")
    if labels[-1] not in _endings() or "_" in host or host.rpartition(".")[2].istitle():
        return None
    if any(label[:1] == "-" or label[-1:] == "-" for label in labels) or labels[-2].isdigit():
        return None
    if labels[-1] in _WORDLIKE.split() and len(labels) < 3 and not slash and address == value:
        return None
    label = Label.URL if path else Label.DOMAIN
    return _Finding(match.start() + len(address), label, value if path else host.lower())
