"""Which document stands in the editor, as a value."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from pathlib import Path

from writer_app.ledger.records import DocumentRef
from writer_app.text.files import Fingerprint, Loaded, Newline


@dataclass(frozen=True, slots=True)
class Document:
    """`fingerprint` is that of the version on disk this text grew from; None: never saved.

    `read_only`: another window holds it, so this one only reads.
    """

    ref: DocumentRef
    newline: Newline = "\n"
    bom: bool = False
    encoding: str = "utf-8"
    fingerprint: Fingerprint | None = None
    read_only: bool = False

    @property
    def path(self) -> Path | None:
        return Path(self.ref.path) if self.ref.path else None

    @property
    def name(self) -> str:
        return Path(self.ref.path).name if self.ref.path else "Draft"

    @classmethod
    def draft(cls) -> Document:
        return cls(DocumentRef(uuid.uuid4().hex))

    @classmethod
    def of(cls, loaded: Loaded, *, read_only: bool = False) -> Document:
        return cls(
            ref_of(loaded.path),
            loaded.newline,
            loaded.bom,
            loaded.encoding,
            loaded.fingerprint,
            read_only,
        )


def ref_of(path: Path) -> DocumentRef:
    """The document in this file."""
    return DocumentRef.of(path)
