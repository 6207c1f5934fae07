"""The names of a document, counted: one count for the panel, the plain lists and the export."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from tui.decision import SETTINGS, VIEW, Change
from tui.document import Label, PreparedDocument

#: The kinds that a reader tells apart, in the order of a list, and the labels of each.
KINDS: Mapping[str, tuple[Label, ...]] = {
    "people": (Label.PERSON,),
    "places": (Label.PLACE, Label.NATIONALITY),
    "organisations": (Label.ORG,),
    "dates": (Label.DATE,),
    "amounts": (Label.MONEY, Label.PERCENT, Label.QUANTITY),
    "addresses": (
        Label.EMAIL,
        Label.URL,
        Label.DOMAIN,
        Label.IP,
        Label.PHONE,
        Label.CRYPTO,
        Label.IBAN,
        Label.HASH,
        Label.CVE,
    ),
    "events": (Label.EVENT, Label.PRODUCT),
}

_SWITCHED_OFF = f"{VIEW}kinds-off"
_KIND_OF = {label: kind for kind, labels in KINDS.items() for label in labels}
_ORDER = {label: place for place, label in enumerate(Label)}


class Spelling(NamedTuple):
    """A form of a name, how often it stands in the document, and why it was taken for the name."""

    form: str
    times: int
    why: str = ""


class NameLine(NamedTuple):
    """A name or value of a document, with how often it stands in shown and in hidden text.

    ``spellings`` are its forms, the most frequent first.
    """

    label: Label
    name: str
    shown: int
    hidden: int
    spellings: tuple[Spelling, ...]


def kind_of(label: Label) -> str:
    """The kind, of :data:`KINDS`, that a label belongs to."""
    return _KIND_OF[label]


def switched_off(settings: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
    """The kinds that the reader does not want drawn."""
    held = settings.get(_SWITCHED_OFF, {}).get("value")
    return frozenset(held).intersection(KINDS) if isinstance(held, list | tuple) else frozenset()


def switch_off(kinds: Collection[str]) -> Change:
    """What is to be recorded to have these kinds not drawn, and all others drawn."""
    return Change(SETTINGS, _SWITCHED_OFF, {"value": sorted(kinds) or None})


def labels_of(kinds: Collection[str]) -> frozenset[Label]:
    """All labels of these kinds."""
    return frozenset(label for kind in kinds for label in KINDS[kind])


def counted(document: PreparedDocument) -> list[NameLine]:
    """What the document names, by label, the most frequent first."""
    in_shown: Counter[tuple[Label, str]] = Counter()
    in_hidden: Counter[tuple[Label, str]] = Counter()
    forms: dict[tuple[Label, str], Counter[str]] = {}
    for mention in document.mentions:
        key = (mention.label, mention.name)
        (in_hidden if mention.hidden else in_shown)[key] += 1
        spelling = " ".join(document.safe.text[mention.start : mention.end].split())
        forms.setdefault(key, Counter())[spelling] += 1
    reasons = {(name.label, name.display): name.reasons for name in document.names}
    lines = (
        NameLine(
            *key, in_shown[key], in_hidden[key], _spellings(key[1], found, reasons.get(key, ()))
        )
        for key, found in forms.items()
    )
    return sorted(
        lines, key=lambda line: (_ORDER[line.label], -line.shown, -line.hidden, line.name)
    )


def _spellings(name: str, forms: Counter[str], reasons: tuple[str, ...]) -> tuple[Spelling, ...]:
    """The forms, each but the name's own with the reason; where the name was joined to the form
    rather than the form to it, that reason is the form's."""
    whys = dict(reason.partition(": ")[::2] for reason in reasons)
    return tuple(
        Spelling(form, times, "" if form == name else whys.get(form, whys.get(name, "")))
        for form, times in forms.most_common()
    )
