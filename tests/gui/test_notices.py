"""Notices: one at a time, never in the way, never twice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.review_demo import dressed
from tests.gui.sheet import LIGHT, colours, picture
from writer_app.errors import DiskFull
from writer_app.gui.notices import Notice, NoticeBar
from writer_app.gui.word_button import WordButton


@pytest.fixture
def bar(qtbot: QtBot, qapp: QApplication) -> Iterator[NoticeBar]:
    window = QWidget()
    qtbot.addWidget(window)
    bar = NoticeBar(dressed(qapp), window)
    text = QPlainTextEdit()
    column = QVBoxLayout(window)
    column.addWidget(bar)
    column.addWidget(text)
    window.resize(700, 400)
    window.show()
    window.activateWindow()
    text.setFocus()
    qtbot.waitUntil(text.hasFocus)
    yield bar
    window.close()


def click(bar: NoticeBar, label: str) -> None:
    word = next(button for button in bar.buttons() if button.text() == label)
    QTest.mouseClick(word, Qt.MouseButton.LeftButton)


def test_it_says_what_happened_and_what_to_do_and_takes_no_focus(bar: NoticeBar) -> None:
    focus = QApplication.focusWidget()
    bar.post(Notice.of(DiskFull("The disk is full.", "Make room, then save again.")))
    assert bar.isVisible()
    assert bar.words() == "The disk is full. Make room, then save again."
    assert QApplication.focusWidget() is focus


def test_an_action_is_done_and_the_notice_goes(bar: NoticeBar) -> None:
    done: list[str] = []
    bar.post(Notice("It changed on disk.", "", (("Keep mine", lambda: done.append("mine")),)))
    click(bar, "Keep mine")
    assert done == ["mine"]
    assert not bar.isVisible()


def test_an_action_invites_and_dismissing_is_an_aside(bar: NoticeBar) -> None:
    bar.post(Notice("It changed on disk.", "", (("Keep mine", bar.clear),)))
    keep = next(button for button in bar.buttons() if button.text() == "Keep mine")
    dismiss = next(word for word in bar.findChildren(WordButton) if word.text() == "dismiss")
    assert LIGHT.accent in colours(picture(keep))
    assert LIGHT.accent not in colours(picture(dismiss))
    assert LIGHT.muted in colours(picture(dismiss))


def test_enter_presses_the_word_with_the_focus(qtbot: QtBot, bar: NoticeBar) -> None:
    bar.post(Notice("It changed on disk."))
    (dismiss,) = bar.findChildren(WordButton)
    dismiss.setFocus()
    qtbot.waitUntil(dismiss.hasFocus)
    QTest.keyClick(dismiss, Qt.Key.Key_Return)
    assert not bar.isVisible()


def test_an_action_may_have_something_to_say_itself(bar: NoticeBar) -> None:
    bar.post(Notice("First.", "", (("Go", lambda: bar.post(Notice("Second."))),)))
    click(bar, "Go")
    assert bar.words() == "Second."


def test_they_wait_their_turn(qtbot: QtBot, bar: NoticeBar) -> None:
    bar.post(Notice("First."))
    bar.post(Notice("Second."))
    assert (bar.words(), bar.waiting) == ("First.", 1)
    bar.dismiss()
    assert (bar.words(), bar.waiting) == ("Second.", 0)
    with qtbot.waitSignal(bar.emptied):
        bar.dismiss()
    assert not bar.isVisible()


def test_the_same_is_not_said_twice(bar: NoticeBar) -> None:
    for _ in range(3):
        bar.post(Notice("The model was lost.", "It is being started again."))
    assert bar.waiting == 0


def test_a_topic_has_one_notice_and_can_be_withdrawn(bar: NoticeBar) -> None:
    bar.post(Notice("The model is gone.", topic="model"))
    bar.post(Notice("Something else."))
    bar.post(Notice("The model is back, and smaller.", topic="model"))
    assert (bar.words(), bar.waiting) == ("The model is back, and smaller.", 1)
    bar.withdraw("model")
    assert (bar.words(), bar.waiting) == ("Something else.", 0)


def test_long_words_wrap_and_are_plain(bar: NoticeBar) -> None:
    bar.resize(300, bar.height())
    bar.post(Notice("<b>not bold</b> " * 12))
    assert "<b>" in bar.words()
    assert bar.heightForWidth(300) > bar.heightForWidth(900)
