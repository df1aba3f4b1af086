"""How many threads the arithmetic gets."""

from __future__ import annotations

import math
import os
from pathlib import Path

CPUS = Path("/sys/devices/system/cpu")
QUOTA = Path("/sys/fs/cgroup/cpu.max")


def sensible_threads() -> int:
    """One for each physical core that is ours; small machines use all they have.

    Two threads on one core share its arithmetic units and gain nothing. A thread beyond what a
    container may use makes all others wait for it.
    """
    ours = _our_cpus()
    cores = _physical_cores(ours)
    threads = cores if cores >= 4 else len(ours)
    return max(1, min(threads, _quota()))


def _our_cpus() -> set[int]:
    if hasattr(os, "sched_getaffinity"):
        return os.sched_getaffinity(0)
    return set(range(os.cpu_count() or 1))


def _physical_cores(cpus: set[int]) -> int:
    siblings = set()
    for cpu in cpus:
        try:
            siblings.add((CPUS / f"cpu{cpu}/topology/thread_siblings_list").read_text())
        except OSError:
            return max(1, len(cpus) // 2) if len(cpus) > 4 else len(cpus)
    return len(siblings)


def _quota() -> int:
    try:
        limit, period = QUOTA.read_text().split()
        return max(1, math.floor(int(limit) / int(period)))
    except (OSError, ValueError):
        return 1 << 16  # none, or "max"
