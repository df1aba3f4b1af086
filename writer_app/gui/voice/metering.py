"""The voice meter of the status line: read after a pause, beside the writing, never on a key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from writer_app.gui.background import Background
from writer_app.gui.editor import Editor
from writer_app.voice.drift import Drift, drift
from writer_app.voice.meter import Meter, Reading
from writer_app.voice.profile import Profile

PAUSE = 1_200  # ms without a key or a change of the selection
MOST = 60_000
"""Characters that are read: some 10,000 words, around the caret where there are more. More would
make the interval hardly narrower."""


Voice = tuple[Profile, Meter]


class Metering(QObject):
    """`read` tells the owner; `reading` is of the selection while there is one (`selected`).

    `drift` is of the document alone.
    """

    read = Signal()

    def __init__(self, editor: Editor, voice: Callable[[], Voice | None], parent: QObject) -> None:
        super().__init__(parent)
        self._editor = editor
        self._voice = voice
        self._background = Background(self)
        self._busy = False
        self._seen: tuple[object, ...] = ()
        self.reading: Reading | None = None
        self.selected = False
        self.drift: Drift | None = None
        self.pause = QTimer(self)
        self.pause.setSingleShot(True)
        self.pause.setInterval(PAUSE)
        self.pause.timeout.connect(self._look)
        editor.edited.connect(self.pause.start)
        editor.selectionChanged.connect(self.pause.start)

    def look_again(self) -> None:
        """Another document, or another voice."""
        self.reading, self.drift, self._seen = None, None, ()
        self.read.emit()
        self.pause.start()

    def close(self) -> None:
        """The window goes."""
        self.pause.stop()
        self._background.close()
        self.pause.stop()

    def _look(self) -> None:
        voice = self._voice()
        if self._busy or voice is None:
            return
        start, end = self._editor.selection()
        selected = start != end
        seen = (self._editor.revision, (start, end) if selected else None, voice)
        if seen == self._seen:
            return
        text = self._editor.slice(start, min(end, start + MOST)) if selected else self._text()
        self._busy = True

        def work() -> tuple[Reading, Drift | None]:
            profile, meter = voice
            return meter.read([text]), None if selected else drift(profile, [text])

        def done(found: tuple[Reading, Drift | None]) -> None:
            self._busy = False
            if self._voice() is not voice:
                self.pause.start()
                return
            self._seen, self.selected = seen, selected
            self.reading, self.drift = found
            self.read.emit()
            if not self.pause.isActive():
                self._look()  # the pause may have passed while this was read

        def failed(error: Exception) -> None:
            self._busy = False
            raise error

        self._background.run(work, done, failed)

    def _text(self) -> str:
        before, after, _ = self._editor.snapshot_window(MOST)
        half = MOST // 2
        # Where one side is short, the other may have its share.
        front = min(len(before), max(half, MOST - len(after)))
        return before[len(before) - front :] + after[: MOST - front]
