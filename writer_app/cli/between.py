"""What `serve` does between two requests: an able model drafts some of the writer's passages.

They stay in memory: a voice that was learned on the spot leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from writer_app.cli.worker_process import WorkerProcess
from writer_app.services.drafting import A_DRAFTER, Drafting
from writer_app.services.pair_store import WANTED
from writer_app.voice.pairs import Pair, nearest_pairs, to_draft

PAUSE = 2.0
"""Seconds without a request from which nobody seems to want the model."""
STEP = 0.05
"""Seconds for which the worker is waited for before a look at whether a request has come."""


class Requests(Protocol):
    """`lines.Lines`, as far as it is needed here."""

    def wait(self, seconds: float) -> bool: ...

    def next(self) -> bytes | None: ...


class Between:
    """The pairs that were made so far of some of `passages`."""

    def __init__(self, worker: WorkerProcess, passages: Sequence[str]) -> None:
        self._worker = worker
        self._pairs: list[Pair] = []
        ready = worker.ready
        able = ready is not None and ready.n_params >= A_DRAFTER
        wanted = to_draft(passages, WANTED) if able else []
        self._drafting = Drafting(worker, wanted, self._made, lambda _: self._give_up())

    def next(self, lines: Requests) -> bytes | None:
        """The next line, None at the end; the model drafts until it comes."""
        if not lines.wait(0 if self._drafting.over else PAUSE) and self._worker.alive:
            self._drafting.start()
            while not (lines.wait(0) or self._drafting.over):
                self._worker.pump(STEP)
            self._drafting.stop()
        return lines.next()

    def nearest(self, passage: str) -> list[Pair]:
        """Those most like `passage`, the nearest last."""
        return nearest_pairs(passage, self._pairs)

    def _made(self, passage: str, draft: str | None) -> None:
        if draft is not None:
            self._pairs.append(Pair(draft, passage))

    def _give_up(self) -> None:
        """The model cannot, or its worker is gone: the requests will say so."""
        self._drafting = Drafting(self._worker, (), self._made, lambda _: None)
