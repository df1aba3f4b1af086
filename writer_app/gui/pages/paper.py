"""The sheet that a page is set on: one column that scrolls, with room at its sides."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

WIDEST, TALLEST = 1180, 1000  # pixels of a page
MARGIN = 40  # of the window that is seen behind it
SIDE, TOP = 48, 36


class Paper(QScrollArea):
    """`column` takes the parts."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet = _Sheet()
        self._sheet.setProperty("role", "paper")
        self._sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.column = QVBoxLayout(self._sheet)
        self.column.setSpacing(10)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._sheet)

    def fill(self, page: QWidget, close: QWidget) -> None:
        """Stand in the page, above a foot with the button that closes it."""
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 10, 20, 12)
        foot.addStretch(1)
        foot.addWidget(close)
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self, 1)
        whole.addLayout(foot)

    def follow(self, part: QWidget, at: QPoint) -> None:
        """Scroll to a place in one of the parts."""
        self.ensureVisible(0, part.mapTo(self._sheet, at).y())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = max(20, min(SIDE, self.width() // 16))
        self.column.setContentsMargins(side, TOP, side, TOP)


class _Sheet(QWidget):
    """As high as its words need at the width they have, not at the least that they could have."""

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 0)


def room_for(parent: QWidget | None) -> QSize:
    """How large a page may be before `parent`."""
    room = parent.size() if parent is not None else QSize(1280, 800)
    return QSize(min(WIDEST, room.width() - MARGIN), min(TALLEST, room.height() - MARGIN))
