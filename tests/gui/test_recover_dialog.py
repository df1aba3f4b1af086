"""Unsaved text that an unclean end left: shown, restored, discarded on a second word only."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.gui.review_demo import SOURCE, dressed
from writer_app.gui.prose import Prose
from writer_app.gui.recover_dialog import RecoverDialog, first_lines
from writer_app.text.journal import Entry

SAVED = Entry("a", "/books/harbour.md", SOURCE, 0, None, time.time(), session="one")
DRAFT = Entry("a", "", "A draft that nobody saved.", 0, None, time.time() - 90_000, session="two")


@pytest.fixture
def dialog(qtbot: QtBot, qapp: QApplication) -> RecoverDialog:
    dialog = RecoverDialog([SAVED, DRAFT], dressed(qapp))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def press(dialog: RecoverDialog, row: int, name: str) -> None:
    button = dialog.rows()[row].findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_each_is_known_by_its_first_lines(dialog: RecoverDialog) -> None:
    shown = [row.findChild(Prose) for row in dialog.rows()]
    texts = [prose.text() for prose in shown if isinstance(prose, Prose)]
    assert texts[0].startswith("The ferry was late again")
    assert texts[1] == "A draft that nobody saved."


def test_restore_hands_the_entry_over(qtbot: QtBot, dialog: RecoverDialog) -> None:
    with qtbot.waitSignal(dialog.restored) as restored:
        press(dialog, 1, "restore")
    assert restored.args == [DRAFT]
    assert not dialog.isVisible()


def test_discarding_asks_once_more(qtbot: QtBot, dialog: RecoverDialog) -> None:
    gone: list[Entry] = []
    dialog.discarded.connect(gone.append)
    press(dialog, 0, "discard")
    assert gone == []
    press(dialog, 0, "discard")
    assert gone == [SAVED]
    assert len(dialog.rows()) == 1
    assert dialog.isVisible()


def test_later_keeps_all(qtbot: QtBot, dialog: RecoverDialog) -> None:
    with (
        qtbot.assertNotEmitted(dialog.restored),
        qtbot.assertNotEmitted(dialog.discarded),
    ):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_return_by_habit_restores_and_discards_nothing(qtbot: QtBot, dialog: RecoverDialog) -> None:
    gone: list[object] = []
    dialog.discarded.connect(gone.append)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert gone == []


def test_first_lines() -> None:
    assert first_lines(" \n\n ") == "(only white space)"
    assert first_lines("One\n\ntwo") == "One two"
    long = first_lines("word " * 500_000)
    assert len(long) < 230
    assert long.endswith(" …")
