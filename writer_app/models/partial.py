"""A download that is not whole yet: kept on disk, so that it goes on after a restart.

Beside `name.gguf.part` lies `name.gguf.part.json`, which says of which file it is a part: without
it, bytes of two versions could be put together.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from writer_app.config.toml import write_atomically
from writer_app.errors import DownloadFailed


@dataclass(frozen=True, slots=True)
class Origin:
    """The file on the hub, as it was when the download began. `etag` may be ""."""

    repo: str
    file: str
    size: int
    etag: str


class Partial:
    """The partial file of `target`, locked against other windows while it is open.

    Raises `DownloadFailed` on entering when another window is fetching the same file.
    """

    def __init__(self, target: Path, origin: Origin) -> None:
        self.path = target.with_name(f"{target.name}.part")
        self._target = target
        self._record = target.with_name(f"{target.name}.part.json")
        self._origin = origin
        self._file: BinaryIO | None = None

    def __enter__(self) -> Partial:
        self._target.parent.mkdir(parents=True, exist_ok=True)
        self._file = self.path.open("a+b")
        if not _lock(self._file):
            self._file.close()
            raise DownloadFailed(
                f"{self._target.name} is being downloaded by another window already.",
                "Wait until it is done there.",
            )
        if not self._is_ours():
            self.start_over()
            write_atomically(self._record, json.dumps(asdict(self._origin)))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    @property
    def size(self) -> int:
        """Bytes that have arrived."""
        return self._open.seek(0, 2)

    def append(self, chunk: bytes) -> None:
        self._open.write(chunk)

    def flush(self) -> None:
        """To the disk itself, so that what counts as arrived survives a power cut."""
        self._open.flush()
        os.fsync(self._open.fileno())

    def start_over(self) -> None:
        self._open.truncate(0)

    def finish(self) -> None:
        """Call once it is whole and closed: the file takes its real name."""
        self.path.replace(self._target)
        self._record.unlink(missing_ok=True)

    def discard(self) -> None:
        self.path.unlink(missing_ok=True)
        self._record.unlink(missing_ok=True)

    @property
    def _open(self) -> BinaryIO:
        if self._file is None:
            raise RuntimeError("the partial file is not open")
        return self._file

    def _is_ours(self) -> bool:
        try:
            record = json.loads(self._record.read_bytes())
        except (OSError, ValueError):
            return False
        return bool(record == asdict(self._origin)) and self.size <= self._origin.size


def _lock(file: BinaryIO) -> bool:
    """The system's own lock: a process that dies leaves none."""
    try:
        import fcntl
    except ImportError:  # Windows refuses to replace or truncate what another has open
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
