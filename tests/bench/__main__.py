"""All benchmarks, one after another: ``python -m tests.bench [NAME ...]``.

Each is a process of its own, so that none measures what another has loaded. ``python -m
tests.bench.NAME --help`` tells what a single one can be asked.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

SHARED = Path(__file__).resolve().parents[3] / "shared"
#: What each is asked for here: that which takes a minute or two.
BENCHES = {
    "clean": ["--seen"],
    "titles": ["--unseen"],
    "names": ["--no-folds"],
    "copies": [],
    "record": [],
    "scale": ["1000", "10000"],
    "case_names": ["1000", "5000", "--names", "10000"],
    "arrivals": ["100"],
    "desk": [],
}
NEED_SHARED = ("clean", "titles", "names", "copies")


def main(arguments: list[str] | None = None) -> int:
    """Run them; 1 if one failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHES)}")
    chosen = parser.parse_args(arguments).names or list(BENCHES)
    if unknown := set(chosen) - set(BENCHES):
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    failed = []
    for name in chosen:
        print(f"\n== {name}", flush=True)
        if name in NEED_SHARED and not SHARED.exists():
            print("left out: its texts are not beside this repository")
        elif subprocess.run(
            [sys.executable, "-m", f"tests.bench.{name}", *BENCHES[name]]
        ).returncode:
            failed.append(name)
    if failed:
        print(f"\nfailed: {', '.join(failed)}", file=sys.stderr)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
