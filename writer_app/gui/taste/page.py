"""The writer's taste on a page: what was learned and of what use it is; all of it to be overruled.

The page draws and reports; what is done about it is `taste.desk`'s affair.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from writer_app.gui.fonts import serif
from writer_app.gui.pages.paper import Paper, room_for
from writer_app.gui.pages.sections import words
from writer_app.gui.plain_dialog import PlainDialog
from writer_app.gui.taste.portrait import TasteView
from writer_app.gui.theme import Theme
from writer_app.services.taste import Standing
from writer_app.services.taste_telling import NOTHING, headline

MEASURE = 640  # pixels: a longer line of words is hard to read
READING = "Reading your decisions…"


class TastePage(PlainDialog):
    """`switched`: on or off. `overruled`: a feature and its weight, or None to learn it again."""

    switched = Signal(bool)
    overruled = Signal(str, object)
    reworded = Signal(object, object)
    added = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Your taste")
        self._title = QLabel("Your taste")
        self._title.setFont(serif(24))
        self.about = words("muted")
        self.about.setText(READING)
        self.about.setMaximumWidth(MEASURE)
        self.problem = words("error")
        self.problem.hide()
        self.switch = QPushButton("On")
        self.switch.setCheckable(True)
        self.switch.setAutoDefault(False)
        self.switch.setToolTip("Whether candidates may be shown in the order of your taste")
        self.switch.clicked.connect(self.switched)
        self.empty = words()
        self.empty.setText(NOTHING)
        self.empty.setFont(serif(13.5))
        self.empty.setMaximumWidth(MEASURE)
        self.view = TasteView(theme)
        self.view.weights.overruled.connect(self.overruled)
        self.view.notes.reworded.connect(self.reworded)
        self.view.notes.added.connect(self.added)
        self.close_button = QPushButton("Close")
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.reject)
        for part in (self.switch, self.empty, self.view):
            part.hide()
        self._lay_out()
        self.resize(room_for(parent))

    def show_standing(self, standing: Standing) -> None:
        """Everything anew; the place on the page stays."""
        known = standing.decisions > 0
        self._title.setText("Your taste" if known else "Your taste, not known yet")
        self.about.setText(headline(standing))
        self.problem.hide()
        self.switch.setText("On" if standing.on else "Off")
        self.switch.setChecked(standing.on)
        self.switch.setAccessibleName(f"Taste: {'on' if standing.on else 'off'}")
        self.switch.show()
        self.empty.setVisible(not known)
        self.view.show_standing(standing)
        self.view.show()

    def show_problem(self, said: str) -> None:
        """What could not be done, where the writer is looking."""
        self.problem.setText(said)
        self.problem.show()

    def set_theme(self, theme: Theme) -> None:
        self.view.set_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.view.arrange(self.width())

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.switch)
        paper = Paper()
        paper.column.addLayout(head)
        for part in (self.about, self.problem, self.empty):
            paper.column.addWidget(part)
        paper.column.addSpacing(24)
        paper.column.addWidget(self.view)
        paper.column.addStretch(1)
        weights = self.view.weights
        weights.moved.connect(lambda at: paper.follow(weights, at))
        paper.fill(self, self.close_button)
