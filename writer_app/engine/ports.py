"""What the use cases need of an engine, whoever carries the bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from writer_app.engine.messages import Ready, Reply
from writer_app.engine.work import Work


class Engine(Protocol):
    """One model in another process. No call blocks; replies come on the caller's own thread."""

    @property
    def ready(self) -> Ready | None:
        """The loaded model, or None while there is none."""

    def submit(self, work: Work, reply: Callable[[Reply], None]) -> int:
        """Ask; the id names the request. Waits its turn while a model loads.

        `reply` is called until an `End`, exactly one of which always comes (`Failed` with
        "no_model" or "engine_lost" where no worker is there to say it), never before `submit`
        has returned.
        """

    def cancel(self, request_id: int, candidate: int | None = None) -> None:
        """Stop; a `Done` with finish "cancelled" still comes. Unknown ids are ignored.

        With `candidate` that one alone is stopped, and its `CandidateDone` still comes.
        """
