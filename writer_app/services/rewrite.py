"""Rewrite a passage: ask, clean, guard, ask again for what failed, show the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from writer_app.engine.ports import Engine
from writer_app.ledger.records import ModelUsed
from writer_app.prompts.tasks import Task
from writer_app.services.clock import Clock
from writer_app.services.passage import CandidateState, Passage, RewriteState
from writer_app.services.recorder import Sink
from writer_app.services.review import Review

__all__ = ["CandidateState", "Passage", "Rewrite", "RewriteState", "Task"]


class Rewrite:
    """One passage at a time; `start` gives up the one before.

    `on_change` gets every new state, never from within `start`, the last with `finished`.
    """

    def __init__(
        self,
        engine: Engine,
        sink: Sink,
        model: Callable[[], ModelUsed],
        on_change: Callable[[RewriteState], None],
        clock: Clock | None = None,
    ) -> None:
        raise NotImplementedError

    @property
    def state(self) -> RewriteState | None:
        raise NotImplementedError

    def start(
        self,
        passage: Passage,
        task: Task,
        instruction: str = "",
        *,
        n: int = 3,
        seed: int | None = None,
        samples: Sequence[str] = (),
    ) -> RewriteState:
        """Begin. `samples`: passages in the writer's own voice, for `Task.VOICE`."""
        raise NotImplementedError

    def cancel(self) -> None:
        """Stop; what is whole by then stays and is shown, the rest is marked interrupted."""
        raise NotImplementedError

    def review(self) -> Review:
        """The review of what came back. Raises RuntimeError before `finished`."""
        raise NotImplementedError
