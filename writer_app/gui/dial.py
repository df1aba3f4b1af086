"""The dial: how much of a passage's words a rewrite may change."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from writer_app.gui.theme import Theme
from writer_app.gui.word_button import WordButton

STEPS: tuple[float | None, ...] = (0.05, 0.15, 0.30, None)
"""Shares of the words; None is free."""


class Dial(QWidget):
    """Four words, one of them marked; `changed` comes from the writer's hand alone."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._step = len(STEPS) - 1
        title = QLabel("change")
        title.setProperty("role", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(title)
        self._words: list[WordButton] = []
        for step, share in enumerate(STEPS):
            # At the ends stands the key that leads there.
            key = {0: "−", len(STEPS) - 1: "+"}.get(step, "")
            word = WordButton(dial_words(share), theme, key=key, focusable=True)
            word.setCheckable(True)
            word.setAccessibleName(f"A rewrite may change: {dial_words(share)}")
            word.clicked.connect(lambda _=False, step=step: self._turn_to(step))
            self._words.append(word)
            row.addWidget(word)
        self.setToolTip("How many of the passage’s words a rewrite may change: − less, + more")
        self._mark()

    @property
    def share(self) -> float | None:
        """At most this share of the passage's words; None sets no limit."""
        return STEPS[self._step]

    def set_share(self, share: float | None) -> None:
        """The nearest step to it."""
        wanted = 1.0 if share is None else share
        self._step = min(range(len(STEPS)), key=lambda step: abs((STEPS[step] or 1.0) - wanted))
        self._mark()

    def turn(self, by: int) -> None:
        """Less with -1, more with 1; at the ends it stays."""
        self._turn_to(max(0, min(self._step + by, len(STEPS) - 1)))

    def words(self) -> list[WordButton]:
        return list(self._words)

    def set_theme(self, theme: Theme) -> None:
        for word in self._words:
            word.set_theme(theme)

    def _turn_to(self, step: int) -> None:
        moved = step != self._step
        self._step = step
        self._mark()
        if moved:
            self.changed.emit()

    def _mark(self) -> None:
        for step, word in enumerate(self._words):
            word.setChecked(step == self._step)


def dial_words(share: float | None) -> str:
    return "freely" if share is None else f"{share:.0%}"
