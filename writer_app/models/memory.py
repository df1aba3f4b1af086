"""How much memory the machine has, and how much of it is free. Bytes; 0 where nobody says."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path


def total_bytes() -> int:
    """The machine's memory, or what a container is allowed of it."""
    if sys.platform == "win32":
        return _windows()[0]
    try:
        physical = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        return 0
    limit = container_limit()
    return min(physical, limit) if limit else physical


def available_bytes() -> int:
    """What can be used without pushing anything out; the whole where that is not known."""
    if sys.platform == "win32":
        return _windows()[1]
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except (OSError, ValueError):
        return total_bytes()
    for line in lines:
        if line.startswith("MemAvailable:"):
            return min(int(line.split()[1]) * 1024, total_bytes())
    return total_bytes()


def container_limit() -> int:
    """The memory limit of a Linux control group, 0 when there is none."""
    for name in ("memory.max", "memory/memory.limit_in_bytes"):
        try:
            limit = int((Path("/sys/fs/cgroup") / name).read_text(encoding="ascii"))
        except (OSError, ValueError):  # "max" is a word
            continue
        if 0 < limit < 1 << 60:
            return limit
    return 0


def _windows() -> tuple[int, int]:
    class Status(ctypes.Structure):
        _fields_ = [
            ("length", ctypes.c_ulong),
            ("load", ctypes.c_ulong),
            ("total", ctypes.c_ulonglong),
            ("available", ctypes.c_ulonglong),
            ("rest", ctypes.c_ulonglong * 5),
        ]

    status = Status(length=ctypes.sizeof(Status))
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - absent from other platforms' types
    if not kernel.GlobalMemoryStatusEx(ctypes.byref(status)):
        return 0, 0
    return status.total, status.available
