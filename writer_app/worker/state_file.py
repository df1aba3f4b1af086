"""One KV state as a file: written whole or not at all, read only if every byte is as written.

    magic, key, number of tokens, number of bytes, digest of the data
    tokens (int32)
    digest of all the above
    data

A file's name follows from its key and tokens, and its header must agree with it.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

import numpy as np
import numpy.typing as npt

from writer_app.worker.prefixes import Tokens

Bytes = npt.NDArray[np.uint8]

NAME = re.compile(r"[0-9a-f]{16}-[0-9a-f]{32}\.state")
TEMPORARY = re.compile(r"[0-9a-f]{16}\.state\.tmp")
"""Of a state that is being written."""

_MAGIC = b"WRITKV\x00\x01"
"""Its last byte is the version of this format."""
_HEAD = struct.Struct("<8s32sQQ16s")
_DIGEST = 16
_ROW = 4096
"""Bytes: 512 words of 64 bits."""
_BLOCK = 128 * _ROW
"""Stays in the processor's cache while it is added up twice."""


@dataclass(frozen=True, slots=True, eq=False)
class Header:
    """What a file says of itself; `digest` is that of its data."""

    key: bytes
    tokens: Tokens
    n_bytes: int
    digest: bytes


def name_of(key: bytes, tokens: Tokens) -> str:
    return f"{key.hex()[:16]}-{_blake(key + tokens.astype('<i4').tobytes()).hex()}.state"


def size_of(tokens: Tokens, data: Bytes) -> int:
    """Bytes of the whole file."""
    return _HEAD.size + 4 * len(tokens) + _DIGEST + data.nbytes


def write(folder: Path, key: bytes, tokens: Tokens, data: Bytes) -> Path:
    """Put the state into the folder, for nobody else's eyes; where it is now.

    Raises OSError, and leaves nothing behind then. Not flushed: what a power cut takes away
    fails its checks afterwards.
    """
    path = folder / name_of(key, tokens)
    temporary = folder / f"{secrets.token_hex(8)}.state.tmp"
    head = _HEAD.pack(_MAGIC, key, len(tokens), data.nbytes, digest(data))
    head += tokens.astype("<i4").tobytes()
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(temporary, flags, 0o600), "wb") as file:
            file.write(head + _blake(head))
            file.write(data.data)
        temporary.replace(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        raise
    return path


def read_header(path: Path) -> Header | None:
    """None if it is damaged or truncated, or the file's name is another's. Raises OSError."""
    with _opened(path) as file:
        return _header(file, path.name)


def read_data(path: Path) -> Bytes | None:
    """None if anything in the file is damaged. Raises OSError and MemoryError."""
    with _opened(path) as file:
        header = _header(file, path.name)
        if header is None:
            return None
        # Read, not mapped: a mapped file that is cut short meanwhile ends the process.
        data = np.empty(header.n_bytes, np.uint8)
        whole = file.readinto(data.data) == header.n_bytes
        return data if whole and digest(data) == header.digest else None


def digest(data: Bytes) -> bytes:
    """A checksum at nearly the speed of memory, 16 bytes.

    The data are laid out in rows of 4 KiB; every row is added up, and every column. A change
    within any 4 KiB alters a column's sum, and blocks that change places take the sums of their
    rows with them.
    """
    blake = hashlib.blake2b(struct.pack("<Q", data.nbytes), digest_size=_DIGEST)
    columns = np.zeros(_ROW // 8, np.uint64)
    whole = data.nbytes - data.nbytes % _ROW
    for start in range(0, whole, _BLOCK):
        block = data[start : min(whole, start + _BLOCK)]
        rows = block.view(np.uint64).reshape(-1, _ROW // 8)
        blake.update(rows.sum(axis=1).data)
        columns += rows.sum(axis=0)
    blake.update(columns.data)
    blake.update(data[whole:].data)
    return blake.digest()


def _blake(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST).digest()


@contextmanager
def _opened(path: Path) -> Iterator[BufferedReader]:
    """For reading; OSError also for a link, and nothing that would block."""
    flags = os.O_RDONLY
    if sys.platform == "win32":
        flags |= os.O_BINARY
    else:
        flags |= os.O_NOFOLLOW | os.O_NONBLOCK
    with os.fdopen(os.open(path, flags), "rb") as file:
        yield file


def _header(file: BufferedReader, name: str) -> Header | None:
    head = file.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    magic, key, n_tokens, n_bytes, data_digest = _HEAD.unpack(head)
    size = _HEAD.size + 4 * n_tokens + _DIGEST + n_bytes
    # Before anything of that size is read or made.
    if magic != _MAGIC or size != os.fstat(file.fileno()).st_size:
        return None
    raw = file.read(4 * n_tokens)
    if file.read(_DIGEST) != _blake(head + raw):
        return None
    header = Header(key, np.frombuffer(raw, "<i4").astype(np.int32), n_bytes, data_digest)
    return header if name == name_of(header.key, header.tokens) else None
