"""Running the command as somebody whom file permissions stop, also where the tests run as root."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys

import pytest

from tests.cli.conftest import Desk, Result

# linux/prctl.h and linux/capability.h
_PR_CAPBSET_DROP = 24
_CAP_DAC_OVERRIDE = 1
_CAP_DAC_READ_SEARCH = 2


def run_as_ordinary_user(desk: Desk, *arguments: str) -> Result:
    """The command in a process without root's right to read and write everything."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tui", *desk.where, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=os.environ | desk.environment,
            cwd=desk.root,
            timeout=300,
            preexec_fn=_give_up_root_rights if os.geteuid() == 0 else None,
        )
    except subprocess.SubprocessError:
        pytest.skip("root cannot give up its rights here, and permissions do not stop it")
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


def _give_up_root_rights() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in (_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH):
        if libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "prctl")
