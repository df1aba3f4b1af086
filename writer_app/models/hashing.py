"""SHA-256 of model files, worked out once: gigabytes are not read again for every decision."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, TypeGuard

from writer_app.config.toml import write_atomically

_CHUNK = 1 << 20


class _Entry(NamedTuple):
    size: int
    mtime_ns: int
    sha256: str

    @property
    def stamp(self) -> tuple[int, int]:
        return self.size, self.mtime_ns


class Stopped(Exception):  # the caller's own wish, no error
    """The caller asked to stop hashing."""


def sha256_of(path: Path, cancelled: Callable[[], bool] = lambda: False) -> str:
    """Hexadecimal. Raises `OSError`, or `Stopped` once `cancelled` says so."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if cancelled():
                raise Stopped
            digest.update(chunk)
    return digest.hexdigest()


class Hashes:
    """Remembered by path, size and time of change, in one JSON file that may be lost."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def known(self, path: Path) -> str | None:
        """The hash if it was worked out before and the file has not changed; never slow."""
        try:
            entry = self._read().get(str(path.absolute()))
            return entry.sha256 if entry is not None and entry.stamp == _stamp(path) else None
        except OSError:
            return None

    def of(self, path: Path, cancelled: Callable[[], bool] = lambda: False) -> str:
        """The hash, worked out if need be: seconds for some gigabytes, so not on a GUI thread.

        Raises `OSError` when the file cannot be read, `Stopped` once `cancelled` says so.
        """
        known = self.known(path)
        if known is not None:
            return known
        before = _stamp(path)
        digest = sha256_of(path, cancelled)
        if _stamp(path) == before:
            self._remember(path, before, digest)
        return digest

    def _remember(self, path: Path, stamp: tuple[int, int], digest: str) -> None:
        entries = {name: entry for name, entry in self._read().items() if Path(name).exists()}
        entries[str(path.absolute())] = _Entry(*stamp, digest)
        with suppress(OSError):  # forgotten, then: it can be worked out again
            write_atomically(self._file, json.dumps(entries, indent=1))

    def _read(self) -> dict[str, _Entry]:
        try:
            stored = json.loads(self._file.read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        if not isinstance(stored, dict):
            return {}
        return {name: _Entry(*entry) for name, entry in stored.items() if _sound(entry)}


def _sound(entry: object) -> TypeGuard[list[Any]]:
    return (
        isinstance(entry, list)
        and [type(part) for part in entry] == [int, int, str]
        and len(entry[2]) == 64
    )


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns
