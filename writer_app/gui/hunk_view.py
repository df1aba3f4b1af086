"""One change, in words: what goes, what comes, and what the writer made of it.

The words to act with appear under the current change only; their line is always kept free,
so that walking through a review moves nothing on the page.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from writer_app.gui.hunk_editor import HunkEditor
from writer_app.gui.marks import marked_runs, spaced_like
from writer_app.gui.prose import Ink, Prose, Run, washed
from writer_app.gui.theme import Theme
from writer_app.gui.word_button import PAD_X, WordButton, WrapLayout, plain_word
from writer_app.ledger.records import Verdict
from writer_app.text.hunks import Hunk

REASONS = (
    "cliché",
    "needless exposition",
    "purple prose",
    "poor sentence",
    "lack of specificity",
    "awkward word",
    "tense",
    "not my voice",
    "changed my meaning",
)
"""The seven classes of edits that professional writers made to machine prose (LAMP), and two
that only the author can know. Their keys are 1 to 9, in this order."""


@dataclass(frozen=True, slots=True)
class HunkShown:
    """A change with what was decided; `excluded`: another candidate's version was taken here."""

    hunk: Hunk
    verdict: Verdict = Verdict.UNDECIDED
    final: str = ""
    reason: str = ""
    excluded: bool = False


class HunkView(QFrame):
    """Shows a `HunkShown`. Keys are the pane's business; this one knows only the pointer.

    `decided` carries a Verdict, the final text ("" where the verdict says it) and a reason.
    """

    pressed = Signal()
    decided = Signal(object, str, str)
    editing_ended = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._zoom = 1.0
        self._current = False
        self._shown: HunkShown | None = None
        self._prose = Prose(theme)
        self._editor: HunkEditor | None = None
        self._actions = QWidget()
        self._line = WrapLayout(self._actions)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self._actions.setSizePolicy(policy)
        self._actions.setMinimumHeight(WordButton("x", theme).sizeHint().height())
        self._why = QWidget()
        self._reasons = WrapLayout(self._why)
        self._why.setSizePolicy(policy)
        self._why.hide()
        # Text stands PAD_X further in than the words' own edge, so that all of it is in line.
        self._prose.setContentsMargins(PAD_X, 0, 0, 0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14 - PAD_X, 7, 8, 3)
        self._column.setSpacing(2)
        self._column.addWidget(self._prose)
        self._column.addWidget(self._actions)
        self._column.addWidget(self._why)
        self._column.addStretch(1)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    # What is on show

    def shown(self) -> HunkShown | None:
        return self._shown

    def prose(self) -> Prose:
        return self._prose

    def words(self) -> list[WordButton]:
        """The words to act with, as they stand; none unless this is the current change."""
        widgets = [*self._line.widgets(), *self._reasons.widgets()]
        return [widget for widget in widgets if isinstance(widget, WordButton)]

    def show_hunk(self, shown: HunkShown, *, current: bool) -> None:
        if shown == self._shown and current == self._current:
            return
        self._shown, self._current = shown, current
        self._prose.show_runs(self._runs(shown))
        self._fill_line()
        self.setAccessibleName(self._spoken(shown))
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._prose.set_theme(theme)
        if self._shown is not None:
            self._fill_line()
        self.update()

    def set_zoom(self, zoom: float) -> None:
        self._zoom = zoom
        self._prose.set_zoom(zoom)

    def keep_edit(self) -> None:
        """What is typed in an open field counts; without one nothing happens."""
        if self._editor is not None:
            self._editor.keep()

    def edit(self) -> None:
        """Put the new wording into a small field; Return keeps it, Esc lets it be."""
        if self._editor is not None or self._shown is None:
            return
        shown = self._shown
        text = shown.final if shown.verdict is Verdict.EDITED else shown.hunk.after
        self._editor = HunkEditor(text.strip(), self._theme, self._zoom)
        self._editor.kept.connect(self._keep)
        self._editor.left.connect(self._leave)
        self._column.insertWidget(0, self._editor)
        self._prose.hide()
        self._fill_line()
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._editor.selectAll() if not text.strip() else self._editor.to_end()

    # Events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()
            event.accept()

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
        area = QRectF(self.rect()).adjusted(0, 0, -1, -1)
        theme = self._theme
        if self._current:
            painter.setBrush(washed(theme.accent, 20))
            painter.drawRoundedRect(area, 4, 4)
        elif self.underMouse():
            painter.setBrush(washed(theme.ink, 9))
            painter.drawRoundedRect(area, 4, 4)
        verdict = self._shown.verdict if self._shown else Verdict.UNDECIDED
        colour = QColor(
            {
                Verdict.ACCEPTED: theme.added,
                Verdict.EDITED: theme.added,
                Verdict.REJECTED: theme.rule,
                Verdict.UNDECIDED: theme.rule,
            }[verdict]
        )
        if self._current:
            colour = QColor(theme.accent)
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(2, 8, 2.5, self._bar_height()), 1.25, 1.25)

    def sizeHint(self) -> QSize:
        return self._column.sizeHint()

    # Inside

    def _bar_height(self) -> float:
        shown = self._editor if self._editor is not None else self._prose
        return max(12.0, shown.height() - 1.0)

    def _runs(self, shown: HunkShown) -> list[Run]:
        hunk = shown.hunk
        if shown.excluded:
            return [Run(run.text, Ink.MUTED) for run in [Run(hunk.after.strip())]]
        if shown.verdict is Verdict.UNDECIDED:
            return marked_runs(hunk)
        if shown.verdict is Verdict.REJECTED:
            return [Run(hunk.before.strip(), Ink.MUTED)]
        final = shown.final if shown.verdict is Verdict.EDITED else hunk.after
        if not final.strip():
            return [Run(hunk.before.strip(), Ink.REMOVED)]
        return [Run(final.strip())]

    def _status(self, shown: HunkShown) -> str:
        if shown.excluded:
            return "another version is taken"
        if shown.verdict is Verdict.REJECTED:
            kept = "yours stays" if shown.hunk.before.strip() else "left out"
            return f"{kept} · {shown.reason}" if shown.reason else kept
        if shown.verdict is Verdict.EDITED:
            return "in your words"
        if shown.verdict is Verdict.ACCEPTED:
            return "accepted" if shown.hunk.after.strip() else "accepted: taken out"
        return ""

    def _spoken(self, shown: HunkShown) -> str:
        hunk = shown.hunk
        before, after = hunk.before.strip(), hunk.after.strip()
        if not before:
            change = f"adds “{after}”"
        elif not after:
            change = f"removes “{before}”"
        else:
            change = f"“{before}” becomes “{after}”"
        return f"Change {hunk.index + 1}: {change}. {self._status(shown) or 'undecided'}"

    def _fill_line(self) -> None:
        self._line.empty()
        self._reasons.empty()
        self._why.hide()
        shown = self._shown
        if shown is None:
            return
        if self._editor is not None:
            self._word("keep", "↵").clicked.connect(self._editor.keep)
            self._word("leave it", "Esc").clicked.connect(self._editor.leave)
        else:
            self._fill_words(shown)
        self._actions.updateGeometry()

    def _fill_words(self, shown: HunkShown) -> None:
        status = self._status(shown)
        if status:
            taken = shown.verdict in (Verdict.ACCEPTED, Verdict.EDITED) and not shown.excluded
            label = plain_word(status, "added" if taken else "muted")
            self._line.addWidget(label)
            label.show()
        if not self._current:
            return
        if shown.verdict is Verdict.UNDECIDED or shown.excluded:
            take = "take this instead" if shown.excluded else "accept"
            self._verdict_word(take, "A", Verdict.ACCEPTED)
            self._verdict_word("reject", "X", Verdict.REJECTED)
        else:
            self._verdict_word("undo", "U", Verdict.UNDECIDED)
        if shown.verdict is not Verdict.REJECTED:
            self._word("edit", "E").clicked.connect(self.edit)
        if shown.verdict is Verdict.REJECTED and not shown.reason:
            why = plain_word("Why?")
            self._reasons.addWidget(why)
            why.show()
            for number, reason in enumerate(REASONS, 1):
                word = self._word(reason, str(number), self._reasons)
                word.clicked.connect(
                    lambda _=False, reason=reason: self.decided.emit(Verdict.REJECTED, "", reason)
                )
            self._why.show()

    def _word(self, text: str, key: str, row: WrapLayout | None = None) -> WordButton:
        word = WordButton(text, self._theme, key=key)
        (row or self._line).addWidget(word)
        word.show()
        return word

    def _verdict_word(self, text: str, key: str, verdict: Verdict) -> None:
        self._word(text, key).clicked.connect(lambda: self.decided.emit(verdict, "", ""))

    def _keep(self, typed: str) -> None:
        shown = self._shown
        self._close_editor()
        if shown is None:
            return
        hunk = shown.hunk
        if typed.strip() == hunk.after.strip():
            self.decided.emit(Verdict.ACCEPTED, "", "")
        elif typed.strip() == hunk.before.strip():
            self.decided.emit(Verdict.REJECTED, "", "")
        else:
            self.decided.emit(Verdict.EDITED, spaced_like(typed.strip(), hunk), "")

    def _leave(self) -> None:
        self._close_editor()

    def _close_editor(self) -> None:
        editor, self._editor = self._editor, None
        if editor is None:
            return
        self._column.removeWidget(editor)
        editor.hide()
        editor.deleteLater()
        self._prose.show()
        self._fill_line()
        self.editing_ended.emit()
