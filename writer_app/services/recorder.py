"""Decisions on their way to the ledger, in a thread of their own: a key never waits for a disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from writer_app.errors import ForTheWriter
from writer_app.ledger.records import Decision, DocumentRef


class Sink(Protocol):
    """Where the services leave their decisions; the command line may pass one that keeps none."""

    @property
    def session(self) -> str:
        """The id of this sitting, written into every decision."""

    def record(self, decision: Decision) -> None:
        """Take it; never blocks, never raises."""


class Recorder:
    """The ledger behind a queue.

    `on_problem` is called from the recorder's thread: once when the ledger had to be set aside,
    once for each spell in which it cannot be written. What could not be written is kept in
    memory and tried again, so a ledger that is locked for a while loses nothing.
    """

    def __init__(
        self,
        path: Path,
        *,
        session: str | None = None,
        on_problem: Callable[[ForTheWriter], None] | None = None,
    ) -> None:
        raise NotImplementedError

    @property
    def session(self) -> str:
        raise NotImplementedError

    def record(self, decision: Decision) -> None:
        """Store it, or replace the one of the same id."""
        raise NotImplementedError

    def saved(self, document: DocumentRef, text: str) -> None:
        """The document was saved as `text`: note what is left of everything taken into it."""
        raise NotImplementedError

    def set_do_not_log(self, document: DocumentRef, private: bool) -> None:
        raise NotImplementedError

    def do_not_log(self, document: DocumentRef) -> bool:
        """Whether the writer marked it; waits a second at most for a busy ledger."""
        raise NotImplementedError

    def flush(self, timeout: float = 5.0) -> bool:
        """Wait until all that was handed over is on disk; False if it is not in time."""
        raise NotImplementedError

    def close(self) -> None:
        """Write what is left and end the thread."""
        raise NotImplementedError
