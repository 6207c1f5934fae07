"""What is in an inbox: its files in a steady order, and what was left out of it."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui.document import FileEntry
from tui.ingest.read import kind_problem, reason
from tui.ingest.sanitise import sanitise_name
from tui.ingest.sidecar import MANIFEST, SIDECAR, sidecar_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_VERSION_CONTROL = frozenset({".git", ".hg", ".svn", ".bzr", ".jj", "_darcs", "CVS"})
_MACHINERY = frozenset({"__pycache__", "node_modules"})
#: What is passed over without a word on each, and how several of it are called.
_PASSED = {
    "hidden file": "hidden files",
    "hidden folder": "hidden folders",
    "version control folder": "version control folders",
    "folder of caches or packages": "folders of caches or packages",
    "virtual environment": "virtual environments",
    "metadata file": "metadata files",
    "path of Copytaster's own": "paths of Copytaster's own",
    "part of a mailbox": "parts of mailboxes",
    "link to a folder": "links to folders",
    "link to a file that is listed": "links to files that are listed",
}
_DELIVERED = frozenset({"cur", "new"})
_MAILDIR = _DELIVERED | {"tmp"}
_ALL_MAY_READ = stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH
_EFFECTIVE = os.access in os.supports_effective_ids
_DIGITS = re.compile(r"([0-9]+)")


class InboxError(Exception):
    """An inbox could not be opened at all; the message says which and why, in one safe line."""


@dataclass(frozen=True, slots=True)
class Inbox:
    """The files of an inbox, and in words what the scan passed over.

    ``left_out`` counts what is left out by rule; ``locked`` names each folder that could not be
    looked into, and why. ``folders`` are those that were gone through, ``single`` the files that
    were named by themselves, ``metadata`` those that describe documents beside them.
    """

    entries: tuple[FileEntry, ...]
    left_out: tuple[str, ...] = ()
    locked: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    single: tuple[str, ...] = ()
    metadata: tuple[FileEntry, ...] = ()


def scan(roots: Sequence[str], *, leave_out: Sequence[str] = ()) -> Inbox:
    """The documents below ``roots``, each a folder or a file, in the order of their paths.

    Numbers in names count as numbers. Hidden files and folders, version control, virtual
    environments, caches, sidecars and manifests are left out, and so are the paths in
    ``leave_out`` and all of a maildir but what was delivered to it and its mailboxes. No link is
    followed; a file that only a link of the same root leads to is listed under its real path,
    behind the others. What looks like a document and cannot be read is listed with its problem.
    Raises :class:`InboxError` if a root is missing or may not be looked into.
    """
    own = frozenset(os.path.realpath(path) for path in leave_out)
    walk = _Walk(own, frozenset(os.path.basename(path) for path in own))
    for root in roots:
        walk.root(root)
    return Inbox(
        tuple(walk.entries.values()),
        walk.passed_over(),
        tuple(walk.refused),
        tuple(walk.folders),
        tuple(walk.single),
        tuple(walk.metadata),
    )


@dataclass(slots=True)
class _Walk:
    leave_out: frozenset[str]
    own_names: frozenset[str]
    entries: dict[str, FileEntry] = field(default_factory=dict)
    passed: Counter[str] = field(default_factory=Counter)
    refused: list[str] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    single: list[str] = field(default_factory=list)
    metadata: list[FileEntry] = field(default_factory=list)
    given: str = ""
    real: str = ""
    linked: list[str] = field(default_factory=list)

    def root(self, path: str) -> None:
        """Take in one root: all of a folder, or a single file."""
        self.given = path.rstrip("/") or "/"
        self.real = os.path.realpath(path)
        try:
            status = os.stat(path)
            folder = stat.S_ISDIR(status.st_mode)
            waiting = self._children(self.given) if folder else []
        except OSError as error:
            missing = isinstance(error, FileNotFoundError)
            words = "no such file or folder" if missing else reason(error)
            raise InboxError(f"{sanitise_name(path)}: {words}") from error
        if not folder:
            single = self.real if os.path.islink(path) else path
            self.single.append(single)
            self._take(single, status)
        while waiting:
            child = waiting.pop()
            try:
                waiting += self._child(child)
            except FileNotFoundError:
                continue  # Gone since its folder was read: not in the inbox any more.
            except OSError as error:
                self.refused.append(f"{sanitise_name(child.path)}: {reason(error)}")
        self._take_linked()

    def passed_over(self) -> tuple[str, ...]:
        """What was left out by rule, in words, with the number of each."""
        return tuple(
            f"{count} {_PASSED[what] if count > 1 else what}"
            for what, count in sorted(self.passed.items())
        )

    def _children(self, folder: str) -> list[os.DirEntry[str]]:
        """What stands in a folder and is to be looked at, the first one last."""
        with os.scandir(folder) as found:
            there = list(found)
        if _is_maildir(there):
            return self._maildir(there)
        self.folders.append(folder)
        children = [child for child in there if not self._hidden(child)]
        metadata = metadata_files(
            {child.name for child in children if not child.is_dir(follow_symlinks=False)}
        )
        if metadata:
            self.passed["metadata file"] += len(metadata)
            self._describe(child for child in children if child.name in metadata)
            children = [child for child in children if child.name not in metadata]
        children.sort(key=lambda child: natural_order(child.name), reverse=True)
        return children

    def _describe(self, files: Iterable[os.DirEntry[str]]) -> None:
        """Note what describes documents, so that a change of it is seen."""
        for child in files:
            with suppress(FileNotFoundError):
                status = child.stat(follow_symlinks=False)
                self.metadata.append(file_entry(child.path, status))

    def _maildir(self, there: list[os.DirEntry[str]]) -> list[os.DirEntry[str]]:
        """Of a mailbox what was delivered, and the mailboxes in it (Maildir++ begins their names
        with a dot); neither what is being delivered nor what mail programs keep beside it."""
        children = [child for child in there if child.name in _DELIVERED or _is_mailbox(child)]
        self.passed["part of a mailbox"] += len(there) - len(children)
        children.sort(key=lambda child: natural_order(child.name), reverse=True)
        return children

    def _hidden(self, child: os.DirEntry[str]) -> bool:
        if not hidden(child.name):
            return False
        if child.name in _VERSION_CONTROL:
            self.passed["version control folder"] += 1
        elif child.name in _MACHINERY:
            self.passed["folder of caches or packages"] += 1
        else:
            folder = child.is_dir(follow_symlinks=False)
            self.passed["hidden folder" if folder else "hidden file"] += 1
        return True

    def _child(self, child: os.DirEntry[str]) -> list[os.DirEntry[str]]:
        """Take in one file; of a folder return what is in it."""
        if child.name in self.own_names and self._real_path(child) in self.leave_out:
            self.passed["path of Copytaster's own"] += 1
        elif child.is_symlink():
            self._link(child)
        elif not child.is_dir(follow_symlinks=False):
            self._take(child.path, child.stat(follow_symlinks=False))
        elif os.path.lexists(os.path.join(child.path, "pyvenv.cfg")):
            self.passed["virtual environment"] += 1
        else:
            return self._children(child.path)
        return []

    def _real_path(self, child: os.DirEntry[str]) -> str:
        # No link lies between the root and its children, so only the root has to be resolved.
        return os.path.join(self.real, child.path[len(self.given) :].lstrip("/"))

    def _take(self, path: str, status: os.stat_result, problem: str = "") -> None:
        self.entries.setdefault(path, file_entry(path, status, problem))

    def _link(self, child: os.DirEntry[str]) -> None:
        target = os.path.realpath(child.path)
        own = child.stat(follow_symlinks=False)
        try:
            mode = os.stat(target).st_mode
        except OSError:
            self._take(child.path, own, "link to nowhere")
            return
        if not below(target, self.real):
            self._take(child.path, own, "link out of the inbox, not followed")
        elif stat.S_ISDIR(mode):
            self.passed["link to a folder"] += 1
        elif any(below(target, path) for path in self.leave_out):
            self.passed["path of Copytaster's own"] += 1
        elif stat.S_ISREG(mode):
            self.linked.append(target)
        else:
            self._take(child.path, own, f"link to what {kind_problem(mode)}")

    def _take_linked(self) -> None:
        """List the files that only a link led to; the others are there under their own paths."""
        known = {os.path.realpath(path) for path in self.entries} if self.linked else set()
        for target in self.linked:
            if target in known:
                self.passed["link to a file that is listed"] += 1
            else:
                known.add(target)
                self._take(target, os.lstat(target))
        self.linked.clear()


def file_entry(path: str, status: os.stat_result, problem: str = "") -> FileEntry:
    """A file as the index knows it, with what keeps it from being read."""
    problem = problem or kind_problem(status.st_mode)
    if not problem and status.st_mode & _ALL_MAY_READ != _ALL_MAY_READ:
        may_read = os.access(path, os.R_OK, effective_ids=_EFFECTIVE)
        problem = "" if may_read else "no permission to read"
    return FileEntry(path, status.st_size, status.st_mtime_ns, status.st_ino, problem)


def hidden(name: str) -> bool:
    """Whether a file or folder of this name is passed over."""
    return name.startswith(".") or name in _VERSION_CONTROL or name in _MACHINERY


def natural_order(name: str) -> tuple[list[str | int], str]:
    """A key that sorts ``9.txt`` before ``10.txt`` and takes no notice of case at first."""
    parts: list[str | int] = [*_DIGITS.split(name.casefold())]
    parts[1::2] = map(int, parts[1::2])
    return parts, name


def metadata_files(names: set[str]) -> set[str]:
    """The manifest, and the sidecars of the documents among ``names``."""
    found = {name for name in names if name.endswith(SIDECAR)}
    if found:
        found &= {sidecar for name in names for sidecar in sidecar_names(name) if sidecar != name}
    return found | ({MANIFEST} & names)


def _is_maildir(there: Iterable[os.DirEntry[str]]) -> bool:
    """Whether a folder is a mailbox, after D. J. Bernstein's maildir(5)."""
    found = [child for child in there if child.name in _MAILDIR]
    return len(found) == len(_MAILDIR) and all(one.is_dir(follow_symlinks=False) for one in found)


def _is_mailbox(child: os.DirEntry[str]) -> bool:
    return (
        child.name.startswith(".")
        and child.is_dir(follow_symlinks=False)
        and all(os.path.isdir(os.path.join(child.path, name)) for name in _MAILDIR)
    )


def below(path: str, folder: str) -> bool:
    """Whether a path is the folder or lies in it, by the names alone."""
    return path == folder or path.startswith(folder.rstrip("/") + "/")
