"""The document in code points, what counts as an edit, and the sheet around the text."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.gui.sheet import DARK, compose, layout, make_editor
from writer_app.gui.editor import Editor
from writer_app.gui.page import ZOOM_MAX
from writer_app.gui.positions import RUNG
from writer_app.text.offsets import to_utf16

AWKWARD = "né 😀👩‍👩‍👧 שלום 日本語 e\u0301\u0302\nzwei\u00a0Wörter\u2028weiter\n\n𠮷 end"


def test_what_goes_in_comes_out(qtbot: QtBot) -> None:
    editor = make_editor(qtbot)
    editor.set_text(AWKWARD)
    assert editor.text() == AWKWARD  # no-break space and line separator included
    assert not editor.document().isModified()
    assert not editor.document().isUndoAvailable()


@pytest.mark.parametrize("offset", range(len(AWKWARD) + 1))
def test_offsets_are_code_points(qtbot: QtBot, offset: int) -> None:
    editor = make_editor(qtbot, AWKWARD)
    editor.set_caret(offset)
    assert editor.caret() == offset
    assert editor.textCursor().position() == to_utf16(AWKWARD, offset)
    before, after, at = editor.snapshot_window(1000)
    assert (before, after, at) == (AWKWARD[:offset], AWKWARD[offset:], offset)


def test_a_window_is_cut_to_size_and_never_through_a_character(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, "😀" * 50)
    editor.set_caret(25)
    before, after, at = editor.snapshot_window(7)
    assert at == 25
    assert set(before) == set(after) == {"😀"}
    assert 3 <= len(before) <= 7
    assert 3 <= len(after) <= 7


def test_positions_hold_through_random_edits_of_a_long_text(qtbot: QtBot) -> None:
    chance = random.Random(7)
    expected = ("Some prose 😀 goes here.\n" * (3 * RUNG // 25))[: 3 * RUNG]
    editor = make_editor(qtbot, expected)
    for _ in range(60):
        start = chance.randrange(len(expected) + 1)
        end = min(len(expected), start + chance.choice((0, 0, 1, 5, 2000)))
        new = chance.choice(("", "x", "😀", "a\n😀\n", "𠮷" * 40))
        editor.replace(start, end, new)
        expected = expected[:start] + new + expected[end:]
        assert editor.caret() == start + len(new)
        probe = chance.randrange(len(expected) + 1)
        editor.set_caret(probe)
        assert editor.caret() == probe
        assert editor.slice(probe, probe + 9) == expected[probe : probe + 9]
    assert editor.text() == expected


def test_a_selection_is_told_in_code_points(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, "😀 one 😀 two")
    editor.select(6, 7)
    assert editor.selection() == (6, 7)
    assert editor.slice(*editor.selection()) == "😀"


def test_a_replacement_is_one_step_to_undo_apart_from_typing(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, "One two three.")
    QTest.keyClicks(editor, " a")
    editor.replace(4, 7, "zwei\nzwo 😀")
    assert editor.text() == "One zwei\nzwo 😀 three. a"
    QTest.keyClicks(editor, "bc")
    editor.undo()
    assert editor.text() == "One zwei\nzwo 😀 three. a"
    editor.undo()
    assert editor.text() == "One two three. a"
    editor.undo()
    assert editor.text() == "One two three."
    editor.redo()
    editor.redo()
    assert editor.text() == "One zwei\nzwo 😀 three. a"


def test_a_passage_can_be_replaced_by_nothing(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, "One two three.")
    editor.replace(3, 7, "")
    assert editor.text() == "One three."
    editor.undo()
    assert editor.text() == "One two three."


def test_edited_is_said_for_edits_alone(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, "Text.")
    said: list[int] = []
    editor.edited.connect(lambda: said.append(editor.revision))
    editor.set_caret(2)
    editor.set_theme(DARK)
    editor.zoom_in()
    assert not said
    QTest.keyClicks(editor, "x")
    assert len(said) == 1
    editor.undo()
    assert len(said) == 2
    assert said[0] < said[1]


def test_a_composition_is_no_edit_until_it_is_committed(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, "ab")
    said: list[str] = []
    editor.edited.connect(lambda: said.append(editor.text()))
    compose(editor, "に")
    compose(editor, "にほ")
    assert said == []
    assert editor.text() == "ab"
    compose(editor, "", "日本")
    assert said == ["ab日本"]


def test_a_composition_over_a_selection_is_an_edit(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, "abc")
    editor.select(1, 3)
    with qtbot.waitSignal(editor.edited):
        compose(editor, "に")
    assert editor.text() == "a"


def test_the_word_before_the_caret(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, "She wouldn’t")
    assert editor.word_before_caret() == "wouldn’t"
    editor.set_caret(7)
    assert editor.word_before_caret() == "wou"
    editor.set_caret(4)
    assert editor.word_before_caret() == ""


def paste(editor_insert: Callable[[QMimeData], None], **kinds: str) -> None:
    data = QMimeData()
    if "html" in kinds:
        data.setHtml(kinds["html"])
    if "text" in kinds:
        data.setText(kinds["text"])
    editor_insert(data)


def test_only_plain_text_is_pasted_with_one_kind_of_line_end(qtbot: QtBot) -> None:
    editor = make_editor(qtbot)
    paste(editor.insertFromMimeData, html="<b>bold</b>", text="one\r\ntwo\rthree\nfo\0ur")
    assert editor.text() == "one\ntwo\nthree\nfour"
    editor.undo()
    assert editor.text() == ""


def test_copied_text_is_plain_and_whole(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, AWKWARD)
    editor.selectAll()
    data = editor.createMimeDataFromSelection()
    assert data.formats() == ["text/plain", "application/x-writer-origins"]  # lengths, no prose
    assert data.text() == AWKWARD


def test_dropped_files_are_handed_on_and_not_typed_in(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, "Text.")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/some/where/model.gguf")])
    data.setText("file:///some/where/model.gguf")
    assert editor.canInsertFromMimeData(data)
    with qtbot.waitSignal(editor.files_dropped) as dropped:
        editor.insertFromMimeData(data)
    assert dropped.args == [["/some/where/model.gguf"]]
    assert editor.text() == "Text."


def test_a_dropped_address_is_text(qtbot: QtBot) -> None:
    editor = make_editor(qtbot)
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/a")])
    data.setText("https://example.org/a")
    editor.insertFromMimeData(data)
    assert editor.text() == "https://example.org/a"


@pytest.mark.parametrize("width", [500, 900, 1280, 1920])
def test_lines_keep_the_measure_in_the_middle(qtbot: QtBot, width: int) -> None:
    editor = make_editor(qtbot, "word " * 400)
    editor.resize(width, 600)
    margins, page = editor.viewportMargins(), editor.viewport()
    left = page.geometry().left()
    right = editor.width() - page.geometry().right() - 1
    assert abs(left - right) <= 1
    first = layout(editor).lineAt(0)
    assert first.textLength() <= 80
    if width >= 900:
        assert first.textLength() >= 60
    assert margins.top() > 0


def test_a_text_set_before_the_window_opens_is_wrapped(qtbot: QtBot) -> None:
    make_editor(qtbot)  # fonts and theme
    editor = Editor(DARK)
    qtbot.addWidget(editor)
    editor.set_text("word " * 400 + "\n" * 100)
    editor.set_caret(len(editor.text()))
    editor.resize(1900, 700)
    with qtbot.waitExposed(editor):
        editor.show()
    qtbot.waitUntil(lambda: 60 <= layout(editor).lineAt(0).textLength() <= 80)
    qtbot.waitUntil(lambda: editor.viewport().rect().contains(editor.cursorRect()))


def test_zoom_keeps_the_measure_and_its_limits(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, "word " * 400)
    editor.resize(1900, 600)
    usual = layout(editor).lineAt(0).textLength()
    with qtbot.waitSignal(editor.zoomed):
        editor.zoom_in()
    editor.set_zoom(1.5)
    large = layout(editor).lineAt(0).textLength()
    assert abs(large - usual) <= 8
    editor.set_zoom(99)
    assert editor.zoom == ZOOM_MAX
    editor.zoom_reset()
    assert editor.zoom == 1.0


def test_a_press_in_the_margin_is_a_press_beside_the_text(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, "One line of text.\nAnother line.")
    editor.resize(1400, 600)
    line = layout(editor).lineAt(0)
    y = editor.viewport().geometry().top() + round(line.height() / 2)
    QTest.mouseClick(editor, Qt.MouseButton.LeftButton, pos=QPoint(editor.width() - 60, y))
    assert editor.caret() == len("One line of text.")
    QTest.mouseClick(editor, Qt.MouseButton.LeftButton, pos=QPoint(20, y))
    assert editor.caret() == 0


def test_the_line_being_written_is_not_on_the_lower_edge(qtbot: QtBot) -> None:
    editor = make_editor(qtbot)
    for _ in range(60):
        QTest.keyClick(editor, Qt.Key.Key_Return)
        rect = editor.cursorRect()
        assert rect.bottom() + 2 * rect.height() <= editor.viewport().height()


def test_no_bar_where_all_is_in_view(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, "Short.")
    assert not editor.verticalScrollBar().isVisible()
    editor.set_text("Line.\n" * 200)
    qtbot.waitUntil(editor.verticalScrollBar().isVisible)
    editor.set_text("Short again.")
    qtbot.waitUntil(lambda: not editor.verticalScrollBar().isVisible())


def test_a_right_to_left_text_stands_on_the_right(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, "\n\nשלום עולם\nHello")
    assert layout(editor, 2).lineAt(0).naturalTextRect().left() > editor.viewport().width() / 2
    editor.set_text("Hello שלום")
    assert layout(editor).lineAt(0).naturalTextRect().left() < 10


def test_marks_are_tinted_and_move_along(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, "One two three.")
    editor.mark_passage((4, 7))
    editor.mark_found([(8, 13)])
    editor.replace(0, 0, "😀 ")
    marks = editor.extraSelections()
    assert [mark.cursor.selectedText() for mark in marks] == ["two", "three"]
    assert marks[1].format.background().color() == QColor(editor.theme.found)
    editor.mark_passage(None)
    editor.mark_found([])
    assert editor.extraSelections() == []


def test_reading_the_caret_leaves_no_trace(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, "One two.")
    cursor = editor.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.WordLeft)
    editor.setTextCursor(cursor)
    where = editor.textCursor().position()
    editor.slice(0, 5)
    editor.snapshot_window(3)
    editor.visible_span()
    assert editor.textCursor().position() == where
    assert not editor.document().isModified()
