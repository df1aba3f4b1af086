"""Learning a voice from the writer's texts: on a thread of its own, to be watched and stopped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, Signal

from writer_app.errors import ForTheWriter
from writer_app.gui.background import Background
from writer_app.services.voices import Learned, Voices

READ = 0.8
"""The part of the bar that is reading; the rest is counting, which nobody can watch."""


class Stopped(Exception):  # the writer's own wish, no error
    """The writer stopped it."""


class Learning(QObject):
    """One at a time. `progressed`: a share of 1 and a sentence.

    `ended`: the voice's name and what was learned, a `ForTheWriter`, or None where it was stopped.
    """

    progressed = Signal(float, str)
    ended = Signal(str, object)
    _heard = Signal(int, int)

    def __init__(self, voices: Voices, parent: QObject) -> None:
        super().__init__(parent)
        self._voices = voices
        self._background = Background(self)
        self._stopped: Event | None = None
        self._heard.connect(self._say)

    @property
    def running(self) -> bool:
        return self._stopped is not None

    def begin(self, name: str, paths: Sequence[Path]) -> None:
        """Learn the voice `name` from `paths` and from all that it was learned from before."""
        if self.running:
            return
        self._stopped = stopped = Event()
        self.progressed.emit(0.0, "Reading…")

        def heard(done: int, total: int) -> None:
            if stopped.is_set():
                raise Stopped
            self._heard.emit(done, total)

        def work() -> Learned:
            before = self._voices.sources(name) if name in self._voices.names() else ()
            return self._voices.learn([*before, *paths], name, heard)

        def done(learned: Learned) -> None:
            self._stopped = None
            self.ended.emit(name, learned)

        def failed(error: Exception) -> None:
            self._stopped = None
            if not isinstance(error, ForTheWriter | Stopped):
                raise error
            self.ended.emit(name, None if isinstance(error, Stopped) else error)

        self._background.run(work, done, failed)

    def stop(self) -> None:
        """What was known stays as it was."""
        if self._stopped is not None:
            self._stopped.set()

    def close(self) -> None:
        """The window goes."""
        self.stop()
        self._background.close()

    def _say(self, done: int, total: int) -> None:
        if self.running:
            words = f"Reading {done:,} of {total:,}…" if done < total else "Counting…"
            self.progressed.emit(READ * done / max(1, total), words)
