"""Text that an unclean end left unsaved: shown by its first lines, restored one by one."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePath

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from writer_app.gui.plain_dialog import PlainDialog
from writer_app.gui.prose import Ink, Prose
from writer_app.gui.theme import Theme
from writer_app.text.journal import Entry
from writer_app.text.segments import word_count

FIRST = 220  # characters shown of each
COUNTED = 200_000  # characters; beyond, the words are not worth the wait


class RecoverDialog(PlainDialog):
    """`restored` and `discarded` carry the `Entry`, which leaves the list; closing keeps the rest.

    Discarding asks once more in the same place: it is the only act here that cannot be undone.
    """

    restored = Signal(object)
    discarded = Signal(object)

    def __init__(
        self, entries: Sequence[Entry], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Unsaved text")
        self._theme = theme
        self._rows: dict[tuple[str, str], QWidget] = {}
        many = len(entries) != 1
        holder = QWidget()
        self._list = QVBoxLayout(holder)
        self._list.setContentsMargins(0, 0, 8, 0)
        self._list.setSpacing(12)
        for entry in entries:
            row = self._row(entry)
            self._rows[entry.session, entry.key] = row
            self._list.addWidget(row)
        self._list.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(holder)
        self.later = QPushButton("Later")
        self.later.clicked.connect(self.reject)
        self.lay_out(
            "Writer ended before this was saved" if not many else "Writer ended early",
            "Nothing is lost: this text was kept aside. Restore what you want to go on with; "
            "what you leave is offered again next time.",
            (scroll,),
            (self.later,),
            grows=scroll,
        )
        self.resize(600, min(560, 190 + 160 * max(1, len(entries))))

    def rows(self) -> list[QWidget]:
        return list(self._rows.values())

    def _row(self, entry: Entry) -> QWidget:
        card = QFrame()
        card.setObjectName("entry")
        card.setProperty("role", "card")
        name = QLabel(PurePath(entry.path).name if entry.path else "A draft without a name")
        name.setProperty("role", "title")
        name.setToolTip(entry.path)
        facts = QLabel(_facts(entry))
        facts.setProperty("role", "muted")
        prose = Prose(self._theme)
        prose.show_text(first_lines(entry.text), Ink.PLAIN)
        restore = QPushButton("Restore")
        restore.setProperty("role", "primary")
        restore.setObjectName("restore")
        discard = QPushButton("Discard")
        discard.setProperty("role", "quiet")
        discard.setObjectName("discard")
        restore.clicked.connect(lambda: self._restore(entry))
        discard.clicked.connect(lambda: self._discard(entry, discard))
        for button in (restore, discard):
            button.setAutoDefault(False)
        head = QHBoxLayout()
        head.addWidget(name)
        head.addStretch(1)
        head.addWidget(facts)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(discard)
        foot.addWidget(restore)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(prose)
        column.addLayout(foot)
        return card

    def _restore(self, entry: Entry) -> None:
        self._drop(entry)
        self.restored.emit(entry)
        # One document at a time stands in the window: the others wait.
        self.accept()

    def _discard(self, entry: Entry, button: QPushButton) -> None:
        if button.text() == "Discard":
            button.setText("Discard for good?")
            return
        self._drop(entry)
        self.discarded.emit(entry)
        if not self._rows:
            self.accept()

    def _drop(self, entry: Entry) -> None:
        row = self._rows.pop((entry.session, entry.key))
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()


def first_lines(text: str) -> str:
    """Enough of a text to know it by."""
    start = " ".join(text[: FIRST * 3].split())
    if not start:
        return "(only white space)"
    if len(start) <= FIRST:
        return start
    return start[:FIRST].rsplit(" ", 1)[0] + " …"


def _facts(entry: Entry) -> str:
    written = datetime.fromtimestamp(entry.written_at).astimezone()
    today = time.strftime("%Y-%m-%d") == written.strftime("%Y-%m-%d")
    when = f"today, {written:%H:%M}" if today else f"{written.day} {written:%B %Y, %H:%M}"
    if len(entry.text) > COUNTED:
        return when
    count = word_count(entry.text)
    return f"{when} · {count:,} {'word' if count == 1 else 'words'}"
