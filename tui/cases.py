"""Where things live: cases and their records, the log, and who reads.

The environment and the current folder are read here and nowhere else but for the settings file;
folders follow the XDG Base Directory Specification 0.8.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from tui.settings import SettingsError, folder_under

NO_INBOX = (
    "no inbox is named: give a folder (copytaster FOLDER), --inbox FOLDER, "
    "COPYTASTER_INBOX, or --demo for the sample inbox"
)

NO_RECORD = "no record is named: give --state DIR, --case NAME, or the --inbox FOLDER it is of"


class NoInboxError(SettingsError):
    """No inbox is named, and there is none to take without being told.

    ``case`` is the name that was given, if one was, of a case that is not known.
    """

    def __init__(self, case: str = "") -> None:
        unknown = f"no case {case!r} was opened here yet: name its inbox, --inbox FOLDER"
        super().__init__(unknown if case else NO_INBOX)


@dataclass(frozen=True, slots=True)
class Case:
    """A name, the paths whose documents are read, the record's folder, and the disposable cache.

    All paths are absolute, and as they were named: links in them are not resolved. ``shared`` makes
    the record's folder a team's; ``read_only`` is for looking at a record without writing to it.
    """

    name: str
    inbox: tuple[str, ...]
    state: str
    cache: str
    shared: bool = False
    read_only: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """Who decides, and on which machine: both of ``[a-z0-9._-]`` only."""

    name: str
    host: str


def find_case(
    inbox: Sequence[str] = (),
    state: str = "",
    name: str = "",
    environment: Mapping[str, str] = os.environ,
    folder: str = ".",
) -> Case:
    """The case that these options, the environment and the current ``folder`` name.

    The inbox is ``inbox``, else ``COPYTASTER_INBOX`` (paths separated by ``os.pathsep``), else
    ``seeds/`` in the repository. The record is ``state``, else ``COPYTASTER_STATE``, else
    ``state/`` in the repository, else a folder of the case under ``XDG_STATE_HOME``. Raises
    :class:`NoInboxError` where no inbox is named.
    """
    paths = [path for path in inbox if path] or _listed(environment.get("COPYTASTER_INBOX", ""))
    repository = in_repository(folder)
    if not paths and repository:
        paths = [os.path.join(folder, "seeds")]
    if not paths:
        raise NoInboxError(name)
    real = sorted({os.path.realpath(path) for path in paths})
    shown = name or _name_of(real)
    record = state or environment.get("COPYTASTER_STATE", "")
    if not record and repository:
        record = os.path.join(folder, "state")
    if not record:
        place = _slug(name) if name else f"{_slug(shown)}-{_key(real)[:8]}"
        record = os.path.join(_states(environment), place)
    record = os.path.abspath(record)
    cache = os.path.join(
        _caches(environment),
        _key([*real, os.path.realpath(record)]),
    )
    return Case(shown, tuple(os.path.abspath(path) for path in paths), record, cache)


def spool_folder(case: Case, environment: Mapping[str, str] = os.environ) -> str:
    """Where documents that were piped into a case are kept; no case's folder can be called so."""
    own = _key([os.path.realpath(case.state)])
    return os.path.join(_states(environment), ".piped", own)


def find_record(
    state: str = "",
    name: str = "",
    environment: Mapping[str, str] = os.environ,
) -> Case | None:
    """The record that these name, as a case without an inbox, for what needs the record alone.

    ``None`` where they name none.
    """
    record = state or environment.get("COPYTASTER_STATE", "")
    if not record and name:
        record = os.path.join(_states(environment), _slug(name))
    if not record:
        return None
    record = os.path.abspath(record)
    cache = os.path.join(_caches(environment), _key([os.path.realpath(record)]))
    return Case(name or os.path.basename(record), (), record, cache)


@contextmanager
def demo_case(folder: str = ".") -> Iterator[Case]:
    """The sample inbox with a record and a cache that are removed on leaving."""
    import shutil
    import tempfile

    here = os.path.dirname(os.path.abspath(__file__))
    places = (
        os.path.join(here, "seeds"),
        os.path.join(os.path.dirname(here), "seeds"),
        os.path.join(folder, "seeds"),
    )
    seeds = next((place for place in places if os.path.isdir(place)), None)
    if seeds is None:
        raise SettingsError("the sample inbox is not installed")
    room = tempfile.mkdtemp(prefix="copytaster-demo-")
    try:
        yield Case("demo", (seeds,), os.path.join(room, "state"), os.path.join(room, "cache"))
    finally:
        shutil.rmtree(room, ignore_errors=True)


def in_repository(folder: str = ".") -> bool:
    """Whether ``folder`` is this project's own: it holds our ``pyproject.toml`` and ``seeds/``."""
    if not os.path.isdir(os.path.join(folder, "seeds")):
        return False
    try:
        with open(os.path.join(folder, "pyproject.toml"), encoding="utf-8") as project:
            return 'name = "copytaster"' in project.read(4096)
    except (OSError, UnicodeDecodeError):
        return False


def reader(name: str = "", host: str = "") -> Reader:
    """The reader ``name``, else the login of the user id; on ``host``, else this machine.

    Raises :class:`SettingsError` where a given name has no letter or digit to go by.
    """
    for given in (name, host):
        if given and not _plain(given):
            raise SettingsError("a reader and a host are named with letters, digits, . _ and -")
    return Reader(_plain(name) or _login(), _plain(host) or _plain(os.uname().nodename) or "host")


def log_file(environment: Mapping[str, str] = os.environ) -> str:
    """Where the details of what should not have happened are written."""
    return os.path.join(_states(environment), "errors.log")


def recent_file(environment: Mapping[str, str] = os.environ) -> str:
    """Where it is written which cases were opened last; no case's folder can be called so."""
    return os.path.join(_states(environment), ".recent.json")


def _states(environment: Mapping[str, str]) -> str:
    return folder_under("XDG_STATE_HOME", ".local/state", environment)


def _caches(environment: Mapping[str, str]) -> str:
    return folder_under("XDG_CACHE_HOME", ".cache", environment)


def _listed(value: str) -> list[str]:
    return [path for path in value.split(os.pathsep) if path]


def _name_of(real: Sequence[str]) -> str:
    first = os.path.basename(real[0]) or real[0]
    return first if len(real) == 1 else f"{first} and {len(real) - 1} more"


def _slug(name: str) -> str:
    """A folder name for a case; where letters were lost, a hash keeps two names apart."""
    plain = _plain(name)
    return plain if plain == name else f"{plain or 'case'}-{_key([name])[:8]}"


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9._-]{1,256}", "-", name.lower()).strip("-._")[:64]


def _key(parts: Sequence[str]) -> str:
    whole = "\0".join(parts).encode("utf-8", "surrogateescape")
    return hashlib.sha256(whole).hexdigest()[:24]


def _login() -> str:
    import pwd

    try:
        return _plain(pwd.getpwuid(os.getuid()).pw_name) or f"uid{os.getuid()}"
    except KeyError:
        return f"uid{os.getuid()}"
