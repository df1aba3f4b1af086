"""The two dialogs that ask for a file: one to open, one to save under."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from writer_app.gui.document import Document
from writer_app.gui.preferences import Preferences

FILTER = "Markdown and text (*.md *.markdown *.txt *.text);;All files (*)"


class FileDialogs:
    """Each begins in the folder of the document at hand, and calls back if a file was chosen."""

    def __init__(self, preferences: Preferences, window: QWidget) -> None:
        self._preferences = preferences
        self._window = window

    def ask_open(self, beside: Document, chosen: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self._window, "Open", self._folder(beside), FILTER)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        _ask(dialog, chosen)

    def ask_save(self, document: Document, chosen: Callable[[Path], None]) -> None:
        """Asks, too, whether a file of the chosen name may be overwritten."""
        dialog = QFileDialog(self._window, "Save as", self._folder(document), FILTER)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("md")
        dialog.selectFile(document.name if document.path else "draft.md")
        _ask(dialog, chosen)

    def _folder(self, document: Document) -> str:
        if document.path is not None:
            return str(document.path.parent)
        for name in self._preferences.now.recent:
            if Path(name).parent.is_dir():
                return str(Path(name).parent)
        return str(Path.home())


def _ask(dialog: QFileDialog, chosen: Callable[[Path], None]) -> None:
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
