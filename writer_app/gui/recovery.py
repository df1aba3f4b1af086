"""The journal's clock: unsaved text is on disk 2 s after the last key, at most every 30 s.

Never-saved drafts too. What an ended process left behind is offered at the next start.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from writer_app.errors import ForTheWriter
from writer_app.gui.background import Background
from writer_app.gui.documents import Documents
from writer_app.gui.editor import Editor
from writer_app.gui.notices import Notice
from writer_app.ledger.records import DocumentRef
from writer_app.text.journal import Entry, Journal

AFTER_LAST_KEY = 2_000  # ms
AT_MOST = 30_000  # ms


class Recovery(QObject):
    """Writes and clears the journal's entry of the document in the editor.

    `settled`: an entry was written, or could not be.
    """

    settled = Signal()

    def __init__(
        self,
        editor: Editor,
        documents: Documents,
        journal: Journal,
        background: Background,
        tell: Callable[[Notice], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._documents = documents
        self._journal = journal
        self._background = background
        self._tell = tell
        self._told = False
        self.quiet = self._timer(AFTER_LAST_KEY)
        self.steady = self._timer(AT_MOST)
        editor.edited.connect(self._edited)
        documents.saved.connect(lambda _: self._after_save())
        documents.first_saved.connect(lambda draft, _: self._remove(draft))
        documents.discarding.connect(self._remove)
        documents.restored.connect(self._restored)
        documents.switched.connect(self._stop)

    def _timer(self, interval: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(self.write_now)
        return timer

    def _edited(self) -> None:
        self.quiet.start()
        if not self.steady.isActive():
            self.steady.start()

    def _stop(self) -> None:
        self.quiet.stop()
        self.steady.stop()

    def _after_save(self) -> None:
        if self._documents.modified:
            self._edited()  # typed while the disk was busy
        else:
            self._stop()
            self._remove(self._documents.current.ref)

    def write_now(self) -> None:
        """Put the unsaved text on disk; nothing to do where all is saved."""
        self._stop()
        document = self._documents.current
        if not self._documents.modified:
            self._remove(document.ref)
            return
        entry = Entry(
            key=document.ref.id,
            path=document.ref.path,
            text=self._editor.text(),
            caret=self._editor.caret(),
            fingerprint=document.fingerprint,
            written_at=time.time(),
            newline=document.newline,
            bom=document.bom,
            encoding=document.encoding,
            origins=self._editor.origins.points().packed(),
        )
        self._background.run(lambda: self._journal.write(entry), self._written, self._failed)

    def _written(self, _: None) -> None:
        self._told = False
        self.settled.emit()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, ForTheWriter):
            message, hint = error.message, error.hint
        elif isinstance(error, OSError):
            message = f"The copy of your unsaved text could not be written: {error.strerror}."
            hint = "Save the document, perhaps in another place."
        else:
            raise error
        if not self._told:
            self._told = True
            self._tell(Notice(message, hint))
        self.steady.start()
        self.settled.emit()

    def _remove(self, ref: DocumentRef) -> None:
        self._background.run(lambda: self._journal.remove(ref.id), lambda _: None, lambda _: None)

    def orphans(self) -> list[Entry]:
        """What ended processes left, the latest first."""
        return self._journal.orphans()

    def _restored(self, entry: Entry) -> None:
        """It is ours from now on: another start would not find it."""
        self._background.run(lambda: self._journal.adopt(entry), self._written, self._failed)
        self._edited()

    def discard(self, entry: Entry) -> None:
        """The writer does not want it."""
        self._journal.discard(entry)
