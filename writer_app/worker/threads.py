"""How many threads the arithmetic gets."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable
from pathlib import Path

STAT = Path("/proc/stat")
WINDOW = 0.1
"""Seconds over which the load is judged, at least; the kernel counts in hundredths."""
IDLE = 0.5
"""Seconds between two decodes after which what went on meanwhile says little of now."""
CROWDED, CALM = 0.4, 0.25
"""Cores that others must use, or leave, for a thread to be given up or taken back."""
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


class Pace:
    """Gives up a thread for each core that other programs keep busy, and takes it back.

    llama.cpp's threads wait for each other some hundred times for each token. When one of them
    has to share its core, all are as slow as it: two threads beside one busy process decode at a
    fifth of their speed, one thread alone at more than half.
    """

    def __init__(self, threads: int, apply: Callable[[int], None]) -> None:
        self._all = self._now = threads
        self._apply = apply
        self._cpus = {f"cpu{number}" for number in _our_cpus()}
        self._seen = self._read()
        self._since = self._until = time.monotonic()
        """When the load was read last, and when the last decode ended."""

    def before(self) -> None:
        """A decode begins."""
        now = time.monotonic()
        if now - self._until > IDLE:
            self._seen, self._since = self._read(), now

    def after(self) -> None:
        """It has ended; does something every `WINDOW` only, however long the decode was.

        Beside a busy process one step of a large model takes most of a second.
        """
        now = self._until = time.monotonic()
        if now - self._since < WINDOW or self._seen is None:
            return
        last, self._seen = self._seen, self._read()
        elapsed, self._since = now - self._since, now
        if self._seen is None:
            return
        others = max(0.0, self._seen - last) / elapsed
        threads = wanted_threads(self._now, self._all, len(self._cpus), others)
        if threads != self._now:
            self._now = threads
            self._apply(threads)

    def _read(self) -> float | None:
        """Seconds that our cores spent on others; None where nobody counts them."""
        try:
            lines = STAT.read_text().splitlines()
        except OSError:
            return None
        counts = [line.split() for line in lines if line.split(" ", 1)[0] in self._cpus]
        # user nice system idle iowait irq softirq ...
        busy = sum(int(c[1]) + int(c[2]) + int(c[3]) + int(c[6]) + int(c[7]) for c in counts)
        return busy / os.sysconf("SC_CLK_TCK") - time.process_time()


def wanted_threads(now: int, most: int, cores: int, others: float) -> int:
    """How many threads to use when other programs keep `others` cores busy."""
    margin = CROWDED if now == most else CALM
    taken = math.floor(others + 1 - margin)
    return max(1, min(most, cores - taken))
