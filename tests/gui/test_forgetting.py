"""Forgetting from the window: the dialog, what it shows, and that it happens."""

from __future__ import annotations

from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.unit.ledger_samples import candidate, continuation
from tests.unit.test_ledger_forgetting import SECRET, in_files
from writer_app.gui.actions import Act
from writer_app.gui.forget_dialog import ForgetDialog
from writer_app.gui.main_window import MainWindow
from writer_app.ledger.forgetting import Document
from writer_app.ledger.records import Outcome
from writer_app.services import forgetting


def open_dialog(window: MainWindow) -> ForgetDialog:
    window.actions_table[Act.FORGET].trigger()
    dialog = window.findChild(ForgetDialog, "forgetting")
    assert isinstance(dialog, ForgetDialog)
    return dialog


def record(window: MainWindow, text: str) -> None:
    window.services.recorder.record(
        continuation(candidate(text, Outcome.ACCEPTED), document=window.documents.current.ref)
    )


def found(dialog: ForgetDialog) -> str:
    return dialog.found.text()


def test_the_sentence_at_the_caret_is_offered_and_forgotten(
    qtbot: QtBot, still_window: MainWindow
) -> None:
    window = still_window
    window.editor.set_text(f"Snow fell. {SECRET} Then rain.")
    window.editor.set_caret(20)
    record(window, SECRET)
    record(window, "Something else.")
    dialog = open_dialog(window)
    assert dialog.by_passage.isChecked()
    assert dialog.passage.toPlainText() == SECRET
    assert not dialog.forget.isEnabled()
    qtbot.waitUntil(lambda: found(dialog) == "1 decision will be forgotten.")
    dialog.forget.click()
    assert dialog.forget.text() == "Forget for good?"
    assert window.services.recorder.flush()
    with qtbot.waitSignal(window.forgetting.forgotten):
        dialog.forget.click()
    assert window.notices.words() == "It is forgotten. 1 decision is gone."
    assert in_files(window.services.paths.home, SECRET) == []
    assert window.editor.text() == f"Snow fell. {SECRET} Then rain."


def test_a_selection_is_offered_and_another_choice_asks_again(
    qtbot: QtBot, still_window: MainWindow
) -> None:
    window = still_window
    window.editor.set_text("One two three four.")
    window.editor.select(4, 13)
    record(window, SECRET)
    dialog = open_dialog(window)
    assert dialog.passage.toPlainText() == "two three"
    qtbot.waitUntil(lambda: found(dialog) == "Nothing of it is on record.")
    dialog.forget.click()
    dialog.by_document.click()
    assert dialog.forget.text() == "Forget"  # another question
    qtbot.waitUntil(lambda: found(dialog) == "1 decision will be forgotten.")
    assert dialog.what() == Document(window.documents.current.ref)
    dialog.day.setDate(QDate(2020, 1, 1))
    assert dialog.by_day.isChecked()
    qtbot.waitUntil(lambda: found(dialog) == "Nothing of it is on record.")
    dialog.passage.setPlainText("he")
    assert dialog.by_passage.isChecked()
    assert "too little" in found(dialog)
    assert not dialog.forget.isEnabled()
    dialog.leave.click()
    assert window.findChild(ForgetDialog, "forgetting") is None or not dialog.isVisible()


def test_enter_presses_the_button_with_the_focus_and_no_other(
    qtbot: QtBot, still_window: MainWindow
) -> None:
    still_window.editor.set_text(SECRET)
    dialog = open_dialog(still_window)
    qtbot.waitUntil(dialog.forget.isEnabled)
    dialog.by_document.setFocus()
    QTest.keyClick(dialog.by_document, Qt.Key.Key_Return)
    assert dialog.by_document.isChecked()
    assert dialog.isVisible()
    dialog.leave.setFocus()
    QTest.keyClick(dialog.leave, Qt.Key.Key_Return)
    assert not dialog.isVisible()


def test_closing_the_dialog_while_it_looks_is_no_fault(
    qtbot: QtBot, still_window: MainWindow
) -> None:
    window = still_window
    window.editor.set_text(SECRET)
    dialog = open_dialog(window)
    with qtbot.waitSignal(dialog.asked):
        pass
    dialog.reject()
    window.forgetting.forget(forgetting.passage(SECRET))
    with qtbot.waitSignal(window.forgetting.forgotten):
        pass
    assert window.notices.words() == "Nothing of it was kept."


def test_nothing_at_hand_offers_the_document(qtbot: QtBot, still_window: MainWindow) -> None:
    dialog = open_dialog(still_window)
    assert dialog.by_document.isChecked()
    assert "Draft" in dialog.by_document.text()
    QTest.qWaitForWindowExposed(dialog)
    qtbot.waitUntil(lambda: found(dialog) == "Nothing of it is on record.")
    dialog.reject()
