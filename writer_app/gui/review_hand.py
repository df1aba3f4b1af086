"""The hand in a review: on which change it lies, where it goes, and the verdicts it gives.

By key or by pointer, every verdict is given here. Where a step leads is `review_walk`'s affair.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from writer_app.gui.hunk_view import REASONS
from writer_app.gui.review_columns import ReviewColumns
from writer_app.gui.review_walk import Place, across, down, onto, onward
from writer_app.ledger.records import Verdict
from writer_app.services.review import Review

Key = Qt.Key


class ReviewHand(QObject):
    """Moves over the changes that `columns` shows, once there is a review to move in.

    `decided`: candidate (its `position`), hunk, Verdict, the writer's own wording (None unless
    EDITED) and a reason. `moved`: it did something, perhaps at the place where it was.
    """

    decided = Signal(int, int, object, object, str)
    moved = Signal()

    def __init__(self, columns: ReviewColumns, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._review: Review | None = None
        self._place = Place()
        columns.turned.connect(self._turn_to)
        columns.decided.connect(self._decide_at)
        columns.all_decided.connect(self._decide_all)

    @property
    def review(self) -> Review | None:
        return self._review

    @property
    def place(self) -> Place:
        """Which change is under it."""
        return self._place

    def take(self, review: Review) -> None:
        """Begin at the first change of another review."""
        self._review = review
        self._place = Place()
        self._columns.begin(review)

    def look_again(self) -> None:
        """The same review may have lost the candidate that was under the hand."""
        if self._review is not None and self._place.column >= len(self._review.candidates):
            self._place = Place()

    def take_up(self, column: int) -> None:
        """Go to a candidate that has just come into the review."""
        if self._review is not None:
            self._place = Place(column, 0)
            self._columns.begin(self._review)

    def let_go(self) -> None:
        """There is no review any more."""
        self._review = None

    def move(self, place: Place) -> None:
        self._place = place
        self.moved.emit()

    # Keys

    def meaning(self, key: Qt.Key, *, whole: bool) -> Callable[[], None] | None:
        """What a key does to the change under the hand, or with Shift to the whole version."""
        return self._whole(key) if whole else self._single(key)

    def _single(self, key: Qt.Key) -> Callable[[], None] | None:
        if Key.Key_1 <= key <= Key.Key_9:
            return lambda: self._reason(REASONS[key - Key.Key_1])
        match key:
            case Key.Key_Down | Key.Key_J:
                return lambda: self._go(1)
            case Key.Key_Up | Key.Key_K:
                return lambda: self._go(-1)
            case Key.Key_Right | Key.Key_L:
                return lambda: self._turn(1)
            case Key.Key_Left | Key.Key_H:
                return lambda: self._turn(-1)
            case Key.Key_A | Key.Key_Return | Key.Key_Enter:
                return lambda: self._decide(Verdict.ACCEPTED)
            case Key.Key_X | Key.Key_R | Key.Key_Backspace | Key.Key_Delete:
                return lambda: self._decide(Verdict.REJECTED)
            case Key.Key_U:
                return lambda: self._decide(Verdict.UNDECIDED)
            case Key.Key_E | Key.Key_F2:
                return self._edit
        return None

    def _whole(self, key: Qt.Key) -> Callable[[], None] | None:
        if key == Key.Key_A:
            return lambda: self._decide_all(self._place.column, Verdict.ACCEPTED)
        if key == Key.Key_X:
            return lambda: self._decide_all(self._place.column, Verdict.REJECTED)
        return None

    # Steps

    def _go(self, by: int) -> None:
        if self._review is not None:
            self.move(down(self._review, self._place, by))

    def _turn(self, by: int) -> None:
        if self._review is not None:
            self.move(across(self._review, self._columns.rows, self._place, by))

    def _turn_to(self, column: int) -> None:
        if self._review is None:
            self._columns.turn(column)
        else:
            self.move(onto(self._review, self._columns.rows, self._place, column))

    # Verdicts

    def _decide(self, verdict: Verdict) -> None:
        review, place = self._review, self._place
        if review is None or place.hunk < 0:
            return
        position = review.candidates[place.column].position
        # A verdict said again means: yes, and go on.
        if review.verdict(position, place.hunk).verdict is not verdict:
            self.decided.emit(position, place.hunk, verdict, None, "")
        elif verdict is Verdict.REJECTED:
            self.move(onward(review, place))
            return
        # After a refusal the hand rests, so that a reason can be given.
        stays = verdict in (Verdict.REJECTED, Verdict.UNDECIDED)
        self.move(place if stays else onward(review, place))

    def _reason(self, reason: str) -> None:
        review, place = self._review, self._place
        if review is None or place.hunk < 0:
            return
        position = review.candidates[place.column].position
        self.decided.emit(position, place.hunk, Verdict.REJECTED, None, reason)
        self.move(onward(review, place))

    def _decide_at(self, column: int, hunk: int, verdict: Verdict, final: str, reason: str) -> None:
        """A verdict from the words under a change, or from its field."""
        self._place = Place(column, hunk)
        if self._review is None:
            return
        if verdict is Verdict.EDITED:
            position = self._review.candidates[column].position
            self.decided.emit(position, hunk, verdict, final, "")
            self.move(onward(self._review, self._place))
        elif reason:
            self._reason(reason)
        else:
            self._decide(verdict)

    def _decide_all(self, column: int, verdict: Verdict) -> None:
        review = self._review
        if review is None:
            return
        position = review.candidates[column].position
        for hunk in review.hunks(position):
            self.decided.emit(position, hunk.index, verdict, None, "")
        self.move(Place(column, self._place.hunk if column == self._place.column else 0))

    def _edit(self) -> None:
        view = self._columns.hunk_view(self._place)
        if view is not None:
            view.edit()
            self._columns.settle(self._place)
