"""The ghost: on show at the caret, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.gui.sheet import DARK, LIGHT, colours, compose, layout, make_editor, picture
from writer_app.gui.editor import Editor
from writer_app.gui.ghost import Ghost

TEXT = "It was late and 😀 the lamp burned *low*."
AT = TEXT.index(" the lamp")
GHOST = " slowly, all evening. And then"


@dataclass
class Heard:
    """Every signal of a ghost, in order."""

    news: list[tuple[object, ...]] = field(default_factory=list)

    def listen(self, ghost: Ghost) -> None:
        for name in ("accepted", "typed_along", "dismissed", "diverged", "cycled"):
            signal = getattr(ghost, name)
            signal.connect(lambda *args, name=name: self.news.append((name, *args)))


@pytest.fixture
def editor(qtbot: QtBot) -> Editor:
    editor = make_editor(qtbot, TEXT)
    editor.set_caret(AT)
    return editor


@pytest.fixture
def ghost(editor: Editor) -> Ghost:
    return Ghost(editor)


@pytest.fixture
def heard(ghost: Ghost) -> Heard:
    heard = Heard()
    heard.listen(ghost)
    return heard


def shown(editor: Editor) -> str:
    return editor.textCursor().block().layout().preeditAreaText()


def test_it_is_on_show_and_not_in_the_document(editor: Editor, ghost: Ghost) -> None:
    said: list[str] = []
    editor.edited.connect(lambda: said.append("edited"))
    editor.textChanged.connect(lambda: said.append("textChanged"))
    revision, qt_revision = editor.revision, editor.document().revision()
    ghost.show(GHOST)
    assert ghost.visible
    assert shown(editor) == GHOST
    assert editor.text() == TEXT
    assert editor.toPlainText() == TEXT
    assert editor.snapshot_window(100) == (TEXT[:AT], TEXT[AT:], AT)
    assert not editor.document().isModified()
    assert not editor.document().isUndoAvailable()
    assert (editor.revision, editor.document().revision()) == (revision, qt_revision)
    assert said == []
    editor.selectAll()
    assert editor.createMimeDataFromSelection().text() == TEXT


def test_the_text_behind_it_moves_right_and_wraps(editor: Editor, ghost: Ghost) -> None:
    assert layout(editor).lineCount() == 1
    before = layout(editor).lineAt(0).naturalTextWidth()
    ghost.show(GHOST)
    assert layout(editor).lineAt(0).naturalTextWidth() > before
    ghost.show(GHOST + " and more of it" * 12)
    assert layout(editor).lineCount() > 2
    ghost.clear()
    assert layout(editor).lineCount() == 1
    assert layout(editor).lineAt(0).naturalTextWidth() == before


def test_lines_and_paragraphs_in_it_show_as_lines(editor: Editor, ghost: Ghost) -> None:
    ghost.show(" one\ntwo\n\nfour")
    assert layout(editor).lineCount() == 4
    assert editor.document().blockCount() == 1
    ghost.accept_all()
    assert editor.text() == TEXT[:AT] + " one\ntwo\n\nfour" + TEXT[AT:]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_it_is_painted_in_its_own_colour(editor: Editor, ghost: Ghost, theme: object) -> None:
    assert theme in (LIGHT, DARK)
    chosen = LIGHT if theme is LIGHT else DARK
    editor.set_theme(chosen)
    editor.set_text("▇")
    editor.set_caret(1)
    assert chosen.ghost not in colours(picture(editor.viewport()))
    ghost.show("▇▇")
    assert chosen.ghost in colours(picture(editor.viewport()))
    ghost.clear()
    assert chosen.ghost not in colours(picture(editor.viewport()))


def test_a_rehighlight_does_not_stain_it(editor: Editor, ghost: Ghost) -> None:
    text = "# A heading with *emphasis*"
    editor.set_text(text)
    editor.set_caret(12)
    ghost.show(" ghost")
    editor.set_theme(DARK)  # colours every paragraph again
    formats = editor.document().firstBlock().layout().formats()
    at, length = 12, len(" ghost")
    inside = [f for f in formats if f.start < at + length and f.start + f.length > at]
    assert [(f.start, f.length) for f in inside] == [(at, length)]
    assert inside[0].format.foreground().color() == QColor(DARK.ghost)
    ghost.clear()
    plain = painted(editor)
    editor.highlighter.set_theme(DARK)
    assert painted(editor) == plain  # and leaves no gap behind


def painted(editor: Editor) -> set[tuple[int, str]]:
    """The colours of every letter."""
    return {
        (at, item.format.foreground().color().name())
        for item in editor.document().firstBlock().layout().formats()
        for at in range(item.start, item.start + item.length)
    }


def test_tab_takes_it_all_as_one_step(editor: Editor, ghost: Ghost, heard: Heard) -> None:
    ghost.show(GHOST)
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.text() == TEXT[:AT] + GHOST + TEXT[AT:]
    assert heard.news == [("accepted", GHOST, True)]
    assert not ghost.visible
    assert editor.caret() == AT + len(GHOST)
    QTest.keyClicks(editor, "xy")
    editor.undo()
    assert editor.text() == TEXT[:AT] + GHOST + TEXT[AT:]
    editor.undo()
    assert editor.text() == TEXT


def test_ctrl_right_takes_word_by_word(editor: Editor, ghost: Ghost, heard: Heard) -> None:
    ghost.show(" slowly, all evening")
    for _ in range(3):
        QTest.keyClick(editor, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert heard.news == [
        ("accepted", " slowly,", False),
        ("accepted", " all", False),
        ("accepted", " evening", True),
    ]
    assert editor.text() == TEXT[:AT] + " slowly, all evening" + TEXT[AT:]
    editor.undo()
    assert editor.text() == TEXT[:AT] + " slowly, all" + TEXT[AT:]


def test_without_one_the_keys_mean_what_they_always_did(
    editor: Editor, ghost: Ghost, heard: Heard
) -> None:
    QTest.keyClick(editor, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert editor.caret() > AT
    assert editor.text() == TEXT
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert "\t" in editor.text()
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert heard.news == []
    assert not ghost.visible


def test_esc_dismisses_it(editor: Editor, ghost: Ghost, heard: Heard) -> None:
    ghost.show(GHOST)
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert heard.news == [("dismissed",)]
    assert shown(editor) == ""
    assert editor.text() == TEXT


def test_alt_brackets_walk_the_alternatives(editor: Editor, ghost: Ghost, heard: Heard) -> None:
    ghost.show(GHOST)
    QTest.keyClick(editor, Qt.Key.Key_BracketRight, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(editor, Qt.Key.Key_BracketLeft, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(editor, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(editor, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert heard.news == [("cycled", 1), ("cycled", -1)] * 2
    assert ghost.text == GHOST
    ghost.show(" otherwise")
    assert shown(editor) == " otherwise"
    assert editor.text() == TEXT


def test_a_menu_with_the_same_key_waits(editor: Editor, ghost: Ghost, heard: Heard) -> None:
    chosen: list[str] = []
    action = QAction("Elsewhere", editor)
    action.setShortcut("Escape")
    action.triggered.connect(lambda: chosen.append("menu"))
    editor.addAction(action)
    ghost.show(GHOST)
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert (heard.news, chosen) == ([("dismissed",)], [])
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert chosen == ["menu"]


def test_typing_along_consumes_it(editor: Editor, ghost: Ghost, heard: Heard) -> None:
    ghost.show(GHOST)
    for typed, letter in enumerate(GHOST[:10], 1):
        QTest.keyClicks(editor, letter)
        assert ghost.text == GHOST[typed:]
        assert shown(editor) == GHOST[typed:]
        assert layout(editor).preeditAreaPosition() == editor.textCursor().positionInBlock()
    assert heard.news == [("typed_along", letter) for letter in GHOST[:10]]
    assert editor.text() == TEXT[:AT] + GHOST[:10] + TEXT[AT:]


def test_typing_along_past_a_line_end(editor: Editor, ghost: Ghost, heard: Heard) -> None:
    ghost.show(".\nNext")
    QTest.keyClicks(editor, ".")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert ghost.text == "Next"
    assert shown(editor) == "Next"
    assert editor.document().firstBlock().layout().preeditAreaText() == ""
    QTest.keyClicks(editor, "Next")
    assert not ghost.visible
    assert heard.news[-1] == ("typed_along", "t")


def test_a_committed_composition_can_type_along(editor: Editor, ghost: Ghost, heard: Heard) -> None:
    ghost.show("日本語です")
    compose(editor, "", "日本")
    assert heard.news == [("typed_along", "日本")]
    assert shown(editor) == "語です"


def test_another_letter_ends_it(editor: Editor, ghost: Ghost, heard: Heard) -> None:
    ghost.show(GHOST)
    QTest.keyClicks(editor, "x")
    assert heard.news == [("diverged",)]
    assert shown(editor) == ""
    assert editor.text() == TEXT[:AT] + "x" + TEXT[AT:]


@pytest.mark.parametrize("key", [Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Left])
def test_deleting_or_moving_ends_it(
    editor: Editor, ghost: Ghost, heard: Heard, key: Qt.Key
) -> None:
    ghost.show(GHOST)
    QTest.keyClick(editor, key)
    assert heard.news == [("diverged",)]
    assert shown(editor) == ""


def test_joining_paragraphs_under_it_ends_it(editor: Editor, ghost: Ghost, heard: Heard) -> None:
    editor.set_text("One.\nTwo.")
    editor.set_caret(5)
    ghost.show(GHOST)
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    assert editor.text() == "One.Two."
    assert heard.news == [("diverged",)]
    assert shown(editor) == ""


def test_undo_ends_it(editor: Editor, ghost: Ghost, heard: Heard) -> None:
    QTest.keyClicks(editor, "x")
    ghost.show(GHOST)
    editor.undo()
    assert editor.text() == TEXT
    assert heard.news == [("diverged",)]


def test_an_edit_elsewhere_ends_it(editor: Editor, ghost: Ghost, heard: Heard) -> None:
    ghost.show(GHOST)
    editor.replace(0, 2, "That")
    assert heard.news == [("diverged",)]
    assert all(
        editor.document().findBlockByNumber(n).layout().preeditAreaText() == ""
        for n in range(editor.document().blockCount())
    )


def test_another_document_ends_it(editor: Editor, ghost: Ghost) -> None:
    ghost.show(GHOST)
    editor.set_text("Another.")
    assert not ghost.visible
    assert shown(editor) == ""
    assert editor.text() == "Another."


def test_a_click_in_the_text_behind_it_lands_where_it_points(
    editor: Editor, ghost: Ghost, heard: Heard
) -> None:
    ghost.show(GHOST * 3)
    point = editor.cursorRect().center() + QPoint(300, 40)
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert heard.news == [("diverged",)]
    assert shown(editor) == ""
    assert editor.caret() <= len(TEXT)


def test_a_composition_takes_its_place(editor: Editor, ghost: Ghost, heard: Heard) -> None:
    ghost.show(GHOST)
    compose(editor, "に")
    assert heard.news == [("diverged",)]
    assert shown(editor) == "に"
    ghost.show(GHOST)  # an answer that comes late
    assert not ghost.visible
    assert shown(editor) == "に"
    compose(editor, "", "に")
    assert editor.text() == TEXT[:AT] + "に" + TEXT[AT:]


def test_an_input_method_that_says_nothing_leaves_it(
    editor: Editor, ghost: Ghost, heard: Heard
) -> None:
    ghost.show(GHOST)
    compose(editor, "")
    assert ghost.text == shown(editor) == GHOST
    assert heard.news == []


def test_nothing_is_shown_over_a_selection_or_in_a_read_only_text(
    editor: Editor, ghost: Ghost
) -> None:
    editor.select(0, 4)
    ghost.show(GHOST)
    assert not ghost.visible
    editor.set_caret(AT)
    editor.setReadOnly(True)
    ghost.show(GHOST)
    assert not ghost.visible


def test_a_listener_may_show_the_next_one_at_once(
    qtbot: QtBot, editor: Editor, ghost: Ghost
) -> None:
    ghost.accepted.connect(lambda text, whole: ghost.show(" next") if whole else None)
    ghost.diverged.connect(lambda: ghost.show(" other"))
    ghost.show(" one")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert ghost.text == shown(editor) == " next"
    QTest.keyClicks(editor, "x")
    assert ghost.text == shown(editor) == " other"
    assert editor.text() == TEXT[:AT] + " onex" + TEXT[AT:]


def test_streaming_grows_it_in_place(editor: Editor, ghost: Ghost, heard: Heard) -> None:
    for length in range(1, len(GHOST) + 1):
        ghost.show(GHOST[:length])
        assert shown(editor) == GHOST[:length]
    ghost.show("")
    assert not ghost.visible
    assert heard.news == []


def test_emoji_in_it_and_around_it(editor: Editor, ghost: Ghost, heard: Heard) -> None:
    editor.set_text("a😀b")
    editor.set_caret(2)
    ghost.show("👩‍👩‍👧 fam")
    compose(editor, "", "👩‍👩‍👧")
    assert heard.news == [("typed_along", "👩‍👩‍👧")]
    assert ghost.text == " fam"
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.text() == "a😀👩‍👩‍👧 famb"
