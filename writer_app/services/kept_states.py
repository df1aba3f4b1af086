"""What models have read of documents, kept over restarts by the workers: how to be rid of it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path


def forget_states(folder: Path) -> None:
    """Remove all of it, of every document and model; what cannot be removed stays."""
    # In this order: without its temporary file a write under way cannot outlive this.
    for pattern in ("*.tmp", "*.state"):
        with suppress(OSError):
            for file in folder.glob(pattern):
                with suppress(OSError):
                    file.unlink()
