"""How much a profile knows, and what more words would bring."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from writer_app.gui.pages.plot import Plot
from writer_app.gui.theme import Theme
from writer_app.voice.profile import LEAST, WANTED

FIRST, LAST = 100, 100_000  # words: the ends of the scale


class Size(Plot):
    """The words learned from, on a logarithmic scale: what each tenfold brings is about as much."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, 50)
        self._known = 0

    def show_size(self, known: int) -> None:
        self._known = known
        noun = "word" if known == 1 else "words"
        self.say(f"Learned from {known:,} {noun}. {worth(known)}")

    def draw(self, painter: QPainter, area: QRectF) -> None:
        theme, y = self._theme, area.top() + 12
        span = math.log(LAST / FIRST)

        def x(words: int) -> float:
            share = math.log(max(words, FIRST) / FIRST) / span
            return area.left() + 3 + (area.width() - 6) * min(1.0, share)

        for colour, until in ((theme.rule, LAST), (theme.accent, self._known)):
            bar = QPen(QColor(colour), 6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            painter.setPen(bar)
            if until > FIRST:
                painter.drawLine(QPointF(x(FIRST), y), QPointF(x(until), y))
        for words, name in ((LEAST, "a first idea"), (WANTED, "well known")):
            painter.setPen(QPen(QColor(theme.muted), 1.0))
            painter.drawLine(QPointF(x(words), y + 7), QPointF(x(words), y + 13))
            self.label(painter, QPointF(x(words), y + 24), f"{words:,}, {name}", theme.muted)


def worth(known: int) -> str:
    """What a profile of so many words is good for, and what more would bring."""
    if known < LEAST:
        return f"It takes {LEAST:,} to say anything: {LEAST - known:,} more."
    if known < WANTED:
        return (
            f"That gives a first idea, with wide margins; {WANTED - known:,} more would set you "
            "apart from others far more surely."
        )
    return "That is plenty. More still sharpens it, slowly."
