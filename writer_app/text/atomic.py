"""Replacing a file so that a crash at any moment leaves the old one or the new one, whole.

The new bytes are written beside the old file, flushed to the disk, read back and compared;
then the name is moved over in one step and the folder flushed, so that the move itself
survives a power cut. Whatever fails before the move leaves the old file untouched.

A process killed in the middle leaves its half-written copy behind. The next save of the same
file sweeps copies that no save can still be busy with.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path

from writer_app.errors import DiskFull, DocumentError, FolderGone, NotWritable

SUFFIX = ".writer-app.tmp"
"""Of the copy that is being written."""

_STALE_SECONDS = 3600.0


def replace_bytes(
    path: Path,
    data: bytes,
    *,
    like: os.stat_result | None = None,
    private: bool = False,
    before_move: Callable[[], None] | None = None,
) -> None:
    """Make `data` the whole content of `path`, which is no symbolic link.

    The new file gets the permissions and, where that is allowed, the owner of `like`; without
    it, what the umask leaves, or nothing for others when `private`. `before_move` is called when
    everything is ready, and stops the save by raising. Raises NotWritable, FolderGone or
    DiskFull, all with the old file as it was.
    """
    temporary = path.with_name(f"{_prefix(path)}{secrets.token_hex(4)}{SUFFIX}")
    try:
        _write_through(temporary, data, like, private)
        if before_move:
            before_move()
        temporary.replace(path)
    except OSError as error:
        raise explained(error, path) from error
    finally:
        # After the move there is nothing left to remove.
        with contextlib.suppress(OSError):
            temporary.unlink()
    _flush_folder(path.parent)
    _sweep(path)


def explained(error: OSError, path: Path) -> DocumentError:
    """What an operating system says about writing `path`, for the writer."""
    name, folder = path.name, path.parent
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return DiskFull(
                f"There is no room on the disk to save “{name}”.",
                "The version on the disk is untouched. Free some space and save again, "
                "or save somewhere else.",
            )
        case errno.ENOENT | errno.ENOTDIR | errno.ENODEV | errno.ENXIO | errno.ESTALE:
            return FolderGone(
                f"The folder “{folder}” is no longer there.",
                "Save the text somewhere else, or bring the folder back and save again.",
            )
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return NotWritable(
                f"“{name}” cannot be written in “{folder}”.",
                "You have no permission to write there, or it is write-protected. "
                "Save the text somewhere else.",
            )
        case errno.ELOOP:
            return NotWritable(
                f"“{name}” is a link that leads back to itself.", "Save under another name."
            )
        case errno.ENAMETOOLONG:
            return NotWritable(f"The name “{name}” is too long.", "Save under a shorter name.")
    reason = error.strerror or type(error).__name__
    return NotWritable(
        f"“{name}” could not be saved: {reason}.",
        "The version on the disk is untouched. Save the text somewhere else.",
    )


def _prefix(path: Path) -> str:
    # Of a fixed length, so that a long name does not become too long; hidden from most lists.
    return f".{hashlib.sha256(os.fsencode(path.name)).hexdigest()[:12]}-"


def _write_through(
    temporary: Path, data: bytes, like: os.stat_result | None, private: bool
) -> None:
    """Write, flush to the disk, and read back."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    # Not even for a moment readable by more people than the file itself will be.
    descriptor = os.open(temporary, flags, 0o600 if private or like else 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        if like and os.name != "nt":
            with contextlib.suppress(OSError):
                os.chown(descriptor, like.st_uid, like.st_gid)
            os.fchmod(descriptor, stat.S_IMODE(like.st_mode))
        _flush(descriptor)
    finally:
        os.close(descriptor)
    if temporary.read_bytes() != data:
        raise OSError(errno.EIO, "what the disk gave back is not what was written")


def _flush(descriptor: int) -> None:
    if sys.platform == "darwin":
        import fcntl

        # fsync there stops at the drive's own cache; not every file system offers more.
        with contextlib.suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def _flush_folder(folder: Path) -> None:
    """Make the move itself last. Where folders cannot be flushed the move has still happened."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _sweep(path: Path) -> None:
    """Remove what saves of this file left behind that were killed long ago."""
    prefix, horizon = _prefix(path), time.time() - _STALE_SECONDS
    with contextlib.suppress(OSError), os.scandir(path.parent) as entries:
        for entry in entries:
            if entry.name.startswith(prefix) and entry.name.endswith(SUFFIX):
                with contextlib.suppress(OSError):
                    if entry.stat(follow_symlinks=False).st_mtime < horizon:
                        Path(entry.path).unlink()
