"""What was learned and what the writer says of it, in plain words: edited, deleted, added."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from writer_app.services.taste import Note

ADD = "Something of your own, such as: No clichés"


class Notes(QWidget):
    """`reworded`: a note and its new words, or None where it is deleted; `added`: new words."""

    reworded = Signal(object, object)
    added = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._notes: tuple[Note, ...] = ()
        self._lines: list[QLineEdit] = []
        self._buttons: list[QPushButton] = []
        self.line = QLineEdit()
        self.line.setPlaceholderText(ADD)
        self.line.setAccessibleName("Add a note")
        self.line.returnPressed.connect(self._add)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._rows)
        column.addWidget(self.line)

    def show_notes(self, notes: Sequence[Note]) -> None:
        """Anew where they are others; what is being written elsewhere stays."""
        if tuple(notes) == self._notes:
            return
        focused = next((at for at, line in enumerate(self._lines) if line.hasFocus()), None)
        while (item := self._rows.takeAt(0)) is not None:
            if (row := item.widget()) is not None:
                row.hide()
                row.deleteLater()  # a button just pressed is still inside its own click
        self._notes, self._lines, self._buttons = tuple(notes), [], []
        for note in notes:
            self._rows.addWidget(self._row(note))
        if focused is not None:
            (self._lines[min(focused, len(notes) - 1)] if notes else self.line).setFocus()

    def lines(self) -> list[QLineEdit]:
        """One for each note."""
        return list(self._lines)

    def delete_buttons(self) -> list[QPushButton]:
        """One for each note."""
        return list(self._buttons)

    def _row(self, note: Note) -> QWidget:
        line = QLineEdit(note.text)
        line.setAccessibleName("Note")
        how = "written by you" if note.feature is None else f"{note.sure:.0%} sure"
        line.setToolTip(f"{how}; Enter keeps a change")
        line.editingFinished.connect(lambda: self._reword(note, line))
        delete = QPushButton("Delete")
        delete.setProperty("role", "quiet")
        delete.setAutoDefault(False)
        delete.setAccessibleName(f"Delete the note: {note.text}")
        delete.clicked.connect(lambda _=False: self.reworded.emit(note, None))
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(4)
        across.addWidget(line, 1)
        across.addWidget(delete)
        self._lines.append(line)
        self._buttons.append(delete)
        return row

    def _reword(self, note: Note, line: QLineEdit) -> None:
        text = " ".join(line.text().split())
        if text != note.text and note in self._notes:
            self.reworded.emit(note, text or None)

    def _add(self) -> None:
        text = " ".join(self.line.text().split())
        if text:
            self.added.emit(text)
            self.line.clear()
