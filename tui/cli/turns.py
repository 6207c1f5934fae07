"""How the interpreter divides its time while much is worked out beside the screen's thread."""

from __future__ import annotations

import gc
import sys
import threading

#: Seconds after which a thread gives way to another, so that a key is answered at once: a tenth of
#: what Python lets a thread have.
_TURN = 0.0005
#: So many new objects and more are left alone by the collector.
_MUCH = 20_000


class _Undisturbed:
    """Inside it threads take short turns and the collector rests; several may be inside at once.

    The collector would go through all of a record of 100,000 entries several times meanwhile, a
    tenth of a second each in which no key is answered. They are in no cycles: it need not go
    through those that stay later either. But what is frozen is never collected, and so nothing is
    for a little work.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._usual = _TURN

    def __enter__(self) -> None:
        with self._lock:
            self._inside += 1
            if self._inside == 1:
                self._usual = sys.getswitchinterval()
                sys.setswitchinterval(_TURN)
                gc.disable()

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0:
                if gc.get_count()[0] > _MUCH:
                    gc.freeze()
                gc.enable()
                sys.setswitchinterval(self._usual)


#: There is one interpreter, and so one of these.
UNDISTURBED = _Undisturbed()
