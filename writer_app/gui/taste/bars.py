"""Counts and shares as bars, one below the other, each with its name and its figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from writer_app.gui.fonts import serif
from writer_app.gui.pages.plot import LEFT, RIGHT, Plot
from writer_app.gui.prose import washed
from writer_app.gui.theme import Theme

ROW = 40  # pixels
FIGURE = 96  # pixels at the right, for the figure


@dataclass(frozen=True, slots=True)
class Bar:
    """`share` of the full length, 0 to 1; `low` and `high`: where it may truly lie."""

    name: str
    figure: str
    share: float
    low: float = 0.0
    high: float = 0.0


class Bars(Plot):
    """The name above its bar, however long it is; an interval as a thin line on the bar."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, 0)
        self._bars: tuple[Bar, ...] = ()

    def show_bars(self, bars: Sequence[Bar]) -> None:
        self._bars = tuple(bars)
        self.set_height(ROW * len(bars) + 6)
        self.say(" ".join(f"{bar.name}: {bar.figure}." for bar in bars))

    def draw(self, painter: QPainter, area: QRectF) -> None:
        theme = self._theme
        left, width = area.left() + 2, area.width() - 4
        for row, bar in enumerate(self._bars):
            y = area.top() + ROW * row + 14
            self.label(
                painter, QPointF(left, y), bar.name, theme.ink, LEFT, serif(12), width - FIGURE
            )
            self.label(painter, QPointF(area.right() - 2, y), bar.figure, theme.muted, RIGHT)
            y += 16
            painter.setPen(Qt.PenStyle.NoPen)
            ground, full = washed(theme.muted, 40), washed(theme.accent, 150)
            for share, colour in ((1.0, ground), (bar.share, full)):
                painter.setBrush(colour)
                if share:
                    painter.drawRoundedRect(QRectF(left, y - 3, width * share, 6), 3, 3)
            if bar.high > bar.low:
                painter.setPen(QPen(QColor(theme.ink), 1.2))
                low, high = left + width * bar.low, left + width * bar.high
                painter.drawLine(QPointF(low, y), QPointF(high, y))
                for end in (low, high):
                    painter.drawLine(QPointF(end, y - 4), QPointF(end, y + 4))
