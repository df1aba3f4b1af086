"""How long the sentences are, beside other writers'."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from writer_app.gui.pages.figures import below, binned, shares
from writer_app.gui.pages.plot import LEFT, MIDDLE, RIGHT, Plot, Scale
from writer_app.gui.prose import washed
from writer_app.gui.theme import Theme

BIN = 3  # words
LONGEST = 60  # words; so long and longer has a bin of its own
HEAD, FOOT = 34, 26  # pixels for the medians and for the axis


class Lengths(Plot):
    """The writer's sentences as bars, the others' as a line, both by their share."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, 184)
        self._own: list[float] = []
        self._others: list[float] = []
        self._medians = (0, 0)

    def show_lengths(self, own: Sequence[int], others: Sequence[float]) -> None:
        """The words of each of the writer's sentences; of others', the share with 0, 1, … words."""
        mine = shares(own, LONGEST)
        self._own, self._others = binned(mine, BIN), binned(others, BIN)
        self._medians = below(mine, 0.5), below(others, 0.5)
        self.say(
            f"Half of your sentences have {below(mine, 0.25)} to {below(mine, 0.75)} words; "
            f"of other writers’, {below(others, 0.25)} to {below(others, 0.75)}."
        )

    def draw(self, painter: QPainter, area: QRectF) -> None:
        if not self._own:
            return
        top, base = area.top() + HEAD, area.bottom() - FOOT
        tallest = max(*self._own, *self._others, 0.01)
        step = area.width() / len(self._own)

        def x(words: float) -> float:
            return area.left() + words / BIN * step

        def y(share: float) -> float:
            return base - (base - top) * share / tallest

        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(washed(self._theme.accent, 150))
        for place, share in enumerate(self._own):
            bar = QRectF(x(place * BIN) + 1, y(share), step - 2, base - y(share))
            painter.drawRoundedRect(bar, 1.5, 1.5)
        *line, last = (QPointF(x((i + 0.5) * BIN), y(s)) for i, s in enumerate(self._others))
        painter.setPen(QPen(QColor(self._theme.muted), 1.5))
        painter.drawPolyline(line)
        # All that is longer is no point on the way there.
        painter.drawLine(last - QPointF(step / 2 - 3, 0), last + QPointF(step / 2 - 3, 0))
        self._draw_axis(painter, area, base, x)
        self._draw_medians(painter, area.top(), x)

    def _draw_axis(self, painter: QPainter, area: QRectF, base: float, x: Scale) -> None:
        muted = self._theme.muted
        painter.setPen(QColor(self._theme.rule))
        painter.drawLine(QPointF(area.left(), base), QPointF(area.right(), base))
        for words in range(10, LONGEST, 10):
            text = f"{words} words" if words == 10 else str(words)
            self.label(painter, QPointF(x(words), base + 14), text, muted, MIDDLE)
        self.label(painter, QPointF(area.right(), base + 14), "longer", muted, RIGHT)

    def _draw_medians(self, painter: QPainter, top: float, x: Scale) -> None:
        (mine, theirs), theme = self._medians, self._theme
        both = sorted(((mine, "you", theme.accent), (theirs, "others", theme.muted)))
        for (words, who, colour), side, gap in zip(both, (RIGHT, LEFT), (-6, 6), strict=True):
            painter.setPen(QPen(QColor(colour), 1.5))
            painter.drawLine(QPointF(x(words), top + 4), QPointF(x(words), top + HEAD - 8))
            self.label(painter, QPointF(x(words) + gap, top + 13), f"{who} {words}", colour, side)
