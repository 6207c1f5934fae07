"""The settings file: what it may say, and whether what it says has a meaning.

Its place follows the XDG Base Directory Specification 0.8.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

FOLLOW = ("auto", "on", "off")


class SettingsError(Exception):
    """What was asked for does not say where to work; the message is one sentence for the reader."""


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


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings file, or the defaults where there is none.

    Raises :class:`SettingsError` for a file that cannot be read or says what has no meaning.
    """
    path = os.path.join(folder_under("XDG_CONFIG_HOME", ".config", environment), "settings.toml")
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
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: not UTF-8: {error.reason}") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: {error}") from error
    return _checked(found, path)


def _checked(found: Mapping[str, Any], path: str) -> Settings:
    known = {one.name for one in fields(Settings)}
    unknown = sorted(set(found) - known)
    if unknown:
        there_are = ", ".join(sorted(known))
        raise SettingsError(f"{path}: no setting is called {unknown[0]!r}; there are {there_are}")
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


def folder_under(variable: str, otherwise: str, environment: Mapping[str, str]) -> str:
    """Our folder under an XDG base; a relative base is ignored, as the specification asks."""
    base = environment.get(variable, "")
    if not os.path.isabs(base):
        base = os.path.join(os.path.expanduser("~"), otherwise)
    return os.path.join(base, "copytaster")
