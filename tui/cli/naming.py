"""Names across the case: how they stand, and the sentences in which they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from tui.corrections import Corrections, corrected
from tui.index.view import View
from tui.row import Standing
from tui.sentences import NameKey, Sentence, Sentences, passages

#: Sentences that are shown, at most.
MOST = 200


def standing(
    view: View, names: Sequence[NameKey], answer: Callable[[Sequence[Standing]], None]
) -> Iterator[None]:
    """Say how each of the names stands in the case, in one step."""
    answer(view.standing(names))
    yield


def sentences(
    view: View,
    names: tuple[NameKey, ...],
    numbers: Sequence[int],
    corrections: Corrections,
    answer: Callable[[Sentences], None],
) -> Iterator[None]:
    """Say in which sentences all of the names stand, in a step for each document.

    The documents ``numbers`` come first, in their order. It ends at the first sentence too many.
    """
    holding = set.intersection(*(set(view.holding(*name)) for name in names))
    yield
    first = [number for number in numbers if number in holding]
    found: list[Sentence] = []
    for number in [*first, *sorted(holding.difference(first))]:
        document = view.prepared(number)
        if document is not None:
            seen = corrected(document, corrections)
            found += [Sentence(number, passage) for passage in passages(seen, names)]
        if len(found) > MOST:
            break
        yield
    answer(Sentences(names, tuple(found[:MOST]), len(holding), more=len(found) > MOST))
