"""A dialog in which Enter presses the button that has the focus, and no other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QDialog


class PlainDialog(QDialog):
    """Qt's own has one button that Enter presses from everywhere, or none that it presses."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        button = self.focusWidget()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and isinstance(button, QAbstractButton):
            button.click()
            event.accept()
        else:
            super().keyPressEvent(event)
