"""What the writer says of their voice, or of a model: shown, taken back, and more of it said."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from writer_app.gui.pages.sections import Section
from writer_app.gui.theme import Theme
from writer_app.gui.voice.chips import Chips

TAKE_BACK = "Press to take it back"
_NO_QUOTES = str.maketrans("", "", '“”"')


class Saying(Section):
    """Two lists, of what is so (`yes`) and what is not (`no`), and a line for more of the first.

    `said` carries the words of the line, without quotation marks; `undone` one of the lists.
    """

    said = Signal(str)
    undone = Signal(str)

    def __init__(
        self, theme: Theme, title: str, yes: str, no: str, ask: str, *parts: QWidget
    ) -> None:
        yes_chips, no_chips = Chips(theme, TAKE_BACK, sign=yes), Chips(theme, TAKE_BACK, sign=no)
        line = QLineEdit()
        super().__init__(title, *parts, yes_chips, no_chips, line)
        self.yes, self.no, self.line = yes_chips, no_chips, line
        line.setPlaceholderText(ask)
        line.setAccessibleName(ask)
        line.setMaximumWidth(420)
        line.returnPressed.connect(self._say_line)
        for chips in (self.yes, self.no):
            chips.pressed.connect(self.undone)

    def show_said(self, yes: Sequence[str], no: Sequence[str]) -> None:
        for chips, items in ((self.yes, yes), (self.no, no)):
            chips.show_words(items)
            chips.setVisible(bool(items))

    def set_theme(self, theme: Theme) -> None:
        self.yes.set_theme(theme)
        self.no.set_theme(theme)

    def _say_line(self) -> None:
        phrase = " ".join(self.line.text().translate(_NO_QUOTES).split())
        if phrase:
            self.said.emit(phrase)
            self.line.clear()
