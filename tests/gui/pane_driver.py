"""A rewrite pane on the screen, and the hands of a writer on it: keys and pointer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.review_demo import dressed
from writer_app.gui.hunk_view import HunkView
from writer_app.gui.review_walk import Place
from writer_app.gui.rewrite_pane import RewritePane
from writer_app.gui.word_button import WordButton

NARROW, WIDE = (420, 700), (1280, 420)
Press = Callable[..., None]


def pane_with_focus(qtbot: QtBot, app: QApplication) -> RewritePane:
    pane = RewritePane(dressed(app))
    qtbot.addWidget(pane)
    pane.resize(*NARROW)
    pane.show()
    pane.activateWindow()
    pane.setFocus()
    qtbot.waitUntil(pane.hasFocus)
    return pane


def presser(pane: RewritePane) -> Press:
    """Types keys where the focus is: characters, or a Qt key with modifiers."""

    def press(what: str | Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
        target = QApplication.focusWidget() or pane
        if isinstance(what, str):
            QTest.keyClicks(target, what)
        else:
            QTest.keyClick(target, what, modifiers or Qt.KeyboardModifier.NoModifier)

    return press


def view(pane: RewritePane, column: int, hunk: int) -> HunkView:
    found = pane.columns.hunk_view(Place(column, hunk))
    assert found is not None
    return found


def labels(view: HunkView) -> list[str]:
    return [word.text() for word in view.words()]


def word(parent: QWidget, text: str) -> WordButton:
    return next(
        w for w in parent.findChildren(WordButton) if w.text() == text and w.isVisibleTo(parent)
    )
