"""One way the text could go on, at length: taken whole, up to a word, or refused."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from writer_app.gui.hunk_view import REASONS
from writer_app.gui.prose import Ink, Prose, Run, washed
from writer_app.gui.theme import Theme
from writer_app.gui.word_button import PAD_X, WordButton, WrapLayout, plain_word
from writer_app.text.segments import words


class Fate(Enum):
    OPEN = auto()
    INSERTED = auto()
    REJECTED = auto()  # a reason may still be given
    EXPLAINED = auto()  # rejected, with its reason


class AlternativeView(QFrame):
    """Shows one text. `marked` is how much of it, from its start, would be inserted.

    `inserted` gives the text and whether it is the whole; `reason_given` a reason for a refusal.
    """

    pressed = Signal()
    inserted = Signal(str, bool)
    rejected = Signal()
    reason_given = Signal(str)
    painted = Signal()

    def __init__(self, number: int, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._number = number
        self._text = ""
        self._whole = False
        self._mark = 0
        self._hover = 0
        self._current = False
        self._was_painted = False
        self.fate = Fate.OPEN
        self.reason = ""
        self._prose = Prose(theme)
        self._prose.setContentsMargins(PAD_X, 0, 0, 0)
        self._prose.setMouseTracking(True)
        self._prose.hovered.connect(self._hovered)
        self._prose.pressed.connect(self._pressed)
        self._line_box, self._line = _row()
        self._why_box, self._why = _row()
        self._line_box.setMinimumHeight(WordButton("x", theme).sizeHint().height())
        column = QVBoxLayout(self)
        column.setContentsMargins(14 - PAD_X, 7, 8, 3)
        column.setSpacing(2)
        column.addWidget(self._prose)
        column.addWidget(self._line_box)
        column.addWidget(self._why_box)
        column.addStretch(1)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._refresh()

    @property
    def text(self) -> str:
        return self._text

    @property
    def marked(self) -> str:
        """What would be inserted now: up to the mark, or all of it."""
        return self._text[: self._mark] if self._mark else self._text

    @property
    def taking_part(self) -> bool:
        return 0 < self._mark < len(self._text.rstrip())

    def prose(self) -> Prose:
        return self._prose

    def offset(self) -> int:
        """How many characters at the start of the text are not painted (its white space)."""
        return len(self._text) - len(self._text.lstrip())

    def buttons(self) -> list[WordButton]:
        widgets = [*self._line.widgets(), *self._why.widgets()]
        return [word for word in widgets if isinstance(word, WordButton)]

    def show_text(self, text: str, *, whole: bool, current: bool) -> None:
        """`whole`: it is written to its end."""
        if (text, whole, current) == (self._text, self._whole, self._current):
            return
        if not current and self.fate is Fate.OPEN:
            self._mark = 0
        if not text.startswith(self._text[: self._mark]):
            self._mark = 0
        self._text, self._whole, self._current = text, whole, current
        self._refresh()

    def step(self, by: int) -> None:
        """Move the mark to the next or previous word's end; past either end nothing is marked."""
        if self.fate is not Fate.OPEN or not self.isEnabled():
            return
        ends = word_ends(self._text)
        here = sum(1 for end in ends if end <= self._mark)
        there = (here + by) % (len(ends) + 1)
        self._mark = ends[there - 1] if there else 0
        self._refresh()

    def mark_all(self) -> None:
        self._mark = 0
        self._refresh()

    def insert(self) -> None:
        if self._text.strip() and self.fate is Fate.OPEN and self.isEnabled():
            self.inserted.emit(self.marked, not self.taking_part)

    def set_fate(self, fate: Fate, reason: str = "", upto: int = 0) -> None:
        """`upto`: how many characters went into the text, for INSERTED."""
        self.fate, self.reason = fate, reason
        self._mark, self._hover = upto, 0
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._prose.set_theme(theme)
        self._refresh()

    def set_zoom(self, zoom: float) -> None:
        self._prose.set_zoom(zoom)

    # Events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.EnabledChange:
            self._refresh()
        super().changeEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        theme = self._theme
        if self._current:
            painter.setBrush(washed(theme.accent, 20))
            last = self._line_box if self._why_box.isHidden() else self._why_box
            # Beside taller neighbours the frame is higher than what it holds.
            painter.drawRoundedRect(QRectF(0, 0, self.width(), last.geometry().bottom() + 4), 4, 4)
        colour = theme.accent if self._current else theme.rule
        if self.fate is Fate.INSERTED:
            colour = theme.added
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(QRectF(2, 8, 2.5, max(12, self._prose.height() - 1)), 1.25, 1.25)
        if not self._was_painted and self._text.strip():
            self._was_painted = True
            self.painted.emit()

    # Inside

    def _hovered(self, offset: int) -> None:
        hover = self._word_end(offset)
        if hover != self._hover:
            self._hover = hover
            self._show_runs()

    def _pressed(self, offset: int) -> None:
        end = self._word_end(offset)
        self.pressed.emit()
        if end and self.fate is Fate.OPEN:
            self._mark = end
            self.insert()

    def _word_end(self, offset: int) -> int:
        """Where the word at an offset of the painted text ends in the text; 0 for none."""
        if offset < 0:
            return 0
        offset += self.offset()
        return next((end for end in word_ends(self._text) if end > offset), 0)

    def _refresh(self) -> None:
        self._show_runs()
        self._fill()
        self.setAccessibleName(f"Continuation {self._number}: {self._text.strip()}")
        self.update()

    def _show_runs(self) -> None:
        lead = self.offset()
        painted = self._text.strip()
        if self.fate in (Fate.REJECTED, Fate.EXPLAINED) or not self.isEnabled():
            self._prose.show_text(painted, Ink.MUTED)
            return
        inserted = self.fate is Fate.INSERTED
        cut = max(0, (self._mark if inserted else self._hover or self._mark) - lead)
        taken = Ink.PLAIN if inserted else Ink.MARKED
        rest = Ink.MUTED if cut else Ink.PLAIN
        self._prose.show_runs([Run(painted[:cut], taken), Run(painted[cut:], rest)])

    def _fill(self) -> None:
        self._line.empty()
        self._why.empty()
        self._why_box.hide()
        said = {
            Fate.INSERTED: "inserted",
            Fate.REJECTED: "rejected",
            Fate.EXPLAINED: f"rejected · {self.reason}",
            Fate.OPEN: "" if self._whole or not self._text else "writing…",
        }[self.fate]
        if said:
            label = plain_word(said, "added" if self.fate is Fate.INSERTED else "muted")
            self._line.addWidget(label)
            label.show()
        if not self._current or not self.isEnabled():
            return
        if self.fate is Fate.OPEN and self._text.strip():
            part = "insert up to here" if self.taking_part else "insert"
            self._word(part, "↵", self._line).clicked.connect(self.insert)
            self._word("reject", "X", self._line).clicked.connect(self.rejected)
        elif self.fate is Fate.REJECTED:
            why = plain_word("Why?")
            self._why.addWidget(why)
            why.show()
            for number, reason in enumerate(REASONS, 1):
                word = self._word(reason, str(number), self._why)
                word.clicked.connect(lambda _=False, reason=reason: self.reason_given.emit(reason))
            self._why_box.show()

    def _word(self, text: str, key: str, row: WrapLayout) -> WordButton:
        word = WordButton(text, self._theme, key=key)
        row.addWidget(word)
        word.show()
        return word


def word_ends(text: str) -> list[int]:
    """Where each word ends, the punctuation that follows it included."""
    ends = []
    for word in words(text):
        end = word.end
        while end < len(text) and not text[end].isspace() and not text[end].isalnum():
            # An opening mark belongs to the next word.
            if text[end] in "“‘(«„[":
                break
            end += 1
        ends.append(end)
    return ends


def _row() -> tuple[QWidget, WrapLayout]:
    box = QWidget()
    row = WrapLayout(box)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    policy.setHeightForWidth(True)
    box.setSizePolicy(policy)
    return box, row
