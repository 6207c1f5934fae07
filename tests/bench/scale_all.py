"""All figures of size, one table after another: ``make bench-scale``.

Lists and searches, the screen, other readers, preparation, the arrival of files; at 1,000, 10,000
and 100,000 documents, lists and searches with ``--million`` also at 1,000,000. That takes an hour
and 4 GB (with a million 20 GB) on the disk; ``--at`` keeps the cases for the next time.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile

SIZES = ("1000", "10000", "100000")


def main() -> int:
    """Run them; 1 if one failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.scale_all")
    parser.add_argument("--million", action="store_true", help="lists and searches at 1,000,000")
    parser.add_argument("--at", metavar="DIR", help="keep the cases here")
    chosen = parser.parse_args()
    million = ("1000000",) if chosen.million else ()
    with tempfile.TemporaryDirectory() as passing:
        at = f"--at={chosen.at or passing}"
        failed = [
            words[0]
            for words in (
                ("scale", at, *SIZES, *million),
                ("scale_screen", at, *SIZES),
                ("scale_others", *SIZES),
                ("preparing",),
                ("arrivals",),
            )
            if not _passes(*words)
        ]
    if failed:
        print(f"\nfailed: {', '.join(failed)}", file=sys.stderr)
    return int(bool(failed))


def _passes(name: str, *words: str) -> bool:
    print(f"\n== {name}", flush=True)
    return not subprocess.run([sys.executable, "-m", f"tests.bench.{name}", *words]).returncode


if __name__ == "__main__":
    sys.exit(main())
