"""A hairline that fills: how far something has come."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from writer_app.gui.theme import Theme


class ThinBar(QWidget):
    """A rule as long as nothing is under way."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fraction: float | None = None
        self.setFixedHeight(2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def fraction(self) -> float | None:
        return self._fraction

    def show_fraction(self, fraction: float | None) -> None:
        """0 to 1; None shows the empty rule."""
        if fraction != self._fraction:
            self._fraction = fraction
            self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 1, self.width(), 1, QColor(self._theme.rule))
        if self._fraction is not None:
            done = round(self.width() * min(1.0, max(0.0, self._fraction)))
            painter.fillRect(0, 0, done, 2, QColor(self._theme.accent))
