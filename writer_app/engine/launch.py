"""How a worker is started."""

from __future__ import annotations

import sys
from pathlib import Path

SPIN = 100_000
"""Turns for which llama.cpp's threads wait for each other before they sleep, unless measured."""

_BOOT = (
    "import runpy, sys; sys.path.append(sys.argv.pop(1)); "
    "runpy.run_module('writer_app.worker', run_name='__main__')"
)


def worker_command(*arguments: str) -> tuple[str, ...]:
    """The command line of a worker: `python -m writer_app.worker`, but from any folder.

    `-m` alone would look for modules in the current folder first, which may be where the
    writer's documents lie: a `json.py` beside a draft must not run.
    """
    root = str(Path(__file__).resolve().parents[2])
    return (sys.executable, "-P", "-c", _BOOT, root, *arguments)
