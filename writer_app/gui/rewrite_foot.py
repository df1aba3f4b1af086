"""The line under a review: what was held back, where the hand is, and what ends it."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from writer_app.gui.held_view import held_note
from writer_app.gui.theme import Theme
from writer_app.gui.thin_bar import ThinBar
from writer_app.gui.word_button import WordButton


class Foot(QWidget):
    """Hidden while it has nothing to say. The words report by `clicked`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule = ThinBar(theme)
        self._status = QLabel()
        self._status.setProperty("role", "muted")
        # It gives way before the words do.
        self._status.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.held = WordButton("", theme, key="B")
        self.cancel = WordButton("cancel", theme, key="Esc", focusable=True)
        self.again = WordButton("new ones", theme, key="N", focusable=True)
        self.apply = WordButton("apply", theme, key="Ctrl ↵", strong=True, focusable=True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(8)
        parts = (self.held, self._status, self.cancel, self.again, self.apply)
        grid.addWidget(self._rule, 0, 0, 1, len(parts))
        for column, part in enumerate(parts):
            grid.addWidget(part, 1, column)
        grid.setColumnStretch(1, 1)

    def status(self) -> str:
        return self._status.text()

    def show_standing(
        self,
        status: str,
        *,
        held: int,
        looking: bool,
        writing: bool,
        reviewing: bool,
        asking_again: bool,
        changes: int,
    ) -> None:
        """`held` candidates were kept back and are `looking` at; `changes` would be applied."""
        self._status.setText(status)
        self.held.set_words("hide them" if looking else held_note(held))
        self.held.setVisible(bool(held))
        self.cancel.setVisible(writing)
        self.again.setVisible(reviewing and asking_again)
        noun = "change" if changes == 1 else "changes"
        self.apply.set_words(f"apply {changes} {noun}" if changes else "apply")
        self.apply.setEnabled(bool(changes))
        self.apply.setVisible(reviewing)
        self.setVisible(bool(status or held) or writing or reviewing)

    def set_theme(self, theme: Theme) -> None:
        self._rule.set_theme(theme)
        for word in (self.held, self.cancel, self.again, self.apply):
            word.set_theme(theme)
