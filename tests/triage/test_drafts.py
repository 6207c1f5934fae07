"""What was being written when the program was killed is there when it comes back."""

from __future__ import annotations

from pathlib import Path

from tests.triage.conftest import Opener
from tui.decision import Anchor
from tui.triage.drafts import Draft, Drafts


def test_a_draft_is_there_until_it_is_dropped(opened: Opener) -> None:
    drafts = Drafts(opened().folder, "ada")
    assert drafts.all() == ()
    passage = Anchor(3, 9, "ferry!", "the ", " link")
    drafts.save(Draft("sha256:a", "who pai", passage))
    drafts.save(Draft("sha256:a", "who paid \udce9?", passage))
    drafts.save(Draft("../../b", "another"))
    again = Drafts(opened().folder, "ada")
    assert sorted(again.all(), key=lambda draft: draft.document) == [
        Draft("../../b", "another"),
        Draft("sha256:a", "who paid \udce9?", passage),
    ]
    again.drop("sha256:a")
    again.drop("sha256:a")
    assert [draft.document for draft in drafts.all()] == ["../../b"]
    drafts.save(Draft("../../b", "  \n"))
    assert drafts.all() == ()


def test_drafts_are_private_and_each_readers_own(opened: Opener, state: str) -> None:
    Drafts(opened().folder, "ada").save(Draft("sha256:a", "mine"))
    assert Drafts(opened().folder, "bob").all() == ()
    found = list(Path(state, "drafts").rglob("*"))
    assert {path.stat().st_mode & 0o777 for path in found} == {0o700, 0o600}


def test_a_damaged_draft_is_passed_over(opened: Opener, state: str) -> None:
    drafts = Drafts(opened().folder, "ada")
    drafts.save(Draft("sha256:a", "mine"))
    drafts.save(Draft("sha256:b", "also mine"))
    path = min(Path(state, "drafts/ada").iterdir())
    path.write_bytes(b"\0" * 20)
    assert len(drafts.all()) == 1
