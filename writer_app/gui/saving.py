"""Saving: to where the document lives or elsewhere, and what can be done when it fails.

The disk is written in the background, so the writer may type on meanwhile. A failed save keeps
the text and says what can be done about it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from writer_app.errors import FileChangedOnDisk, FolderGone, ForTheWriter, NotWritable
from writer_app.gui.background import Background
from writer_app.gui.document import Document, ref_of
from writer_app.gui.editor import Editor
from writer_app.gui.file_dialogs import FileDialogs
from writer_app.gui.notices import Notice
from writer_app.text import files
from writer_app.text.files import Fingerprint
from writer_app.text.locks import DocumentLock

DISK = "disk"  # what is said of the file; only the latest of it holds
Then = Callable[[], object]


class Saving(QObject):
    """One save at a time, of what stands in the editor.

    `written` carries the `Document` as it is on the disk now, its text, and the revision of the
    editor that text was. `changed`: a save began or came to nothing. `theirs_wanted`: the writer
    prefers the version on the disk.
    """

    written = Signal(object, object, int)
    changed = Signal()
    theirs_wanted = Signal()

    def __init__(
        self,
        editor: Editor,
        current: Callable[[], Document],
        locks: DocumentLock,
        dialogs: FileDialogs,
        background: Background,
        tell: Callable[[Notice], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._current = current
        self._locks = locks
        self._dialogs = dialogs
        self._background = background
        self._tell = tell
        self._busy = False
        self._queued: Then | None = None

    @property
    def busy(self) -> bool:
        return self._busy

    def afterwards(self, then: Then) -> None:
        """Do it when the save that runs is done; forget it if that fails. The latest counts."""
        self._queued = then

    def save(self, then: Then | None = None) -> None:
        """Save where it lives; a draft asks for a place. `then` runs once it is on the disk."""
        if self._busy:
            # Asked again then: what is saved now is another version, perhaps in another place.
            self.afterwards(lambda: self.save(then))
            return
        document = self._current()
        if document.path is None or document.read_only:
            self.ask_save_as(then)
        else:
            self._write(document, then, overwrite=False)

    def ask_save_as(self, then: Then | None = None) -> None:
        self._dialogs.ask_save(self._current(), lambda path: self.save_as(path, then))

    def save_as(self, path: Path, then: Then | None = None) -> None:
        """Save under another name; the dialog has asked whether an existing file may go."""
        ref = ref_of(path)
        current = self._current()
        if ref == current.ref and not current.read_only:
            document = current
        else:
            document = replace(current, ref=ref, fingerprint=None, read_only=False)
        self._write(document, then, overwrite=True)

    def _write(self, document: Document, then: Then | None, *, overwrite: bool) -> None:
        path = document.path
        assert path is not None
        if self._busy:
            self.afterwards(lambda: self._write(document, then, overwrite=overwrite))
            return
        # Held already, as a rule; not so after a failure elsewhere, or for what was recovered.
        if not self._locks.acquire(path):
            self._tell(
                Notice(
                    f"“{path.name}” is open in another window.",
                    "Choose another name to save it.",
                    (("Save as…", lambda: self.ask_save_as(then)),),
                    DISK,
                )
            )
            return
        self._busy = True
        self.changed.emit()
        text = self._editor.text()
        revision = self._editor.revision
        expected = None if overwrite else document.fingerprint

        def work() -> Fingerprint:
            return files.save(
                path,
                text,
                newline=document.newline,
                bom=document.bom,
                encoding=document.encoding,
                expected=expected,
                overwrite=overwrite,
            )

        def done(fingerprint: Fingerprint) -> None:
            self._busy = False
            self.written.emit(replace(document, fingerprint=fingerprint), text, revision)
            queued, self._queued = self._queued, None
            if then is not None:
                then()
            if queued is not None:
                queued()

        def failed(error: Exception) -> None:
            self._busy = False
            self._queued = None
            if document.ref != self._current().ref:
                self._locks.release(path)
            self.changed.emit()
            if not isinstance(error, ForTheWriter):
                raise error
            self._tell(self._choices(error, document, then))

        self._background.run(work, done, failed)

    def _choices(self, error: ForTheWriter, document: Document, then: Then | None) -> Notice:
        def again() -> None:
            self._write(document, then, overwrite=False)

        def save_as() -> None:
            self.ask_save_as(then)

        def keep_mine() -> None:
            self._write(document, then, overwrite=True)

        if isinstance(error, FileChangedOnDisk):
            path = document.path
            on_disk = path is not None and path.exists()
            theirs = (("Load theirs", self.theirs_wanted.emit),) if on_disk else ()
            return Notice(
                error.message,
                error.hint,
                (("Keep mine", keep_mine), *theirs, ("Save a copy…", save_as)),
                DISK,
            )
        if isinstance(error, NotWritable) and document.encoding != "utf-8":

            def as_utf8() -> None:
                self._write(replace(document, encoding="utf-8"), then, overwrite=False)

            return Notice(
                error.message, error.hint, (("Save as UTF-8", as_utf8), ("Save as…", save_as)), DISK
            )
        if isinstance(error, NotWritable | FolderGone):
            return Notice.of(error, ("Save as…", save_as), ("Try again", again), topic=DISK)
        return Notice.of(error, ("Try again", again), ("Save as…", save_as), topic=DISK)
