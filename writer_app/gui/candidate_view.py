"""One candidate: first as it is written, then sentence by sentence beside the source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from writer_app.gui.hunk_view import HunkShown, HunkView
from writer_app.gui.prose import Ink, Prose, Run
from writer_app.gui.theme import Theme
from writer_app.gui.word_button import PAD_X, WordButton
from writer_app.ledger.records import Verdict
from writer_app.services.voice_telling import Told
from writer_app.text.segments import word_count

NO_REASON = Told("", "")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a candidate has in one row of the source: changes, or `unchanged` text."""

    hunks: tuple[HunkShown, ...] = ()
    unchanged: str = ""


class CandidateView(QWidget):
    """A column of cells under a heading. Draws and reports; decides nothing.

    `decided`: hunk index, Verdict, final text, reason. `all_decided`: Verdict for every hunk.
    """

    pressed = Signal()
    turned = Signal(int)
    hunk_pressed = Signal(int)
    decided = Signal(int, object, str, str)
    all_decided = Signal(object)
    editing_ended = Signal()
    painted = Signal()

    def __init__(self, number: int, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._zoom = 1.0
        self._number = number
        self._was_painted = False
        self._cells: tuple[Cell, ...] = ()
        self._hunks: dict[int, HunkView] = {}
        self._boxes: list[QWidget] = []
        self._contexts: list[Prose] = []
        self._running = Prose(theme)

        self._numbers: list[WordButton] = []
        self._summary = QLabel()
        self._why = QLabel()
        self._why.setWordWrap(True)
        self._why.setIndent(PAD_X)
        self._why.setTextFormat(Qt.TextFormat.PlainText)
        self._why.setProperty("role", "muted")
        self._why.hide()
        self._accept_all = WordButton("accept all", theme, key="⇧A")
        self._reject_all = WordButton("reject all", theme, key="⇧X")
        self._accept_all.clicked.connect(lambda: self.all_decided.emit(Verdict.ACCEPTED))
        self._reject_all.clicked.connect(lambda: self.all_decided.emit(Verdict.REJECTED))
        for word in (self._accept_all, self._reject_all):
            # Its place is kept, so that walking from candidate to candidate moves nothing.
            policy = word.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            word.setSizePolicy(policy)
            word.hide()
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(7, 0, 0, 0)
        head.setSpacing(2)
        self._places = QHBoxLayout()
        self._places.setSpacing(2)
        head.addLayout(self._places)
        head.addSpacing(5)
        head.addWidget(self._summary)
        head.addStretch(1)
        head.addWidget(self._accept_all)
        head.addWidget(self._reject_all)

        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self._head)
        self._column.addWidget(self._why)
        running = QWidget()
        inset = QVBoxLayout(running)
        inset.setContentsMargins(14, 7, 8, 0)
        inset.addWidget(self._running)
        self._running_box = running
        self._column.addWidget(running)
        self._column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._summary.setProperty("role", "muted")
        self.set_numbers([number])

    # Showing

    def show_writing(self, text: str, note: str) -> None:
        """The candidate so far, as plain text; `note` says how it stands."""
        self._clear_cells()
        self._running_box.show()
        self._running.show_text(text)
        self._summary.setText(note)
        self._say_why(NO_REASON)
        self._accept_all.hide()
        self._reject_all.hide()

    def show_marked(self, runs: Sequence[Run], note: str, why: Told = NO_REASON) -> None:
        """The whole candidate with its differences, while others are still being written."""
        self._say_why(why)
        self._clear_cells()
        self._running_box.show()
        self._running.show_runs(runs)
        self._summary.setText(note)

    def show_cells(
        self,
        cells: Sequence[Cell],
        note: str,
        *,
        why: Told = NO_REASON,
        current: bool,
        hunk: int | None,
    ) -> None:
        """The candidate under review; `hunk` is the change under the hand, if it is here.

        `why` it was chosen stands under its heading.
        """
        self._say_why(why)
        self._running_box.hide()
        self._summary.setText(note)
        many = sum(len(cell.hunks) for cell in cells) > 1
        self._accept_all.setVisible(current and many)
        self._reject_all.setVisible(current and many)
        self._set_current(current)
        if _shape(cells) != _shape(self._cells) or not self._boxes:
            self._build(cells)
        self._cells = tuple(cells)
        for cell in cells:
            for shown in cell.hunks:
                index = shown.hunk.index
                self._hunks[index].show_hunk(shown, current=current and index == hunk)

    def set_numbers(self, numbers: Sequence[int]) -> None:
        """The numbers in the heading: its own, and the others where only one is on show."""
        if [word.text() for word in self._numbers] == [str(number) for number in numbers]:
            return
        for word in self._numbers:
            self._places.removeWidget(word)
            word.hide()
            word.deleteLater()
        self._numbers = []
        for number in numbers:
            word = WordButton(str(number), self._theme)
            word.setCheckable(True)
            word.setChecked(len(numbers) > 1 and number == self._number)
            word.setAccessibleName(f"Version {number}")
            word.clicked.connect(lambda _=False, number=number: self.turned.emit(number))
            self._places.addWidget(word)
            self._numbers.append(word)

    def numbers(self) -> list[WordButton]:
        return list(self._numbers)

    def hunk_view(self, index: int) -> HunkView | None:
        return self._hunks.get(index)

    def note(self) -> str:
        return self._summary.text()

    def why(self) -> str:
        return self._why.text()

    def running_text(self) -> str:
        return "" if self._running_box.isHidden() else self._running.text()

    def keep_edits(self) -> None:
        for view in list(self._hunks.values()):
            view.keep_edit()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for prose in (self._running, *self._contexts):
            prose.set_theme(theme)
        for view in self._hunks.values():
            view.set_theme(theme)
        for word in (self._accept_all, self._reject_all, *self._numbers):
            word.set_theme(theme)

    def set_zoom(self, zoom: float) -> None:
        self._zoom = zoom
        for prose in (self._running, *self._contexts):
            prose.set_zoom(zoom)
        for view in self._hunks.values():
            view.set_zoom(zoom)

    # Rows in line with those of the neighbours

    def row_heights(self, width: int) -> list[int]:
        """What each row needs at this width."""
        return [_needed(box, width) for box in self._boxes]

    def set_row_heights(self, heights: Sequence[int]) -> None:
        """At least these; 0 leaves a row to itself."""
        for box, height in zip(self._boxes, heights, strict=False):
            if box.minimumHeight() != height:
                box.setMinimumHeight(height)

    # Inside

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted and self._boxes:
            self._was_painted = True
            self.painted.emit()

    def _say_why(self, why: Told) -> None:
        self._why.setText(why.words)
        self._why.setToolTip(why.tip)
        self._why.setAccessibleDescription(why.tip)
        self._why.setVisible(bool(why.words))

    def _set_current(self, current: bool) -> None:
        for number in self._numbers:
            number.setChecked(current and number.text() == str(self._number))

    def _clear_cells(self) -> None:
        for box in self._boxes:
            self._column.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._boxes, self._hunks, self._contexts, self._cells = [], {}, [], ()
        self._was_painted = False

    def _build(self, cells: Sequence[Cell]) -> None:
        self._clear_cells()
        for cell in cells:
            box = QWidget()
            box.setObjectName("row")
            inner = QVBoxLayout(box)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.setSpacing(0)
            for shown in cell.hunks:
                inner.addWidget(self._hunk(shown))
            if not cell.hunks:
                inner.setContentsMargins(14, 5, 8, 7)
                context = Prose(self._theme)
                context.set_zoom(self._zoom)
                context.show_text(cell.unchanged, Ink.MUTED)
                self._contexts.append(context)
                inner.addWidget(context)
            inner.addStretch(1)
            self._boxes.append(box)
            self._column.insertWidget(self._column.count() - 1, box)

    def _hunk(self, shown: HunkShown) -> HunkView:
        index = shown.hunk.index
        view = HunkView(self._theme)
        view.set_zoom(self._zoom)
        view.pressed.connect(lambda: self.hunk_pressed.emit(index))
        view.decided.connect(
            lambda verdict, final, reason: self.decided.emit(index, verdict, final, reason)
        )
        view.editing_ended.connect(self.editing_ended)
        self._hunks[index] = view
        return view


def counted(text: str, source: str) -> str:
    """How long a candidate is beside the source: a share of its words, as the dial has it.

    How many words go stands in the reason.
    """
    mine, theirs = word_count(text), word_count(source)
    if mine == theirs:
        return "the same length"
    share = max(0.01, abs(mine - theirs) / max(1, theirs))
    return f"{share:.0%} {'shorter' if mine < theirs else 'longer'}"


def _shape(cells: Sequence[Cell]) -> list[tuple[object, ...]]:
    return [(cell.unchanged, *(shown.hunk for shown in cell.hunks)) for cell in cells]


def _needed(box: QWidget, width: int) -> int:
    layout = box.layout()
    assert layout is not None
    return layout.totalHeightForWidth(width)
