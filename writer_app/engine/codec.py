"""Messages to bytes and back: one JSON object a line, ASCII, the message's name under "type".

A line that makes no sense becomes a `ProtocolError` among the results and ends nothing: a stray
print in the worker must not cost a session. Fields this version does not know are ignored.
"""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Callable
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from writer_app.engine.messages import Command, Report
from writer_app.errors import ProtocolError

MAX_LINE = 64 * 1024 * 1024
"""Bytes. Longer than any manuscript; a line beyond it is dropped up to its end."""

_KINDS: dict[str, type] = {kind.__name__: kind for kind in (*get_args(Command), *get_args(Report))}


def encode(message: Command | Report) -> bytes:
    """One line, newline included."""
    line = {"type": type(message).__name__, **_fields(message)}
    return json.dumps(line, separators=(",", ":"), default=_fields).encode("ascii") + b"\n"


class Decoder:
    """Bytes in pieces of any size to messages."""

    def __init__(self) -> None:
        self._rest = bytearray()
        self._skipping = False

    def feed(self, data: bytes) -> list[Command | Report | ProtocolError]:
        """Everything that is complete now, in order."""
        found: list[Command | Report | ProtocolError] = []
        self._rest += data
        *lines, rest = self._rest.split(b"\n")
        self._rest = rest
        for line in lines:
            if self._skipping:
                self._skipping = False
            elif line.strip():
                found.append(_decode_line(bytes(line)))
        if len(self._rest) > MAX_LINE:
            self._rest.clear()
            if not self._skipping:
                self._skipping = True
                found.append(ProtocolError(f"a line of more than {MAX_LINE} bytes"))
        return found


def _decode_line(line: bytes) -> Command | Report | ProtocolError:
    # No part of the line is quoted in the error: it may hold the writer's text.
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        return ProtocolError(f"not JSON ({type(error).__name__}), {len(line)} bytes")
    if not isinstance(fields, dict):
        return ProtocolError(f"not an object, {len(line)} bytes")
    kind = _KINDS.get(str(fields.get("type")))
    if kind is None:
        return ProtocolError("no known message type")
    try:
        message: Command | Report = _reader(kind)(fields)
    except (TypeError, ValueError) as error:
        return ProtocolError(f"{kind.__name__}: {error}")
    return message


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


def _fields(value: Any) -> dict[str, Any]:
    """Of a dataclass; what is in them is left to `json`, which asks again for what it can't."""
    return {name: getattr(value, name) for name in _names(value.__class__)}


# Made once for each type: a thousand banned phrases travel with every request that has them.
@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    """What makes a value of the type `hint` out of JSON.

    It raises TypeError or ValueError if there is none.
    """
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _one_of([_reader(option) for option in get_args(hint)], type(None) in get_args(hint))
    if origin is Literal:
        return _literal(get_args(hint))
    if origin is tuple:
        return _items(_reader(get_args(hint)[0]))
    if dataclasses.is_dataclass(hint):
        return _object(hint)  # type: ignore[arg-type]
    return _plain(hint)


def _one_of(readers: list[Callable[[Any], Any]], optional: bool) -> Callable[[Any], Any]:
    def read(raw: Any) -> Any:
        if raw is None and optional:
            return None
        for reader in readers:
            try:
                return reader(raw)
            except (TypeError, ValueError):
                continue
        raise TypeError("a field has none of its possible types")

    return read


def _literal(values: tuple[Any, ...]) -> Callable[[Any], Any]:
    def read(raw: Any) -> Any:
        if raw not in values:
            raise ValueError("a field has none of its possible values")
        return raw

    return read


def _items(reader: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def read(raw: Any) -> Any:
        if not isinstance(raw, list):
            raise TypeError("a list is missing")
        return tuple(map(reader, raw))

    return read


def _object(kind: type) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    readers = {name: _reader(hints[name]) for name in _names(kind)}

    def read(raw: Any) -> Any:
        if not isinstance(raw, dict):
            raise TypeError("an object is missing")
        return kind(**{name: readers[name](raw[name]) for name in raw if name in readers})

    return read


def _plain(kind: type) -> Callable[[Any], Any]:
    def read(raw: Any) -> Any:
        if type(raw) is kind:
            return raw
        if kind is float and type(raw) is int:
            return float(raw)
        raise TypeError(f"a field is {type(raw).__name__}, not {kind.__name__}")

    return read
