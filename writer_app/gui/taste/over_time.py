"""How often the first choice was taken, choice by choice, with the taste and without it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from writer_app.gui.pages.plot import LEFT, RIGHT, Plot, Scale
from writer_app.gui.theme import Theme
from writer_app.services.schooling import ENOUGH, HeldOut

HEAD, FOOT = 16, 26  # pixels
NAMES = 78  # pixels for the names at the right
LINE = 17  # pixels of a line of type
LAST = 50  # choices that a point of a line sums up, at most


class OverTime(Plot):
    """Each point is the share of the choices just before it that were foreseen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, 176)
        self._days = ("", "")
        self._with: list[float] = []
        self._without: list[float] = []

    def show_choices(self, held_out: Sequence[HeldOut], said: str) -> None:
        """`said`: what it comes to, in words."""
        span = window(len(held_out))
        self._with = rolling([right for _, right, _ in held_out], span)
        self._without = rolling([right for _, _, right in held_out], span)
        if held_out:
            # The first point already sums up some choices.
            first, last = held_out[min(span, len(held_out)) - 1][0], held_out[-1][0]
            self._days = (f"{first.day} {first:%b %Y}", f"{last.day} {last:%b %Y}")
        self.say(said)

    def draw(self, painter: QPainter, area: QRectF) -> None:
        if not self._with:
            return
        theme, right = self._theme, area.right() - NAMES
        left, top, base = area.left() + 38, area.top() + HEAD, area.bottom() - FOOT
        step = (right - left) / max(1, len(self._with) - 1)

        def x(number: float) -> float:
            return left + number * step

        def y(share: float) -> float:
            return base - (base - top) * share

        for share in (0.0, 0.5, 1.0):
            painter.setPen(QColor(theme.rule))
            painter.drawLine(QPointF(left, y(share)), QPointF(right, y(share)))
            self.label(painter, QPointF(left - 6, y(share)), f"{share:.0%}", theme.muted, RIGHT)
        self.label(painter, QPointF(left, base + 15), self._days[0], theme.muted, LEFT)
        self.label(painter, QPointF(right, base + 15), self._days[1], theme.muted, RIGHT)
        without = QPen(QColor(theme.muted), 1.5, Qt.PenStyle.DashLine)
        self._draw_line(painter, self._without, without, x, y)
        self._draw_line(painter, self._with, QPen(QColor(theme.accent), 2.0), x, y)
        mine, plain = apart(y(self._with[-1]), y(self._without[-1]))
        for at, name, colour in (
            (mine, "with it", theme.accent),
            (plain, "without it", theme.muted),
        ):
            self.label(painter, QPointF(right + 8, at), name, colour, LEFT)

    def _draw_line(
        self, painter: QPainter, shares: Sequence[float], pen: QPen, x: Scale, y: Scale
    ) -> None:
        painter.setPen(pen)
        painter.drawPolyline([QPointF(x(at), y(share)) for at, share in enumerate(shares)])


def apart(first: float, second: float) -> tuple[float, float]:
    """Both heights as they are, or moved from each other so that neither covers the other."""
    if abs(first - second) >= LINE:
        return first, second
    middle, half = (first + second) / 2, LINE / 2 if first > second else -LINE / 2
    return middle + half, middle - half


def window(choices: int) -> int:
    """How many choices a point sums up: enough to be steady, few enough to show a change."""
    return max(ENOUGH, min(LAST, choices // 3))


def rolling(right: Sequence[bool], span: int) -> list[float]:
    """The share of each `span` that follow one another; none while there are fewer."""
    if len(right) < span:
        return []
    total = sum(right[:span])
    shares = [total / span]
    for came, went in zip(right[span:], right, strict=False):
        total += came - went
        shares.append(total / span)
    return shares
