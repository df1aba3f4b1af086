"""Pages of the model's file that nobody needs any more.

llama.cpp maps the file into memory and lays many weights out anew for the processor at hand. Of
those the file's own pages stay in memory beside the copy. Given back, the ones that are used after
all come again at once, since the system still holds the file.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

DONT_NEED = 4
"""`MADV_DONTNEED` of Linux; elsewhere nothing is done."""


def give_back(path: str, maps: Path = Path("/proc/self/maps")) -> None:
    """Forget this process's pages of the file at `path`; its mapping stays."""
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None)
    real = os.path.realpath(path)
    for line in maps.read_text(errors="surrogateescape").splitlines():
        span, *_, name = line.split(maxsplit=5)
        if name == real:
            start, end = (int(part, 16) for part in span.split("-"))
            libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(end - start), DONT_NEED)
