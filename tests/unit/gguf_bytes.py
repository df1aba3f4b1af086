"""GGUF headers byte by byte, so that tests can also write what no tool would."""

from __future__ import annotations

import struct
from collections.abc import Sequence

U32, FLOAT, BOOL, STRING, ARRAY, U64 = 4, 6, 7, 8, 9, 10
Pair = tuple[str, bytes]
Tensor = tuple[str, Sequence[int], int, int]  # name, shape, type, offset


def text(value: str | bytes) -> bytes:
    raw = value.encode() if isinstance(value, str) else value
    return struct.pack("<Q", len(raw)) + raw


def string(key: str, value: str | bytes) -> Pair:
    return key, struct.pack("<I", STRING) + text(value)


def number(key: str, value: int) -> Pair:
    return key, struct.pack("<IQ", U64, value)


def numbers(key: str, values: Sequence[int]) -> Pair:
    packed = struct.pack(f"<{len(values)}I", *values)
    return key, struct.pack("<IIQ", ARRAY, U32, len(values)) + packed


def strings(key: str, values: Sequence[str]) -> Pair:
    packed = b"".join(text(value) for value in values)
    return key, struct.pack("<IIQ", ARRAY, STRING, len(values)) + packed


def gguf(
    pairs: Sequence[Pair] = (),
    tensors: Sequence[Tensor] = (),
    *,
    data: int = 0,
    magic: bytes = b"GGUF",
    version: int = 3,
    n_tensors: int | None = None,
    n_pairs: int | None = None,
) -> bytes:
    """A whole file with `data` bytes of tensors; counts may be given wrong."""
    out = magic + struct.pack(
        "<IQQ",
        version,
        len(tensors) if n_tensors is None else n_tensors,
        len(pairs) if n_pairs is None else n_pairs,
    )
    for key, value in pairs:
        out += text(key) + value
    for name, shape, kind, offset in tensors:
        out += text(name) + struct.pack(f"<I{len(shape)}Q", len(shape), *shape)
        out += struct.pack("<IQ", kind, offset)
    return out + bytes(-len(out) % 32) + bytes(data)


LLAMA: tuple[Pair, ...] = (
    string("general.architecture", "llama"),
    string("general.name", "Hand-made"),
    number("llama.context_length", 4096),
    number("llama.block_count", 2),
    number("llama.embedding_length", 64),
    number("llama.attention.head_count", 4),
    number("llama.attention.head_count_kv", 2),
    strings("tokenizer.ggml.tokens", ["a", "b", "c"]),
)
ONE_TENSOR: tuple[Tensor, ...] = (("token_embd.weight", (64, 3), 0, 0),)
ONE_TENSOR_BYTES = 64 * 3 * 4
