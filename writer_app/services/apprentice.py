"""The taste learns in a thread of its own: no key and no disk waits for it."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence

from writer_app.errors import ForTheWriter
from writer_app.ledger.records import Decision
from writer_app.services.taste import Taste

_BREATH = 0.002  # seconds between two decisions of a ledger, for the window to be quick

_Lesson = Callable[[], None]


class _Closed(Exception):
    pass


class Apprentice:
    """Builds `taste` from the ledger, then teaches it each decision that is handed over.

    `on_change` is called from its thread when the taste stands somewhere else: first by a glance
    at the last decisions. `on_problem`: when the ledger could not be read; the next decision tries
    again.
    """

    def __init__(
        self,
        taste: Taste,
        *,
        on_change: Callable[[], None] = lambda: None,
        on_problem: Callable[[ForTheWriter], None] = lambda problem: None,
    ) -> None:
        self._taste = taste
        self._on_change = on_change
        self._on_problem = on_problem
        self._built = False
        self._incoming: queue.SimpleQueue[_Lesson | None] = queue.SimpleQueue()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="apprentice", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def learn(self, decision: Decision) -> None:
        """Once it is in the ledger; from any thread, never blocks, never raises."""
        by_then = self._taste.readings
        self._incoming.put(lambda: self._taste.learn(decision, unless_read_after=by_then))

    def look_again(self, decisions: Sequence[str]) -> None:
        """Of the texts that these put in something else is left now, and the ledger has it."""
        self._incoming.put(lambda: self._taste.look_again(decisions))

    def close(self) -> None:
        """End the thread; what was not learned yet stands in the ledger."""
        self._closing.set()
        self._incoming.put(None)
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        lesson: _Lesson | None = None
        while not self._closing.is_set():
            try:
                if not self._built:
                    if not self._taste.glance().whole:
                        self._on_change()
                        self._taste.build(self._breathe)
                    self._built = True
                elif lesson is not None:
                    lesson()
                self._on_change()
            except ForTheWriter as problem:
                self._on_problem(problem)
            except _Closed:
                return
            lesson = self._incoming.get()

    def _breathe(self) -> None:
        if self._closing.wait(_BREATH):
            raise _Closed
