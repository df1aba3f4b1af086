"""What to forget: a passage, the document, or what is older than a day; and what would go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, Qt, QTimer, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import (
    QButtonGroup,
    QCalendarWidget,
    QDateEdit,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from writer_app.errors import ForTheWriter
from writer_app.gui.plain_dialog import PlainDialog
from writer_app.ledger.forgetting import Document, What
from writer_app.ledger.records import DocumentRef
from writer_app.services import forgetting

PAUSE = 300  # ms after the last change, before the whole ledger is looked through
_GONE = "Forget"
_SURE = "Forget for good?"


class ForgetDialog(PlainDialog):
    """`asked` carries what would be forgotten, whenever that changes; `confirmed` what is to be.

    Forgetting asks once more in the same place, since it cannot be undone.
    """

    asked = Signal(object)
    confirmed = Signal(object)

    def __init__(
        self, passage: str, document: DocumentRef, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Forget")
        self._document = document
        self.by_passage = QRadioButton("This passage, wherever it appears")
        self.by_document = QRadioButton(f"Everything decided in “{name}”".replace("&", "&&"))
        self.by_day = QRadioButton("Everything decided before")
        self._choices = QButtonGroup(self)
        for choice in (self.by_passage, self.by_document, self.by_day):
            self._choices.addButton(choice)
        self.passage = QPlainTextEdit(passage)
        self.passage.setAccessibleName("Passage")
        self.passage.setTabChangesFocus(True)
        self.passage.setFixedHeight(96)
        self.day = QDateEdit(QDate.currentDate())
        self.day.setAccessibleName("Day")
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("d MMMM yyyy")
        _plain(self.day.calendarWidget())
        self.found = QLabel()
        self.found.setObjectName("found")
        self.found.setWordWrap(True)
        self.forget = QPushButton(_GONE)
        self.forget.setObjectName("forget")
        self.leave = QPushButton("Cancel")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._paused)
        day = QHBoxLayout()
        day.addWidget(self.by_day)
        day.addWidget(self.day)
        day.addStretch(1)
        self.lay_out(
            "What should be forgotten?",
            "It is removed from the record of your decisions and from everything learned from "
            "it. Your documents stay as they are. What you decide from now on is recorded "
            "again, unless you choose “Keep no record of this document”.",
            (self.by_passage, self.passage, self.by_document, day, self.found),
            (self.leave, self.forget),
        )
        self.resize(560, 420)
        (self.by_passage if passage.strip() else self.by_document).setChecked(True)
        self._choices.buttonToggled.connect(lambda _, on: self._ask() if on else None)
        self.passage.textChanged.connect(lambda: self._chosen(self.by_passage))
        self.day.dateChanged.connect(lambda _: self._chosen(self.by_day))
        self.forget.clicked.connect(self._confirm)
        self.leave.clicked.connect(self.reject)

    def begin(self) -> None:
        """Open it, and ask what would go."""
        self.open()
        self._ask()

    def what(self) -> What | None:
        """What is chosen; None where it is too little to look for, which is said."""
        try:
            if self.by_document.isChecked():
                return Document(self._document)
            if self.by_day.isChecked():
                day = self.day.date()
                return forgetting.before(date(day.year(), day.month(), day.day()))
            return forgetting.passage(self.passage.toPlainText())
        except ForTheWriter as error:
            self._say(str(error), possible=False)
            return None

    def show_found(self, what: What, said: Sequence[str]) -> None:
        """What would go, unless something else was chosen meanwhile."""
        if what == self.what():
            self._say(" ".join(said) or "Nothing of it is on record.", possible=True)

    def _say(self, words: str, *, possible: bool) -> None:
        self.found.setText(words)
        self.forget.setText(_GONE)
        self.forget.setEnabled(possible)

    def _ask(self) -> None:
        if self.what() is not None:
            self._say("Looking…", possible=False)
            self._pause.start()

    def _paused(self) -> None:
        what = self.what()
        if what is not None:
            self.asked.emit(what)

    def _chosen(self, choice: QRadioButton) -> None:
        if choice.isChecked():
            self._ask()
        else:
            choice.setChecked(True)

    def _confirm(self) -> None:
        what = self.what()
        if what is None:
            return
        if self.forget.text() == _GONE:
            self.forget.setText(_SURE)
            return
        self.confirmed.emit(what)
        self.accept()


def _plain(calendar: QCalendarWidget) -> None:
    """Days alone, those of the weekend in no colour of their own."""
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(weekend, QTextCharFormat())
