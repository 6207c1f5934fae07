"""How sure a mended name is: what speaks for it, against it, and how the two are weighed."""

from tui.document import Label
from tui.entities.recogniser import Candidate
from tui.entities.tokens import tokenise
from tui.entities.trust import fitted, judged, signs

TEXT = "Orla Quint left. Later Quint said that Port Anselm Harbour had closed."
SURE = Candidate(0, 10, Label.PERSON, 0.9, "model")
UNSURE = Candidate(23, 28, Label.PERSON, 0.4, "model")


def test_a_name_that_was_guessed_stands_out_from_one_that_was_not() -> None:
    guess, propagated = signs(
        tokenise(TEXT), [SURE], [SURE, Candidate(23, 28, Label.PERSON, 0.8, "document")]
    )
    assert guess[1] > 0
    assert guess != propagated


def test_mentions_of_one_name_share_the_best_of_their_guesses() -> None:
    text = "Quint came. Quint left."
    names = [
        Candidate(0, 5, Label.PERSON, 0.3, "model"),
        Candidate(12, 17, Label.PERSON, 0.9, "model"),
    ]
    (alone,) = signs(tokenise(text), names[:1], names[:1])
    first, second = signs(tokenise(text), names, names)
    assert first[8] == second[8] > alone[8]


def test_a_capital_behind_a_name_counts_unless_it_opens_a_sentence() -> None:
    text = "She saw Port Anselm Harbour. Later she saw Anselm. Then it rained."
    cut, whole = signs(
        tokenise(text),
        [],
        [Candidate(8, 19, Label.PLACE, 0.8), Candidate(43, 49, Label.PLACE, 0.8)],
    )
    assert cut[-1] == 1
    assert whole[-1] == 0


def test_only_kinds_that_are_weighed_change_their_confidence() -> None:
    place = Candidate(39, 50, Label.PLACE, 0.7, "model")
    weights = {Label.PERSON: (0.0,) * 15}
    names = judged(tokenise(TEXT), [SURE, place], [SURE, place], weights)
    assert [name.confidence for name in names] == [0.5, 0.7]
    assert judged(tokenise(TEXT), [SURE], [SURE], {}) == [SURE]


def test_what_is_fitted_gives_as_many_as_were_right() -> None:
    points = [((1.0, float(x % 2)), x % 10 < (8 if x % 2 else 3)) for x in range(1000)]
    level, sign = fitted(points)
    names = [Candidate(0, 5, Label.PERSON), Candidate(6, 11, Label.PERSON)]
    assert sign > 0
    weights = (level, *([0.0] * 14))
    (name,) = judged(tokenise("Quint"), [], names[:1], {Label.PERSON: weights})
    assert abs(name.confidence - 0.4) < 0.05
