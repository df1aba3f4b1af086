"""Find and replace in the text, below it and in nobody's way."""

from __future__ import annotations

import re
from bisect import bisect_left

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from writer_app.gui.editor import Editor
from writer_app.gui.theme import restyle

Spans = list[tuple[int, int]]

WAIT_MS = 120
"""From the last change to the next search, which reads the whole text."""


class FindBar(QWidget):
    """Hidden until `open`. Case counts once the words sought hold a capital letter."""

    closed = Signal()

    def __init__(self, editor: Editor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._spans: Spans = []
        self._read: tuple[str, int] | None = None
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

        self.words = _field("Find")
        self.replacement = _field("Replace with")
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.count.setMinimumWidth(self.count.fontMetrics().horizontalAdvance("0,000 of 0,000 "))
        self.previous = _button("Previous", self.find_previous, "Shift+Enter")
        self.next = _button("Next", self.find_next, "Enter")
        self.replace_one = _button("Replace", self.replace, "Enter in its field")
        self.replace_every = _button("Replace all", self.replace_all, "one step to undo")
        self.done = _button("Done", self.close_bar, "Esc")
        self.done.setProperty("role", "quiet")

        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        row.addWidget(self.words, 3)
        row.addWidget(self.count)
        row.addWidget(self.previous)
        row.addWidget(self.next)
        row.addSpacing(16)
        row.addWidget(self.replacement, 2)
        row.addWidget(self.replace_one)
        row.addWidget(self.replace_every)
        row.addSpacing(8)
        row.addWidget(self.done)

        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self._search)
        self.words.textChanged.connect(self._wait.start)
        editor.edited.connect(self._on_edited)
        editor.verticalScrollBar().valueChanged.connect(self._mark)
        editor.resized.connect(self._mark)
        for field in (self.words, self.replacement):
            field.installEventFilter(self)
        self.hide()

    def open(self, *, replacing: bool = False) -> None:
        """Show it, ready to type; what is selected within a line is what is sought."""
        start, end = self._editor.selection()
        chosen = self._editor.slice(start, end)
        if chosen and "\n" not in chosen and len(chosen) <= 200:
            self.words.setText(chosen)
        self.show()
        field = self.replacement if replacing and self.words.text() else self.words
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()
        self._search()

    def close_bar(self) -> None:
        self.hide()
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def find_next(self) -> None:
        """The first match behind the selection, or the first of all."""
        spans = self._search()
        if spans:
            at = bisect_left(spans, (self._editor.selection()[1], -1))
            self._go(at % len(spans))

    def find_previous(self) -> None:
        """The last match before the selection, or the last of all."""
        spans = self._search()
        if spans:
            at = bisect_left(spans, (self._editor.selection()[0], -1))
            self._go((at - 1) % len(spans))

    def replace(self) -> None:
        """Replace the match that is selected, and go on to the next one."""
        spans = self._search()
        start, end = self._editor.selection()
        if (start, end) in spans and end > start and not self._editor.isReadOnly():
            self._editor.replace(start, end, self.replacement.text())
        self.find_next()

    def replace_all(self) -> None:
        """Every match at once, as one undo step; the count says how many there were."""
        spans = self._search()
        if not spans or self._editor.isReadOnly():
            return
        first, last = spans[0][0], spans[-1][1]
        text = self._editor.text()
        new, parts, done = self.replacement.text(), [], first
        for start, end in spans:
            parts += [text[done:start], new]
            done = end
        self._editor.replace(first, last, "".join(parts))
        self._search()
        self.count.setText(f"{len(spans):,} replaced")

    def _go(self, index: int) -> None:
        self._editor.select(*self._spans[index])
        self._mark()
        self.count.setText(f"{index + 1:,} of {len(self._spans):,}")

    def _search(self) -> Spans:
        """All matches, read again only when the text or the words have changed."""
        self._wait.stop()
        words = self.words.text()
        state = (words, self._editor.revision)
        if state != self._read:
            self._read = state
            flags = re.NOFLAG if words != words.lower() else re.IGNORECASE
            self._spans = []
            if words:
                pattern = re.compile(re.escape(words), flags)
                self._spans = [match.span() for match in pattern.finditer(self._editor.text())]
            found = len(self._spans)
            self.count.setText(f"{found:,} found" if found else "Nothing found" if words else "")
            self.words.setProperty("problem", bool(words) and not found)
            restyle(self.words)
        self._mark()
        return self._spans

    def _mark(self) -> None:
        if not self.isVisible():
            return
        start, end = self._editor.visible_span()
        first = bisect_left(self._spans, (start - len(self.words.text()), -1))
        last = bisect_left(self._spans, (end, -1))
        self._editor.mark_found(self._spans[first:last])

    def _on_edited(self) -> None:
        if self.isVisible():
            self._wait.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._wait.stop()
        self._editor.mark_found([])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and watched is self.replacement:
                self.replace()
            elif enter and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.find_previous()
            elif enter:
                self.find_next()
            return enter
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)


def _field(placeholder: str) -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText(placeholder)
    field.setAccessibleName(placeholder)
    field.setMinimumWidth(120)
    return field


def _button(text: str, action: object, key: str) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    button.setToolTip(f"{text} ({key})")
    button.clicked.connect(action)
    return button
