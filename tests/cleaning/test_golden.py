"""Labelled pages, line by line: how many lines are judged as a reader judged them."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter, defaultdict
from itertools import accumulate
from pathlib import Path

import pytest

from tui.cleaning.clean import clean
from tui.document import Role

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
SAMPLES = SHARED / "seeds"
SAMPLE_ROLES = SHARED / "gold" / "seeds.roles.tsv"
INBOX = ROOT / "seeds"
INBOX_ROLES = ROOT / "tests" / "seeds" / "roles.tsv"
FACTS = ROOT / "tests" / "seeds" / "facts.json"
Labels = dict[str, dict[int, set[str]]]

needs_samples = pytest.mark.skipif(not SAMPLE_ROLES.exists(), reason="../shared is not here")
needs_inbox = pytest.mark.skipif(not INBOX_ROLES.exists(), reason="the sample inbox has no labels")


def labels_of(table: Path) -> Labels:
    found: Labels = defaultdict(lambda: defaultdict(set))
    for row in table.read_text("utf-8").splitlines():
        if row and not row.startswith("#"):
            name, first, last, role, *_ = row.split("\t")
            for number in range(int(first), int(last) + 1):
                found[name][number].add(role)
    return found


def shown_role(role: str) -> bool:
    return role in set(Role) and not Role(role).hidden


def judge(text: str, labels: dict[int, set[str]]) -> Counter[tuple[str, bool]]:
    """Counts of (what the line is, whether it was judged so); lines that may be either count as
    right."""
    starts = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
    counts: Counter[tuple[str, bool]] = Counter()
    for block in clean(text).blocks:
        for piece in block.pieces:
            roles = labels[bisect_right(starts, piece.start)]
            document = any(map(shown_role, roles))
            right = any(shown_role(role) != block.hidden for role in roles)
            counts["document" if document else "other", right] += 1
    return counts


def shares(name: str, counts: Counter[tuple[str, bool]]) -> tuple[float, float]:
    document = counts["document", True] / (counts["document", True] + counts["document", False])
    other = counts["other", True] / (counts["other", True] + counts["other", False])
    print(
        f"{name}: {counts['document', True]} of"
        f" {counts['document', True] + counts['document', False]} document lines shown,"
        f" {counts['other', True]} of"
        f" {counts['other', True] + counts['other', False]} others hidden"
    )
    return document, other


@needs_samples
def test_the_samples_are_judged_as_labelled() -> None:
    labels = labels_of(SAMPLE_ROLES)
    counts: Counter[tuple[str, bool]] = Counter()
    for name in sorted(labels):
        counts += judge((SAMPLES / name).read_text("utf-8"), labels[name])
    document, other = shares("samples", counts)
    assert document >= 0.99
    assert other >= 0.97


@needs_samples
@pytest.mark.parametrize(
    ("number", "line"), [("000", 7), ("001", None), ("002", 8), ("003", None), ("004", 5)]
)
def test_the_samples_have_their_titles(number: str, line: int | None) -> None:
    (path,) = SAMPLES.glob(f"{number}_*")
    text = path.read_text("utf-8")
    title = clean(text).metadata.title
    assert (title.value if title else None) == (text.split("\n")[line - 1] if line else None)


@needs_samples
def test_torn_sentences_of_the_sample_are_whole() -> None:
    groups = [{19, 21}, {27, 29, 31}, {59, 61, 63}, {69, 71}, {77, 79}, {89, 91, 93}]
    (path,) = SAMPLES.glob("003_*")
    text = path.read_text("utf-8")
    starts = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
    joined = [
        {bisect_right(starts, piece.start) for piece in block.pieces}
        for block in clean(text).blocks
        if len(block.pieces) > 1
    ]
    assert joined == groups


@needs_samples
def test_the_month_of_the_samples_meter_is_no_date() -> None:
    (path,) = SAMPLES.glob("000_*")
    assert clean(path.read_text("utf-8")).metadata.published is None


def inbox_text(name: str) -> str:
    facts = json.loads(FACTS.read_text("utf-8"))["documents"].get(name, {})
    text = (INBOX / name).read_bytes().decode(facts.get("encoding", "utf-8"))
    return text.replace("\r\n", "\n")


@needs_inbox
def test_the_sample_inbox_is_judged_as_labelled() -> None:
    labels = labels_of(INBOX_ROLES)
    counts: Counter[tuple[str, bool]] = Counter()
    for name in sorted(labels):
        counts += judge(inbox_text(name), labels[name])
    document, other = shares("sample inbox", counts)
    assert document >= 0.9
    assert other >= 0.95
