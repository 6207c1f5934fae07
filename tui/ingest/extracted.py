"""What a format's reader gets out of a file."""

from __future__ import annotations

from dataclasses import dataclass

from tui.document import Metadata, Stretch


@dataclass(frozen=True, slots=True)
class Extracted:
    """A document's decoded text, not yet safe to show, and what its own fields say of it.

    Values of ``metadata`` are safe. ``remark`` tells in one line what a reader must know first.
    ``markup`` says where the runs of the text stood, in order, if it came from a page with markup.
    """

    text: str
    encoding: str
    metadata: Metadata = Metadata()
    remark: str = ""
    markup: tuple[Stretch, ...] = ()
