"""Words and phrases one by one, each a button: to be kept, or to be let go."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from writer_app.gui.fonts import serif
from writer_app.gui.theme import Theme
from writer_app.gui.word_button import WordButton, WrapLayout


class Chips(QWidget):
    """`pressed` names the one that was pressed; `sign` stands beside each."""

    pressed = Signal(str)

    def __init__(self, theme: Theme, tip: str, *, sign: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._tip = tip
        self._sign = sign
        self._row = WrapLayout(self, gap=6)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_words(self, words: Iterable[str]) -> None:
        """Each of `words`; the focus stays at its place where it was here."""
        buttons = self.buttons()
        at = next((i for i, button in enumerate(buttons) if button.hasFocus()), None)
        self._row.empty()
        for word in words:
            button = WordButton(word, self._theme, key=self._sign, focusable=True)
            button.setFont(serif(12))
            button.setToolTip(self._tip)
            button.clicked.connect(lambda _=False, word=word: self.pressed.emit(word))
            self._row.addWidget(button)
            button.show()
        left = self.buttons()
        if at is not None and left:
            left[min(at, len(left) - 1)].setFocus()
        self.updateGeometry()

    def buttons(self) -> list[WordButton]:
        return [each for each in self._row.widgets() if isinstance(each, WordButton)]

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for button in self.buttons():
            button.set_theme(theme)
