"""Where things live: which inbox, record and cache a call means; what the settings file says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui.cases import demo_case, find_case, find_record, in_repository, reader, recent_file
from tui.settings import Settings, SettingsError, read_settings


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "work"
    (root / "seeds").mkdir(parents=True)
    (root / "pyproject.toml").write_text('[project]\nname = "copytaster"\n')
    return root


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    return {
        "XDG_STATE_HOME": str(tmp_path / "xdg/state"),
        "XDG_CACHE_HOME": str(tmp_path / "xdg/cache"),
        "XDG_CONFIG_HOME": str(tmp_path / "xdg/config"),
    }


def settings_file(home: dict[str, str], text: str) -> None:
    folder = Path(home["XDG_CONFIG_HOME"], "copytaster")
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text(text)


def test_in_the_repository_the_sample_inbox_and_its_record_are_meant(
    repository: Path, home: dict[str, str]
) -> None:
    case = find_case(environment=home, folder=str(repository))
    assert case.inbox == (str(repository / "seeds"),)
    assert case.state == str(repository / "state")
    assert case.cache.startswith(home["XDG_CACHE_HOME"])


def test_a_project_of_somebody_else_is_not_the_repository(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "pumpkin"\n')
    assert not in_repository(str(tmp_path))


def test_an_unnamed_start_elsewhere_says_how_to_name_an_inbox(
    tmp_path: Path, home: dict[str, str]
) -> None:
    with pytest.raises(SettingsError, match="--inbox FOLDER"):
        find_case(environment=home, folder=str(tmp_path))


def test_options_come_before_the_environment_and_that_before_the_repository(
    repository: Path, home: dict[str, str]
) -> None:
    environment = home | {
        "COPYTASTER_INBOX": os.pathsep.join(["/in/a", "/in/b"]),
        "COPYTASTER_STATE": "/record/e",
    }
    from_environment = find_case(environment=environment, folder=str(repository))
    assert from_environment.inbox == ("/in/a", "/in/b")
    assert from_environment.state == "/record/e"
    from_options = find_case(["/in/c"], "/record/o", "", environment, str(repository))
    assert from_options.inbox == ("/in/c",)
    assert from_options.state == "/record/o"


def test_folders_of_the_same_name_have_records_of_their_own(
    tmp_path: Path, home: dict[str, str]
) -> None:
    one = find_case([str(tmp_path / "a/incoming")], environment=home, folder="/")
    other = find_case([str(tmp_path / "b/incoming")], environment=home, folder="/")
    assert one.name == other.name == "incoming"
    assert one.state != other.state
    assert one.cache != other.cache


def test_a_case_has_its_record_by_name_wherever_its_inbox_is(home: dict[str, str]) -> None:
    one = find_case(["/in/a"], name="ferry", environment=home, folder="/")
    other = find_case(["/in/b"], name="ferry", environment=home, folder="/")
    assert one.state == other.state == os.path.join(home["XDG_STATE_HOME"], "copytaster/ferry")
    assert one.cache != other.cache


@pytest.mark.parametrize("name", ["../../etc", "a/b", ".", "..", "Паром", "\x1b]0;x\x07"])
def test_no_name_of_a_case_leads_out_of_its_folder(name: str, home: dict[str, str]) -> None:
    case = find_case(["/in/a"], name=name, environment=home, folder="/")
    assert os.path.dirname(case.state) == os.path.join(home["XDG_STATE_HOME"], "copytaster")
    assert os.path.basename(case.state).strip(".")


def test_names_that_differ_in_letters_no_folder_takes_stay_apart(home: dict[str, str]) -> None:
    one = find_case(["/in/a"], name="Паром", environment=home, folder="/")
    other = find_case(["/in/a"], name="Вечер", environment=home, folder="/")
    assert one.state != other.state


def test_the_cache_belongs_to_the_inbox_and_the_record_however_they_are_written(
    tmp_path: Path, home: dict[str, str]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "in")
    record = str(tmp_path / "state")
    direct = find_case([str(tmp_path / "in")], record, environment=home)
    linked = find_case([str(tmp_path / "link/../in")], record, environment=home)
    assert direct.cache == linked.cache
    assert direct.cache != find_case([str(tmp_path / "in")], "/other", environment=home).cache


def test_a_relative_base_folder_is_ignored(home: dict[str, str]) -> None:
    environment = home | {"XDG_STATE_HOME": "relative"}
    assert os.path.isabs(find_case(["/in/a"], environment=environment, folder="/").state)


def test_the_demo_leaves_nothing_behind() -> None:
    with demo_case() as case:
        assert os.listdir(case.inbox[0])
        room = os.path.dirname(case.state)
        assert os.path.isdir(room)
        os.makedirs(case.state)
    assert not os.path.exists(room)


def test_a_reader_is_named_with_plain_letters() -> None:
    assert reader("Ada.L", "Host One").name == "ada.l"
    assert reader("Ada.L", "Host One").host == "host-one"
    assert reader().name
    with pytest.raises(SettingsError):
        reader("Ада")
    with pytest.raises(SettingsError):
        reader("../..")


def test_without_a_settings_file_the_defaults_hold(home: dict[str, str]) -> None:
    assert read_settings(home) == Settings()
    assert 1 <= Settings().worker_count <= 4


def test_the_settings_file_is_read(home: dict[str, str]) -> None:
    settings_file(home, 'follow = "off"\nguard = 0.5\nworkers = 3\n')
    assert read_settings(home) == Settings(follow="off", guard=0.5, workers=3)
    assert read_settings(home).worker_count == 3


@pytest.mark.parametrize(
    "text",
    [
        'folow = "off"',
        'follow = "sometimes"',
        "follow = 3",
        "guard = -1",
        "guard = true",
        "workers = 1.5",
        "workers = true",
        "follow = ",
        "[follow]\n",
        'names = "natasha"',
        "[names]\nen = 3",
        '[names]\nEnglish = "default"',
        "site_memory = 0",
    ],
)
def test_a_settings_file_that_makes_no_sense_is_named(text: str, home: dict[str, str]) -> None:
    settings_file(home, text)
    with pytest.raises(SettingsError, match=r"settings\.toml"):
        read_settings(home)


def test_an_error_in_the_settings_file_is_said_in_words(home: dict[str, str]) -> None:
    settings_file(home, 'folow = "off"')
    with pytest.raises(SettingsError, match=r"'folow'; there are bell, blind, ") as caught:
        read_settings(home)
    assert "[" not in str(caught.value)
    path = Path(home["XDG_CONFIG_HOME"]) / "copytaster/settings.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match="not UTF-8: "):
        read_settings(home)


def test_site_memory_is_on_until_it_is_switched_off(home: dict[str, str]) -> None:
    assert Settings().site_memory
    settings_file(home, "site_memory = false\n")
    assert read_settings(home) == Settings(site_memory=False)


def test_evidence_and_blindness_can_be_set(home: dict[str, str]) -> None:
    assert (Settings().evidence, Settings().evidence_limit_mb, Settings().blind) == (
        True,
        16,
        False,
    )
    settings_file(home, "evidence = false\nevidence_limit_mb = 1\nblind = true\n")
    assert read_settings(home) == Settings(evidence=False, evidence_limit_mb=1, blind=True)


def test_who_reads_names_is_said_by_language(home: dict[str, str]) -> None:
    settings_file(home, '[names]\nen = "spacy:en_core_web_md"\nru = "natasha"\n')
    assert read_settings(home).names == {"en": "spacy:en_core_web_md", "ru": "natasha"}


@pytest.mark.parametrize(
    "line",
    ['evidence = "yes"', "blind = 1", "evidence_limit_mb = 0", "evidence_limit_mb = true"],
)
def test_settings_that_mean_nothing_are_named(home: dict[str, str], line: str) -> None:
    settings_file(home, line)
    with pytest.raises(SettingsError, match=line.split(" ")[0]):
        read_settings(home)


def test_a_record_is_found_without_its_inbox_if_it_is_named(
    tmp_path: Path, home: dict[str, str]
) -> None:
    by_state = find_record(str(tmp_path / "ferry"), environment=home)
    assert by_state is not None
    assert (by_state.name, by_state.inbox, by_state.state) == ("ferry", (), str(tmp_path / "ferry"))
    by_name = find_record(name="ferry", environment=home)
    with_inbox = find_case(["/in"], name="ferry", environment=home, folder="/")
    assert by_name is not None
    assert by_name.state == with_inbox.state
    assert find_record(environment=home) is None


@pytest.mark.parametrize("name", [".recent.json", "recent.json", "..recent.json"])
def test_no_case_lies_where_the_list_of_recent_ones_is(home: dict[str, str], name: str) -> None:
    case = find_case(["/in"], name=name, environment=home, folder="/")
    assert case.state != recent_file(home)
