"""Rows that wait until it is known where they go.

Neighbours in time begin with the same thousands of characters. What a row's first text has in
common with the last row that began alike is escaped once and kept once: its stem, all lines but
the last.
"""

from __future__ import annotations

import struct
from typing import IO, TYPE_CHECKING, Any
from zlib import crc32

from writer_app.ledger.rowfiles import as_json, escaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_RECORD = struct.Struct("<4I")
"""Which stem; how many of its bytes stay, how many are new; how many follow it in this row."""
_STEMS = 64
"""The first is empty, for rows that begin with no text."""
_BEGINNING = 40
"""Characters that tell by which stem a text may begin."""


class Spool:
    """Lines of JSON, in `file`: first all are added, then all are read. Each has the same columns,
    and it is the first that may begin as another's does."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._stems: list[tuple[str, int]] = [("", 0)] * _STEMS

    def add(self, values: Mapping[str, Any]) -> None:
        name, text = next(iter(values.items()))
        if not isinstance(text, str):
            self._write(0, 0, b"", f"{as_json(values)}\n".encode())
            return
        slot = 1 + crc32(text[:_BEGINNING].encode()) % (_STEMS - 1)
        stem, stays = self._stems[slot]
        new = ""
        if not (stays and text.startswith(stem)):
            stem, stays, new = "", 0, f'{{"{name}": "'
        if (cut := text.rfind("\n") + 1) > len(stem):
            new += escaped(text[len(stem) : cut])
            stem = text[:cut]
        others = [f', "{key}": {as_json(value)}' for key, value in values.items() if key != name]
        added = new.encode()
        self._stems[slot] = stem, stays + len(added)
        rest = f'{escaped(text[len(stem) :])}"{"".join(others)}}}\n'
        self._write(slot, stays, added, rest.encode())

    def _write(self, slot: int, stays: int, new: bytes, rest: bytes) -> None:
        self._file.write(_RECORD.pack(slot, stays, len(new), len(rest)) + new + rest)

    def __iter__(self) -> Iterator[bytes]:
        self._file.seek(0)
        stems = [b""] * _STEMS
        while record := self._file.read(_RECORD.size):
            slot, stays, new, rest = _RECORD.unpack(record)
            if new:
                stems[slot] = stems[slot][:stays] + self._file.read(new)
            yield stems[slot] + self._file.read(rest)
