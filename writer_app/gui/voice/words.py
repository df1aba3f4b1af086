"""The words that mark a writer, each with how much more or less they use it than others."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter

from writer_app.gui.fonts import serif
from writer_app.gui.pages.figures import figure, times
from writer_app.gui.pages.plot import LEFT, RIGHT
from writer_app.gui.pages.rows import Rows
from writer_app.gui.prose import washed
from writer_app.gui.theme import Theme
from writer_app.voice.marked import Marked

ROW = 27  # pixels
WORD, RATIO, FORGET = 136, 66, 54  # pixels for the word, its figure, and what takes it away


class Words(Rows):
    """One word a row, its bar as long as the logarithm of the ratio.

    A row is under the hand with the arrow keys or the pointer; `Del` says that its word is not the
    writer's, which `removed` reports. `moved`: where the row is that the keys have come to.
    """

    removed = Signal(str)

    def __init__(self, theme: Theme, name: str, *, avoided: bool = False) -> None:
        super().__init__(theme, ROW, tall=ROW)
        self._name = name
        self._avoided = avoided
        self._words: tuple[Marked, ...] = ()
        self.setToolTip("Del says that a word is not yours")

    @property
    def shown(self) -> tuple[str, ...]:
        return tuple(word.word for word in self._words)

    def show_words(self, words: Sequence[Marked]) -> None:
        self._words = tuple(words)
        self._row = max(0, min(self._row, len(words) - 1))
        self._under = None
        self.set_height(ROW * max(1, len(words)))
        self.say_row()

    def draw(self, painter: QPainter, area: QRectF) -> None:
        most = max((_strength(word) for word in self._words), default=1.0)
        for row, word in enumerate(self._words):
            line, here = self.line_of(painter, area, row)
            self._draw_word(painter, line, word, _strength(word) / most, here)

    def _draw_word(
        self, painter: QPainter, line: QRectF, word: Marked, share: float, here: bool
    ) -> None:
        theme, y = self._theme, line.center().y()
        ink = theme.muted if self._avoided else theme.ink
        set_as = word.word.replace("'", "’")
        at, font = QPointF(line.left() + 8, y - 1), serif(12.5)
        self.label(painter, at, set_as, ink, LEFT, font, WORD - 8)
        left, right = line.left() + WORD + 8, line.right() - RATIO - FORGET
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(washed(theme.muted, 110) if self._avoided else washed(theme.accent, 150))
        painter.drawRoundedRect(QRectF(left, y - 2, max(4.0, (right - left) * share), 4), 2, 2)
        figured = QPointF(line.right() - (FORGET if here else 8), y)
        self.label(painter, figured, _figure(word), theme.muted, RIGHT)
        if here:
            self.label(painter, QPointF(line.right() - 8, y), "forget", theme.accent, RIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match Qt.Key(event.key()):
            case Qt.Key.Key_Down if self._row + 1 < len(self._words):
                self._move(self._row + 1)
            case Qt.Key.Key_Up if self._row > 0:
                self._move(self._row - 1)
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace if self._words:
                self.removed.emit(self._words[self._row].word)
            case _:
                event.ignore()
                return
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = int(event.position().y()) // ROW
        self._under = row if row < len(self._words) else None
        over = self._under is not None and event.position().x() > self.width() - FORGET
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = int(event.position().y()) // ROW
        if row < len(self._words) and event.position().x() > self.width() - FORGET:
            self.removed.emit(self._words[row].word)

    def say_row(self) -> None:
        if not self._words:
            self.say(f"{self._name}: none")
            return
        place = f"{self._row + 1} of {len(self._words)}"
        self.say(f"{self._name}, {place}: {_sentence(self._words[self._row])}")


def _strength(word: Marked) -> float:
    return abs(word.log_ratio)


def _figure(word: Marked) -> str:
    if not word.rate:
        return "never"
    ratio = times(math.exp(_strength(word)))
    return ratio if word.log_ratio > 0 else f"{ratio} less"


def _sentence(word: Marked) -> str:
    own, general = figure(word.rate), figure(word.general)
    return f"“{word.word}”, {own} in a million words, others {general}"
