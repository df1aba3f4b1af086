"""What the app has to say, in the window and never over it: one line, and what can be done."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from writer_app.errors import ForTheWriter
from writer_app.gui.theme import Theme
from writer_app.gui.word_button import PAD_X, PAD_Y, WordButton, WrapLayout

Action = tuple[str, Callable[[], object]]


@dataclass(frozen=True, slots=True)
class Notice:
    """`message` says what happened, `hint` what to do next, `actions` are labels with callbacks.

    A notice takes the place of an earlier one on the same `topic`, unless that is "".
    """

    message: str
    hint: str = ""
    actions: tuple[Action, ...] = ()
    topic: str = ""

    @classmethod
    def of(cls, error: ForTheWriter, *actions: Action, topic: str = "") -> Notice:
        return cls(error.message, error.hint, actions, topic)


class NoticeBar(QWidget):
    """Shows one notice at a time, the oldest first; nothing in it takes the focus by itself.

    `emptied`: the last one went; the owner may give the focus back to the text.
    """

    emptied = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._queue: deque[Notice] = deque()
        self._message = _line()
        self._hint = _line("muted")
        self._more = QLabel()
        self._more.setProperty("role", "muted")
        self._more.setContentsMargins(0, PAD_Y, 0, 0)
        self._actions = QWidget()
        self._row = WrapLayout(self._actions, gap=4)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self._actions.setSizePolicy(policy)
        self._close = WordButton("dismiss", theme, focusable=True)
        self._close.clicked.connect(self.dismiss)

        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.setContentsMargins(0, PAD_Y, 0, 0)  # in line with the words at the right
        texts.addWidget(self._message)
        texts.addWidget(self._hint)
        texts.addWidget(self._actions)
        row = QHBoxLayout(self)
        row.setContentsMargins(16 - PAD_X, 8, 10, 7)
        row.setSpacing(8)
        row.addLayout(texts, 1)
        row.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAccessibleName("Notice")
        self.hide()

    @property
    def current(self) -> Notice | None:
        return self._queue[0] if self._queue else None

    @property
    def waiting(self) -> int:
        """How many come after the one on show."""
        return max(0, len(self._queue) - 1)

    def post(self, notice: Notice) -> None:
        """Show it, or let it wait its turn. What is said already is not said twice."""
        for at, other in enumerate(self._queue):
            same_topic = bool(notice.topic) and other.topic == notice.topic
            if same_topic or (other.message, other.hint) == (notice.message, notice.hint):
                self._queue[at] = notice
                break
        else:
            self._queue.append(notice)
        self._refresh()

    def withdraw(self, topic: str) -> None:
        """What was said on this topic no longer holds."""
        self._queue = deque(notice for notice in self._queue if notice.topic != topic)
        self._refresh()

    def dismiss(self) -> None:
        """Let the one on show go."""
        if self._queue:
            self._queue.popleft()
        self._refresh()

    def clear(self) -> None:
        self._queue.clear()
        self._refresh()

    def buttons(self) -> list[WordButton]:
        """The actions of the notice on show."""
        return [word for word in self._row.widgets() if isinstance(word, WordButton)]

    def words(self) -> str:
        notice = self.current
        return f"{notice.message} {notice.hint}".strip() if notice else ""

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for word in (*self.buttons(), self._close):
            word.set_theme(theme)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._theme
        painter.fillRect(self.rect(), QColor(theme.raised))
        painter.fillRect(0, 0, 3, self.height(), QColor(theme.warn))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(theme.rule))

    def _refresh(self) -> None:
        notice = self.current
        was_shown = not self.isHidden()
        self._row.empty()
        if notice is None:
            self.hide()
            if was_shown:
                self.emptied.emit()
            return
        self._message.setText(notice.message)
        self._hint.setText(notice.hint)
        self._hint.setVisible(bool(notice.hint))
        for label, callback in notice.actions:
            word = WordButton(label, self._theme, inviting=True, focusable=True)
            word.clicked.connect(lambda _=False, callback=callback: self._act(notice, callback))
            self._row.addWidget(word)
            word.show()
        self._actions.setVisible(bool(notice.actions))
        self._more.setText(f"{self.waiting} more" if self.waiting else "")
        self._more.setVisible(bool(self.waiting))
        self.show()

    def _act(self, notice: Notice, callback: Callable[[], object]) -> None:
        # Gone before its callback, which may well have something to say itself.
        if notice in self._queue:
            self._queue.remove(notice)
        self._refresh()
        callback()


def _line(role: str = "") -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setIndent(PAD_X)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        label.setProperty("role", role)
    return label
