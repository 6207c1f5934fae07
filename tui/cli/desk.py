"""Opening the desk: a first picture at once, then the program behind it."""

from __future__ import annotations

import gc
import os
import select
import signal
import sys
import termios
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from tui.cases import Case, Reader
from tui.cli.output import NEAREST, Failure
from tui.ingest.sanitise import sanitise_name
from tui.settings import Settings

if TYPE_CHECKING:
    from tui.app.app import DeskApp
    from tui.cli.library import CaseLibrary
    from tui.cli.recording import DeskRecord

#: What Textual reads from the environment when it is imported. The Kitty keyboard protocol loses
#: text typed through input methods in some terminals; animations cost bytes on slow lines.
_TEXTUAL = {
    "TEXTUAL_ANIMATIONS": "none",
    "TEXTUAL_SMOOTH_SCROLL": "0",
    "TEXTUAL_DISABLE_KITTY_KEY": "1",
}
#: Seconds that a hang-up or termination leaves the program before it is ended for good.
_LAST_CALL = 4.0
#: The same while a step on very many documents is being worked out, which the screen shows already.
_LARGE_LAST_CALL = 60.0
_SIGNALLED = 128
#: So many documents and fewer are copied before one could read that they are.
_MANY_COPIES = 20
#: Columns and rows of a terminal that was never told its size.
_SIZE = (80, 24)
_FIRST_WORDS = "your files are never touched: discard deletes nothing"


def open_desk(case: Case, reader: Reader, settings: Settings) -> int:
    """Show the case until the reader leaves; the exit code.

    All that was decided is on the disk before this returns, or standard error says how much is
    not.
    """
    for path in case.inbox:
        if not os.path.lexists(path):
            raise Failure(f"{sanitise_name(path)}: no such file or folder")
    _first_picture(case)
    for name, value in _TEXTUAL.items():
        os.environ.setdefault(name, value)
    # Garbage collection finds nothing while modules load, and costs a tenth of the start.
    gc.disable()
    from tui.app.app import DeskApp
    from tui.app.ports import Options
    from tui.cli.library import CaseLibrary
    from tui.cli.recording import DeskRecord
    from tui.triage.record import RecordError

    gc.freeze()
    gc.enable()
    record = DeskRecord.open(
        case.state,
        reader=reader.name,
        host=reader.host,
        shared=case.shared,
        read_only=case.read_only,
    )
    library = CaseLibrary(case, reader, settings, record)
    over_ssh = bool(os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"))
    options = Options(
        follow=settings.follow == "on" or (settings.follow == "auto" and not over_ssh),
        guard=settings.guard,
        over_ssh=over_ssh,
        blind=settings.blind,
        evidence=settings.evidence,
        bell=settings.bell,
        remark=library.remark or ("" if record.judgements() else _FIRST_WORDS),
    )
    app = DeskApp(library, record, options)
    _leave_on_signals(app, record)
    try:
        app.run(mouse=False)
        _close(library, record)
        if record.writable:
            record.compact()
        record.close()
    except RecordError as error:
        raise Failure(str(error)) from error
    finally:
        _forget_typing()
    if app.return_code and app.return_code > _SIGNALLED:
        # The terminal may be gone, and with it standard output, which Python would want to flush.
        os._exit(app.return_code)
    return app.return_code or 0


def _close(library: CaseLibrary, record: DeskRecord) -> None:
    """Let go of the documents, when all that was decided is worked out and what it keeps is copied;
    with a word on what that takes, and on what is left for the next time."""
    if record.busy:
        _say("saving what was decided last: a moment")
    # What is worked out last has its copies asked for just before this has its turn.
    record.later(lambda: None).result()
    if library.ruling:
        _say("standing rules have not gone through all that came in: they go on the next time")
    copies = library.uncopied
    if copies > _MANY_COPIES:
        _say(f"copying {copies} documents into the record; Ctrl-C leaves the rest to the next time")
    library.close()
    if library.uncopied:
        _say(f"{library.uncopied} documents are not copied yet: that goes on the next time")


def _say(words: str) -> None:
    # A terminal that has gone hears nothing.
    with suppress(OSError):
        print(f"copytaster: {words}", file=sys.stderr)


def _first_picture(case: Case) -> None:
    """Draw the bars before Textual is loaded: the reader sees that the key was heard."""
    if not os.isatty(1):
        return
    width, height = (
        told or usual for told, usual in zip(os.get_terminal_size(1), _SIZE, strict=True)
    )
    bar = f" {sanitise_name(case.name)} "[:width].ljust(width)
    frame = f"\x1b[?1049h\x1b[H\x1b[2J\x1b[7m{bar}\x1b[0m\x1b[{height};1H\x1b[?25l"
    os.write(1, frame.encode(sys.stdout.encoding, NEAREST))


def _leave_on_signals(app: DeskApp, record: DeskRecord) -> None:
    """A hang-up or a termination saves what waits and leaves, also when the terminal is gone."""

    def leave(number: int, _: object) -> None:
        patience = _LARGE_LAST_CALL if record.busy else _LAST_CALL
        killer = threading.Timer(patience, os._exit, (_SIGNALLED + number,))
        killer.daemon = True
        killer.start()
        record.flush(patience / 2)
        app.exit(return_code=_SIGNALLED + number)

    for number in (signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, leave)
    threading.Thread(target=_hang_up_with_the_terminal, name="terminal", daemon=True).start()


def _hang_up_with_the_terminal() -> None:
    """Whoever started the desk may keep the signal of a terminal that goes, as make does."""
    terminal = select.poll()
    # Asked for nothing: that it is gone is told all the same.
    terminal.register(0, 0)
    terminal.poll()
    os.kill(os.getpid(), signal.SIGHUP)


def _forget_typing() -> None:
    """Keys that were typed for the desk must not reach the shell."""
    # A terminal that is gone has taken them with it, and who would read a complaint about that.
    with suppress(OSError, termios.error):
        termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)
