"""A dialog with a title, a sentence or two, what it is about, and its buttons.

Enter presses the button that has the focus, and no other.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)


class PlainDialog(QDialog):
    """Qt's own has one button that Enter presses from everywhere, or none that it presses."""

    def lay_out(
        self,
        title: str,
        text: str,
        body: Iterable[QWidget | QLayout],
        buttons: Iterable[QPushButton],
        *,
        grows: QWidget | None = None,
    ) -> None:
        """From the top down, the buttons to the right. `grows` has what room is left."""
        head, said = QLabel(title), QLabel(text)
        head.setProperty("role", "title")
        said.setProperty("role", "muted")
        said.setWordWrap(True)
        foot = QHBoxLayout()
        foot.addStretch(1)
        for button in buttons:
            button.setAutoDefault(False)
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 16)
        column.setSpacing(10)
        column.addWidget(head)
        column.addWidget(said)
        for part in body:
            if isinstance(part, QLayout):
                column.addLayout(part)
            else:
                column.addWidget(part, int(part is grows))
        column.addStretch()
        column.addLayout(foot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        button = self.focusWidget()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and isinstance(button, QAbstractButton):
            button.click()
            event.accept()
        else:
            super().keyPressEvent(event)
