"""Loading and saving documents without losing a word.

In memory a text has "\\n" between its lines and no byte order mark; how it was stored is kept
beside it and given back at the save. What is saved replaces the old file in one step
(`atomic`), only over the version that was read (`Fingerprint`), and never over a file that
says read-only.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from writer_app.errors import (
    FileChangedOnDisk,
    FolderGone,
    NotReadable,
    NotText,
    NotUtf8,
    NotWritable,
    TooLarge,
)
from writer_app.text.atomic import explained, replace_bytes
from writer_app.text.encodings import BOMS, bom_of, canonical, detect, looks_binary, shown

Newline = Literal["\n", "\r\n", "\r"]

MAX_BYTES = 32 * 1024 * 1024
"""Of a file. Beyond it the editor would no longer answer at once; novels are 1 MB."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a file held: SHA-256 of its bytes, hexadecimal, and how many they were."""

    sha256: str
    size: int

    @classmethod
    def of(cls, data: bytes) -> Fingerprint:
        return cls(hashlib.sha256(data).hexdigest(), len(data))


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file as it was read.

    `newline` is the commonest line ending; with `mixed_newlines` a save makes all of them that.
    `encoding` is Python's name, `bom` whether a byte order mark stood before the text.
    """

    path: Path
    text: str
    newline: Newline
    mixed_newlines: bool
    bom: bool
    encoding: str
    fingerprint: Fingerprint
    read_only: bool


def load(path: Path, encoding: str = "utf-8") -> Loaded:
    """Read a document. With another `encoding`, one the writer agreed to.

    Raises NotReadable, TooLarge, NotText, or NotUtf8 with the encoding to offer.
    """
    data = read_bytes(path)
    encoding = canonical(encoding)
    marked = next(((mark, of) for mark, of in BOMS if data.startswith(mark)), None)
    # Somebody who agrees to "utf-16" leaves the order of its bytes to the mark.
    if encoding in ("utf-16", "utf-32"):
        encoding = marked[1] if marked and marked[1].startswith(encoding) else f"{encoding}-le"
    mark = marked[0] if marked and marked[1] == encoding else b""
    if encoding == "utf-8" and looks_binary(data):
        raise NotText(
            f"“{path.name}” is not a text file.",
            "It holds data that a text editor would damage. Open it with the program it is from.",
        )
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_utf8(path, data, encoding) from error
    if "\0" in text:
        raise NotText(
            f"“{path.name}” is not a text file.",
            f"Read as {shown(encoding)} it holds characters that no text has.",
        )
    crlf = text.count("\r\n")
    counts: dict[Newline, int] = {
        "\n": text.count("\n") - crlf,
        "\r\n": crlf,
        "\r": text.count("\r") - crlf,
    }
    newline: Newline = max(counts, key=counts.__getitem__)
    return Loaded(
        path=path,
        text=_plain_newlines(text),
        newline=newline,
        mixed_newlines=sum(count > 0 for count in counts.values()) > 1,
        bom=bool(mark),
        encoding=encoding,
        fingerprint=Fingerprint.of(data),
        read_only=_read_only(path),
    )


def load_to_read(path: Path) -> Loaded:
    """What is not going to be saved: in whatever encoding it looks like.

    Raises as `load` does; NotUtf8 only where no encoding fits.
    """
    try:
        return load(path)
    except NotUtf8 as error:
        if error.detected is None:
            raise
        return load(path, error.detected)


def fingerprint(path: Path) -> Fingerprint | None:
    """Of the file as it is now; None if there is none. Raises NotReadable."""
    try:
        size = path.stat().st_size
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _not_readable(error, path) from error
    return Fingerprint(digest.hexdigest(), size)


def save(
    path: Path,
    text: str,
    *,
    newline: Newline = "\n",
    bom: bool = False,
    encoding: str = "utf-8",
    expected: Fingerprint | None,
    overwrite: bool = False,
) -> Fingerprint:
    """Make `text` the content of `path`; returns what is now on the disk.

    `expected` is what the file held when it was read or last saved, None for a new file.
    Anything else there raises FileChangedOnDisk, unless the writer said to `overwrite`. Also
    raises NotWritable, FolderGone and DiskFull. In every failure the file is as it was. A
    symbolic link is followed: the link stays and the file it names is replaced.
    """
    data = encoded(path, text, newline=newline, bom=bom, encoding=encoding)
    target = _target(path)
    try:
        return _save(path, target, data, expected, overwrite)
    except OSError as error:
        raise explained(error, target) from error


def _save(
    path: Path, target: Path, data: bytes, expected: Fingerprint | None, overwrite: bool
) -> Fingerprint:
    new = Fingerprint.of(data)

    def check() -> None:
        if not overwrite:
            _check_unchanged(path, target, expected, new)

    old: os.stat_result | None = None
    try:
        old = target.stat()
    except FileNotFoundError:
        if not target.parent.is_dir():
            raise FolderGone(
                f"The folder “{target.parent}” is no longer there.",
                "Save the text somewhere else, or bring the folder back and save again.",
            ) from None
    else:
        if stat.S_ISDIR(old.st_mode):
            raise NotWritable(f"“{path.name}” is a folder.", "Save under another name.")
        if not stat.S_ISREG(old.st_mode):
            # A pipe would make us wait, and a device must not become a file.
            raise NotWritable(f"“{path.name}” is no ordinary file.", "Save under another name.")
        if _read_only(target):
            raise NotWritable(
                f"“{path.name}” is read-only.",
                "Save the text under another name, or allow changes to the file.",
            )
    check()
    # And again at the last moment: writing and flushing takes a while.
    replace_bytes(target, data, like=old, before_move=check)
    return new


def encoded(path: Path, text: str, *, newline: Newline, bom: bool, encoding: str) -> bytes:
    """The bytes that `save` writes. Raises NotWritable where the encoding lacks a character."""
    stored = _plain_newlines(text)
    if newline != "\n":
        stored = stored.replace("\n", newline)
    mark = bom_of(encoding) if bom else b""
    try:
        return mark + stored.encode(encoding)
    except UnicodeEncodeError as error:
        sign = stored[error.start]
        if "\ud800" <= sign <= "\udfff":
            # Halves of a character, such as Qt may hand over; whole ones are put together.
            halves = stored.encode("utf-16-le", "surrogatepass")
            whole = halves.decode("utf-16-le", "replace")
            return encoded(path, whole, newline=newline, bom=bom, encoding=encoding)
        raise NotWritable(
            f"“{path.name}” is stored as {shown(encoding)}, which has no “{sign}”.",
            "Save it as UTF-8, which has every character, or take that one out.",
        ) from error


def _plain_newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def read_bytes(path: Path) -> bytes:
    """What a file holds. Raises NotReadable, or TooLarge."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise NotReadable(f"“{path.name}” is a folder.", "Choose a file in it.")
        if not stat.S_ISREG(found.st_mode):
            # Opening a pipe would wait for somebody to write into it.
            raise NotReadable(f"“{path.name}” is no ordinary file.", "Choose another one.")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _not_readable(error, path) from error
    if len(data) > MAX_BYTES:
        megabytes = max(found.st_size, len(data)) / 1e6
        raise TooLarge(
            f"“{path.name}” is too large to edit here: {megabytes:.0f} MB.",
            f"Files up to {MAX_BYTES // 1_000_000} MB can be opened. "
            "Split it, by chapters for example, and open the parts.",
        )
    return data


def _not_readable(error: OSError, path: Path) -> NotReadable:
    number = error.errno
    if number in (errno.ENOENT, errno.ENOTDIR):
        return NotReadable(
            f"There is no file “{path.name}” in “{path.absolute().parent}”.",
            "It may have been moved, renamed or deleted.",
        )
    if number in (errno.EACCES, errno.EPERM):
        return NotReadable(f"You have no permission to read “{path.name}”.", "Ask its owner.")
    if number == errno.ELOOP:
        return NotReadable(f"“{path.name}” is a link that leads back to itself.")
    return NotReadable(f"“{path.name}” could not be read: {error.strerror}.")


def _not_utf8(path: Path, data: bytes, encoding: str) -> NotUtf8:
    if encoding != "utf-8":
        return NotUtf8(
            f"“{path.name}” cannot be read as {shown(encoding)}.", "Try another encoding."
        )
    detected = detect(data)
    if detected is None:
        return NotUtf8(
            f"“{path.name}” is not UTF-8, and no other encoding fits it.",
            "It may be damaged, or no text at all.",
        )
    return NotUtf8(
        f"“{path.name}” is not UTF-8; it looks like {shown(detected)}.",
        f"Open it as {shown(detected)}; it is saved the same way.",
        detected=detected,
    )


def _read_only(path: Path) -> bool:
    """Whether the file asks not to be written: it binds even those whom nothing stops."""
    try:
        return not path.stat().st_mode & 0o222 or not os.access(path, os.W_OK)
    except OSError:
        return False


def _target(path: Path) -> Path:
    """The file itself, at the end of all symbolic links, whether it exists or not."""
    try:
        return path.resolve()
    except (OSError, RuntimeError) as error:
        raise NotWritable(
            f"“{path.name}” is a link that leads back to itself.", "Save under another name."
        ) from error


def _check_unchanged(
    path: Path, target: Path, expected: Fingerprint | None, new: Fingerprint
) -> None:
    found = fingerprint(target)
    if found in (expected, new):
        return  # `new`: somebody has done our work, or an earlier save of ours went unreported
    if expected is None:
        raise FileChangedOnDisk(
            f"There is a file “{path.name}” here already.",
            "Choose another name, or say that it may be replaced.",
        )
    if found is None:
        raise FileChangedOnDisk(
            f"“{path.name}” was deleted or moved since you opened it.",
            "Save it again in the same place, or save it somewhere else.",
        )
    raise FileChangedOnDisk(
        f"“{path.name}” was changed by another program since you opened it.",
        "Keep your version, load the other one, or save yours under another name.",
    )
