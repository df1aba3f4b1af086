"""Files of rows, JSON Lines or Parquet: written beside their place, moved there when whole.

A row comes as a line of JSON, which is how rows wait until it is known where they go.
"""

from __future__ import annotations

import json
import os
import tempfile
from json.encoder import encode_basestring
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol, Self

from writer_app.errors import LedgerError
from writer_app.ledger.formats import BOOL, MESSAGES, STRING, STRINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

JSONL, PARQUET = ".jsonl", ".parquet"
SUFFIXES = (JSONL, PARQUET)
BUFFER = 1 << 20
_BATCH = 1_000


class RowFile(Protocol):
    def __enter__(self) -> Self: ...

    def __exit__(self, *error: object) -> None: ...

    def write(self, line: bytes) -> None:
        """One row, as `line` makes it."""

    def finish(self, *, keep: bool) -> None:
        """Put the file in its place, or with `keep` False leave nothing in its place."""


class Beside:
    """A file written beside its place, and moved there only when it is whole."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.file: IO[bytes]

    def __enter__(self) -> Self:
        self.file = tempfile.NamedTemporaryFile(
            "wb",
            buffering=BUFFER,
            dir=self._path.parent,
            prefix=f".{self._path.name}-",
            delete=False,
        )
        return self

    def finish(self, *, keep: bool) -> None:
        if not keep:
            self._path.unlink(missing_ok=True)
            return
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()
        Path(self.file.name).replace(self._path)

    def __exit__(self, *error: object) -> None:
        self.file.close()
        Path(self.file.name).unlink(missing_ok=True)


def line(values: Mapping[str, Any]) -> bytes:
    """A row as a line of JSON."""
    return f"{as_json(values)}\n".encode()


def as_json(value: Any) -> str:
    """Without a line's end in it, not even one of Unicode's."""
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, dict):
        items = [f'"{name}": {as_json(item)}' for name, item in value.items()]
        return f"{{{', '.join(items)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(as_json, value))}]"
    return json.dumps(value)


def escaped(text: str) -> str:
    """`text` as it stands within a string of JSON."""
    return _quoted(text)[1:-1]


def _quoted(text: str) -> str:
    quoted: str = encode_basestring(text)
    if not quoted.isascii():
        # Legal in JSON, but a line's end to str.splitlines and to some readers.
        for separator in ("\u0085", "\u2028", "\u2029"):
            quoted = quoted.replace(separator, f"\\u{ord(separator):04x}")
    return quoted


class JsonLines(Beside):
    def write(self, line: bytes) -> None:
        self.file.write(line)


class Parquet(Beside):
    """Needs pyarrow, which is large: an extra that only those who want it install."""

    def __init__(self, path: Path, columns: Mapping[str, str]) -> None:
        super().__init__(path)
        self._arrow, self._parquet = _pyarrow()
        self._schema = self._arrow.schema(
            [(name, self._type(kind)) for name, kind in columns.items()]
        )
        self._rows: list[Mapping[str, Any]] = []
        self._writer: Any = None

    def __enter__(self) -> Self:
        super().__enter__()
        self._writer = self._parquet.ParquetWriter(self.file, self._schema, compression="zstd")
        return self

    def write(self, line: bytes) -> None:
        self._rows.append(json.loads(line))
        if len(self._rows) >= _BATCH:
            self._flush()

    def finish(self, *, keep: bool) -> None:
        if self._rows:
            self._flush()
        self._writer.close()
        super().finish(keep=keep)

    def __exit__(self, *error: object) -> None:
        if self._writer.is_open:
            self._writer.close()
        super().__exit__(*error)

    def _flush(self) -> None:
        table = self._arrow.Table.from_pylist(self._rows, self._schema)
        self._writer.write_table(table)
        self._rows = []

    def _type(self, kind: str) -> Any:
        string = self._arrow.string()
        return {
            STRING: string,
            BOOL: self._arrow.bool_(),
            STRINGS: self._arrow.list_(string),
            MESSAGES: self._arrow.list_(
                self._arrow.struct([("role", string), ("content", string)])
            ),
        }[kind]


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise LedgerError(
            "Parquet files need the package pyarrow, which is not installed.",
            "Install it with: pip install 'writer-app[parquet]'. Or export JSON Lines, which "
            "trainers read as well.",
        ) from error
    return pyarrow, pyarrow.parquet


def replace(path: Path, text: str) -> None:
    """A small file, whole or not at all."""
    with Beside(path) as beside:
        beside.file.write(text.encode())
        beside.finish(keep=True)
