"""What was not good enough to show: said plainly, counted, and open to whoever wants to look."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from writer_app.gui.fonts import serif
from writer_app.gui.marks import HEAVY, flowing
from writer_app.gui.prose import Ink, Prose
from writer_app.gui.theme import Theme
from writer_app.gui.word_button import PAD_X, WordButton, WrapLayout
from writer_app.services.passage import CandidateState, RewriteState
from writer_app.text.hunks import changed_share
from writer_app.text.segments import word_count

LONG = 60  # words from which a passage is worth taking in parts
MEASURE = 620  # pixels; a line of plain words longer than this is hard to read

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def held_note(held: int) -> str:
    return f"{number(held)} held back"


def verdict_on(state: RewriteState) -> tuple[str, str]:
    """Title and sentence for a request that came to nothing."""
    written = len(state.held_back)
    if state.unchanged:
        return (
            "Nothing to change",
            "The model would leave the passage as it stands.",
        )
    if not written and state.task.value == "tighten":
        return (
            "Nothing to cut",
            "Quotations stay as they are said, and the words around them are few and needed.",
        )
    if not written:
        return "Nothing came back", "The model had nothing to say to this passage."
    versions = "version was" if written == 1 else "versions were"
    shown = "it was not shown" if written == 1 else "none is shown"
    return (
        "Nothing good enough",
        f"{number(written).capitalize()} {versions} written. "
        f"What came back would have cost the passage something, so {shown}.",
    )


def advice_on(state: RewriteState) -> list[str]:
    """What is worth trying next, most promising first."""
    advice = []
    if word_count(state.passage.text) > LONG:
        advice.append("Take a sentence or two instead of the whole passage.")
    if state.task.value == "custom":
        advice.append("Ask for one thing only, in few words.")
    elif state.task.value == "fix":
        advice.append("Try “tighten” if the passage is sound and only slow.")
    elif state.task.value == "tighten" and not state.held_back:
        advice.append("If the speech may be cut, say so in your own words: “tighten what he says”.")
    else:
        advice.append("Try “fix”, which changes least, or say it in your own words.")
    advice.append("A larger model rewrites better: Ctrl+M shows which you have.")
    return advice


class NothingView(QWidget):
    """The page for "nothing good enough", and for a request that failed."""

    again = Signal()
    look = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel()
        self._title.setFont(serif(16))
        self._title.setIndent(PAD_X)
        self._text = _words()
        self._reasons = _words("muted")
        self._advice = _words("muted")
        self._again = WordButton("try once more", theme, key="N", inviting=True, focusable=True)
        self._look = WordButton("look anyway", theme, key="B", inviting=True, focusable=True)
        self._again.clicked.connect(self.again)
        self._look.clicked.connect(self.look)
        actions = QWidget()
        row = WrapLayout(actions, gap=6)
        row.setContentsMargins(0, 6, 0, 0)
        row.addWidget(self._again)
        row.addWidget(self._look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 0, 12)
        column.setSpacing(10)
        for widget in (self._title, self._text, self._reasons, self._advice, actions):
            column.addWidget(widget)
        column.addStretch(1)
        self.setMaximumWidth(MEASURE)

    def show_declined(self, state: RewriteState) -> None:
        title, text = verdict_on(state)
        self._say(title, text)
        lines = [
            f"{count} × {violation.sentence}" if count > 1 else violation.sentence
            for violation, count in state.reasons
        ]
        self._set(self._reasons, "\n".join(lines) if not state.unchanged else "")
        self._set(self._advice, "\n".join(advice_on(state)))
        self._look.setVisible(bool(state.held_back))

    def show_problem(self, message: str, hint: str) -> None:
        self._say(message, hint)
        self._set(self._reasons, "")
        self._set(self._advice, "")
        self._look.hide()

    def words(self) -> str:
        """Everything the page says."""
        labels = (self._title, self._text, self._reasons, self._advice)
        return "\n".join(label.text() for label in labels if label.text())

    def buttons(self) -> tuple[WordButton, WordButton]:
        return self._again, self._look

    def set_looking(self, looking: bool) -> None:
        self._look.set_words("hide them" if looking else "look anyway")

    def set_theme(self, theme: Theme) -> None:
        for word in (self._again, self._look):
            word.set_theme(theme)

    def _say(self, title: str, text: str) -> None:
        self._title.setText(title)
        self._set(self._text, text)

    @staticmethod
    def _set(label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))


class HeldView(QWidget):
    """The candidates that were held back, each with what is wrong with it."""

    review_asked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._zoom = 1.0
        self._held: tuple[CandidateState, ...] = ()
        self._source = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 18, 0, 16)
        self._column.setSpacing(16)
        self.setMaximumWidth(MEASURE)

    def show_held(self, held: Sequence[CandidateState], source: str) -> None:
        """Each as it differs from `source`."""
        if tuple(held) == self._held:
            return
        self._held, self._source = tuple(held), source
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for candidate in held:
            self._column.addWidget(self._item(candidate))
        self._column.addStretch(1)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for prose in self.findChildren(Prose):
            prose.set_theme(theme)
        for word in self.findChildren(WordButton):
            word.set_theme(theme)

    def set_zoom(self, zoom: float) -> None:
        self._zoom = zoom
        for prose in self.findChildren(Prose):
            prose.set_zoom(zoom)

    def _item(self, candidate: CandidateState) -> QWidget:
        item = QWidget()
        column = QVBoxLayout(item)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        prose = Prose(self._theme)
        prose.set_zoom(self._zoom)
        prose.setContentsMargins(PAD_X, 0, 0, 0)
        text = (candidate.text or candidate.raw).strip()
        if candidate.hunks and changed_share(self._source, candidate.text) < HEAVY:
            prose.show_runs(flowing(self._source, candidate.hunks))
        else:
            prose.show_text(text or "(nothing)", Ink.PLAIN if candidate.hunks else Ink.MUTED)
        column.addWidget(prose)
        why = _words("muted")
        why.setText(" ".join(violation.sentence for violation in candidate.held))
        column.addWidget(why)
        if candidate.hunks:
            word = WordButton("review it all the same", self._theme, inviting=True, focusable=True)
            word.clicked.connect(lambda: self.review_asked.emit(candidate.position))
            row = QWidget()
            line = WrapLayout(row)
            line.addWidget(word)
            column.addWidget(row)
        return item


def _words(role: str = "") -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setIndent(PAD_X)  # contents margins do not outlive a change of style sheet
    if role:
        label.setProperty("role", role)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
    return label
