"""Notes that are being written, saved while the reader types: a kill costs a second of typing.

A draft is a file of its own, replaced whole. It is removed when the note is saved or given up.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import Any

from tui.decision import Anchor
from tui.triage.files import make_folder, open_directory, read_inside, replace_file
from tui.triage.folder import Folder, open_folder_inside

DRAFTS = "drafts"


@dataclass(frozen=True, slots=True)
class Draft:
    """An unfinished note: its document, its words, and the passage that it is on, if any."""

    document: str
    text: str
    anchor: Anchor | None = None

    @property
    def words(self) -> str:
        """Everything that its file says: the note, and the text in and around the passage."""
        place = self.anchor
        parts = (self.text, *((place.prefix, place.quote, place.suffix) if place else ()))
        return "\n".join(parts)


def drafting(folder: Folder) -> tuple[str, ...]:
    """The readers who have drafts in the record, in alphabetical order."""
    inside = open_folder_inside(DRAFTS, folder)
    if inside < 0:
        return ()
    try:
        with os.scandir(inside) as entries:
            return tuple(sorted(one.name for one in entries if one.is_dir(follow_symlinks=False)))
    finally:
        os.close(inside)


class Drafts:
    """One reader's drafts, one for each document. Every method may raise ``OSError``."""

    def __init__(self, folder: Folder, reader: str) -> None:
        self._folder = folder
        self._reader = reader

    def save(self, draft: Draft) -> None:
        """Replace the draft on this document; an empty one is dropped."""
        if not draft.text.strip():
            self.drop(draft.document)
            return
        place = draft.anchor
        parts = {
            "document": draft.document,
            "text": draft.text,
            "anchor": place and [place.start, place.end, place.quote, place.prefix, place.suffix],
        }
        make_folder(DRAFTS, self._folder.descriptor)
        drafts = open_folder_inside(DRAFTS, self._folder)
        try:
            make_folder(self._reader, drafts)
        finally:
            os.close(drafts)
        inside = self._open()
        try:
            replace_file(_name(draft.document), json.dumps(parts).encode(), inside)
        finally:
            os.close(inside)

    def drop(self, document: str) -> None:
        """Forget the draft on this document, if there is one."""
        inside = self._open()
        if inside < 0:
            return
        try:
            os.unlink(_name(document), dir_fd=inside)
        except FileNotFoundError:
            return
        finally:
            os.close(inside)

    def all(self) -> tuple[Draft, ...]:
        """All drafts, as they were last saved; damaged ones are left out."""
        inside = self._open()
        if inside < 0:
            return ()
        try:
            names = sorted(name for name in os.listdir(inside) if name.endswith(".json"))
            found = [_draft(read_inside(name, inside)) for name in names]
        finally:
            os.close(inside)
        return tuple(draft for draft in found if draft)

    def _open(self) -> int:
        drafts = open_folder_inside(DRAFTS, self._folder)
        if drafts < 0:
            return -1
        try:
            return open_directory(self._reader, drafts)
        except FileNotFoundError:
            return -1
        finally:
            os.close(drafts)


def _name(document: str) -> str:
    from hashlib import sha256

    return f"{sha256(document.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}.json"


def _draft(data: bytes) -> Draft | None:
    try:
        parts: dict[str, Any] = json.loads(data)
        place = parts["anchor"]
        return Draft(str(parts["document"]), str(parts["text"]), place and Anchor(*place))
    except (ValueError, TypeError, KeyError):
        return None
