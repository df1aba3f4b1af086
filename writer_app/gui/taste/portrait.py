"""The plots of a taste, in one column or in two."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from writer_app.gui.pages.columns import Columns
from writer_app.gui.pages.plot import Plot
from writer_app.gui.pages.sections import Section
from writer_app.gui.taste.bars import Bars
from writer_app.gui.taste.figures import accepted, reasons
from writer_app.gui.taste.notes import Notes
from writer_app.gui.taste.over_time import OverTime
from writer_app.gui.taste.weights import Weights
from writer_app.gui.theme import Theme
from writer_app.services.schooling import ENOUGH
from writer_app.services.taste import Standing
from writer_app.services.taste_telling import first_choices
from writer_app.taste.telling import TOO_EARLY, most_telling

FIRST = 8  # features: the others are shown on demand
LEARNED = (
    "Each dot says how much something counts for you, its line how far off that may be. Move one "
    "yourself with ← and →, or the pointer; Del lets it be learned again."
)
NOTHING_LEARNED = (
    "So far your decisions say nothing for sure. Grey is what is assumed of any writer."
)
NO_NOTES = "None yet. What it learns is noted once it is quite sure; you can write one yourself."
NOTES = "In plain words, yours to correct. A note that you change stays as you wrote it."
TAKEN = "How much you took of what was shown; the thin line is where your true share may lie."


class TasteView(Columns):
    """What is to be asked for is asked of its parts: `weights`, `notes`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.weights = Weights(theme)
        self.all = QPushButton()
        self.all.setCheckable(True)
        self.all.setAutoDefault(False)
        self.all.setProperty("role", "quiet")
        self.all.toggled.connect(self._show_all)
        self.over_time = OverTime(theme)
        self.reasons = Bars(theme)
        self.accepted = Bars(theme)
        self.notes = Notes()
        self._standing: Standing | None = None
        self._learned = Section("What it learned", self.weights, self.all)
        self._over_time = Section("Its first choice, over time", self.over_time)
        self._notes = Section("Notes", self.notes)
        self._reasons = Section("Reasons you give", self.reasons)
        self._accepted = Section("What you take, by task and model", self.accepted, note=TAKEN)
        self.fill(
            [self._learned],
            [self._over_time, self._notes, self._reasons, self._accepted],
        )

    def show_standing(self, standing: Standing) -> None:
        self._standing = standing
        self._show_weights()
        choices = standing.held_out
        said = first_choices(choices)
        self.over_time.show_choices(choices, said)
        self.over_time.setVisible(len(choices) >= ENOUGH)
        self._over_time.say(said)
        self._over_time.setVisible(standing.decisions > 0)
        self.notes.show_notes(standing.notes)
        self._notes.say(NOTES if standing.notes else NO_NOTES)
        self.reasons.show_bars(reasons(standing.reasons))
        self._reasons.setVisible(bool(standing.reasons))
        self.accepted.show_bars(accepted(standing.accepted))
        self._accepted.setVisible(bool(standing.accepted))

    def set_theme(self, theme: Theme) -> None:
        for plot in self.findChildren(Plot):
            plot.set_theme(theme)

    def _show_all(self, everything: bool) -> None:
        if not everything:
            self.weights.show_rows([])
        self._show_weights()

    def _show_weights(self) -> None:
        if self._standing is None:
            return
        rows = most_telling(self._standing.ranker)
        known = [row for row in rows if row.how != TOO_EARLY]
        first = len(rows) if self.all.isChecked() else max(FIRST, len(known))
        stood = {row.name for row in self.weights.shown}
        self.weights.show_rows(
            [row for at, row in enumerate(rows) if at < first or row.name in stood]
        )
        self.all.setText("Show fewer" if self.all.isChecked() else f"Show all {len(rows)}")
        self._learned.say(LEARNED if known else f"{NOTHING_LEARNED} {LEARNED}")
        self._learned.setVisible(self._standing.decisions > 0 or bool(self._standing.overruled))
