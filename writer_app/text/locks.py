"""Locks of the operating system on files in the app's own data.

The system lets go of them when their process ends, however it ends, so that a crash leaves no
lock behind that somebody would have to remove. They are never put beside the writer's files.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from pathlib import Path


class FileLock:
    """An exclusive lock on `path`, which is made for it and removed after it.

    Two locks on one path exclude each other, in one process as well as in two.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None

    @property
    def held(self) -> bool:
        return self._descriptor is not None

    def acquire(self) -> bool:
        """Whether the lock is ours now; never waits. OSError if the file cannot be made."""
        while self._descriptor is None:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                if not _lock(descriptor):
                    os.close(descriptor)
                    return False
                # Its holder may have removed the file between our opening and our locking it;
                # then somebody else may hold a lock on a new one of that name.
                same = os.path.samestat(os.fstat(descriptor), self.path.stat())
            except FileNotFoundError:
                same = False
            except BaseException:
                os.close(descriptor)
                raise
            if same:
                self._descriptor = descriptor
            else:
                os.close(descriptor)
        return True

    def release(self) -> None:
        """Let go; nothing happens where the lock is not held."""
        if self._descriptor is None:
            return
        descriptor, self._descriptor = self._descriptor, None
        # Removed while still held: after that, the file of that name may be another's.
        with contextlib.suppress(OSError):
            self.path.unlink()
        os.close(descriptor)
        if sys.platform == "win32":
            # There an open file cannot be removed.
            with contextlib.suppress(OSError):
                self.path.unlink()


class DocumentLock:
    """The documents that this window holds, so that no other one saves over them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: dict[str, FileLock] = {}

    def acquire(self, path: Path) -> bool:
        """Whether the document is ours now, or was; False when another window holds it.

        Every path to a file is the same document. Where no lock can be made at all (a full
        disk, say) the document opens without one: a writer kept out would be the worse harm.
        """
        name = _name(path)
        if name in self._held:
            return True
        lock = FileLock(self._folder / name)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if not lock.acquire():
                return False
        except OSError:
            return True
        self._held[name] = lock
        return True

    def release(self, path: Path) -> None:
        if lock := self._held.pop(_name(path), None):
            lock.release()

    def release_all(self) -> None:
        while self._held:
            self._held.popitem()[1].release()


def _name(path: Path) -> str:
    real = os.path.normcase(os.path.realpath(path))
    return f"{hashlib.sha256(os.fsencode(real)).hexdigest()[:32]}.lock"


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            # Not `lockf`: that one is lost as soon as the process closes any descriptor of it.
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
