"""No crash of the machine that the file system allows loses a decision that was acknowledged.

And the checker sees: with one kind of sync removed it finds what is lost.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash.faults import patched
from tests.crash.power import Acknowledged, Recorder, build, crash_states
from tests.crash.reader import problems
from tests.crash.stories import STORIES, Story, Teller, compactions, decisions

#: States after which a checker that has found a loss has proved enough.
STATES = 2000
SYNCS = ("fdatasync", "fsync of files", "fsync of folders")


def losses(
    story: Story,
    deaf: frozenset[str],
    fast: Path,
    monkeypatch: pytest.MonkeyPatch,
    length: int,
    *,
    every: bool,
) -> tuple[int, list[str]]:
    """How many crash states a story has, and what is wrong in those that lost something."""
    root = fast / "disk"
    root.mkdir()
    recorder = Recorder(str(root), deaf)

    def acknowledge(number: int) -> None:
        recorder.events.append(Acknowledged(number))

    with patched(monkeypatch, recorder):
        story(Teller(recorder, str(root / "state"), acknowledge, length))
    wrong: list[str] = []
    count = 0
    for tree, acknowledged in crash_states(recorder.events, recorder.folders):
        count += 1
        build(tree, str(fast / "crash"))
        found = problems(str(fast / "crash/state"), acknowledged)
        wrong += ["; ".join(found)] if found else []
        if deaf and wrong and (not every or count >= STATES):
            break
    print(f"power loss, {story.__name__}, without {[*deaf]}: {count} states, {len(wrong)} wrong")
    return count, wrong


@pytest.mark.slow
@pytest.mark.parametrize("story", STORIES)
def test_no_legal_crash_state_loses_an_acknowledged_decision(
    story: Story, fast: Path, monkeypatch: pytest.MonkeyPatch, length: int
) -> None:
    count, wrong = losses(story, frozenset(), fast, monkeypatch, length, every=True)
    assert count > 100
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("sync", SYNCS)
def test_the_checker_finds_the_loss_when_a_sync_is_removed(
    sync: str, fast: Path, monkeypatch: pytest.MonkeyPatch, whole: bool
) -> None:
    story = compactions if sync == "fsync of files" else decisions
    _, wrong = losses(story, frozenset({sync}), fast, monkeypatch, 1, every=whole)
    assert wrong
