"""The voice meter of the status line: read after a pause, beside the writing, never on a key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from writer_app.gui.background import Background
from writer_app.gui.editor import Editor
from writer_app.gui.origin_tracker import in_points
from writer_app.services.own_text import by_hand
from writer_app.services.seen import Seen
from writer_app.voice.drift import Drift, drift
from writer_app.voice.meter import Meter, Reading
from writer_app.voice.profile import Profile

PAUSE = 1_200  # ms without a key or a change of the selection
MOST = 60_000
"""Characters that are read: some 10,000 words, around the caret where there are more. More would
make the interval hardly narrower."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What a document is read against."""

    profile: Profile
    meter: Meter
    seen: Seen


@dataclass(frozen=True, slots=True)
class _Read:
    reading: Reading
    drift: Drift | None = None
    lately: Drift | None = None


class Metering(QObject):
    """`read` tells the owner; `reading` is of the selection while there is one (`selected`).

    `drift` is of the document as it stands, `lately` of what the writer wrote last in it against
    what they wrote before; neither is of a selection.
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
        self.lately: Drift | None = None
        self.pause = QTimer(self)
        self.pause.setSingleShot(True)
        self.pause.setInterval(PAUSE)
        self.pause.timeout.connect(self._look)
        editor.edited.connect(self.pause.start)
        editor.selectionChanged.connect(self.pause.start)

    def read_anew(self) -> None:
        """The same document against the same voice, corrected: what was read stands till then."""
        self.pause.start()

    def look_again(self) -> None:
        """Another document, or another voice."""
        self.reading, self.drift, self.lately, self._seen = None, None, None, ()
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
        if not selected:
            start, end = self._window()
        text = self._editor.slice(start, min(end, start + MOST))
        origins = self._editor.origins.now.part(
            self._editor.to_units(start), self._editor.to_units(start + len(text))
        )
        self._busy = True

        def work() -> _Read:
            reading = voice.meter.read([text])
            if selected:
                return _Read(reading)
            newer, older = voice.seen.apart(by_hand(text, in_points(origins, text)))
            lately = drift(voice.profile, newer, older)
            return _Read(reading, drift(voice.profile, [text]), lately)

        def done(found: _Read) -> None:
            self._busy = False
            if self._voice() is not voice:
                self.pause.start()
                return
            self._seen, self.selected = seen, selected
            self.reading, self.drift, self.lately = found.reading, found.drift, found.lately
            self.read.emit()
            if not self.pause.isActive():
                self._look()  # the pause may have passed while this was read

        def failed(error: Exception) -> None:
            self._busy = False
            raise error

        self._background.run(work, done, failed)

    def _window(self) -> tuple[int, int]:
        """Around the caret; where one side is short, the other may have its share."""
        before, after, caret = self._editor.snapshot_window(MOST)
        front = min(len(before), max(MOST // 2, MOST - len(after)))
        return caret - front, caret + min(len(after), MOST - front)
