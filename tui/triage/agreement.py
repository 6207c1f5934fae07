"""Several readers of the same documents: how far they agree, and who is to read what. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from tui.decision import Decision

#: Reader -> document -> decision.
Decisions = Mapping[str, Mapping[str, Decision]]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A document on which readers differ, and the decision of each who decided, by reader."""

    document: str
    decisions: Mapping[str, Decision]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far readers agree on the documents that at least two of them decided.

    ``documents`` counts these, ``equal`` those on which all agree. ``kappa`` is Cohen's for two
    readers (Educational and Psychological Measurement 20, 1960), ``alpha`` Krippendorff's for
    nominal data and any number of readers (Content Analysis, 3rd ed., chapter 11). Either is
    ``None`` where it is not defined: no document in common, or the same decision on all.
    """

    readers: tuple[str, ...]
    documents: int
    equal: int
    kappa: float | None
    alpha: float | None
    disagreements: tuple[Disagreement, ...]


def agreement(decisions: Decisions) -> Agreement:
    """Compare the decisions of readers; ``Decision.NONE`` counts as no decision."""
    readers = tuple(sorted(decisions))
    units = _units(decisions)
    differing = tuple(
        Disagreement(document, said)
        for document, said in sorted(units.items())
        if len(set(said.values())) > 1
    )
    values = [tuple(said.values()) for said in units.values()]
    pairs = [(said[0], said[1]) for said in values]
    return Agreement(
        readers=readers,
        documents=len(units),
        equal=len(units) - len(differing),
        kappa=cohens_kappa(pairs) if len(readers) == 2 else None,
        alpha=krippendorffs_alpha(values),
        disagreements=differing,
    )


def cohens_kappa(pairs: Sequence[tuple[Decision, Decision]]) -> float | None:
    """Agreement of two readers beyond chance, at most 1; ``None`` where chance alone gives 1."""
    if not pairs:
        return None
    total = len(pairs)
    observed = sum(one == other for one, other in pairs) / total
    first = Counter(one for one, _ in pairs)
    second = Counter(other for _, other in pairs)
    expected = sum(first[word] * second[word] for word in first) / total**2
    return (observed - expected) / (1 - expected) if expected < 1 else None


def krippendorffs_alpha(units: Iterable[Sequence[Decision]]) -> float | None:
    """Agreement of any number of readers beyond chance, at most 1.

    A unit has the decisions on one document, of those who decided. ``None`` where all are equal.
    """
    weights: dict[tuple[Decision, Decision], float] = {}
    for unit in units:
        if len(unit) < 2:
            continue
        for one, other in combinations(unit, 2):
            for pair in ((one, other), (other, one)):
                weights[pair] = weights.get(pair, 0.0) + 1 / (len(unit) - 1)
    totals: dict[Decision, float] = {}
    for (one, _), weight in weights.items():
        totals[one] = totals.get(one, 0.0) + weight
    count = sum(totals.values())
    expected = sum(
        totals[one] * totals[other] for one in totals for other in totals if one != other
    )
    if not expected:
        return None
    differing = sum(weight for (one, other), weight in weights.items() if one != other)
    return 1 - (count - 1) * differing / expected


def assign(
    documents: Sequence[str], readers: Sequence[str], overlap: float
) -> dict[str, tuple[str, ...]]:
    """Split a pile: reader -> documents, in the pile's order.

    The share ``overlap`` (0 to 1) of the documents, spread evenly over the pile, goes to two
    readers, so that their agreement can be measured; the others go to one. Piles differ by two
    documents at most. Raises ``ValueError`` for no readers or an overlap that is no share.
    """
    if not readers or not 0 <= overlap <= 1:
        raise ValueError("assign needs readers and an overlap from 0 to 1")
    piles: dict[str, list[str]] = {reader: [] for reader in readers}
    turn = 0
    for number, document in enumerate(documents):
        shared = int((number + 1) * overlap) > int(number * overlap)
        for _ in range(min(len(readers), 2 if shared else 1)):
            piles[readers[turn % len(readers)]].append(document)
            turn += 1
    return {reader: tuple(pile) for reader, pile in piles.items()}


def _units(decisions: Decisions) -> dict[str, dict[str, Decision]]:
    """Document -> reader -> decision, of documents that at least two decided."""
    units: dict[str, dict[str, Decision]] = {}
    for reader in sorted(decisions):
        for document, word in decisions[reader].items():
            if word is not Decision.NONE:
                units.setdefault(document, {})[reader] = word
    return {document: said for document, said in units.items() if len(said) > 1}
