"""`agree` and `assign`: several readers on the same documents."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.cli.conftest import Desk, furnished, make_desk
from tui.decision import ASSIGNMENTS, DOCUMENTS, RESOLUTIONS, Change
from tui.triage.record import Record

TITLE = "Ferry line to Sandholm opens in spring"


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Ada and Ben agree on one of two documents; Cleo has decided nothing."""
    desk = furnished(make_desk(tmp_path_factory.mktemp("team")))
    desk.run("decide", "inbox/ferry.txt", "keep", "--reason", "local")
    desk.run("decide", "inbox/minutes.txt", "keep")
    ben = replace(desk, reader="ben")
    ben.run("decide", "inbox/ferry.txt", "discard")
    ben.run("decide", "inbox/minutes.txt", "keep")
    ben.run("note", "inbox/reprint.txt", "nothing new")
    return desk


@pytest.fixture
def ben(team: Desk) -> Desk:
    return replace(team, reader="ben")


@pytest.fixture
def cleo(team: Desk) -> Desk:
    return replace(team, reader="cleo")


def agreed(desk: Desk, *arguments: str) -> dict[str, Any]:
    return desk.run("agree", "--json", *arguments).records[0]


def test_agreement_is_counted_where_two_have_decided(cleo: Desk) -> None:
    done = cleo.run("agree")
    assert (done.code, done.err) == (0, "")
    assert done.lines[0].split() == ["readers", "ada,", "ben"]
    assert done.lines[1].endswith(" 2")
    assert done.lines[2].endswith(" 1 (50 %)")
    # Observed 1/2; by chance 1 x 1/2: nothing beyond chance.
    assert done.lines[3:5] == [
        "Cohen's kappa            0.000",
        "Krippendorff's alpha     0.000",
    ]
    (differing,) = (line.split("\t") for line in done.lines[5:])
    assert differing[1:3] == ["ada:keep ben:discard", TITLE]


def test_agreement_as_json_names_each_decision(cleo: Desk) -> None:
    found = agreed(cleo)
    assert (found["documents"], found["equal"], found["kappa"]) == (2, 1, 0.0)
    (one,) = found["disagreements"]
    assert one["decisions"] == {"ada": "keep", "ben": "discard"}
    assert (one["title"], one["resolution"]) == (TITLE, None)


def test_readers_can_be_chosen_and_must_be_known(cleo: Desk) -> None:
    assert agreed(cleo, "ada", "ben")["documents"] == 2
    assert agreed(cleo, "ada")["documents"] == 0
    done = cleo.run("agree", "zoe")
    assert (done.code, done.err) == (
        1,
        "copytaster: zoe: no reader of this record is called so\n",
    )


def test_others_decisions_stand_beside_ones_own_in_list_show_and_export(
    team: Desk, ben: Desk
) -> None:
    assert team.run("list", "path:ferry").lines[0].split("\t")[9] == "ben:discard"
    assert [one["others"] for one in ben.run("list", "--json").records] == [
        {"ada": "keep"},
        {"ada": "keep"},
        {},
    ]
    assert "ada: keep · local" in ben.run("show", "inbox/ferry.txt").lines
    assert "ada: keep" in ben.run("export", "--format", "csv").out
    assert "ada: keep" in ben.run("export", "--format", "markdown").out


def test_a_blind_reader_sees_others_only_where_they_have_decided(ben: Desk, cleo: Desk) -> None:
    for command in (["list", "--json"], ["export"]):
        assert not any(one["others"] for one in cleo.run(*command, "--blind").records)
        assert sum(bool(one["others"]) for one in ben.run(*command, "--blind").records) == 2
    assert "ada" not in cleo.run("show", "inbox/ferry.txt", "--blind").out
    assert "ada" in cleo.run("show", "inbox/ferry.txt").out
    assert agreed(cleo, "--blind")["documents"] == 0
    assert agreed(ben, "--blind")["documents"] == 2


def test_blindness_is_a_setting_that_an_option_overrules(cleo: Desk) -> None:
    settings = cleo.root / "config/copytaster/settings.toml"
    before = settings.read_text()
    settings.write_text(f"{before}blind = true\n")
    try:
        assert not any(one["others"] for one in cleo.run("list", "--json").records)
        assert any(one["others"] for one in cleo.run("list", "--json", "--no-blind").records)
    finally:
        settings.write_text(before)


def test_a_disagreement_is_resolved_with_who_and_why_for_all_to_see(desk: Desk) -> None:
    cleo = replace(desk, reader="cleo")
    desk.run("decide", "inbox/ferry.txt", "keep")
    replace(desk, reader="ben").run("decide", "inbox/ferry.txt", "discard")
    done = cleo.run("agree", "--resolve", "inbox/ferry.txt", "keep", "--reason", "names a donor")
    assert (done.code, done.out) == (0, f"resolved: keep: {TITLE}\n")
    resolution = agreed(desk)["disagreements"][0]["resolution"]
    assert (resolution["decision"], resolution["by"]) == ("keep", "cleo")
    assert resolution["reason"] == "names a donor"
    assert "resolved: keep, by cleo: names a donor" in desk.run("agree").out
    assert cleo.run("list", "--json", "path:ferry").records[0]["decision"] == "none"
    assert cleo.run("undo").code == 0
    assert agreed(desk)["disagreements"][0]["resolution"] is None


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--resolve", "inbox/ferry.txt", "keep"], 2),
        (["--resolve", "inbox/ferry.txt", "none", "--reason", "x"], 2),
        (["--reason", "x"], 2),
        (["--resolve", "inbox/minutes.txt", "keep", "--reason", "x"], 1),
    ],
)
def test_what_cannot_be_resolved_so_is_refused(team: Desk, arguments: list[str], code: int) -> None:
    done = team.run("agree", *arguments)
    assert (done.code, done.out) == (code, "")
    assert done.err.count("\n") == 1


def test_a_pile_is_split_with_an_overlap_and_each_finds_their_own(desk: Desk) -> None:
    for number in range(5):
        desk.put(f"more{number}.txt", f"Report {number}\n\nThe mole was mended in week {number}.\n")
    done = desk.run("assign", "ada", "ben", "--overlap", "50%", "--query", "is:undecided")
    assert (done.code, done.err) == (0, "")
    assert done.lines[0] == "8 documents, 4 of them to two readers (seed 0)"
    assert done.lines[1:] == ["ada\t6", "ben\t6"]
    mine = {line.split("\t")[1] for line in desk.run("list", "--mine").lines}
    bens = {line.split("\t")[1] for line in replace(desk, reader="ben").run("list", "--mine").lines}
    assert (len(mine), len(bens), len(mine & bens), len(mine | bens)) == (6, 6, 4, 8)
    desk.put("late.txt", "Late news\n\nThe lamp on the mole was lit again on Sunday.\n")
    later = desk.run("assign", "cleo", "--overlap", "0")
    assert later.lines[0] == "1 document, 0 of them to two readers (seed 0)"
    assert later.lines[-1].startswith("8 were assigned before")
    assert {line.split("\t")[1] for line in desk.run("list", "--mine").lines} == mine
    assert len(replace(desk, reader="cleo").run("list", "--mine").lines) == 1


def test_the_same_seed_splits_alike_and_another_one_differently(desk: Desk) -> None:
    def split(*arguments: str) -> list[str]:
        desk.run("assign", "ada", "ben", "cleo", "--again", "--overlap", "0", *arguments)
        return desk.run("list", "--mine").lines

    first = split("--seed", "1")
    others = [split("--seed", str(seed)) for seed in range(2, 6)]
    assert split("--seed", "1") == first
    assert any(other != first for other in others)
    assert split("--seed", "-1") == split("--seed=-1"), "a number is no option"


@pytest.mark.parametrize("share", ["150%", "-1", "some"])
def test_an_overlap_that_is_no_share_is_refused(team: Desk, share: str) -> None:
    assert team.run("assign", "ada", f"--overlap={share}").code == 2


def test_what_another_reader_wrote_says_nothing_to_the_terminal(desk: Desk) -> None:
    desk.run("decide", "inbox/ferry.txt", "keep")
    identity = desk.run("list", "--json", "path:ferry").records[0]["id"]
    evil = "\x1b]0;owned\x07\n\x9b31m\u202e"
    said = {"decision": "discard", "reasons": [evil], "tags": [evil]}
    resolution = {"decision": evil, "reason": evil, "by": evil, "decided_at": evil}
    with Record.open(str(desk.state), reader="mallory", host="test") as record:
        record.submit_and_wait(
            [
                Change(DOCUMENTS, identity, said),
                Change(RESOLUTIONS, identity, resolution),
                Change(ASSIGNMENTS, identity, {"readers": "ada"}),
                Change(ASSIGNMENTS, "sha256:0", {"readers": [evil, 7]}),
            ]
        )
    for command in (["list"], ["show", "inbox/ferry.txt"], ["agree"], ["agree", "--json"]):
        done = desk.run(*command)
        assert (done.code, done.err) == (0, "")
        assert "discard" in done.out
        assert not set(done.out) & set("\x1b\x07\x9b\u202e")
    assert desk.run("list", "--mine").lines == []
