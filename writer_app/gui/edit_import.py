"""Bringing in edits that were made elsewhere: files are chosen, read beside the writing, told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QProgressDialog, QPushButton, QWidget

from writer_app.errors import ForTheWriter
from writer_app.gui.background import Background
from writer_app.gui.notices import Notice
from writer_app.ledger.store import Ledger
from writer_app.services.imports.importing import SUFFIXES, Imported, bring_in_all

FILTER = f"Edits ({' '.join(f'*{suffix}' for suffix in SUFFIXES)});;All files (*)"
QUICK = 500  # ms: what is done by then shows no progress
WIDTH = 360  # pixels: most names of files fit, so that it need not grow
STEPS = 100  # of the bar: a table may have a hundred thousand rows
TOPIC = "import"


class Stopped(Exception):  # the writer's own wish, no error
    """The writer stopped it."""


class EditImport(QObject):
    """One import at a time. `ended` when there is nothing more to come of it."""

    ended = Signal()
    _heard = Signal(str, int, int)

    def __init__(self, ledger: Path, tell: Callable[[Notice], None], window: QWidget) -> None:
        super().__init__(window)
        self._ledger = ledger
        self._tell = tell
        self._window = window
        self._background = Background(self)
        self._stopped: Event | None = None
        self._progress: QProgressDialog | None = None
        self._heard.connect(self._say)

    def ask(self) -> None:
        """Let the writer choose the files."""
        dialog = QFileDialog(self._window, "Import edits made elsewhere", "", FILTER)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.begin([Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def begin(self, paths: Sequence[Path]) -> None:
        """Import these, one after the other; what goes wrong with one is told, the next goes on."""
        if self._stopped is not None:
            return
        self._stopped = stopped = Event()
        self._progress = self._bar()

        def heard(path: Path, done: int, total: int) -> None:
            if stopped.is_set():
                raise Stopped
            if done % max(1, total // STEPS) == 0:
                self._heard.emit(path.name, done, total)

        def work() -> tuple[list[Imported], list[ForTheWriter]]:
            with Ledger.open(self._ledger) as ledger:
                return bring_in_all(ledger, paths, heard=heard)

        self._background.run(work, lambda found: self._done(*found), self._failed)

    def stop(self) -> None:
        """What has come in stays."""
        if self._stopped is not None:
            self._stopped.set()

    def close(self) -> None:
        """The window goes."""
        self.stop()
        self._background.close()

    def _bar(self) -> QProgressDialog:
        bar = QProgressDialog("Reading…", "", 0, 1, self._window)
        stop = QPushButton("Stop")
        stop.setAutoDefault(False)
        bar.setCancelButton(stop)
        bar.setObjectName("import")
        bar.setWindowTitle("Import")
        bar.setWindowModality(Qt.WindowModality.NonModal)
        bar.setMinimumWidth(WIDTH)
        bar.setMinimumDuration(QUICK)
        bar.canceled.connect(self.stop)
        return bar

    def _say(self, name: str, done: int, total: int) -> None:
        if self._progress is not None and not self._progress.wasCanceled():
            self._progress.setLabelText(f"Reading “{name}”…")
            # Never the last step: the bar would take it for the end, and there may be more files.
            self._progress.setMaximum(total + 1)
            self._progress.setValue(done)

    def _done(self, done: Sequence[Imported], problems: Sequence[ForTheWriter]) -> None:
        self._end()
        for imported in done:
            first, *rest = imported.sentences()
            self._tell(Notice(f"Imported: {first}", " ".join(rest)))
        for problem in problems:
            self._tell(Notice.of(problem))
        self.ended.emit()

    def _failed(self, error: Exception) -> None:
        self._end()
        if isinstance(error, Stopped):
            self._tell(
                Notice(
                    "The import was stopped; what had come in stays.",
                    "Import the file again to have the rest.",
                    topic=TOPIC,
                )
            )
        elif isinstance(error, ForTheWriter):
            self._tell(Notice.of(error, topic=TOPIC))
        else:
            raise error
        self.ended.emit()

    def _end(self) -> None:
        self._stopped = None
        if self._progress is not None:
            self._progress.blockSignals(True)  # closing it would count as stopping
            self._progress.close()
            self._progress.deleteLater()
            self._progress = None
