"""KV states kept over restarts, so that a document that is opened again need not be read again.

Everything here can be computed anew: what cannot be kept is not kept, what is damaged or no
longer fits is as good as gone, and nobody is told.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from writer_app.text.locks import FileLock
from writer_app.worker import state_file
from writer_app.worker.prefixes import Tokens, common_length
from writer_app.worker.state_file import NAME, TEMPORARY, Bytes

LIMIT = 512 << 20
"""Bytes of all states together."""

_NEAR_END = 8
"""A state that holds for all but the last eighth of its tokens is an older one of the same text."""


@dataclass(frozen=True, slots=True, eq=False)
class Saved:
    """A state on the disk. `common`: how many of its first tokens are those that were asked for."""

    tokens: Tokens
    common: int
    path: Path

    def data(self) -> Bytes | None:
        """The state's bytes, checked, in memory of their own; None if they cannot be had.

        A damaged file is deleted, and `States.best` then finds the next best one.
        """
        try:
            data = state_file.read_data(self.path)
        except (OSError, MemoryError):
            return None
        if data is None:
            _remove(self.path)
        return data


class States:
    """The states in one folder, which other windows may share.

    `best` and `Saved.data` may run beside a `write`, on any thread: a file gets its name only
    once it is whole, and one that goes while it is read is read to its end. Of two `write`s at
    the same time, in this process or another, the later one keeps nothing. `forget` may come at
    any time, and a `write` under way then keeps nothing either. None of them raises for anything
    that the disk holds, lacks or refuses.
    """

    def __init__(self, folder: Path, key: str, limit: int = LIMIT) -> None:
        """`key` comes from `state_key`; `limit` is in bytes, for the states of all keys.

        Removes what writers that were killed have left; the folder need not exist.
        """
        self._folder = folder
        self._key = bytes.fromhex(key)
        self._limit = limit
        with suppress(OSError), _alone(folder) as alone:
            if alone:
                _remove_all(folder, TEMPORARY)

    def best(self, tokens: Tokens, at_least: int) -> Saved | None:
        """The state that shares most first tokens with `tokens`: one or more, and `at_least`.

        Reads headers only. Of equally good ones the smallest.
        """
        found = [Saved(its, common_length(its, tokens), path) for path, its in self._ours()]
        best = max(found, key=lambda saved: (saved.common, -len(saved.tokens)), default=None)
        return best if best and best.common >= max(at_least, 1) else None

    def write(
        self,
        tokens: Tokens,
        data: bytes | bytearray | memoryview | ctypes.Array[ctypes.c_uint8],
    ) -> None:
        """Keep the state of `tokens` if that can be, in place of older ones of the same text.

        The oldest files go until all are within the limit; what is larger than half the limit is
        not kept. `data` must stay as they are until this returns.
        """
        content = np.asarray(memoryview(data).cast("B"), np.uint8)
        if not len(tokens) or state_file.size_of(tokens, content) > self._limit // 2:
            return
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with _alone(self._folder) as alone:
                if alone:
                    _remove_all(self._folder, TEMPORARY)
                    newest = state_file.write(self._folder, self._key, tokens, content)
                    self._replace(newest, tokens)
                    self._evict(newest)

    def forget(self) -> None:
        """Remove the states of all keys."""
        # In this order: without its temporary file a write under way cannot outlive this.
        _remove_all(self._folder, TEMPORARY)
        _remove_all(self._folder, NAME)

    def _ours(self) -> Iterator[tuple[Path, Tokens]]:
        for path in _files(self._folder, NAME):
            if not path.name.startswith(self._key.hex()[:16]):
                continue
            with suppress(OSError):
                header = state_file.read_header(path)
                if header is None:
                    _remove(path)
                elif header.key == self._key:
                    yield path, header.tokens

    def _replace(self, newest: Path, tokens: Tokens) -> None:
        for path, its in self._ours():
            if path != newest and common_length(its, tokens) >= len(its) - len(its) // _NEAR_END:
                _remove(path)

    def _evict(self, newest: Path) -> None:
        files = []
        for path in _files(self._folder, NAME):
            with suppress(OSError):
                status = path.lstat()
                # A clock that was put back must not cost the state that was just written.
                files.append((path == newest, status.st_mtime_ns, status.st_size, path))
        total = sum(size for _, _, size, _ in files)
        for _, _, size, path in sorted(files):
            if total <= self._limit:
                break
            _remove(path)
            total -= size


def state_key(model_sha256: str, *parts: str | int | None) -> str:
    """All that a state depends on besides its tokens, as 64 hexadecimal digits."""
    return hashlib.sha256(json.dumps([model_sha256, *parts]).encode()).hexdigest()


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """Whether nobody else writes here for as long as this lasts. Raises OSError."""
    lock = FileLock(folder / "states.lock")
    try:
        yield lock.acquire()
    finally:
        lock.release()


def _files(folder: Path, pattern: re.Pattern[str]) -> list[Path]:
    """The regular files of such names; none if the folder cannot be read."""
    found = []
    with suppress(OSError):
        for path in folder.iterdir():
            with suppress(OSError):
                if pattern.fullmatch(path.name) and stat.S_ISREG(path.lstat().st_mode):
                    found.append(path)
    return found


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def _remove_all(folder: Path, pattern: re.Pattern[str]) -> None:
    for path in _files(folder, pattern):
        _remove(path)
