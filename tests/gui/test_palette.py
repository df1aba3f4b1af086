"""The palette of commands."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.gui.review_demo import dressed
from writer_app.gui.palette import Palette, score

NAMES = {"Save": "Ctrl+S", "Save as…": "Ctrl+Shift+S", "Tighten": "", "Dark theme": "F8"}


class Desk:
    def __init__(self, app: QApplication) -> None:
        self.window = QMainWindow()
        self.window.resize(900, 600)
        self.text = QPlainTextEdit()
        self.window.setCentralWidget(self.text)
        self.done: list[str] = []
        self.actions: list[QAction] = []
        for name, keys in NAMES.items():
            action = QAction(name, self.window)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _=False, name=name: self.done.append(name))
            self.actions.append(action)
            self.window.addAction(action)
        self.palette = Palette(dressed(app), self.window)
        self.window.show()
        self.window.activateWindow()


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication) -> Desk:
    desk = Desk(qapp)
    qtbot.addWidget(desk.window)
    desk.text.setFocus()
    qtbot.waitUntil(desk.text.hasFocus)
    desk.palette.open(desk.actions)
    qtbot.waitUntil(desk.palette.field.hasFocus)
    return desk


def test_it_lists_all_in_their_order_until_something_is_typed(desk: Desk) -> None:
    assert desk.palette.names() == list(NAMES)


def test_typing_filters_and_return_does_it(qtbot: QtBot, desk: Desk) -> None:
    QTest.keyClicks(desk.palette.field, "dt")
    assert desk.palette.names() == ["Dark theme"]
    QTest.keyClick(desk.palette.field, Qt.Key.Key_Return)
    assert desk.done == ["Dark theme"]
    assert not desk.palette.isVisible()
    qtbot.waitUntil(desk.text.hasFocus)


def test_arrows_walk_round(desk: Desk) -> None:
    QTest.keyClick(desk.palette.field, Qt.Key.Key_Up)
    QTest.keyClick(desk.palette.field, Qt.Key.Key_Return)
    assert desk.done == ["Dark theme"]


def test_escape_closes_and_does_nothing(qtbot: QtBot, desk: Desk) -> None:
    QTest.keyClick(desk.palette.field, Qt.Key.Key_Escape)
    assert not desk.palette.isVisible()
    assert desk.done == []
    qtbot.waitUntil(desk.text.hasFocus)


def test_a_click_does_it(desk: Desk) -> None:
    view = desk.palette.list
    row = view.visualRect(view.model().index(1, 0))
    QTest.mouseClick(
        view.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        row.center(),
    )
    assert desk.done == ["Save as…"]


def test_a_name_nobody_has(desk: Desk) -> None:
    QTest.keyClicks(desk.palette.field, "zzz")
    assert desk.palette.names() == []
    QTest.keyClick(desk.palette.field, Qt.Key.Key_Return)
    assert desk.done == []


def test_what_cannot_be_done_now_is_not_offered(desk: Desk) -> None:
    desk.actions[0].setEnabled(False)
    desk.palette.open(desk.actions)
    assert "Save" not in desk.palette.names()


def test_losing_the_focus_closes_it(qtbot: QtBot, desk: Desk) -> None:
    desk.text.setFocus()
    qtbot.waitUntil(lambda: not desk.palette.isVisible())


def test_beginnings_of_words_count_most() -> None:
    def rank(query: str, *names: str) -> str:
        return max(names, key=lambda name: score(query, name) or 0.0)

    assert rank("sa", "Usual size", "Save as…") == "Save as…"
    assert rank("ft", "Find…", "Full text") == "Full text"
    assert score("xyz", "Save") is None
    assert score("evas", "Save") is None, "in order only"
    assert score("", "Save") == 0.0


@pytest.mark.parametrize("size", [(700, 300), (1400, 900), (400, 240)])
def test_it_stays_within_its_window_as_that_is_resized(
    qtbot: QtBot, desk: Desk, size: tuple[int, int]
) -> None:
    desk.palette.open([QAction(f"Command {n}", desk.window) for n in range(30)])
    desk.window.resize(*size)
    qtbot.waitUntil(lambda: desk.window.rect().contains(desk.palette.geometry()))
    left = desk.palette.x()
    assert abs(left - (desk.window.width() - left - desk.palette.width())) <= 1
