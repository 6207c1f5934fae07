"""The index of one case: what was derived from its documents, and a mirror of the record.

Nothing in it is the only copy of anything: the file may be deleted at any moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Self

from tui.index.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from contextlib import AbstractContextManager

    from tui.decision import Operation
    from tui.document import FileEntry, PreparedDocument


@dataclass(frozen=True, slots=True)
class Changes:
    """What a scan brought: numbers of rows, in arrival order, and how many files were as before."""

    new: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    missing: tuple[int, ...] = ()
    unchanged: int = 0


class Sharing(NamedTuple):
    """Another document, how many fingerprints it shares, and how many it has that count."""

    number: int
    shared: int
    size: int


class Index(View):
    """The connection that writes. Used from one thread; :meth:`reader` gives others their own.

    ``remark`` says in one line what is unusual (kept in memory only, made anew); empty when all is
    well.
    """

    remark: str = ""

    @classmethod
    def open(cls, path: str, *, steps: str = "", reader: str = "") -> Self:
        """The index in the file ``path``, made if it is absent, old, damaged or of another case.

        ``steps`` names the versions of all steps of preparation: what was prepared under other
        names is prepared again, and shown as it was until then. ``reader`` is whose operations the
        rows show; empty for all alike.
        """
        raise NotImplementedError

    def reader(self) -> View:
        """Another connection to the same index, for another thread."""
        raise NotImplementedError

    def claim(self) -> bool:
        """Whether this process is the one that prepares documents; asked again, tries again.

        The claim is a lock on a file beside the index, given back with the process.
        """
        raise NotImplementedError

    def batch(self) -> AbstractContextManager[None]:
        """One transaction for everything written inside; undone by an exception."""
        raise NotImplementedError

    def sync_files(self, entries: Sequence[FileEntry]) -> Changes:
        """Take in a whole scan. New files get a row at once, at the end; absent ones are marked."""
        raise NotImplementedError

    def pending(self, limit: int, first: Sequence[int] = ()) -> list[tuple[int, str]]:
        """Rows and files that wait for preparation: of the numbers ``first``, then by arrival."""
        raise NotImplementedError

    def adopt(self, path: str, identity: str) -> bool:
        """Whether ``path`` holds what is prepared already; then it is one more of its paths."""
        raise NotImplementedError

    def put(self, path: str, document: PreparedDocument) -> int:
        """Take in what was prepared from the file ``path``; the number of its row.

        A content that has a row already keeps that row: the file becomes one more of its paths.
        Other bytes under a known path are a new row, and the old one is superseded by it.
        """
        raise NotImplementedError

    def put_failed(self, path: str, remark: str) -> int:
        """Take in that ``path`` could not be prepared, and why; the number of its row."""
        raise NotImplementedError

    def sharing(self, fingerprints: Iterable[int], besides: int = 0) -> list[Sharing]:
        """Who else has these fingerprints, most shared first; not the document ``besides``.

        Fingerprints of more than 50 documents do not count, neither as shared nor in sizes.
        """
        raise NotImplementedError

    def relate(
        self, number: int, other: int, kind: str, share: float, *, same_story: bool = True
    ) -> None:
        """Note that ``number`` "contains", "is contained in" or is the "same" as ``other``.

        ``share`` is the part of the smaller body that the other has. ``same_story`` joins the two
        stories.
        """
        raise NotImplementedError

    def mirror(self, operations: Iterable[Operation], watermark: str) -> None:
        """Take in operations, in any order, any number of times, and how far that reaches."""
        raise NotImplementedError

    def mirror_all(self, operations: Iterable[Operation], watermark: str) -> None:
        """Forget the mirror and take in the whole record."""
        raise NotImplementedError
