"""An editor on the screen, as the app dresses it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QImage, QInputMethodEvent, QTextLayout
from PySide6.QtWidgets import QApplication, QWidget

from writer_app.gui import theme
from writer_app.gui.editor import Editor
from writer_app.gui.fonts import load_fonts

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

LIGHT, DARK = theme.load("light"), theme.load("dark")


@cache
def load_fonts_once() -> None:
    load_fonts()


def make_editor(qtbot: QtBot, text: str = "", *, chosen: theme.Theme = LIGHT) -> Editor:
    """900 by 600, shown, with the caret at the end of `text`."""
    load_fonts_once()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, chosen)
    editor = Editor(chosen)
    qtbot.addWidget(editor)
    editor.resize(900, 600)
    editor.set_text(text)
    editor.set_caret(len(text))
    with qtbot.waitExposed(editor):
        editor.show()
    editor.setFocus()
    return editor


def layout(editor: Editor, number: int = 0) -> QTextLayout:
    """The lines of a paragraph; Qt makes them when asked, and has none before."""
    block = editor.document().findBlockByNumber(number)
    editor.document().documentLayout().blockBoundingRect(block)
    return block.layout()


def compose(editor: Editor, preedit: str, commit: str = "") -> None:
    """What an input method sends."""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(editor, event)


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def colours(image: QImage) -> set[str]:
    """Every colour in it, as "#rrggbb"."""
    return {
        QColor(image.pixel(x, y)).name()
        for x in range(image.width())
        for y in range(image.height())
    }
