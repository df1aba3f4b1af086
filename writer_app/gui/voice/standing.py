"""How much like themselves a writer's passages read, and where a text stands among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from writer_app.gui.pages.figures import density, quantile
from writer_app.gui.pages.plot import Plot, Scale
from writer_app.gui.prose import washed
from writer_app.gui.theme import Theme
from writer_app.services.voice_telling import signed

HEAD, FOOT = 60, 40  # pixels for the names above and the text below
LINE = 17  # pixels
STEPS = 200  # pieces of the curve


Landmarks = Sequence[tuple[str, float]]
"""Who else reads how much on the scale of the meter."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A text's place on the scale of the meter, with the ends of its 95 % interval."""

    name: str
    score: float
    low: float
    high: float


class Range(Plot):
    """The writer's own passages as a hill with a tick for each; a text as a dot with its interval.

    Other writers and models stand as lines where they read on the same scale.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, 178)
        self._own: list[float] = []
        self._landmarks: Landmarks = ()
        self._here: Standing | None = None

    def show_range(self, own: Sequence[float], landmarks: Landmarks, here: Standing | None) -> None:
        """Readings of the writer's own passages; `here`: the text at hand, if it can be told."""
        self._own, self._landmarks, self._here = sorted(own), landmarks, here
        if not own:
            self.say("There is too little text to know your range.")
            return
        low, high = quantile(self._own, 0.05), quantile(self._own, 0.95)
        said = f"Nine in ten of your own passages score from {signed(low)} to {signed(high)}"
        said += "".join(f", {name} {signed(score)}" for name, score in self._landmarks) + "."
        if here is not None:
            said += f" {here.name.capitalize()} scores {signed(here.score)}, with 95% confidence "
            said += f"between {signed(here.low)} and {signed(here.high)}."
        self.say(said)

    def draw(self, painter: QPainter, area: QRectF) -> None:
        if not self._own:
            return
        theme, here = self._theme, self._here
        ends = [self._own[0], self._own[-1], *(score for _, score in self._landmarks)]
        ends += (here.low, here.high) if here is not None else ()
        slack = 0.08 * (max(ends) - min(ends)) or 0.1
        low, high = min(ends) - slack, max(ends) + slack

        def x(score: float) -> float:
            return area.left() + area.width() * (score - low) / (high - low)

        top, base = area.top() + HEAD, area.bottom() - FOOT
        self._draw_hill(painter, [low + (high - low) * i / STEPS for i in range(STEPS + 1)], x)
        painter.setPen(QPen(washed(theme.accent, 150), 1.0))
        for score in self._own:
            painter.drawLine(QPointF(x(score), base - 6), QPointF(x(score), base))
        painter.setPen(QColor(theme.rule))
        painter.drawLine(QPointF(area.left(), base), QPointF(area.right(), base))
        for row, (name, score) in enumerate(sorted(self._landmarks, key=lambda mark: mark[1])):
            # One above the other: they may stand close together.
            y = area.top() + 11 + LINE * row
            painter.setPen(QPen(QColor(theme.muted), 1.0, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(x(score), y + 10), QPointF(x(score), base))
            self.label(painter, QPointF(x(score), y), name, theme.muted)
        yours = QPointF(x(quantile(self._own, 0.5)), top - 13)
        self.label(painter, yours, "you", theme.accent)
        if here is not None:
            self._draw_text(painter, here, base + 13, x)

    def _draw_hill(self, painter: QPainter, steps: list[float], x: Scale) -> None:
        top, base = HEAD, self.height() - FOOT
        heights = density(self._own, steps)
        tallest = max(heights) or 1.0
        hill = [
            QPointF(x(at), base - (base - top) * height / tallest)
            for at, height in zip(steps, heights, strict=True)
        ]
        feet = [QPointF(x(steps[-1]), base), QPointF(x(steps[0]), base)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(washed(self._theme.accent, 60))
        painter.drawPolygon(QPolygonF(hill + feet))

    def _draw_text(self, painter: QPainter, here: Standing, y: float, x: Scale) -> None:
        ink = QColor(self._theme.ink)
        painter.setPen(QPen(ink, 1.5))
        painter.drawLine(QPointF(x(here.low), y), QPointF(x(here.high), y))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(QPointF(x(here.score), y), 4.5, 4.5)
        self.label(painter, QPointF(x(here.score), y + 16), here.name, self._theme.ink)
