"""Colours on the visible paragraphs, right after every kind of edit."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QColor, QFont, QTextBlock
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.gui.sheet import DARK, LIGHT, compose, make_editor
from writer_app.gui.editor import Editor
from writer_app.gui.highlighter import LONGEST


def painted(block: QTextBlock) -> list[tuple[int, int, str, bool, bool]]:
    return [
        (
            item.start,
            item.length,
            item.format.foreground().color().name(),
            item.format.fontItalic(),
            item.format.fontWeight() == QFont.Weight.Bold,
        )
        for item in block.layout().formats()
    ]


def block(editor: Editor, number: int) -> QTextBlock:
    return editor.document().findBlockByNumber(number)


def test_a_heading_is_bold_and_larger(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, "# Heading\n\nText.")
    whole, mark = block(editor, 0).layout().formats()
    assert (whole.start, whole.length) == (0, 9)
    assert whole.format.fontWeight() == QFont.Weight.Bold
    assert whole.format.fontPointSize() > editor.font().pointSizeF()
    assert mark.format.foreground().color() == QColor(LIGHT.mark)
    assert painted(block(editor, 2)) == []


def test_it_follows_the_typing(qtbot: QtBot) -> None:
    editor = make_editor(qtbot)
    QTest.keyClicks(editor, "a *b")
    assert painted(block(editor, 0)) == []
    QTest.keyClicks(editor, "*")
    assert (2, 3, "#000000", True, False) in painted(block(editor, 0))
    editor.undo()
    editor.set_text("plain")
    assert painted(block(editor, 0)) == []


def test_ranges_count_as_qt_does(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, "😀😀 *x*")
    assert painted(block(editor, 0))[0][:2] == (5, 3)


def test_a_fence_colours_what_it_encloses(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, "*a*\n```python\nx = 'é😀' # c\n```\n*b*")
    code = block(editor, 2).layout().formats()
    colours = {item.format.foreground().color().name() for item in code}
    assert {LIGHT.code, LIGHT.string, LIGHT.comment} <= colours
    comment = next(i for i in code if i.format.foreground().color() == QColor(LIGHT.comment))
    assert comment.start == len("x = 'é😀' ") + 1
    assert painted(block(editor, 4))[0][:2] == (0, 3)
    editor.replace(
        len("*a*\n```python\nx = 'é😀' # c\n"), len("*a*\n```python\nx = 'é😀' # c\n```"), ""
    )
    assert painted(block(editor, 4))[0][2] == LIGHT.code  # the fence is open now
    editor.undo()
    assert painted(block(editor, 4))[0][:2] == (0, 3)


def test_any_edits_end_in_the_same_colours_as_a_fresh_document(qtbot: QtBot) -> None:
    chance = random.Random(3)
    pieces = ["```", "\n```\n", "```py\nx = 1\n```\n", "\n", "*a*", "x", "# h\n", "\n\n", "~~~\n"]
    editor = make_editor(qtbot, "Text.\n" * 12)
    editor.resize(900, 2000)
    fresh = make_editor(qtbot)
    fresh.resize(900, 2000)
    for step in range(250):
        text = editor.text()
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((0, 0, 3, 8, 20)))
        if step % 9 == 8:
            editor.undo()
        else:
            editor.replace(start, end, chance.choice(pieces) if len(text) < 250 else "")
        fresh.set_text(editor.text())
        assert editor.document().blockCount() == fresh.document().blockCount()
        for number in range(editor.document().blockCount()):
            assert painted(block(editor, number)) == painted(block(fresh, number)), (step, number)


def test_only_what_is_seen_is_coloured(qtbot: QtBot) -> None:
    editor = make_editor(qtbot)
    editor.set_text("A *word*.\n" * 3000)
    assert painted(block(editor, 0))
    assert not painted(block(editor, 2900))
    editor.set_caret(len(editor.text()))
    assert painted(block(editor, 2999))
    assert not painted(block(editor, 1500))


def test_a_fence_far_above_is_known_below(qtbot: QtBot) -> None:
    editor = make_editor(qtbot)
    editor.set_text("```\n" + "A *word*.\n" * 3000)
    editor.set_caret(len(editor.text()))
    assert [item[2] for item in painted(block(editor, 2999))] == [LIGHT.code]
    editor.replace(0, 3, "")
    editor.set_caret(len(editor.text()))
    assert (2, 6, "#000000", True, False) in painted(block(editor, 2999))


def test_a_very_long_paragraph_is_left_plain(qtbot: QtBot) -> None:
    editor = make_editor(qtbot)
    editor.set_text("*a* " * (LONGEST // 4 - 1))
    assert painted(block(editor, 0))
    editor.set_text("*a* " * (LONGEST // 4 + 1))
    assert not painted(block(editor, 0))


def heading_size(editor: Editor) -> float:
    formats = block(editor, 0).layout().formats()
    return formats[0].format.fontPointSize()


def test_another_theme_and_zoom_repaint(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, "# Heading\n`code`")
    size = heading_size(editor)
    editor.set_theme(DARK)
    assert painted(block(editor, 0))[0][2] == DARK.heading
    assert painted(block(editor, 1))[0][2] == DARK.code
    editor.set_zoom(2.0)
    assert heading_size(editor) == 2 * size


def test_a_composition_keeps_its_own_marks(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, "*a* b")
    compose(editor, "にほ")
    editor.highlighter.set_theme(DARK)
    assert block(editor, 0).layout().preeditAreaText() == "にほ"
    compose(editor, "", "日本")
    assert editor.text() == "*a* b日本"
    assert painted(block(editor, 0))[0][:2] == (0, 3)


def test_colouring_for_hours_costs_no_reference() -> None:
    """PySide6 6.12.0 on Python 3.11 aborts when None's count runs out after enough of this."""
    script = """
import sys
from PySide6.QtWidgets import QApplication
from writer_app.gui import theme
from writer_app.gui.editor import Editor
app = QApplication([])
themes = [theme.load("light"), theme.load("dark")]
editor = Editor(themes[0])
editor.resize(900, 4000)
editor.set_text("# A *b* **c** `d`\\n\\n" * 120)
editor.show()
before = sys.getrefcount(None)
for number in range(1500):
    editor.highlighter.set_theme(themes[number % 2])
lost = before - sys.getrefcount(None)
print("lost", lost)
sys.exit(lost > 1000)
"""
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
