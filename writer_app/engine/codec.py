"""Messages to bytes and back: one JSON object a line, ASCII, the message's name under "type".

A line that makes no sense becomes a `ProtocolError` among the results and ends nothing: a stray
print in the worker must not cost a session. Fields this version does not know are ignored.
"""

from __future__ import annotations

import dataclasses
import json
import types
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from writer_app.engine import messages
from writer_app.engine.messages import Command, Report
from writer_app.errors import ProtocolError

MAX_LINE = 64 * 1024 * 1024
"""Bytes. Longer than any manuscript; a line beyond it is dropped up to its end."""

_KINDS: dict[str, type] = {kind.__name__: kind for kind in (*get_args(Command), *get_args(Report))}


def encode(message: Command | Report) -> bytes:
    """One line, newline included."""
    line = {"type": type(message).__name__, **dataclasses.asdict(message)}
    return json.dumps(line, separators=(",", ":")).encode("ascii") + b"\n"


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
        message: Command | Report = _value(kind, fields)
    except (TypeError, ValueError) as error:
        return ProtocolError(f"{kind.__name__}: {error}")
    return message


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind, vars(messages))


def _value(hint: Any, raw: Any) -> Any:
    """`raw` out of JSON as a value of the type `hint`; TypeError or ValueError if it is none."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        for option in get_args(hint):
            try:
                return _value(option, raw)
            except (TypeError, ValueError):
                continue
        raise TypeError("a field has none of its possible types")
    if origin is Literal:
        if raw not in get_args(hint):
            raise ValueError("a field has none of its possible values")
        return raw
    if origin is tuple:
        if not isinstance(raw, list):
            raise TypeError("a list is missing")
        return tuple(_value(get_args(hint)[0], item) for item in raw)
    if dataclasses.is_dataclass(hint):
        if not isinstance(raw, dict):
            raise TypeError("an object is missing")
        hints = _hints(hint)  # type: ignore[arg-type]
        known = {name: _value(hints[name], raw[name]) for name in hints if name in raw}
        return hint(**known)  # type: ignore[operator]
    if hint is float and type(raw) is int:
        return float(raw)
    if type(raw) is not hint and not (hint is type(None) and raw is None):
        raise TypeError(f"a field is {type(raw).__name__}, not {hint.__name__}")
    return raw
