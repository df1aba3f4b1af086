"""The machine under it: a process's memory, a neighbour that keeps a core busy, plain facts."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Ends by itself when its standard input does, so that nothing outlives a killed benchmark.
_BUSY = """
import os, sys, threading
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
print(flush=True)
while True: pass
"""


@contextmanager
def busy_neighbour() -> Iterator[None]:
    """One process that does nothing, all the time."""
    neighbour = subprocess.Popen(
        [sys.executable, "-c", _BUSY], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with neighbour:
        assert neighbour.stdout is not None
        neighbour.stdout.readline()
        try:
            yield
        finally:
            neighbour.kill()


def memory_of(pid: int) -> dict[str, int]:
    """Bytes: "rss", "pss" (shared pages by share), "private"; empty where the system tells none."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    except OSError:
        return {}
    parts = (line.partition(":") for line in lines)
    found = {name: int(rest.split()[0]) * 1024 for name, _, rest in parts}
    return {
        "rss": found["Rss"],
        "pss": found["Pss"],
        "private": found["Private_Clean"] + found["Private_Dirty"],
    }


def facts() -> dict[str, str | int]:
    return {
        "system": platform.system(),
        "machine": platform.machine(),
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1,
        "python": platform.python_version(),
    }


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor()
