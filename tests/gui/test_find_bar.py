"""Finding, walking and replacing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.sheet import make_editor
from writer_app.gui.editor import Editor
from writer_app.gui.find_bar import FindBar

TEXT = "The sea 😀 was the Sea.\nThe sea it was, thesea."


@pytest.fixture
def editor(qtbot: QtBot) -> Editor:
    editor = make_editor(qtbot, TEXT)
    editor.set_caret(0)
    return editor


@pytest.fixture
def bar(qtbot: QtBot, editor: Editor) -> Iterator[FindBar]:
    frame = QWidget()
    qtbot.addWidget(frame)
    column = QVBoxLayout(frame)
    column.addWidget(editor)
    bar = FindBar(editor)
    column.addWidget(bar)
    frame.resize(1000, 500)
    with qtbot.waitExposed(frame):
        frame.show()
    yield bar
    editor.setParent(None)  # qtbot closes it on its own


def chosen(editor: Editor) -> tuple[int, str]:
    start, end = editor.selection()
    return start, editor.slice(start, end)


def test_it_walks_the_matches_round_and_round(editor: Editor, bar: FindBar) -> None:
    bar.open()
    QTest.keyClicks(bar.words, "sea")
    QTest.keyClick(bar.words, Qt.Key.Key_Return)
    assert chosen(editor) == (4, "sea")
    bar.find_next()
    assert chosen(editor) == (TEXT.index("Sea"), "Sea")
    assert bar.count.text() == "2 of 4"
    bar.find_next()
    bar.find_next()
    assert chosen(editor) == (TEXT.rindex("sea"), "sea")
    bar.find_next()
    assert chosen(editor) == (4, "sea")
    QTest.keyClick(bar.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert chosen(editor) == (TEXT.rindex("sea"), "sea")


def test_a_capital_letter_makes_case_count(editor: Editor, bar: FindBar) -> None:
    bar.open()
    bar.words.setText("Sea")
    bar.find_next()
    assert chosen(editor) == (TEXT.index("Sea"), "Sea")
    assert bar.count.text() == "1 of 1"


def test_it_counts_while_one_types_and_tints_what_is_in_view(
    qtbot: QtBot, editor: Editor, bar: FindBar
) -> None:
    bar.open()
    QTest.keyClicks(bar.words, "sea")
    qtbot.waitUntil(lambda: bar.count.text() == "4 found")
    marks = [mark.cursor.selectedText() for mark in editor.extraSelections()]
    assert marks == ["sea", "Sea", "sea", "sea"]
    QTest.keyClicks(bar.words, "x")
    qtbot.waitUntil(lambda: bar.count.text() == "Nothing found")
    assert editor.extraSelections() == []
    assert bar.words.property("problem") is True


def test_only_visible_matches_are_tinted(qtbot: QtBot, editor: Editor, bar: FindBar) -> None:
    editor.set_text("sea\n" * 5000)
    bar.open()
    bar.words.setText("sea")
    bar.find_next()
    assert 0 < len(editor.extraSelections()) < 100
    bar.find_previous()
    assert editor.caret() == len(editor.text()) - 1
    assert 0 < len(editor.extraSelections()) < 100
    assert any(m.cursor.selectionEnd() == editor.caret() for m in editor.extraSelections())


def test_the_text_may_change_meanwhile(qtbot: QtBot, editor: Editor, bar: FindBar) -> None:
    bar.open()
    bar.words.setText("sea")
    bar.find_next()
    editor.replace(0, 8, "")
    bar.find_next()
    assert chosen(editor)[1].lower() == "sea"
    editor.replace(0, 0, "sea ")
    qtbot.waitUntil(lambda: bar.count.text() == "4 found")


def test_words_are_not_patterns(editor: Editor, bar: FindBar) -> None:
    bar.open()
    bar.words.setText("s.a")
    bar.find_next()
    assert bar.count.text() == "Nothing found"
    bar.words.setText("sea.")
    bar.find_next()
    assert chosen(editor) == (TEXT.index("Sea."), "Sea.")


def test_replacing_one_goes_on_to_the_next(editor: Editor, bar: FindBar) -> None:
    bar.open()
    bar.words.setText("sea")
    bar.replacement.setText("lake 😀")
    bar.replacement.setFocus()
    QTest.keyClick(bar.replacement, Qt.Key.Key_Return)  # nothing is selected yet: finds
    assert editor.text() == TEXT
    QTest.keyClick(bar.replacement, Qt.Key.Key_Return)
    assert editor.text() == TEXT.replace("sea", "lake 😀", 1)
    assert chosen(editor)[1] == "Sea"


def test_replacing_all_is_one_step(editor: Editor, bar: FindBar) -> None:
    bar.open()
    bar.words.setText("sea")
    bar.replacement.setText("lake")
    bar.replace_all()
    assert editor.text() == TEXT.replace("sea", "lake").replace("Sea", "lake")
    assert bar.count.text() == "4 replaced"
    editor.undo()
    assert editor.text() == TEXT


def test_a_replacement_that_holds_the_words_ends(editor: Editor, bar: FindBar) -> None:
    bar.open()
    bar.words.setText("Sea")
    bar.replacement.setText("Sea Sea")
    bar.replace_all()
    assert editor.text() == TEXT.replace("Sea", "Sea Sea")


def test_it_opens_with_what_is_selected_and_esc_closes(
    qtbot: QtBot, editor: Editor, bar: FindBar
) -> None:
    editor.select(4, 7)
    bar.open()
    assert bar.words.text() == "sea"
    assert bar.count.text() == "4 found"
    with qtbot.waitSignal(bar.closed):
        QTest.keyClick(bar.words, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert editor.extraSelections() == []
    assert editor.hasFocus()


def test_nothing_is_sought_for_nothing(editor: Editor, bar: FindBar) -> None:
    bar.open()
    bar.find_next()
    bar.replace_all()
    assert editor.text() == TEXT
    assert bar.count.text() == ""


def test_what_can_only_be_read_is_not_replaced(bar: FindBar, editor: Editor) -> None:
    editor.set_text("one two one")
    editor.setReadOnly(True)
    bar.words.setText("one")
    bar.replacement.setText("three")
    bar.find_next()
    bar.replace()
    bar.replace_all()
    assert editor.text() == "one two one"
