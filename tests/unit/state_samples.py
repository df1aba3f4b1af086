"""States to keep, and folders to keep them in."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from writer_app.worker.prefixes import Tokens
from writer_app.worker.states import Saved, state_key

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX permissions, links and limits")

KEY = state_key("ab" * 32, "llama.cpp 1", 4096)
OTHER = state_key("ab" * 32, "llama.cpp 1", 8192)
BLOCK = 4096


def ids(values: Iterable[int]) -> Tokens:
    return np.array(list(values), np.int32)


def noise(seed: int, size: int) -> bytes:
    return np.random.default_rng(seed).bytes(size)


def content_of(tokens: Tokens) -> bytes:
    return noise(int(tokens.sum()) + len(tokens), 3000)


def restored(saved: Saved | None) -> bytes | None:
    data = saved.data() if saved else None
    return None if data is None else data.tobytes()


@contextmanager
def fresh_folder() -> Iterator[Path]:
    """A folder of its own for each example, not yet made."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name) / "states"


def snapshot(folder: Path) -> dict[str, bytes | str]:
    """Every file below, links as where they lead."""
    return {
        str(path): str(path.readlink()) if path.is_symlink() else path.read_bytes()
        for path in folder.rglob("*")
        if path.is_symlink() or path.is_file()
    }


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
