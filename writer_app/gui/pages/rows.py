"""A plot of rows that the arrow keys and the pointer choose among."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent

from writer_app.gui.pages.plot import Plot
from writer_app.gui.theme import Theme


class Rows(Plot):
    """`head`, `tall`: pixels above the rows, and of each. `moved`: where the row is that the keys
    have come to."""

    moved = Signal(QPoint)

    def __init__(self, theme: Theme, height: int, *, tall: int, head: int = 0) -> None:
        super().__init__(theme, height)
        self._tall, self._head = tall, head
        self._row = 0
        self._under: int | None = None  # the pointer
        self.setMouseTracking(True)

    def say_row(self) -> None:
        """Say the row under the hand."""
        raise TypeError(f"{type(self).__name__} does not say its rows")

    def line_of(self, painter: QPainter, area: QRectF, row: int) -> tuple[QRectF, bool]:
        """Where a row is, tinted if it is under the hand; whether it is."""
        line = QRectF(area.left(), self._head + row * self._tall, area.width(), self._tall)
        here = row == self._under or (self.hasFocus() and row == self._row)
        if here:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.hover))
            painter.drawRoundedRect(line.adjusted(0, 1, 0, -1), 4, 4)
        return line, here

    def _move(self, row: int) -> None:
        self._row = row
        self.say_row()
        self.moved.emit(QPoint(0, self._head + self._tall * row + self._tall // 2))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, QRectF(self.rect()))  # the row in hand shows where the focus is

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.say_row()

    def leaveEvent(self, event: object) -> None:
        self._under = None
        self.update()
