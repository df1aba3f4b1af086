"""What a writer does about a document: save it, read a notice, press what it offers, answer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from writer_app.gui.main_window import MainWindow


def saved(qtbot: QtBot, window: MainWindow, save: Callable[[], object] | None = None) -> None:
    with qtbot.waitSignal(window.documents.saved, timeout=10_000):
        (save or window.documents.save)()


def told(qtbot: QtBot, window: MainWindow, words: str) -> None:
    qtbot.waitUntil(lambda: words in window.notices.words(), timeout=10_000)


def press(window: MainWindow, label: str) -> None:
    """Press a notice's action."""
    (button,) = [b for b in window.notices.buttons() if b.text() == label]
    button.click()


def answer(window: MainWindow, label: str) -> None:
    """Answer whether to keep what is not saved."""
    (box,) = [b for b in window.findChildren(QMessageBox, "unsaved") if b.isVisible()]
    (button,) = [b for b in box.buttons() if b.text() == label]
    button.click()
