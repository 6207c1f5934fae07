"""What is installed: locked, hashed, from no named host, and working from the wheel alone."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")
_REQUIREMENT = re.compile(r"([a-z0-9-]+)==([\w.]+)")


def requirements(lock: str) -> list[str]:
    """The requirements of a lock file, each with its continuation lines."""
    text = (ROOT / lock).read_text().replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_and_has_a_hash(lock: str) -> None:
    assert requirements(lock)
    for line in requirements(lock):
        assert _REQUIREMENT.match(line), line
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", line), line


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_names_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert "://" not in text
    assert "index-url" not in text
    assert " @ " not in text


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_has_what_the_project_asks_for(lock: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    locked = {line.split("==")[0] for line in requirements(lock)}
    wanted = {re.split(r"[<>=!~\[ ;]", one)[0].lower() for one in project["dependencies"]}
    assert wanted <= locked


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"),
            *("--no-build-isolation", "--no-index", "--wheel-dir", str(target), str(ROOT)),
        ],
        check=True,
        timeout=300,
    )
    (found,) = target.glob("copytaster-*.whl")
    return found


@pytest.mark.slow
def test_the_wheel_holds_the_program_the_sample_inbox_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0].split("-")[0] for name in names} == {"tui", "copytaster"}
    seeds = {path.name for path in (ROOT / "seeds").iterdir()}
    assert {name.split("/")[2] for name in names if name.startswith("tui/seeds/")} == seeds
    assert not [name for name in names if "__pycache__" in name]


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of an environment that has the wheel, what it needs, and nothing else.

    What it needs is linked in from the environment of the tests: no network, and exactly the
    distributions that the runtime lock names.
    """
    room = tmp_path_factory.mktemp("venv")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", room], check=True, timeout=300)
    python = room / "bin/python"
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "--quiet", "--python", str(python), "install"),
            *("--no-deps", "--no-index", str(wheel)),
        ],
        check=True,
        timeout=300,
    )
    _link_runtime(python)
    return room / "bin/copytaster"


def _link_runtime(python: Path) -> None:
    from importlib.metadata import distribution

    asked = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    )
    target = Path(asked.stdout.strip())
    for line in requirements("requirements.lock"):
        found = _REQUIREMENT.match(line)
        assert found
        if found[1] in ("hatchling", "editables"):
            continue
        for file in distribution(found[1]).files or ():
            top = file.parts[0]
            if top != ".." and not (target / top).exists():
                (target / top).symlink_to(Path(str(distribution(found[1]).locate_file(top))))


def _run(command: Path, *arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        "HOME": str(home),
        "PATH": os.defpath,
        "LC_ALL": "C.UTF-8",
    }
    return subprocess.run(
        [command, *arguments],
        capture_output=True,
        text=True,
        cwd=home,
        env=environment,
        timeout=300,
    )


@pytest.mark.slow
def test_the_installed_command_says_its_version(installed: Path, tmp_path: Path) -> None:
    done = _run(installed, "--version", home=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"copytaster \d+\.\d+\.\d+\n", done.stdout)


@pytest.mark.slow
def test_the_installed_command_lists_the_sample_inbox_and_leaves_nothing(
    installed: Path, tmp_path: Path
) -> None:
    done = _run(installed, "--demo", "list", "--json", home=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    documents = [path for path in (ROOT / "seeds").iterdir() if path.suffix != ".json"]
    assert len(rows) == len(documents)
    assert not [row["remark"] for row in rows if row["remark"]]
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_the_installed_command_lists_a_folder(installed: Path, tmp_path: Path) -> None:
    inbox = tmp_path / "incoming"
    inbox.mkdir()
    (inbox / "a.txt").write_text(
        "Council meets\n\nThe council met on Monday and agreed on nothing.\n"
    )
    done = _run(installed, "list", "--inbox", str(inbox), home=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "a.txt" in done.stdout
