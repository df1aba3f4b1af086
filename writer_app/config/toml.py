"""TOML out, for the few flat things the app writes; the standard library reads it back."""

from __future__ import annotations

import math
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

Scalar = str | int | float | bool
Value = Scalar | Sequence[str]


def dumps_value(value: Value) -> str:
    """One value as TOML. Raises `ValueError` for what TOML or UTF-8 cannot say."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError("a number without a value")
        return repr(value)
    if not value:
        return "[]"
    return "[\n" + "".join(f"    {_string(item)},\n" for item in value) + "]"


def dumps_table(table: Mapping[str, Value]) -> str:
    """`key = value` lines; keys must be bare."""
    return "".join(f"{key} = {dumps_value(value)}\n" for key, value in table.items())


def write_atomically(path: Path, text: str) -> None:
    """Written beside, synced, replaced: the old file stands whole until the new one does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _string(text: str) -> str:
    text.encode("utf-8")  # a lone surrogate (an undecodable file name) is no TOML: UnicodeError
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character < " " or character == "\x7f":
        return f"\\u{ord(character):04x}"
    return character
