"""What the plots have in common: room, type, the focus, and the same said in words.

The writer is drawn in the accent, other writers in a muted ink, and each by a shape of their own
as well: bars and full dots against a line and rings. Labels stand where the eye is, not in a
legend.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from writer_app.gui.fonts import UI_POINTS, sans
from writer_app.gui.theme import Theme

SMALL = UI_POINTS - 0.5
EDGE = 6.0  # pixels kept free at the sides: for the focus, and for half a label
LEFT, MIDDLE, RIGHT = (
    Qt.AlignmentFlag.AlignLeft,
    Qt.AlignmentFlag.AlignHCenter,
    Qt.AlignmentFlag.AlignRight,
)
Scale = Callable[[float], float]
"""From a value to pixels."""


class Plot(QWidget):
    """As wide as it may be, as high as it was told. `words` say what is drawn."""

    def __init__(self, theme: Theme, height: int) -> None:
        super().__init__()
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_height(height)

    @property
    def words(self) -> str:
        return self.accessibleName()

    def say(self, words: str) -> None:
        """What is shown now, in words, for whoever cannot see it; paints it anew."""
        self.setAccessibleName(words)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_height(self, height: int) -> None:
        self.setFixedHeight(height)

    def sizeHint(self) -> QSize:
        return QSize(420, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(260, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QColor(self._theme.accent))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        self.draw(painter, QRectF(self.rect()).adjusted(EDGE, 0, -EDGE, 0))

    def draw(self, painter: QPainter, area: QRectF) -> None:
        """Paint within `area`."""
        raise TypeError(f"{type(self).__name__} does not say how it is drawn")

    def label(
        self,
        painter: QPainter,
        at: QPointF,
        text: str,
        colour: str,
        align: Qt.AlignmentFlag = MIDDLE,
        font: QFont | None = None,
        room: float = inf,
    ) -> None:
        """`text` beside or around `at`, kept within the widget and cut to `room` pixels."""
        font = font or sans(SMALL)
        metrics = QFontMetricsF(font)
        if metrics.horizontalAdvance(text) > room:
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        width, height = metrics.horizontalAdvance(text) + 2, metrics.height()
        left = at.x() - {LEFT: 0.0, MIDDLE: width / 2, RIGHT: width}[align]
        left = max(EDGE, min(left, self.width() - EDGE - width))
        painter.setFont(font)
        painter.setPen(QColor(colour))
        place = QRectF(left, at.y() - height / 2, width, height)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)
