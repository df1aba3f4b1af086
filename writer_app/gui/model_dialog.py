"""The writer's models: what each one is, whether it fits, which one writes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from writer_app.errors import ModelError, ModelTooLarge
from writer_app.gui.fonts import serif
from writer_app.gui.theme import restyle
from writer_app.models.header import Header
from writer_app.services.models import STARTER, ModelShelf, ShelfEntry

ENTRY = Qt.ItemDataRole.UserRole
FILTER = "Models (*.gguf);;All files (*)"


class ModelDialog(QDialog):
    """`use_requested` carries a `ShelfEntry`; loading it is the owner's business.

    Adding and taking off the shelf is done here; the files themselves are never touched.
    `shelf_changed` follows either.
    """

    use_requested = Signal(object)
    shelf_changed = Signal()

    def __init__(self, shelf: ModelShelf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Models")
        self._shelf = shelf
        self._facts: dict[str, str] = {}
        self.list = QListWidget()
        self.list.setAccessibleName("Models")
        self.list.setFixedWidth(230)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(lambda *_: self._show_current())
        self.list.itemDoubleClicked.connect(lambda _: self._use())
        self._title = QLabel()
        self._title.setFont(serif(15))
        self._title.setWordWrap(True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self._fit = _text()
        self._path = _text("muted")
        self._problem = _text("warn")
        self.add_button = QPushButton("Add…")
        self.remove_button = QPushButton("Remove")
        self.remove_button.setProperty("role", "quiet")
        self.remove_button.setToolTip("Take it off this list; the file stays where it is")
        self.use_button = QPushButton("Use")
        self.use_button.setProperty("role", "primary")
        self.close_button = QPushButton("Close")
        for button in (self.add_button, self.remove_button, self.close_button):
            button.setAutoDefault(False)
        self.use_button.setDefault(True)
        self.add_button.clicked.connect(self._choose_file)
        self.remove_button.clicked.connect(self._remove)
        self.use_button.clicked.connect(self._use)
        self.close_button.clicked.connect(self.reject)
        self._lay_out()
        self.refresh()

    def refresh(self, select: Path | None = None) -> None:
        """Read the shelf anew and stay at `select`, or at the model in use."""
        current = self._current_path()
        wanted = select or self._selected_path() or current
        self.list.blockSignals(True)
        self.list.clear()
        for entry in self._shelf.list():
            used = entry.path == current
            note = "in use" if used else "file is gone" if entry.missing else ""
            name = display_name(entry)
            item = QListWidgetItem(f"{name}\n{note}" if note else name)
            item.setData(ENTRY, entry)
            item.setToolTip(str(entry.path))
            item.setSizeHint(QSize(0, 54 if note else 34))
            self.list.addItem(item)
            if entry.path == wanted:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None and self.list.count():
            self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self._show_current()

    def selected(self) -> ShelfEntry | None:
        item = self.list.currentItem()
        entry = item.data(ENTRY) if item is not None else None
        return entry if isinstance(entry, ShelfEntry) else None

    def add(self, path: Path) -> bool:
        """Put a file on the shelf; says in the dialog why not."""
        try:
            entry = self._shelf.add(path)
        except ModelError as error:
            self._say(self._problem, f"{path.name}: {error}")
            return False
        self.refresh(entry.path)
        self.shelf_changed.emit()
        return True

    def facts(self) -> dict[str, str]:
        """What is shown of the selected model, by its label."""
        return dict(self._facts)

    def words(self) -> str:
        labels = (self._title, self._fit, self._problem)
        return "\n".join(label.text() for label in labels if label.text())

    # Inside

    def _show_current(self) -> None:
        entry = self.selected()
        self._say(self._problem, "")
        self.remove_button.setEnabled(entry is not None and entry.kind == "added")
        if entry is None:
            self._title.setText("No model yet")
            self._fill(())
            self._say(self._fit, "Add a GGUF file that lies on this machine.")
            self._say(self._path, "")
            self.use_button.setEnabled(False)
            return
        self._title.setText(display_name(entry))
        self._say(self._path, str(entry.path))
        in_use = entry.path == self._current_path()
        self.use_button.setText("In use" if in_use else "Use")
        try:
            header = self._shelf.check(entry.path, insist=True)
        except ModelError as error:
            self._fill(())
            self._say(self._fit, "")
            self._say(self._problem, str(error))
            self.use_button.setEnabled(False)
            return
        self._fill(header.facts())
        self._show_fit(header, in_use)

    def _show_fit(self, header: Header, in_use: bool) -> None:
        fitting = self._shelf.fit(header)
        role = {"ok": "muted", "tight": "warn", "too_large": "error"}[fitting.verdict]
        if self._fit.property("role") != role:
            self._fit.setProperty("role", role)
            restyle(self._fit)
        self._say(self._fit, fitting.sentence)
        self.use_button.setEnabled(not in_use and fitting.verdict != "too_large")
        if fitting.verdict == "too_large":
            try:
                self._shelf.check(header.path)
            except ModelTooLarge as error:
                self._say(self._fit, str(error))

    def _fill(self, facts: tuple[tuple[str, str], ...]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._facts = dict(facts)
        for row, (label, value) in enumerate(facts):
            name = QLabel(label)
            name.setProperty("role", "muted")
            self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            text = _text()
            text.setText(value)
            self._grid.addWidget(text, row, 1)

    def _use(self) -> None:
        entry = self.selected()
        if entry is not None and self.use_button.isEnabled():
            self.use_requested.emit(entry)
            self.accept()

    def _remove(self) -> None:
        entry = self.selected()
        if entry is None or entry.kind != "added":
            return
        try:
            self._shelf.forget(entry)
        except ModelError as error:
            self._say(self._problem, str(error))
            return
        self.refresh()
        self.shelf_changed.emit()

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Add a model", "", FILTER)
        if name:
            self.add(Path(name))

    def _current_path(self) -> Path | None:
        try:
            return self._shelf.current().path
        except ModelError:
            return None

    def _selected_path(self) -> Path | None:
        entry = self.selected()
        return entry.path if entry is not None else None

    @staticmethod
    def _say(label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))

    def _lay_out(self) -> None:
        facts = QVBoxLayout()
        facts.setSpacing(10)
        facts.addWidget(self._title)
        facts.addLayout(self._grid)
        facts.addWidget(self._fit)
        facts.addWidget(self._problem)
        facts.addStretch(1)
        facts.addWidget(self._path)
        sides = QHBoxLayout()
        sides.setSpacing(24)
        sides.addWidget(self.list)
        sides.addLayout(facts, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addWidget(self.remove_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.use_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(16)
        column.addLayout(sides, 1)
        column.addLayout(foot)
        self.resize(720, 440)


def display_name(entry: ShelfEntry) -> str:
    """The starter by what it is, the others by their file's name."""
    return "The starter" if entry.name == STARTER else entry.name


def _text(role: str = "") -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    if role:
        label.setProperty("role", role)
    return label
