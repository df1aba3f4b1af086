"""Reading ahead: the model reads what stands before the caret and guesses at the next word,
before anything is asked of it.

What is read is the very prompt of a continuation there, so that of one asked later only the
first token is left to compute. One reading runs at a time. A newer text waits for it, for what
was read is still its beginning and only the rest is read then; a text that begins otherwise
ends it. Whatever the writer asks for runs before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from writer_app.engine.messages import End, Failed, Guessed, Reply, WordGuess
from writer_app.engine.ports import Engine
from writer_app.engine.work import Guessing
from writer_app.services.next_word import guessing
from writer_app.services.offer import Snapshot

PRIORITY = 5
WASTE = 400
"""Characters (some 100 tokens) of a running reading that may have become useless."""


@dataclass(frozen=True, slots=True)
class _Running:
    id: int
    snapshot: Snapshot
    work: Guessing


class ReadAhead:
    """`on_words` hears the guesses at the word behind each text that was read, likeliest first."""

    def __init__(
        self, engine: Engine, on_words: Callable[[Snapshot, Sequence[WordGuess]], None]
    ) -> None:
        self._engine = engine
        self._on_words = on_words
        self._running: _Running | None = None
        self._waiting: Snapshot | None = None
        self._newest: Guessing | None = None  # read, being read or waiting
        self._failed: Guessing | None = None

    def read(self, snapshot: Snapshot) -> None:
        """Have this read, now or when what runs has ended; what was read is not read again."""
        work = guessing(snapshot, priority=PRIORITY)
        # What a worker died of is not given to the next one unasked.
        if work in (self._newest, self._failed):
            return
        self._newest = work
        if self._running is None:
            self._submit(snapshot)
            return
        self._waiting = snapshot
        if not work.prompt.startswith(self._running.work.prompt[:-WASTE]):
            self._engine.cancel(self._running.id)

    def stop(self) -> None:
        """Another document or another model: nothing of what was read counts."""
        self._waiting = self._newest = None
        if self._running is not None:
            self._engine.cancel(self._running.id)

    def _submit(self, snapshot: Snapshot) -> None:
        work = guessing(snapshot, priority=PRIORITY)
        self._running = _Running(self._engine.submit(work, self._replied), snapshot, work)

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
            return
        if waiting is not None:
            self._submit(waiting)
        if isinstance(reply, Guessed):
            self._on_words(running.snapshot, reply.words)
