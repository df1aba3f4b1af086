"""What to export: for which trainer, with which words replaced; and what would leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from writer_app.gui.plain_dialog import PlainDialog
from writer_app.ledger.formats import Format
from writer_app.ledger.preview import Preview
from writer_app.ledger.redaction import Redacted

PAUSE = 300  # ms after the last change, before the whole ledger is read
SHOWN = 300  # characters of each column of a sample, the last of them
LOOKING = "Looking…"

FOR: Mapping[Format, str] = {
    Format.DPO: "DPO: pairs, what you preferred and what you did not",
    Format.ORPO: "ORPO: the same pairs, for training in a single step",
    Format.KTO: "KTO: single versions, each marked good or bad",
    Format.SFT: "SFT: only what you kept, or wrote yourself",
    Format.REWARD: "Reward: pairs, for training a model that judges",
    Format.FTPO: "FTPO: banned phrases, and what was written instead",
}
REPLACED: Mapping[Redacted, str] = {
    Redacted.NAMES: "Names",
    Redacted.MAILS: "Mail addresses",
    Redacted.NUMBERS: "Long numbers",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One format, and the kinds of words for which placeholders leave."""

    format: Format
    redacted: frozenset[Redacted] = frozenset()


class ExportDialog(PlainDialog):
    """`asked` carries a Choice whenever what would leave is to be shown, `confirmed` the one to
    export."""

    asked = Signal(object)
    confirmed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export")
        self.formats = QComboBox()
        self.formats.setAccessibleName("What to train")
        for kind, words in FOR.items():
            self.formats.addItem(words, kind)
        self.kinds = {kind: QCheckBox(words) for kind, words in REPLACED.items()}
        self.found = QLabel(LOOKING)
        self.found.setObjectName("found")
        self.found.setWordWrap(True)
        self.sample = QPlainTextEdit()
        self.sample.setAccessibleName("Examples of what would be exported")
        self.sample.setReadOnly(True)
        self.sample.setTabChangesFocus(True)
        self.choose = QPushButton("Export to a folder…")
        self.choose.setProperty("role", "primary")
        self.choose.setEnabled(False)
        self.leave = QPushButton("Cancel")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(lambda: self.asked.emit(self.choice()))
        replaced = QHBoxLayout()
        replaced.addWidget(QLabel("Replace with placeholders:"))
        for box in self.kinds.values():
            replaced.addWidget(box)
        replaced.addStretch(1)
        self.lay_out(
            "Export your decisions for training",
            "They are written to a folder you choose, in a form that training programs read. "
            "They contain passages of your text. Nothing is sent anywhere.",
            (self.formats, replaced, self.found, self.sample),
            (self.leave, self.choose),
            grows=self.sample,
        )
        self.resize(600, 440)
        self.formats.currentIndexChanged.connect(lambda _: self._changed())
        for box in self.kinds.values():
            box.toggled.connect(lambda _: self._changed())
        self.choose.clicked.connect(lambda: self.confirmed.emit(self.choice()))
        self.leave.clicked.connect(self.reject)

    def begin(self) -> None:
        """Open it, and ask what would leave."""
        self.open()
        self.formats.setFocus()
        self.asked.emit(self.choice())

    def choice(self) -> Choice:
        chosen = (kind for kind, box in self.kinds.items() if box.isChecked())
        return Choice(Format(self.formats.currentData()), frozenset(chosen))

    def show_preview(self, choice: Choice, looked: Preview) -> None:
        """What would leave, unless something else was chosen meanwhile."""
        if choice == self.choice():
            self.found.setText(" ".join(told(looked)))
            self.sample.setPlainText("\n\n".join(map(_sample, looked.samples)))
            self.sample.setVisible(bool(looked.samples))
            self.choose.setEnabled(any(looked.rows.values()))

    def show_problem(self, words: str) -> None:
        self.found.setText(words)
        self.sample.clear()
        self.sample.hide()

    def _changed(self) -> None:
        self.found.setText(LOOKING)
        self.choose.setEnabled(False)
        self._pause.start()


def told(looked: Preview) -> list[str]:
    """What a preview says, in sentences."""
    rows, documents = sum(looked.rows.values()), len(looked.documents)
    if not rows and looked.format == Format.FTPO:
        return ["There is nothing to export yet: the model has not run into a banned phrase."]
    if not rows:
        return ["There is nothing to export yet. Accept, edit or reject a few suggestions first."]
    said = [f"{_count(rows, 'example')} from {_count(documents, 'document')} would be exported."]
    if looked.removed or looked.near:
        said.append(f"{_count(looked.removed + looked.near, 'repeat')} would be left out.")
    if looked.redacted:
        replaced = sum(looked.redacted.values())
        said.append(f"{_count(replaced, 'word or number', 'words or numbers')} would be replaced.")
    return said


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _sample(row: Mapping[str, object]) -> str:
    lines = []
    for column, value in row.items():
        text = str(value)
        if len(text) > SHOWN:
            text = f"… {text[-SHOWN:].partition(' ')[2]}"
        lines.append(f"{column}: {text}")
    return "\n".join(lines)
