"""What the model in use says too often, on the voice page: read, and corrected."""

from __future__ import annotations

from PySide6.QtCore import Signal

from writer_app.gui.theme import Theme
from writer_app.gui.voice.chips import Chips
from writer_app.gui.voice.correcting import Saying
from writer_app.services.tic_lists import TicList

MOST = 60  # phrases: the strongest; the file has them all
SEEDS = (
    "Not measured yet: this is what models say in general. Yours is measured while you are not "
    "writing. Press one that it may write."
)


class TicSection(Saying):
    """`allowed`: a phrase that the model may write after all."""

    allowed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        tics = Chips(theme, "Press if the model may write this", sign="×")
        ask = "A word or a phrase that the model must not write"
        super().__init__(theme, "What the model says too often", "never", "allowed", ask, tics)
        self.tics = tics
        tics.pressed.connect(self.allowed)

    def show_list(self, found: TicList) -> None:
        allowed = {phrase.casefold() for phrase in found.allowed}
        shown = [tic.text for tic in found.tics if tic.text not in allowed]
        self.tics.show_words(shown[:MOST])
        self.show_said(found.never, found.allowed)
        more = f" The first {MOST} of {len(shown):,}." if len(shown) > MOST else ""
        measured = (
            f"Measured on {found.sentences:,} sentences of its own. Words that are yours it may "
            f"use anyway. Press one that it may write.{more}"
        )
        self.say(measured if found.day else SEEDS)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.tics.set_theme(theme)
