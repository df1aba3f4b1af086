"""The candidates on the page: side by side where there is room, one behind the other where not.

Side by side, the same sentence of every candidate stands at the same height, so that the eye
compares sentences and not columns. Where the pane is narrow, one candidate is on show and
another takes its place with the same sentence under the hand.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from writer_app.gui.candidate_view import CandidateView, Cell, counted
from writer_app.gui.hunk_view import HunkShown, HunkView
from writer_app.gui.marks import flowing
from writer_app.gui.review_rows import Row, elided, rows
from writer_app.gui.review_walk import Place
from writer_app.gui.theme import Theme
from writer_app.services.passage import CandidateState, RewriteState
from writer_app.services.review import Review
from writer_app.services.voice_telling import Told

COLUMN = 290  # pixels: narrower, prose breaks every five words
MEASURE = 620  # wider, a line is lost on the way back
GAP = 22
MARGIN_BELOW = 60  # kept in sight under the current change


class ReviewColumns(QScrollArea):
    """Draws a `RewriteState` or a `Review`; places are `Place`s, candidates named by column.

    `painted` gives the candidate's position, once for each that came onto the screen.
    """

    pressed = Signal(int, int)
    turned = Signal(int)
    decided = Signal(int, int, object, str, str)
    all_decided = Signal(int, object)
    painted = Signal(int)
    editing_ended = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._zoom = 1.0
        self._read: Callable[[str, str], Told] = lambda text, source: Told("", "")
        self._views: list[CandidateView] = []
        self._positions: list[int] = []
        self._shown = 0  # the column on show where there is room for one only
        self.rows: tuple[Row, ...] = ()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._canvas = QWidget()
        self._line = QHBoxLayout(self._canvas)
        self._line.setContentsMargins(0, 0, 6, 8)
        self._line.setSpacing(GAP)
        self.setWidget(self._canvas)
        self._canvas.installEventFilter(self)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(0)
        self._settling.timeout.connect(self._settle_now)
        self.verticalScrollBar().sliderPressed.connect(self._let_go)
        self._wanted: Place | None = None

    def read_voice(self, read: Callable[[str, str], Told]) -> None:
        """`read` says in a few words how a candidate reads beside its source, the figures in its
        tip; "" says nothing."""
        self._read = read

    # Showing

    def show_state(self, state: RewriteState) -> None:
        """Candidates as they are written: plain while they grow, marked when they are whole."""
        shown = state.shown
        self._have(len(shown) if state.finished else state.n)
        self._positions = []
        source = state.passage.text
        for column, view in enumerate(self._views):
            if column >= len(shown):
                view.show_writing("", "")
                continue
            candidate = shown[column]
            if candidate.writing:
                view.show_writing(candidate.text, "writing…")
            else:
                runs = flowing(source, candidate.hunks)
                note = counted(candidate.text, source)
                view.show_marked(runs, note, self._why(candidate, source))
        self._arrange()

    def begin(self, review: Review) -> None:
        """A new review, or one with another candidate in it."""
        self._have(len(review.candidates))
        self._positions = [candidate.position for candidate in review.candidates]
        hunks = [review.hunks(position) for position in self._positions]
        self.rows = rows(review.passage.text, hunks)
        self.verticalScrollBar().setValue(0)

    def show_review(self, review: Review, place: Place, *, live: bool = True) -> None:
        """Every candidate as it stands, and which change is under the hand."""
        if [candidate.position for candidate in review.candidates] != self._positions:
            self.begin(review)
        self._shown = place.column
        source = review.passage.text
        for column, view in enumerate(self._views):
            candidate = review.candidates[column]
            here = live and column == place.column
            view.show_cells(
                cells(review, self.rows, column),
                counted(candidate.text, source),
                why=self._why(candidate, source),
                current=here,
                hunk=place.hunk if here else None,
            )
            view.setEnabled(live)
        self._arrange()
        self.settle(place)

    def turn(self, column: int) -> None:
        """Show another candidate while none is under review."""
        self._shown = column
        self._arrange()

    def settle(self, place: Place) -> None:
        """Bring a change into sight once the page is laid out."""
        self._wanted = place
        self._settling.start()

    def hunk_view(self, place: Place) -> HunkView | None:
        if place.column >= len(self._views):
            return None
        return self._views[place.column].hunk_view(place.hunk)

    def keep_edits(self) -> None:
        """Fields left open count as they stand."""
        for view in list(self._views):
            view.keep_edits()

    def views(self) -> list[CandidateView]:
        return list(self._views)

    @property
    def side_by_side(self) -> bool:
        count = len(self._views)
        return count * COLUMN + (count - 1) * GAP <= self.viewport().width()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for view in self._views:
            view.set_theme(theme)

    def set_zoom(self, zoom: float) -> None:
        self._zoom = zoom
        for view in self._views:
            view.set_zoom(zoom)
        self._arrange()

    # Events

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._let_go()
        super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._canvas and event.type() == QEvent.Type.LayoutRequest:
            self._settling.start()
        return super().eventFilter(watched, event)

    # Inside

    def _let_go(self) -> None:
        """The writer looks elsewhere."""
        self._wanted = None

    def _have(self, count: int) -> None:
        while len(self._views) > count:
            view = self._views.pop()
            self._line.removeWidget(view)
            view.hide()
            view.deleteLater()
        while len(self._views) < count:
            self._views.append(self._view(len(self._views)))
        self._shown = min(self._shown, max(0, count - 1))

    def _view(self, column: int) -> CandidateView:
        view = CandidateView(column + 1, self._theme)
        view.set_zoom(self._zoom)
        view.setMaximumWidth(MEASURE)
        view.pressed.connect(lambda: self.turned.emit(column))
        view.turned.connect(lambda number: self.turned.emit(number - 1))
        view.hunk_pressed.connect(lambda hunk: self.pressed.emit(column, hunk))
        view.decided.connect(
            lambda hunk, verdict, final, reason: self.decided.emit(
                column, hunk, verdict, final, reason
            )
        )
        view.all_decided.connect(lambda verdict: self.all_decided.emit(column, verdict))
        view.painted.connect(lambda: self._was_painted(column))
        view.editing_ended.connect(self.editing_ended)
        self._line.insertWidget(column, view, 1)
        return view

    def _why(self, candidate: CandidateState, source: str) -> Told:
        read = self._read(candidate.text, source)
        return Told(" · ".join(part for part in (candidate.reason, read.words) if part), read.tip)

    def _was_painted(self, column: int) -> None:
        if column < len(self._positions):
            self.painted.emit(self._positions[column])

    def _arrange(self) -> None:
        """Side by side or one at a time, by the room there is."""
        beside = self.side_by_side
        for column, view in enumerate(self._views):
            view.setVisible(beside or column == self._shown)
            view.set_numbers([column + 1] if beside else range(1, len(self._views) + 1))
        self._settling.start()

    def _settle_now(self) -> None:
        self._line_up()
        place = self._wanted
        view = self.hunk_view(place) if place is not None else None
        if view is not None and view.isVisible():
            self._line.activate()
            self.ensureWidgetVisible(view, 0, MARGIN_BELOW)

    def _line_up(self) -> None:
        """Give the same sentence the same height in every column."""
        if not self.side_by_side or len(self._views) < 2:
            for view in self._views:
                view.set_row_heights([0] * len(self.rows))
            return
        self._line.activate()
        needs = [view.row_heights(view.width()) for view in self._views]
        if any(len(need) != len(needs[0]) for need in needs):
            return
        tallest = [max(row) for row in zip(*needs, strict=True)]
        for view in self._views:
            view.set_row_heights(tallest)


def cells(review: Review, rows: tuple[Row, ...], column: int) -> list[Cell]:
    """What one candidate has in each row."""
    position = review.candidates[column].position
    by_index = {hunk.index: hunk for hunk in review.hunks(position)}
    source = review.passage.text
    made = []
    for row in rows:
        text = source[row.start : row.end]
        if not row.changed and not text.strip():
            continue
        shown = []
        for index in row.hunks[column]:
            said = review.verdict(position, index)
            shown.append(
                HunkShown(
                    by_index[index],
                    said.verdict,
                    said.final,
                    said.reason,
                    review.blocked(position, index),
                )
            )
        made.append(Cell(tuple(shown), "" if shown else elided(text)))
    return made
