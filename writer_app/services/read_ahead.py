"""Reading ahead: the model reads what stands before the caret, before anything is asked of it.

What is read is the very prompt of a continuation there, so that of one asked later only the
first token is left to compute. One reading runs at a time. A newer text waits for it, for what
was read is still its beginning and only the rest is read then; a text that begins otherwise
ends it. Whatever the writer asks for runs before.
"""

from __future__ import annotations

from dataclasses import dataclass

from writer_app.engine.messages import End, Failed, Generation, Reply
from writer_app.engine.ports import Engine
from writer_app.services.offer import Snapshot

PRIORITY = 5
WASTE = 400
"""Characters (some 100 tokens) of a running reading that may have become useless."""


@dataclass(frozen=True, slots=True)
class _Running:
    id: int
    work: Generation


class ReadAhead:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._running: _Running | None = None
        self._waiting: Generation | None = None
        self._newest: Generation | None = None  # read, being read or waiting
        self._failed: Generation | None = None

    def read(self, snapshot: Snapshot) -> None:
        """Have this read, now or when what runs has ended; what was read is not read again."""
        work = Generation(
            prompt=snapshot.prompt, n=0, heal=True, keep=snapshot.keep, priority=PRIORITY
        )
        # What a worker died of is not given to the next one unasked.
        if work in (self._newest, self._failed):
            return
        self._newest = work
        if self._running is None:
            self._submit(work)
            return
        self._waiting = work
        running = str(self._running.work.prompt)
        if not str(work.prompt).startswith(running[:-WASTE]):
            self._engine.cancel(self._running.id)

    def stop(self) -> None:
        """Another document or another model: nothing of what was read counts."""
        self._waiting = self._newest = None
        if self._running is not None:
            self._engine.cancel(self._running.id)

    def _submit(self, work: Generation) -> None:
        self._running = _Running(self._engine.submit(work, self._replied), work)

    def _replied(self, reply: Reply) -> None:
        running = self._running
        if running is None or not isinstance(reply, End):
            return
        self._running = None
        waiting, self._waiting = self._waiting, None
        if isinstance(reply, Failed):
            self._newest = None
            if reply.code != "no_model":
                self._failed = running.work
        elif waiting is not None:
            self._submit(waiting)
