"""A heading, a sentence and what is drawn below: the parts the voice page is made of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from writer_app.gui.fonts import serif


class Section(QWidget):
    """Hidden parts of it take no room."""

    def __init__(self, title: str, *parts: QWidget, note: str = "") -> None:
        super().__init__()
        self.title = QLabel(title)
        self.title.setFont(serif(15))
        self.note = words("muted")
        self.say(note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.title, self.note, *parts):
            column.addWidget(part)

    def say(self, note: str) -> None:
        """The sentence under the heading."""
        self.note.setText(note)
        self.note.setVisible(bool(note))


def words(role: str = "") -> QLabel:
    """A label for sentences, which wrap."""
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
    if role:
        label.setProperty("role", role)
    return label
