"""Where the Tab key leads."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot


def reached(qtbot: QtBot, start: QWidget, most: int) -> set[QWidget]:
    """What has the focus in turn, from `start` on."""
    start.setFocus()
    qtbot.waitUntil(start.hasFocus)
    found = set()
    for _ in range(most):
        focus = QApplication.focusWidget()
        assert focus is not None
        found.add(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    return found
