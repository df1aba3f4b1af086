"""How the text could go on, at length: several ways, to insert, insert in part, or refuse.

    ↓ J  ↑ K   next and previous way          ↵ A   insert it, or as far as it is marked
    →  ←       mark one word more or less     X R   reject; then 1 to 9 for a reason
    M N        ask for others                 Esc   leave

A click on a word inserts up to that word.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from writer_app.gui.alternative_view import AlternativeView, Fate
from writer_app.gui.hunk_view import REASONS
from writer_app.gui.keyed_pane import KeyedPane
from writer_app.gui.theme import Theme
from writer_app.gui.thin_bar import ThinBar
from writer_app.gui.word_button import PAD_X, WordButton
from writer_app.services.offer import Offer

Key = Qt.Key
COLUMN = 290
MEASURE = 620
NOTHING_YET = "Nothing is asked for yet. Press M for three ways to go on from the caret."
INSERTED = "Press M for ways to go on from there."
MOVED_ON = "The text has moved on since. Press M for ways to go on from where the caret is now."
NOTHING_GOOD = "Nothing came back that is worth reading. Press M to try again."
FAILED = "The model stopped before it was done. Your text is as you left it."


class ContinuationPane(KeyedPane):
    """Alternatives are named by their index in the `Offer`.

    `insert_requested`: index, text, and whether that is the whole of it. `rejected`: index and
    reason ("" if none was given); it comes once the writer had the chance to give one. `seen`:
    an alternative came onto the screen.
    """

    insert_requested = Signal(int, str, bool)
    rejected = Signal(int, str)
    more_requested = Signal()
    seen = Signal(int)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("continuation_pane")
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Continuations")
        self._theme = theme
        self._zoom = 1.0
        self._offer: Offer | None = None
        self._views: dict[int, AlternativeView] = {}
        self._current = -1
        self._pending = -1  # rejected, and waiting for a reason
        self._spent = False  # something of it stands in the text, where the others no longer fit

        self._title = QLabel("Ways to go on")
        self._title.setProperty("role", "title")
        self._title.setContentsMargins(PAD_X, 0, 0, 0)
        self._more = WordButton("others", theme, key="M", focusable=True)
        self._close = WordButton("close", theme, key="Esc", focusable=True)
        self._more.clicked.connect(self._ask)
        self._close.clicked.connect(self._leave)
        self.bar = ThinBar(theme)
        self._message = QLabel()
        self._message.setWordWrap(True)
        self._message.setProperty("role", "muted")
        self._message.setContentsMargins(PAD_X, 12, 0, 0)
        canvas = QWidget()
        self._flow = QBoxLayout(QBoxLayout.Direction.TopToBottom, canvas)
        self._flow.setContentsMargins(0, 0, 6, 8)
        self._flow.setSpacing(8)
        self._flow.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(canvas)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._title, 1)
        head.addWidget(self._more)
        head.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 14, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addWidget(self._message)
        column.addWidget(self._scroll, 1)
        self._say(NOTHING_YET)

    # What is shown

    def show_offer(self, offer: Offer | None) -> None:
        """What is on offer, streamed; None leaves what was decided to be read."""
        if offer is None:
            self._offer = None
            self.bar.show_fraction(None)
            if not self._spent:
                self._close_open_ones()
                self._say(MOVED_ON if self._views else NOTHING_YET)
            return
        if self._offer is None or offer.request_id != self._offer.request_id:
            self._begin()
        if self._spent:
            return
        self._offer = offer
        for index, alternative in enumerate(offer.alternatives):
            if alternative.showable and alternative.text.startswith(offer.taken):
                self._have(index)
            elif index in self._views and self._views[index].fate is Fate.OPEN:
                self._drop(index)
        if self._current not in self._views:
            self._current = min(self._views, default=-1)
        self._refresh()

    def show_waiting(self) -> None:
        """Asked, and nothing there yet."""
        self._offer = None
        self._begin()
        self.bar.show_fraction(0.0)
        self._say("")

    def show_problem(self, message: str) -> None:
        self.bar.show_fraction(None)
        self._say(message)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.bar.set_theme(theme)
        for word in (self._more, self._close):
            word.set_theme(theme)
        for view in self._views.values():
            view.set_theme(theme)

    def set_zoom(self, zoom: float) -> None:
        self._zoom = zoom
        for view in self._views.values():
            view.set_zoom(zoom)

    @property
    def current(self) -> int:
        """The index of the alternative under the hand; -1 for none."""
        return self._current

    def view(self, index: int) -> AlternativeView:
        return self._views[index]

    def views(self) -> dict[int, AlternativeView]:
        return dict(self._views)

    def message(self) -> str:
        return self._message.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def hideEvent(self, event: QHideEvent) -> None:
        self._settle_pending()
        super().hideEvent(event)

    def meaning(self, event: QKeyEvent) -> Callable[[], None] | None:
        key = Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return None
        match key:
            case Key.Key_Escape:
                return self._leave
            case Key.Key_M | Key.Key_N:
                return self._ask
        view = self._views.get(self._current)
        if view is None:
            return None
        if Key.Key_1 <= key <= Key.Key_9:
            return lambda: self._explain(self._current, REASONS[key - Key.Key_1])
        match key:
            case Key.Key_Down | Key.Key_J:
                return lambda: self._go(1)
            case Key.Key_Up | Key.Key_K:
                return lambda: self._go(-1)
            case Key.Key_Right | Key.Key_L:
                return lambda: view.step(1)
            case Key.Key_Left | Key.Key_H:
                return lambda: view.step(-1)
            case Key.Key_Home:
                return view.mark_all
            case Key.Key_A | Key.Key_Return | Key.Key_Enter:
                return view.insert
            case Key.Key_X | Key.Key_R | Key.Key_Backspace | Key.Key_Delete:
                return lambda: self._reject(self._current)
        return None

    # Acts

    def _go(self, by: int) -> None:
        order = sorted(self._views)
        here = order.index(self._current)
        self._press(order[min(max(here + by, 0), len(order) - 1)])

    def _press(self, index: int) -> None:
        if index != self._pending:
            self._settle_pending()
        self._current = index
        self._refresh()
        QTimer.singleShot(0, self, self._into_sight)

    def _insert(self, index: int, text: str, whole: bool) -> None:
        if self._offer is None or self._spent:
            return
        self._settle_pending()
        self._current = index
        self._spent = True
        self._views[index].set_fate(Fate.INSERTED, upto=len(text))
        self._close_open_ones()
        self.bar.show_fraction(None)
        self._say(INSERTED)
        self.insert_requested.emit(index, text, whole)

    def _reject(self, index: int) -> None:
        view = self._views[index]
        if view.fate is Fate.REJECTED:
            self._onward()  # said again: yes, and go on
            return
        if view.fate is not Fate.OPEN or not view.isEnabled():
            return
        self._settle_pending()
        self._current = self._pending = index
        view.set_fate(Fate.REJECTED)
        self._refresh()

    def _explain(self, index: int, reason: str) -> None:
        if self._views[index].fate in (Fate.INSERTED, Fate.EXPLAINED):
            return
        if not self._views[index].isEnabled():
            return
        self._reject_at_once(index, reason)
        self._onward()

    def _reject_at_once(self, index: int, reason: str) -> None:
        self._pending = -1
        self._views[index].set_fate(Fate.EXPLAINED, reason)
        self.rejected.emit(index, reason)

    def _settle_pending(self) -> None:
        """A refusal for which no reason came is told without one."""
        index, self._pending = self._pending, -1
        if index >= 0:
            self.rejected.emit(index, "")

    def _onward(self) -> None:
        self._settle_pending()
        later = [i for i, view in sorted(self._views.items()) if view.fate is Fate.OPEN]
        after = [i for i in later if i > self._current]
        if later:
            self._press((after or later)[0])

    def _ask(self) -> None:
        self._settle_pending()
        self.more_requested.emit()

    def _leave(self) -> None:
        self._settle_pending()
        self.closed.emit()

    # Drawing

    def _close_open_ones(self) -> None:
        """What is still open can be read, and no longer taken."""
        self._refresh()
        for view in self._views.values():
            if view.fate is Fate.OPEN:
                view.setEnabled(False)

    def _begin(self) -> None:
        self._settle_pending()
        self._spent = False
        for index in list(self._views):
            self._drop(index)
        self._current = -1

    def _have(self, index: int) -> None:
        if index in self._views:
            return
        view = AlternativeView(index + 1, self._theme)
        view.set_zoom(self._zoom)
        view.setMaximumWidth(MEASURE)
        view.pressed.connect(lambda: self._pointed_at(index))
        view.inserted.connect(lambda text, whole: self._insert(index, text, whole))
        view.rejected.connect(lambda: self._reject(index))
        view.reason_given.connect(lambda reason: self._explain(index, reason))
        view.painted.connect(lambda: self.seen.emit(index))
        before = sum(1 for other in self._views if other < index)
        self._views[index] = view
        self._flow.insertWidget(before, view, 0)
        self._arrange()

    def _pointed_at(self, index: int) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._press(index)

    def _drop(self, index: int) -> None:
        view = self._views.pop(index)
        self._flow.removeWidget(view)
        view.hide()
        view.deleteLater()

    def _refresh(self) -> None:
        offer = self._offer
        for index, view in self._views.items():
            current = index == self._current
            if offer is None or view.fate is not Fate.OPEN:
                view.show_text(view.text, whole=True, current=current)
                continue
            alternative = offer.alternatives[index]
            text = alternative.text[len(offer.taken) :]
            view.show_text(text, whole=alternative.finish is not None, current=current)
        if offer is None or self._spent:
            return
        if offer.failed is not None:
            self._say(FAILED)
        elif offer.done and not self._views:
            self._say(NOTHING_GOOD)
        else:
            self._say("")
        done = sum(1 for a in offer.alternatives if a.finish is not None)
        fraction = (done + 0.5) / (len(offer.alternatives) + 0.5) if offer.alternatives else 0.0
        self.bar.show_fraction(None if offer.done else fraction)

    def _say(self, message: str) -> None:
        self._message.setText(message)
        self._message.setVisible(bool(message))

    def _arrange(self) -> None:
        count = max(1, len(self._views))
        wide = count * COLUMN <= self.width() - 40
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if direction != self._flow.direction():
            self._flow.setDirection(direction)
        self._flow.setSpacing(22 if wide else 8)
        for view in self._views.values():
            self._flow.setStretchFactor(view, 1 if wide else 0)
        # The stretch at the end keeps a stack at the top; columns share all the room.
        self._flow.setStretch(self._flow.count() - 1, 0 if wide else 1)

    def _into_sight(self) -> None:
        view = self._views.get(self._current)
        if view is not None:
            self._scroll.ensureWidgetVisible(view, 0, 40)
