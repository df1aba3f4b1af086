"""The rewrite pane: ask, watch, walk the changes, keep what is better.

Everything is done from the keyboard, with the words on the current change only as a reminder:

    ↓ J  ↑ K      next and previous change        A ↵     accept, and on to the next
    ← H  → L      the same words elsewhere        X R ⌫   reject; then 1 to 9 for a reason
    E             put it in your own words        U       take the verdict back
    ⇧A  ⇧X        the whole version               Ctrl+↵  put what was accepted into the text
    N             write new ones                  Esc     leave
    +  −          the dial: more or less may change

The pane asks and shows; `review_hand` walks and gives the verdicts. Each signal leaves the review
to its owner, after which the pane reads the review again.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from writer_app.gui.keyed_pane import KeyedPane
from writer_app.gui.review_columns import ReviewColumns
from writer_app.gui.review_hand import ReviewHand
from writer_app.gui.review_walk import Place
from writer_app.gui.rewrite_foot import Foot
from writer_app.gui.rewrite_pages import Banner, Pages
from writer_app.gui.task_bar import KEYS, TaskBar
from writer_app.gui.theme import Theme
from writer_app.gui.thin_bar import ThinBar
from writer_app.services.passage import RewriteState
from writer_app.services.review import Review

Key = Qt.Key
DIAL = {Key.Key_Minus: -1, Key.Key_Plus: 1, Key.Key_Equal: 1}
NARROWEST = 400  # pixels: the words over a version stand in one line
ROOMY = 500  # pixels: below, the footer has no room for what a key and the tasks do as well


class RewritePane(KeyedPane):
    """Candidates are named by their `position`, hunks by their index, as in `Review`.

    `requested`: task and instruction. `decided`: candidate, hunk, Verdict, the writer's own
    wording (None unless EDITED) and a reason. `seen`: a candidate came onto the screen.
    `look_requested`: a candidate that was held back is to be reviewed all the same.
    """

    requested = Signal(str, str)
    decided = Signal(int, int, object, object, str)
    seen = Signal(int)
    look_requested = Signal(int)
    apply_requested = Signal()
    cancel_requested = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rewrite_pane")
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Rewrite")
        self.setMinimumWidth(NARROWEST)
        self._state: RewriteState | None = None
        self._passage_changed = False
        self._leaving = False  # Esc was pressed once over changes that are not in the text yet

        self.tasks = TaskBar(theme)
        self.columns = ReviewColumns(theme)
        self._hand = ReviewHand(self.columns, self)
        self.pages = Pages(theme, self.columns)
        self.banner = Banner(theme)
        self.bar = ThinBar(theme)
        self.foot = Foot(theme)
        self._lay_out()
        self._connect()
        self._refresh()

    # What is shown

    def show_passage(self, text: str) -> None:
        """Open on a passage that nothing was asked for yet."""
        self._state = None
        self._hand.let_go()
        self._passage_changed = self._leaving = False
        self.pages.show_start(text)
        self._refresh()

    def show_state(self, state: RewriteState) -> None:
        """Candidates as they come in; the review follows with `show_review`."""
        self._state = state
        self._hand.let_go()
        self._passage_changed = self._leaving = False
        self.tasks.mark(state.task)
        if state.failed is not None:
            self.pages.show_problem(
                "The model stopped before it was done",
                "Your text is as you left it. Try once more.",
            )
        elif state.declined:
            self.pages.show_declined(state)
        else:
            self.columns.show_state(state)
            self.pages.show_columns()
        self._refresh()

    def show_review(self, review: Review) -> None:
        """Let the writer decide. Called again with the same review, it only looks anew."""
        if review is not self._hand.review:
            self._passage_changed = self._leaving = False
            self._hand.take(review)
            focus = QApplication.focusWidget()
            if focus is not None and self.isAncestorOf(focus):
                self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._hand.look_again()
        self._refresh()

    def show_passage_changed(self) -> None:
        """The text under the review is another now: nothing was applied, nothing can be."""
        self._passage_changed = True
        self._refresh()

    def show_problem(self, message: str, hint: str = "") -> None:
        """The request came to nothing, in words for the writer."""
        self._state = None
        self._hand.let_go()
        self.pages.show_problem(message, hint)
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        for part in (self.tasks, self.columns, self.pages, self.banner, self.bar, self.foot):
            part.set_theme(theme)

    def set_zoom(self, zoom: float) -> None:
        self.columns.set_zoom(zoom)
        self.pages.set_zoom(zoom)

    # How it stands

    @property
    def writing(self) -> bool:
        return self._state is not None and not self._state.finished

    @property
    def reviewing(self) -> bool:
        """Changes are on show and can be decided."""
        review = self._hand.review
        return review is not None and bool(review.candidates) and not self._passage_changed

    @property
    def place(self) -> Place:
        """Which change is under the hand."""
        return self._hand.place

    def status(self) -> str:
        return self.foot.status()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refresh()

    def meaning(self, event: QKeyEvent) -> Callable[[], None] | None:
        key = Key(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers == Qt.KeyboardModifier.ControlModifier:
            # With nothing to apply the key is the window's: it takes the whole paragraph.
            ours = self.reviewing and key in (Key.Key_Return, Key.Key_Enter)
            return self._ask_to_apply if ours else None
        shift = modifiers == Qt.KeyboardModifier.ShiftModifier
        if modifiers and not shift:
            return None
        if key == Key.Key_Escape:
            return self._escape
        if key in DIAL:
            return lambda: self.tasks.dial.turn(DIAL[key])
        if key == Key.Key_B and self._state is not None and self._state.held_back:
            return self._toggle_held
        if self.reviewing:
            again = key == Key.Key_N and not shift
            return self.tasks.ask_again if again else self._hand.meaning(key, whole=shift)
        return None if shift or self.writing else self._choosing(key)

    def _choosing(self, key: Qt.Key) -> Callable[[], None] | None:
        if key in KEYS:
            return lambda: self.tasks.choose(KEYS[key])
        match key:
            case Key.Key_Return | Key.Key_Enter | Key.Key_N:
                return self.tasks.ask_again
            case Key.Key_Left:
                return lambda: self.tasks.step(-1)
            case Key.Key_Right:
                return lambda: self.tasks.step(1)
            case Key.Key_C if self.banner.offers_copy:
                return self._copy
        return None

    # Acts

    def _press(self, column: int, hunk: int) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._hand.move(Place(column, hunk))

    def _moved(self) -> None:
        self._leaving = False
        self._refresh()

    def _ask_to_apply(self) -> None:
        # Words typed into a field that was left open would be lost without a word.
        self.columns.keep_edits()
        if self.reviewing and self._hand.review is not None and self._hand.review.changes:
            self.apply_requested.emit()

    def _escape(self) -> None:
        if self.writing:
            self.cancel_requested.emit()
            return
        review = self._hand.review
        if self.reviewing and review is not None and review.changes and not self._leaving:
            self._leaving = True
            self._refresh()
            return
        self.closed.emit()

    def _close(self) -> None:
        if self.writing:
            self.cancel_requested.emit()
        self.closed.emit()

    def _toggle_held(self) -> None:
        state = self._state
        if state is None:
            return
        self.pages.look(() if self.pages.looking else state.held_back, state.passage.text)
        if self.pages.looking:
            for candidate in state.held_back:
                self.seen.emit(candidate.position)
        self._refresh()

    def _copy(self) -> None:
        if self._hand.review is not None:
            QGuiApplication.clipboard().setText(self._hand.review.result())
            self.banner.say_copied()

    def _look(self, position: int) -> None:
        self.look_requested.emit(position)
        review = self._hand.review
        if review is not None:
            order = [candidate.position for candidate in review.candidates]
            if position in order:
                self.pages.look(())
                self._hand.take_up(order.index(position))
        self._refresh()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # Drawing

    def _refresh(self) -> None:
        review, state = self._hand.review, self._state
        if review is not None and review.candidates:
            self.columns.show_review(review, self._hand.place, live=not self._passage_changed)
            self.pages.show_columns()
        self.banner.setVisible(self._passage_changed)
        self.banner.offer_copy(review is not None and review.changes > 0)
        self.tasks.show_keys(not self.reviewing and not self.writing)
        self.bar.show_fraction(_fraction(state) if self.writing and state else None)
        declined = state is not None and state.declined and not self.reviewing
        self.foot.show_standing(
            self._standing(),
            held=0 if state is None or declined else len(state.held_back),
            looking=self.pages.looking,
            writing=self.writing,
            reviewing=self.reviewing,
            asking_again=not self._leaving and self.width() >= ROOMY,
            changes=review.changes if review is not None else 0,
        )

    def _standing(self) -> str:
        state, review = self._state, self._hand.review
        if self._leaving:
            return "Not in your text yet. Esc again leaves them."
        if self.reviewing and review is not None:
            count = len(review.hunks(review.candidates[self._hand.place.column].position))
            return f"change {self._hand.place.hunk + 1} of {count}" if count else "no changes"
        if state is None or not self.writing:
            return ""
        if not state.candidates:
            return "Reading…"
        return "Writing…" if not state.round else "Not good enough yet; writing more…"

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 14, 10)
        column.setSpacing(8)
        column.addWidget(self.tasks)
        column.addWidget(self.bar)
        column.addWidget(self.banner)
        column.addWidget(self.pages, 1)
        column.addWidget(self.foot)

    def _connect(self) -> None:
        self.tasks.asked.connect(self.requested)
        self.tasks.closed.connect(self._close)
        self.tasks.line_left.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
        self.pages.again.connect(self.tasks.ask_again)
        self.pages.look_asked.connect(self._toggle_held)
        self.pages.review_asked.connect(self._look)
        self.banner.again.connect(self.tasks.ask_again)
        self.banner.copy_asked.connect(self._copy)
        self.foot.held.clicked.connect(self._toggle_held)
        self.foot.cancel.clicked.connect(self.cancel_requested)
        self.foot.again.clicked.connect(self.tasks.ask_again)
        self.foot.apply.clicked.connect(self._ask_to_apply)
        self.columns.pressed.connect(self._press)
        self._hand.moved.connect(self._moved)
        self._hand.decided.connect(self.decided)
        self.columns.painted.connect(self.seen)
        self.columns.editing_ended.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))


def _fraction(state: RewriteState) -> float:
    """How far a request has come: a tenth for reading, the rest by words written."""
    if not state.candidates:
        return 0.1 * state.progress
    length = max(1, len(state.passage.text))
    done = [1.0 if not c.writing else min(0.95, len(c.text) / length) for c in state.candidates]
    return 0.1 + 0.9 * sum(done) / max(len(done), state.n)
