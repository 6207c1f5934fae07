"""Where things live: cases, the settings file, and who reads.

The environment and the current folder are read here and nowhere else; folders follow the XDG Base
Directory Specification 0.8.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from typing import Any

FOLLOW = ("auto", "on", "off")

NO_INBOX = (
    "no inbox is named: give a folder (copytaster FOLDER), --inbox FOLDER, "
    "COPYTASTER_INBOX, or --demo for the sample inbox"
)


class SettingsError(Exception):
    """What was asked for does not say where to work; the message is one sentence for the reader."""


class NoInboxError(SettingsError):
    """No inbox is named, and there is none to take without being told."""

    def __init__(self) -> None:
        super().__init__(NO_INBOX)


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


@dataclass(frozen=True, slots=True)
class Settings:
    """What the settings file may say.

    ``follow``: whether the text pane follows the list's cursor (``auto``: not over SSH). ``guard``:
    seconds after another document came under the cursor in which a decision key is refused.
    ``workers``: processes that prepare documents; 0 means one for each processor, at most four.
    ``evidence``: whether the bytes of what is kept or noted are copied into the record, and
    ``evidence_limit_mb`` up to how many megabytes (of 1,048,576 bytes). ``blind``: whether other
    readers' decisions are left out until one's own is made. ``names``: for a language's two-letter
    code, who reads names in it: "default", "natasha", or "spacy:" and a model. ``bell``: whether
    the terminal's bell rings when a document comes in that holds what is watched for.
    ``site_memory``: whether lines that recur across a case's documents are held against them.
    ``file_names``: for a case's name, or ``"*"`` for all others, the pattern that the names of its
    files follow.
    """

    follow: str = "auto"
    guard: float = 0.25
    workers: int = 0
    evidence: bool = True
    evidence_limit_mb: int = 16
    blind: bool = False
    bell: bool = False
    site_memory: bool = True
    names: Mapping[str, str] = field(default_factory=dict)
    file_names: Mapping[str, str] = field(default_factory=dict)

    def file_names_of(self, case: str) -> str:
        """The pattern that the names of a case's files follow; empty if they follow none."""
        return self.file_names.get(case, self.file_names.get("*", ""))

    @property
    def worker_count(self) -> int:
        """How many processes prepare documents."""
        return self.workers or max(1, min(4, os.cpu_count() or 1))


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
        raise NoInboxError
    real = sorted({os.path.realpath(path) for path in paths})
    shown = name or _name_of(real)
    record = state or environment.get("COPYTASTER_STATE", "")
    if not record and repository:
        record = os.path.join(folder, "state")
    if not record:
        place = _slug(name) if name else f"{_slug(shown)}-{_key(real)[:8]}"
        record = os.path.join(_home("XDG_STATE_HOME", ".local/state", environment), place)
    record = os.path.abspath(record)
    cache = os.path.join(
        _home("XDG_CACHE_HOME", ".cache", environment), _key([*real, os.path.realpath(record)])
    )
    return Case(shown, tuple(os.path.abspath(path) for path in paths), record, cache)


def spool_folder(case: Case, environment: Mapping[str, str] = os.environ) -> str:
    """Where documents that were piped into a case are kept; no case's folder can be called so."""
    own = _key([os.path.realpath(case.state)])
    return os.path.join(_home("XDG_STATE_HOME", ".local/state", environment), ".piped", own)


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
        record = os.path.join(_home("XDG_STATE_HOME", ".local/state", environment), _slug(name))
    if not record:
        return None
    record = os.path.abspath(record)
    cache = os.path.join(
        _home("XDG_CACHE_HOME", ".cache", environment), _key([os.path.realpath(record)])
    )
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


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings file, or the defaults where there is none.

    Raises :class:`SettingsError` for a file that cannot be read or says what has no meaning.
    """
    path = os.path.join(_home("XDG_CONFIG_HOME", ".config", environment), "settings.toml")
    try:
        with open(path, "rb") as file:
            source = file.read()
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}") from error
    import tomllib

    try:
        found = tomllib.loads(source.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error
    return _checked(found, path)


def log_file(environment: Mapping[str, str] = os.environ) -> str:
    """Where the details of what should not have happened are written."""
    return os.path.join(_home("XDG_STATE_HOME", ".local/state", environment), "errors.log")


def recent_file(environment: Mapping[str, str] = os.environ) -> str:
    """Where it is written which cases were opened last; no case's folder can be called so."""
    return os.path.join(_home("XDG_STATE_HOME", ".local/state", environment), ".recent.json")


def _checked(found: Mapping[str, Any], path: str) -> Settings:
    known = {one.name for one in fields(Settings)}
    unknown = sorted(set(found) - known)
    if unknown:
        raise SettingsError(f"{path}: no setting is called {unknown[0]!r}; {sorted(known)} are")
    settings = Settings(**found)
    if settings.follow not in FOLLOW:
        raise SettingsError(f"{path}: follow is one of {', '.join(FOLLOW)}")
    if not _number(settings.guard) or not 0 <= settings.guard <= 10:
        raise SettingsError(f"{path}: guard is a number of seconds from 0 to 10")
    if type(settings.workers) is not int or not 0 <= settings.workers <= 64:
        raise SettingsError(f"{path}: workers is a whole number from 0 to 64")
    if type(settings.evidence_limit_mb) is not int or not 1 <= settings.evidence_limit_mb <= 64:
        raise SettingsError(f"{path}: evidence_limit_mb is a whole number from 1 to 64")
    for switch in ("evidence", "blind", "bell", "site_memory"):
        if type(getattr(settings, switch)) is not bool:
            raise SettingsError(f"{path}: {switch} is true or false")
    if not _is_choice(settings.names):
        raise SettingsError(f'{path}: names is a table such as en = "spacy:en_core_web_md"')
    if wrong := _wrong_pattern(settings.file_names):
        raise SettingsError(f"{path}: file_names: {wrong}")
    return settings


def _wrong_pattern(value: object) -> str:
    """Why a value is no table of patterns for names of files; empty if it is."""
    if not isinstance(value, dict):
        return 'a table such as incoming = "{outlet}_{title}"'
    if not value:
        return ""
    from tui.ingest.file_names import compiled

    for pattern in value.values():
        if not isinstance(pattern, str):
            return "a pattern is a text"
        try:
            compiled(pattern)
        except ValueError as error:
            return str(error)
    return ""


def _is_choice(value: object) -> bool:
    """Whether a value says for two-letter codes of languages who reads names in them."""
    return isinstance(value, dict) and all(
        re.fullmatch("[a-z]{2}", language) and isinstance(name, str)
        for language, name in value.items()
    )


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _listed(value: str) -> list[str]:
    return [path for path in value.split(os.pathsep) if path]


def _home(variable: str, otherwise: str, environment: Mapping[str, str]) -> str:
    """Our folder under an XDG base; a relative base is ignored, as the specification asks."""
    base = environment.get(variable, "")
    if not os.path.isabs(base):
        base = os.path.join(os.path.expanduser("~"), otherwise)
    return os.path.join(base, "copytaster")


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
