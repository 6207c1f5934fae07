"""Names across the case: how they stand, and the sentences in which they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from tui.corrections import Corrections, corrected, spoken_of
from tui.document import PreparedDocument
from tui.index.view import View
from tui.kinship import names_of, under_one_name
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

    The documents ``numbers`` come first, in their order. The same words are listed once. It ends at
    the first sentence too many.
    """
    holding = set.intersection(*(set(view.holding(*name)) for name in names))
    wanted = tuple(_in_the_case(view, name) for name in names)
    yield
    first = [number for number in numbers if number in holding]
    found: dict[str, Sentence] = {}
    for number in [*first, *sorted(holding.difference(first))]:
        document = view.prepared(number)
        if document is not None:
            document = corrected(document, corrections)
            alike = view.kin(names_of(document))
            document = under_one_name(document, alike, spoken_of(corrections))
            _gather(number, document, wanted, found)
        if len(found) > MOST:
            break
        yield
    listed = tuple(found.values())
    answer(Sentences(names, listed[:MOST], len(holding), more=len(listed) > MOST))


def _in_the_case(view: View, name: NameKey) -> NameKey:
    """A name as it is called across the case."""
    return name[0], next((one.name for one in view.as_one(name)), name[1])


def _gather(
    number: int,
    document: PreparedDocument,
    names: tuple[NameKey, ...],
    found: dict[str, Sentence],
) -> None:
    """Add the sentences of a document; those that are found already stand here too."""
    for text, passage in {each.text: each for each in passages(document, names)}.items():
        known = found.get(text)
        found[text] = (
            replace(known, copies=known.copies + 1) if known else Sentence(number, passage)
        )
