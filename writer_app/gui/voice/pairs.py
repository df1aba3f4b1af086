"""The writer's rates beside others', one below the other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from writer_app.gui.fonts import serif
from writer_app.gui.pages.figures import figure
from writer_app.gui.pages.plot import LEFT, MIDDLE, RIGHT, Plot
from writer_app.gui.prose import washed
from writer_app.gui.theme import Theme

ROW, HEAD = 28, 24  # pixels
NAMES, FIGURES = 146, 104  # pixels for what stands left and right of the dots


@dataclass(frozen=True, slots=True)
class Pair:
    """One rate of the writer's and of others; `sign` is set large before its `name`."""

    sign: str
    name: str
    own: float
    others: float


class Pairs(Plot):
    """A full dot for the writer, a ring for the others, and the figures beside them.

    The axis is that of square roots: commas are frequent and semicolons are not, and both tell.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, HEAD)
        self._pairs: tuple[Pair, ...] = ()

    def show_pairs(self, pairs: Sequence[Pair], unit: str) -> None:
        """`unit` ends each sentence of what is said, for instance "in 1,000 words"."""
        self._pairs = tuple(pairs)
        self.set_height(HEAD + ROW * len(pairs) + 4)
        said = [f"{p.name}: {figure(p.own)} {unit}, others {figure(p.others)}." for p in pairs]
        self.say(" ".join(said))

    def draw(self, painter: QPainter, area: QRectF) -> None:
        theme = self._theme
        you, others = area.right() - 50, area.right()
        self.label(painter, QPointF(you, area.top() + 11), "you", theme.accent, RIGHT)
        self.label(painter, QPointF(others, area.top() + 11), "others", theme.muted, RIGHT)
        for row, pair in enumerate(self._pairs):
            y = area.top() + HEAD + ROW * (row + 0.5)
            sign = QPointF(area.left() + 12, y - 1)
            self.label(painter, sign, pair.sign, theme.ink, MIDDLE, serif(14))
            self.label(painter, QPointF(area.left() + 32, y), pair.name, theme.muted, LEFT)
            self._draw_dots(painter, area, y, pair)
            self.label(painter, QPointF(you, y), figure(pair.own), theme.ink, RIGHT)
            self.label(painter, QPointF(others, y), figure(pair.others), theme.muted, RIGHT)

    def _draw_dots(self, painter: QPainter, area: QRectF, y: float, pair: Pair) -> None:
        theme = self._theme
        left, right = area.left() + NAMES, area.right() - FIGURES
        most = max(max(p.own, p.others) for p in self._pairs) or 1.0
        own, others = (
            QPointF(left + (right - left) * math.sqrt(rate / most), y)
            for rate in (pair.own, pair.others)
        )
        painter.setPen(QColor(theme.rule))
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        painter.setPen(QPen(washed(theme.accent, 130), 2.5))
        painter.drawLine(own, others)
        painter.setPen(QPen(QColor(theme.muted), 1.5))
        painter.setBrush(QColor(theme.paper))
        painter.drawEllipse(others, 4.0, 4.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent))
        painter.drawEllipse(own, 5.0, 5.0)
