"""What to do with the passage: four words, how far it may go, and a line for one's own wish."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from writer_app.gui.dial import Dial
from writer_app.gui.theme import Theme
from writer_app.gui.word_button import WordButton, WrapLayout
from writer_app.prompts.tasks import Task

TASKS: tuple[tuple[Task, str, str, str], ...] = (
    (Task.TIGHTEN, "tighten", "T", "Say the same in fewer words"),
    (Task.FIX, "fix", "F", "Grammar and spelling only"),
    (Task.VOICE, "in my voice", "V", "As the rest of the text is written"),
    (Task.CUSTOM, "as I say…", "S", "In your own words: what should change?"),
)
KEYS = {getattr(Qt.Key, f"Key_{key}"): task for task, _, key, _ in TASKS}


class TaskBar(QWidget):
    """`asked` gives a task and an instruction, which is "" for all but the writer's own."""

    asked = Signal(str, str)
    closed = Signal()
    line_left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: dict[Task, WordButton] = {}
        self.dial = Dial(theme)
        self._close = WordButton("close", theme, key="Esc", focusable=True)
        self._close.clicked.connect(self.closed)
        words = QWidget()
        row = WrapLayout(words)
        for task, text, key, tip in TASKS:
            word = WordButton(text, theme, key=key, focusable=True)
            word.setCheckable(True)
            word.setToolTip(tip)
            word.clicked.connect(lambda _=False, task=task: self.choose(task))
            self._words[task] = word
            row.addWidget(word)
        row.addWidget(self.dial)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        words.setSizePolicy(policy)
        self.line = _Line()
        self.line.setPlaceholderText("What should change? For instance: in the present tense")
        self.line.setAccessibleName("Your instruction")
        self.line.returnPressed.connect(self._ask)
        self.line.left.connect(self.line_left)
        self.line.hide()

        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(words, 1)
        top.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self.line)
        self.mark(Task.TIGHTEN)

    @property
    def task(self) -> Task:
        return next(task for task, word in self._words.items() if word.isChecked())

    def word(self, task: Task) -> WordButton:
        return self._words[task]

    def choose(self, task: Task) -> None:
        """Mark a task and ask for it; the writer's own waits for its line."""
        self.mark(task)
        if task is Task.CUSTOM:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self.line.selectAll()
        else:
            self.asked.emit(task.value, "")

    def ask_again(self) -> None:
        """The task as it is marked, once more."""
        if self.task is Task.CUSTOM:
            self._ask()
        else:
            self.asked.emit(self.task.value, "")

    def mark(self, task: Task) -> None:
        for other, word in self._words.items():
            word.setChecked(other is task)
        self.line.setVisible(task is Task.CUSTOM)

    def step(self, by: int) -> None:
        """Mark the task beside the one that is marked."""
        order = [task for task, *_ in TASKS]
        self.mark(order[(order.index(self.task) + by) % len(order)])

    def set_theme(self, theme: Theme) -> None:
        for word in (*self._words.values(), self._close):
            word.set_theme(theme)
        self.dial.set_theme(theme)

    def show_keys(self, live: bool) -> None:
        """The letters choose a task only while no review is under the hand."""
        for task, _, key, _ in TASKS:
            self._words[task].set_key(key if live else "")

    def _ask(self) -> None:
        instruction = self.line.text().strip()
        if instruction:
            self.asked.emit(Task.CUSTOM.value, instruction)
        else:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)


class _Line(QLineEdit):
    """Esc goes back to the pane instead of closing it with the instruction half written."""

    left = Signal()

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # QLineEdit lets Return travel on; the pane would take it for an acceptance.
            event.accept()
