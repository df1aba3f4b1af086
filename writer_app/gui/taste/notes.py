"""What was learned and what the writer says of it, in plain words: edited, deleted, added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from writer_app.services.taste import Note

ADD = "A note of your own, such as: No clichés"


class Notes(QWidget):
    """`reworded`: a note and its new words, or None where it is deleted; `added`: new words."""

    reworded = Signal(object, object)
    added = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._notes: tuple[Note, ...] = ()
        self.rows: list[NoteRow] = []
        self.line = QLineEdit()
        self.line.setPlaceholderText(ADD)
        self.line.setAccessibleName("Add a note")
        self.line.returnPressed.connect(self._add)
        self._above = QVBoxLayout()
        self._above.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._above)
        column.addWidget(self.line)

    def show_notes(self, notes: Sequence[Note]) -> None:
        """Anew where they are others; the focus stays at its place where it was here."""
        if tuple(notes) == self._notes:
            return
        focused = next((at for at, row in enumerate(self.rows) if row.holds_focus()), None)
        old, self._notes = self.rows, tuple(notes)
        self.rows = [NoteRow(note) for note in notes]
        for row in self.rows:
            row.reworded.connect(self.reworded)
            self._above.addWidget(row)
            row.show()
        if focused is not None:
            (self.rows[min(focused, len(notes) - 1)].line if notes else self.line).setFocus()
        for row in old:
            self._above.removeWidget(row)
            row.hide()
            row.deleteLater()  # a button just pressed is still inside its own click

    def _add(self) -> None:
        text = " ".join(self.line.text().split())
        if text:
            self.added.emit(text)
            self.line.clear()


class NoteRow(QWidget):
    """A line to edit, and a button to delete it."""

    reworded = Signal(object, object)

    def __init__(self, note: Note) -> None:
        super().__init__()
        self._note = note
        self.line = QLineEdit(note.text)
        self.line.setCursorPosition(0)
        self.line.setAccessibleName("Note")
        how = "Written by you" if note.feature is None else f"{note.sure:.0%} sure"
        self.line.setToolTip(f"{note.text}\n{how}. Enter keeps a change.")
        self.line.editingFinished.connect(self._reword)
        self.delete = QPushButton("Delete")
        self.delete.setProperty("role", "quiet")
        self.delete.setAutoDefault(False)
        self.delete.setAccessibleName(f"Delete the note: {note.text}")
        self.delete.clicked.connect(lambda _=False: self.reworded.emit(self._note, None))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(4)
        across.addWidget(self.line, 1)
        across.addWidget(self.delete)

    def holds_focus(self) -> bool:
        return self.line.hasFocus() or self.delete.hasFocus()

    def _reword(self) -> None:
        text = " ".join(self.line.text().split())
        if text != self._note.text:
            old, self._note = self._note, replace(self._note, text=text)
            self.reworded.emit(old, text or None)
