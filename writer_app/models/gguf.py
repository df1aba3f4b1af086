"""A GGUF's table of contents, read as a stream that trusts no number in it.

The format (ggml/docs/gguf.md), little-endian: the magic, a version, the counts of tensors and of
key-value pairs; the pairs; one description for each tensor; the tensors themselves, aligned.

Nothing is allocated by a length that the file claims, arrays are walked without being kept, and
every count is bounded, so that a hostile file costs a moment at worst.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import BinaryIO

from writer_app.errors import NotAGguf, TruncatedModel
from writer_app.models.quantisation import TENSOR_TYPES

Scalar = int | float | bool | str
Meta = Scalar | tuple[int, ...]

MAX_KEY = 65_535  # bytes, says the format
MAX_TEXT = 4 << 20  # bytes of a string worth keeping; chat templates are some ten thousand
MAX_PAIRS = 1 << 16
MAX_TENSORS = 1 << 18
MAX_STRINGS = 1 << 23  # in one array; the largest vocabularies hold a quarter of a million
KEPT_ITEMS = 2048  # of an array of numbers: one for each layer, never a vocabulary
_CHUNK = 1 << 18

_FORMATS = {
    0: "<B",
    1: "<b",
    2: "<H",
    3: "<h",
    4: "<I",
    5: "<i",
    6: "<f",
    7: "<B",
    10: "<Q",
    11: "<q",
    12: "<d",
}
_SIZES = {kind: struct.calcsize(form) for kind, form in _FORMATS.items()}
_BOOL, _STRING, _ARRAY = 7, 8, 9
_FLOATS = (6, 12)
_LENGTH = struct.Struct("<Q")


@dataclass(frozen=True, slots=True)
class TensorEntry:
    """`bytes` is None for a number format this app has not heard of; `offset` from data start."""

    name: str
    elements: int
    type: int
    offset: int
    bytes: int | None


@dataclass(frozen=True, slots=True)
class Contents:
    """What a GGUF says of itself. `counts` holds the length of every array, kept or not."""

    version: int
    meta: dict[str, Meta]
    counts: dict[str, int]
    tensors: tuple[TensorEntry, ...]
    data_start: int

    @property
    def end(self) -> int:
        """The least size in bytes that the file must have."""
        ends = (self.data_start + tensor.offset + (tensor.bytes or 0) for tensor in self.tensors)
        return max(ends, default=0)


def read_contents(file: BinaryIO, size: int) -> Contents:
    """Read `file`, `size` bytes long, from its start.

    Raises `NotAGguf` where it makes no sense, `TruncatedModel` where it stops too early.
    """
    stream = _Stream(file, size)
    if size < 4 or stream.take(4) != b"GGUF":
        raise _not_a_gguf("it does not begin as one")
    version = stream.number("<I")
    if version & 0xFFFF == 0 and version:
        raise _not_a_gguf("it was made for another kind of processor (big-endian)")
    if version not in (2, 3):
        raise _not_a_gguf(f"its version is {version}, and only 2 and 3 are known")
    n_tensors, n_pairs = stream.number("<Q"), stream.number("<Q")
    if n_tensors > MAX_TENSORS or n_pairs > MAX_PAIRS:
        raise _not_a_gguf("its table of contents is impossibly long")
    meta, counts = _read_pairs(stream, n_pairs)
    tensors = tuple(_read_tensor(stream) for _ in range(n_tensors))
    alignment = meta.get("general.alignment", 32)
    if not isinstance(alignment, int) or not 0 < alignment <= 1 << 20:
        raise _not_a_gguf("its parts are laid out in an impossible way")
    data_start = -(-stream.position // alignment) * alignment
    return Contents(version, meta, counts, tensors, data_start)


def _read_pairs(stream: _Stream, n_pairs: int) -> tuple[dict[str, Meta], dict[str, int]]:
    meta: dict[str, Meta] = {}
    counts: dict[str, int] = {}
    for _ in range(n_pairs):
        key = stream.text(MAX_KEY)
        if key is None:
            raise _not_a_gguf("a name in its table of contents is impossibly long")
        kind = stream.number("<I")
        if kind == _ARRAY:
            kept, counts[key] = _read_array(stream)
            if kept is not None:
                meta[key] = kept
        elif kind == _STRING:
            text = stream.text(MAX_TEXT)
            if text is not None:
                meta[key] = text
        elif kind == _BOOL:
            meta[key] = bool(stream.number("<B"))
        elif kind in _FORMATS:
            meta[key] = stream.value(_FORMATS[kind])
        else:
            raise _not_a_gguf("its table of contents holds a kind of value that does not exist")
    return meta, counts


def _read_array(stream: _Stream) -> tuple[tuple[int, ...] | None, int]:
    kind, count = stream.number("<I"), stream.number("<Q")
    if kind == _STRING:
        if count > MAX_STRINGS:
            raise _not_a_gguf("its vocabulary is impossibly large")
        stream.skip_texts(count)
        return None, count
    if kind not in _FORMATS:
        raise _not_a_gguf("its table of contents holds a kind of list that does not exist")
    if count > KEPT_ITEMS or kind in _FLOATS:
        stream.skip(count * _SIZES[kind])
        return None, count
    return tuple(stream.number(_FORMATS[kind]) for _ in range(count)), count


def _read_tensor(stream: _Stream) -> TensorEntry:
    name = stream.text(MAX_KEY)
    n_dims = stream.number("<I")
    if name is None or not 0 < n_dims <= 4:
        raise _not_a_gguf("one of its tensors is described in an impossible way")
    shape = [stream.number("<Q") for _ in range(n_dims)]
    kind, offset = stream.number("<I"), stream.number("<Q")
    elements = 1
    for length in shape:
        elements *= length
    if elements >= 1 << 48 or offset >= 1 << 56:
        raise _not_a_gguf("one of its tensors is impossibly large")
    blocks = TENSOR_TYPES.get(kind)
    if blocks is None:
        return TensorEntry(name, elements, kind, offset, None)
    if shape[0] % blocks.numbers:
        raise _not_a_gguf("one of its tensors is described in an impossible way")
    return TensorEntry(name, elements, kind, offset, elements // blocks.numbers * blocks.size)


class _Stream:
    """Forward reading with one small buffer; `position` counts from the file's start."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._size = size
        self._buffer = b""
        self._at = 0
        self.position = 0

    def take(self, count: int) -> bytes:
        """The next `count` bytes; the caller has bounded `count`."""
        if count > self._size - self.position:
            raise _cut_short()
        if count > len(self._buffer) - self._at:
            rest = self._buffer[self._at :]
            self._buffer = rest + self._file.read(max(_CHUNK, count - len(rest)))
            self._at = 0
            if len(self._buffer) < count:  # it shrank while it was read
                raise _cut_short()
        taken = self._buffer[self._at : self._at + count]
        self._at += count
        self.position += count
        return taken

    def skip(self, count: int) -> None:
        if count > self._size - self.position:
            raise _cut_short()
        self.position += count
        if count <= len(self._buffer) - self._at:
            self._at += count
            return
        self._buffer, self._at = b"", 0
        self._file.seek(self.position)

    def skip_texts(self, count: int) -> None:
        """Pass over strings: a vocabulary and its merges are half a million of them."""
        for _ in range(count):
            at = self._at
            if at + 8 > len(self._buffer):
                self.skip(self.number("<Q"))
                continue
            length = _LENGTH.unpack_from(self._buffer, at)[0]
            if at + 8 + length > len(self._buffer):
                self.skip(self.number("<Q"))
                continue
            # As `skip` of both, without its calls.
            self._at = at + 8 + length
            self.position += 8 + length

    def value(self, form: str) -> int | float:
        value: int | float = struct.unpack(form, self.take(struct.calcsize(form)))[0]
        return value

    def number(self, form: str) -> int:
        return int(self.value(form))

    def text(self, most: int) -> str | None:
        """A string; None, and passed over, when it is longer than `most` bytes."""
        length = self.number("<Q")
        if length > most:
            self.skip(length)
            return None
        return self.take(length).decode("utf-8", errors="replace")


def _not_a_gguf(why: str) -> NotAGguf:
    return NotAGguf(
        f"This file is not a model in the GGUF format: {why}.",
        "Choose a file ending in .gguf, or download it again.",
    )


def _cut_short() -> TruncatedModel:
    return TruncatedModel(
        "This model file is incomplete: it stops in the middle of its own table of contents.",
        "Most likely a download broke off. Download it again.",
    )
