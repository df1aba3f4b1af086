"""The pages of the rewrite pane beside the review itself: start, nothing good, held back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from writer_app.gui.held_view import MEASURE, HeldView, NothingView
from writer_app.gui.prose import Ink, Prose
from writer_app.gui.review_rows import elided
from writer_app.gui.theme import Theme
from writer_app.gui.word_button import PAD_X, WordButton, WrapLayout
from writer_app.services.passage import CandidateState, RewriteState

BESIDE = 900  # pixels from which two columns of words are wide enough
GAP = 48


class Pages(QWidget):
    """One of: the passage before anything is asked, the columns, or why there are none.

    What was held back is shown below whichever page is open.
    """

    again = Signal()
    look_asked = Signal()
    review_asked = Signal(int)

    def __init__(self, theme: Theme, columns: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._passage = Prose(theme)
        self._hint = QLabel("Which kind of change do you want?")
        self._hint.setProperty("role", "muted")
        self._start = QWidget()
        start = QVBoxLayout(self._start)
        start.setContentsMargins(14, 14, 8, 8)
        start.setSpacing(14)
        start.addWidget(self._passage)
        start.addWidget(self._hint)
        start.addStretch(1)
        self._start.setMaximumWidth(MEASURE)
        self.nothing = NothingView(theme)
        self.nothing.again.connect(self.again)
        self.nothing.look.connect(self.look_asked)
        self.held = HeldView(theme)
        self.held.review_asked.connect(self.review_asked)
        self.held.hide()

        canvas = QWidget()
        self._flow = QBoxLayout(QBoxLayout.Direction.TopToBottom, canvas)
        self._flow.setContentsMargins(0, 0, 8, 0)
        self._flow.addWidget(self._start)
        self._flow.addWidget(self.nothing)
        self._flow.addWidget(self.held)
        self._flow.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(canvas)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(columns, 3)
        column.addWidget(self._scroll, 2)
        self.show_start("")

    @property
    def looking(self) -> bool:
        return not self.held.isHidden()

    @property
    def declined(self) -> bool:
        return not self.nothing.isHidden()

    def show_start(self, passage: str) -> None:
        self._passage.show_text(elided(passage, 400), Ink.PLAIN)
        self._hint.setVisible(bool(passage))
        self._open(self._start)

    def show_columns(self) -> None:
        # Held-back candidates may be open below the columns, and stay so.
        if self._columns.isHidden():
            self._open(None)

    def show_declined(self, state: RewriteState) -> None:
        self.nothing.show_declined(state)
        self._open(self.nothing)

    def show_problem(self, message: str, hint: str) -> None:
        self.nothing.show_problem(message, hint)
        self._open(self.nothing)

    def look(self, held: Sequence[CandidateState], source: str = "") -> None:
        """Open the list of what was held back from `source`; close it with an empty one."""
        if held:
            self.held.show_held(held, source)
        self.held.setVisible(bool(held))
        self.nothing.set_looking(bool(held))
        self._scroll.setVisible(bool(held) or self._columns.isHidden())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def set_theme(self, theme: Theme) -> None:
        self._passage.set_theme(theme)
        self.nothing.set_theme(theme)
        self.held.set_theme(theme)

    def set_zoom(self, zoom: float) -> None:
        self._passage.set_zoom(zoom)
        self.held.set_zoom(zoom)

    def _arrange(self) -> None:
        """What was held back stands beside the page that counts it, where there is room."""
        beside = self.declined and self.width() >= BESIDE
        direction = QBoxLayout.Direction
        self._flow.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        self._flow.setSpacing(GAP if beside else 0)
        for part in (self.nothing, self.held):
            self._flow.setStretchFactor(part, 1 if beside else 0)

    def _open(self, page: QWidget | None) -> None:
        self._columns.setVisible(page is None)
        for other in (self._start, self.nothing):
            other.setVisible(other is page)
        self.look(())
        self._arrange()


class Banner(QWidget):
    """The passage is another now: nothing was applied, and what can be done instead."""

    again = Signal()
    copy_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = QLabel(
            "The passage has changed since these versions were written, so nothing was put "
            "into it. Your text is as you left it."
        )
        self._text.setWordWrap(True)
        self._text.setIndent(PAD_X)
        self._again = WordButton("write new ones", theme, key="N", inviting=True, focusable=True)
        self._copy = WordButton("copy the result", theme, key="C", inviting=True, focusable=True)
        self._again.clicked.connect(self.again)
        self._copy.clicked.connect(self.copy_asked)
        actions = QWidget()
        row = WrapLayout(actions, gap=4)
        row.addWidget(self._again)
        row.addWidget(self._copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(14 - PAD_X, 8, 10, 6)
        column.setSpacing(2)
        column.addWidget(self._text)
        column.addWidget(actions)
        self.hide()

    @property
    def offers_copy(self) -> bool:
        return not self.isHidden() and not self._copy.isHidden()

    def offer_copy(self, offer: bool) -> None:
        """There is something accepted that would be lost otherwise."""
        self._copy.setVisible(offer)

    def say_copied(self) -> None:
        self._copy.set_words("copied")

    def words(self) -> tuple[WordButton, WordButton]:
        return self._again, self._copy

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for word in self.words():
            word.set_theme(theme)
        self.update()

    def setVisible(self, visible: bool) -> None:  # noqa: N802 (Qt's name)
        if visible and self.isHidden():
            self._copy.set_words("copy the result")
        super().setVisible(visible)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.raised))
        painter.drawRoundedRect(QRectF(self.rect()), 5, 5)
        painter.setBrush(QColor(self._theme.warn))
        painter.drawRoundedRect(QRectF(2, 8, 2.5, self.height() - 16), 1.25, 1.25)
