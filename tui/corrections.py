"""What the reader corrected: overlays on prepared documents, never a reason to prepare again.

A rule on a line holds wherever the same line stands; a rule on a name wherever it is spelled so, or
in one document alone. Rules are entries of the record, undone like any other operation.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from tui.document import Block, Label, Mention, Name, PreparedDocument, Role

SHOWN_BY_READER = "shown by you"
HIDDEN_BY_READER = "hidden by you"
JOINED_BY_READER = "joined by you"
_LONGEST_LINE = 2000
_SEXLESS = frozenset({Label.PLACE, Label.ORG, Label.EVENT})


@dataclass(frozen=True, slots=True)
class NameRule:
    """What a spelling is: of which kind (``None``: as found; empty: no name at all), and whose.

    ``same_as`` is the display form of the name that it belongs to; a spelling that is ``apart``
    belongs to no other, a name that is ``alone`` to none of other documents.
    """

    spelling: str
    label: str | None = None
    same_as: str = ""
    apart: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Corrections:
    """All rules of a reader. ``lines`` says of a line's key whether it is hidden; ``names`` are
    keyed by folded spelling, or by document and spelling for a rule that holds there alone."""

    lines: Mapping[str, bool]
    names: Mapping[str, NameRule]


def line_key(text: str) -> str:
    """The key of a line: the same for all lines that read the same."""
    folded = " ".join(text.casefold().split())
    return f"line:{hashlib.blake2b(folded.encode(), digest_size=8).hexdigest()}"


def line_fields(text: str, *, hidden: bool) -> dict[str, Any]:
    """The entry of the rule that lines reading ``text`` are hidden, or shown."""
    return {"line": text[:_LONGEST_LINE], "hidden": hidden}


def name_key(spelling: str, document: str = "") -> str:
    """The key of a rule on a spelling, everywhere or in one document."""
    return f"name:{document}:{_folded(spelling)}"


def read(entries: Mapping[str, Mapping[str, Any]]) -> Corrections:
    """The rules that stand in the record's table of corrections.

    A spelling that was joined to one which was joined to a third belongs to the third.
    """
    lines = {
        key: bool(fields.get("hidden")) for key, fields in entries.items() if key[:5] == "line:"
    }
    names = {
        key: NameRule(
            spelling=str(fields.get("spelling", "")),
            label=None if fields.get("label") is None else str(fields["label"]),
            same_as=str(fields.get("same_as") or ""),
            apart=bool(fields.get("apart")),
            alone=bool(fields.get("alone")),
        )
        for key, fields in entries.items()
        if key[:5] == "name:"
    }
    return Corrections(lines, {key: _settled(rule, names) for key, rule in names.items()})


def spoken_of(corrections: Corrections) -> Callable[[str], bool]:
    """What tells whether a rule that holds everywhere is on a spelling, or on a case of it."""
    rules = _Rules(corrections.names, "")
    return lambda spelling: rules.of(spelling) is not None


def cases(rule: NameRule) -> list[str]:
    """A rule's spelling, and its other case forms with the capitals that it has; longer ones first.

    Of a place or body also those that a surname would share with that of the other sex.
    """
    spelling = rule.spelling
    if spelling.isascii():
        return [spelling]
    from tui.spelling.endings import forms

    found = forms(spelling)
    capitals = [word[:1].isupper() for word in spelling.split()]
    others = (
        " ".join(
            word[:1].upper() + word[1:] if capital else word
            for word, capital in zip(form.split(), capitals, strict=True)
        )
        for form in (found.own | found.shared if rule.label in _SEXLESS else found.own)
    )
    return sorted({spelling, *others}, key=lambda form: (-len(form), form))


def corrected(document: PreparedDocument, corrections: Corrections) -> PreparedDocument:
    """The document as the reader wants it seen."""
    if not corrections.lines and not corrections.names:
        return document
    text = document.safe.text
    blocks = tuple(_block(block, text, corrections.lines) for block in document.blocks)
    mentions = [_placed(mention, blocks) for mention in document.mentions]
    if not corrections.names:
        return replace(document, blocks=blocks, mentions=tuple(mentions))
    rules = _Rules(corrections.names, document.id)
    homes = _homes(document.names)
    found = [*mentions, *_added(text, blocks, mentions, rules.all)]
    kept = [
        changed
        for mention in sorted(found, key=lambda each: each.start)
        if (changed := _named(mention, text, rules, homes)) is not None
    ]
    names = tuple(_names(kept, text, document.names, rules))
    return replace(document, blocks=blocks, mentions=tuple(kept), names=names)


def _folded(spelling: str) -> str:
    return " ".join(spelling.casefold().split())


def _settled(rule: NameRule, names: Mapping[str, NameRule]) -> NameRule:
    """The rule with the last name of its chain; where a chain runs in a circle, the first."""
    owner, passed = rule.same_as, {name_key(rule.spelling)}
    while owner and name_key(owner) not in passed:
        passed.add(name_key(owner))
        further = names.get(name_key(owner))
        if further is None or not further.same_as:
            return replace(rule, same_as=owner)
        owner = further.same_as
    return rule


class _Rules:
    """The rules on names that hold in a document, those of its own before the general ones; each
    on all case forms of its spelling of which no other rule speaks."""

    def __init__(self, names: Mapping[str, NameRule], document: str) -> None:
        here, general = f"name:{document}:", "name::"
        held = {key[len(general) :]: rule for key, rule in names.items() if key.startswith(general)}
        held |= {key[len(here) :]: rule for key, rule in names.items() if key.startswith(here)}
        self._exact = held
        self._own: dict[str, NameRule] = {}
        self._shared: dict[str, NameRule] = {}
        if any(not spelling.isascii() for spelling in held):
            from tui.spelling.endings import forms

            for spelling, rule in sorted(held.items()):
                found = forms(spelling)
                own, shared = found
                if rule.label in _SEXLESS:
                    own, shared = own | shared, frozenset()
                self._own |= dict.fromkeys(own - self._own.keys(), rule)
                self._shared |= dict.fromkeys(shared - self._shared.keys(), rule)

    @property
    def all(self) -> Iterable[NameRule]:
        """The rules themselves."""
        return self._exact.values()

    def of(self, spelling: str, name: str = "") -> NameRule | None:
        """The rule on a spelling, if there is one.

        A form that a surname shares with that of the other sex counts where the mention is of
        another ``name`` than the form itself: there it is a case of something.
        """
        folded = _folded(spelling)
        if folded in self._exact or not self._own:
            return self._exact.get(folded)
        form = folded.replace("ё", "е")
        if form in self._own:
            return self._own[form]
        elsewhere = name and not _folded(name).endswith(folded)
        return self._shared.get(form) if elsewhere else None


def _homes(names: Sequence[Name]) -> Mapping[str, str]:
    """The display form of the name that each spelling of a document belongs to."""
    forms = {_folded(form): name.display for name in names for form, _ in name.spellings}
    return forms | {_folded(name.display): name.display for name in names}


def _block(block: Block, text: str, lines: Mapping[str, bool]) -> Block:
    hidden = lines.get(line_key(block.text(text))) if lines else None
    if hidden is None or hidden is block.hidden:
        return block
    if hidden:
        return replace(
            block, role=Role.NAVIGATION, reason=HIDDEN_BY_READER, score=0.0, doubtful=False
        )
    return replace(block, role=Role.BODY, reason=SHOWN_BY_READER, score=1.0, doubtful=False)


def _placed(mention: Mention, blocks: Sequence[Block]) -> Mention:
    hidden = _hidden_at(mention.start, blocks)
    return mention if hidden is mention.hidden else replace(mention, hidden=hidden)


def _hidden_at(position: int, blocks: Sequence[Block]) -> bool:
    index = bisect_right(blocks, position, key=lambda block: block.span.start) - 1
    return index >= 0 and blocks[index].hidden


def _added(
    text: str, blocks: Sequence[Block], mentions: Sequence[Mention], rules: Iterable[NameRule]
) -> Iterator[Mention]:
    """Mentions that only the reader knows: every place where a spelling with a kind stands."""
    ordered = sorted((mention.start, mention.end) for mention in mentions)
    starts = [start for start, _ in ordered]
    reached = list(accumulate((end for _, end in ordered), max))
    for rule in rules:
        if not rule.label or not rule.spelling.strip() or rule.label not in Label.__members__:
            continue
        for match in _written(rule).finditer(text):
            start, end = match.span()
            before = bisect_left(starts, end)
            if not before or reached[before - 1] <= start:
                hidden = _hidden_at(start, blocks)
                yield Mention(start, end, Label(rule.label), rule.spelling, 1.0, "reader", hidden)


def _written(rule: NameRule) -> re.Pattern[str]:
    """A spelling as it stands in a text: as it is, or, where its words are declined, beginning
    with a capital in any of its cases."""
    words = (r"\s{1,8}".join(map(re.escape, form.split())) for form in cases(rule))
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")


def _named(mention: Mention, text: str, rules: _Rules, homes: Mapping[str, str]) -> Mention | None:
    spelling = " ".join(text[mention.start : mention.end].split())
    rule = rules.of(spelling, mention.name)
    if rule is None or rule == NameRule(rule.spelling, alone=True):
        return mention
    if rule.label == "":
        return None
    label = mention.label
    if rule.label is not None and rule.label in Label.__members__:
        label = Label[rule.label]
    name = rule.spelling if rule.apart else mention.name
    if rule.same_as:
        name = homes.get(_folded(rule.same_as), rule.same_as)
    return replace(mention, label=label, name=name, confidence=1.0)


def _names(
    mentions: Sequence[Mention], text: str, before: Sequence[Name], rules: _Rules
) -> Iterator[Name]:
    """The names of the mentions; each of the other spellings with the reason why it was joined."""
    spellings: dict[tuple[Label, str], Counter[str]] = {}
    for mention in mentions:
        if mention.label.named:
            forms = spellings.setdefault((mention.label, mention.name), Counter())
            forms[" ".join(text[mention.start : mention.end].split())] += 1
    reasons = {
        (name.display, form): reason
        for name in before
        for form, _ in name.spellings
        for reason in name.reasons
        if reason.startswith(f"{form}: ")
    }
    for (label, display), forms in spellings.items():
        joined = {
            form: f"{form}: {JOINED_BY_READER}"
            for form in forms
            if form != display and (rule := rules.of(form, display)) and rule.same_as
        }
        said = (joined.get(form) or reasons.get((display, form), "") for form in sorted(forms))
        yield Name(label, display, tuple(forms.most_common()), tuple(filter(None, said)))
