"""Protected words stand in the text with dots under them: those on the screen, after a pause."""

from __future__ import annotations

import re

from PySide6.QtCore import QObject, QTimer

from writer_app.gui.editor import Editor
from writer_app.gui.voice.protecting import Protecting

PAUSE = 150  # ms after a key or a turn of the wheel
MOST = 400
"""Places; more on one screen are dots and no information."""


class Underlining(QObject):
    """Nothing happens on a key while nothing is protected."""

    def __init__(self, editor: Editor, protecting: Protecting, parent: QObject) -> None:
        super().__init__(parent)
        self._editor = editor
        self._protecting = protecting
        self.pause = QTimer(self)
        self.pause.setSingleShot(True)
        self.pause.setInterval(PAUSE)
        self.pause.timeout.connect(self._look)
        protecting.changed.connect(self.pause.start)
        editor.edited.connect(self._later)
        editor.verticalScrollBar().valueChanged.connect(lambda _: self._later())
        editor.resized.connect(self._later)
        editor.zoomed.connect(lambda _: self._later())

    def _later(self) -> None:
        if self._protecting.phrases:
            self.pause.start()

    def _look(self) -> None:
        start, end = self._editor.visible_span()
        places = found(self._editor.slice(start, end), self._protecting.phrases)
        self._editor.mark_protected([(start + first, start + last) for first, last in places])


def found(text: str, phrases: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where the phrases stand in the text, as whole words, however they are written."""
    if not phrases:
        return []
    words = (r"\s+".join(map(re.escape, phrase.split())) for phrase in phrases)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)
    return [place.span() for place in pattern.finditer(text)][:MOST]
