"""What is given back of the model's file, and that the model is none the worse for it."""

from __future__ import annotations

import mmap
import sys
from pathlib import Path

import pytest

from writer_app.worker.mapped import give_back


def resident(path: Path) -> int:
    """Bytes of the file that lie in this process's memory."""
    lines = Path("/proc/self/smaps").read_text().splitlines()
    starts = [i for i, line in enumerate(lines) if line.endswith(str(path))]
    return sum(
        int(next(line for line in lines[i:] if line.startswith("Rss:")).split()[1]) * 1024
        for i in starts
    )


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux is told so")
def test_the_pages_go_and_come_again(tmp_path: Path) -> None:
    path = tmp_path / "a model.gguf"
    path.write_bytes(bytes(range(256)) * 4096)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        total = sum(mapped[::4096])
        assert resident(path) == 256 * 4096
        give_back(str(path))
        assert resident(path) == 0
        assert sum(mapped[::4096]) == total


def test_a_file_that_is_not_mapped_is_left_alone(tmp_path: Path) -> None:
    give_back(str(tmp_path / "other.gguf"))
