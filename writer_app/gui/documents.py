"""Opening and leaving: what stands in the editor, where it came from, what to ask and when.

The text is in the editor and never taken out of it unless the writer said so: a failed load
changes nothing, and what is not saved is left only when that was asked. How it gets to the disk
is `saving`'s affair.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from writer_app.errors import ForTheWriter, NotReadable, NotText, NotUtf8
from writer_app.gui.background import Background
from writer_app.gui.document import Document, ref_of
from writer_app.gui.editor import Editor
from writer_app.gui.file_dialogs import FileDialogs
from writer_app.gui.notices import Action, Notice
from writer_app.gui.preferences import Preferences
from writer_app.gui.saving import DISK, Saving
from writer_app.ledger.records import DocumentRef
from writer_app.text import files
from writer_app.text.encodings import shown
from writer_app.text.files import Fingerprint, Loaded
from writer_app.text.journal import Entry
from writer_app.text.locks import DocumentLock

ODD = frozenset("\u2029\ufdd0\ufdd1")  # what Qt takes for the end of a paragraph
OPEN = "open"  # what is said of a file that did not come into the editor


class Documents(QObject):
    """One document at a time.

    `leaving`: another is about to take its place. `switched`: another document, or another
    version of it, stands in the editor.
    `saved` carries the text as written. `state_changed`: the name or the modified mark is to be
    shown anew. `discarding` carries the reference of a document whose unsaved text the writer
    gave up, `first_saved` those of a draft and of the file it became, `restored` the journal's
    `Entry` that stands in the editor now.
    """

    leaving = Signal()
    switched = Signal()
    saved = Signal(str)
    state_changed = Signal()
    discarding = Signal(object)
    first_saved = Signal(object, object)
    restored = Signal(object)

    def __init__(
        self,
        editor: Editor,
        locks: DocumentLock,
        preferences: Preferences,
        background: Background,
        tell: Callable[[Notice], None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._editor = editor
        self._locks = locks
        self._preferences = preferences
        self._background = background
        self._tell = tell
        self._window = window
        self._document = Document.draft()
        self._dialogs = FileDialogs(preferences, window)
        self._saving = Saving(
            editor, lambda: self._document, locks, self._dialogs, background, tell, self
        )
        self._saving.written.connect(self._settle)
        self._saving.changed.connect(self.state_changed)
        self._saving.theirs_wanted.connect(self._load_theirs)
        self._warned_of: set[Fingerprint | None] = set()
        editor.document().setModified(False)  # making an editor counts as a change of its text
        editor.document().modificationChanged.connect(lambda _: self.state_changed.emit())

    # What stands there

    @property
    def current(self) -> Document:
        return self._document

    @property
    def modified(self) -> bool:
        return self._editor.document().isModified()

    @property
    def saving(self) -> bool:
        return self._saving.busy

    # Putting something else there

    def new(self) -> None:
        self.leave(lambda: self._show(Document.draft(), ""))

    def start_draft(self, text: str) -> None:
        """A draft that begins with `text` and counts as untouched: the sample."""
        self.leave(lambda: self._show(Document.draft(), text))

    def open(self, path: Path, encoding: str = "utf-8") -> None:
        """Open `path`; what cannot be read is said, and what stands there stays.

        Asks first where there is something unsaved.
        """
        if self._document.path is not None and ref_of(path) == self._document.ref:
            return
        try:
            loaded = files.load(path, encoding)
        except NotUtf8 as error:
            choices = _in_its_encoding(error, lambda detected: self.open(path, detected))
            self._tell(Notice(error.message, error.hint, choices, OPEN))
        except ForTheWriter as error:
            if isinstance(error, NotReadable):
                self._preferences.forget(path)
            self._tell(Notice.of(error, topic=OPEN))
        else:
            self.leave(lambda: self._enter(loaded))

    def ask_open(self) -> None:
        self._dialogs.ask_open(self._document, self.open)

    def restore(self, entry: Entry) -> None:
        """Put text that an ended process left behind into the editor, as unsaved."""
        self.leave(lambda: self._restore(entry))

    def leave(self, then: Callable[[], bool]) -> None:
        """Do `then` once nothing unsaved would be lost by it; perhaps never.

        `then` says whether the document was left indeed.
        """
        if self._saving.busy:
            self._saving.afterwards(lambda: self.leave(then))
        elif self.modified:
            self._ask_about_unsaved(then)
        else:
            then()

    def _ask_about_unsaved(self, then: Callable[[], bool]) -> None:
        box = QMessageBox(self._window)
        box.setObjectName("unsaved")
        box.setText(f"Keep what you wrote in “{self._document.name}”?")
        box.setInformativeText("It has not been saved.")
        save = box.addButton("Save", QMessageBox.ButtonRole.AcceptRole)
        drop = box.addButton("Don’t save", QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton("Keep writing", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(save)
        box.setEscapeButton(stay)

        def answered() -> None:
            chosen = box.clickedButton()
            box.deleteLater()
            if chosen is save:
                # What was typed while the disk was busy is not saved yet: ask again.
                self._saving.save(lambda: self.leave(then))
            elif chosen is drop:
                dropped = self._document.ref
                if then():
                    self.discarding.emit(dropped)

        box.finished.connect(lambda _: answered())
        box.open()

    def _enter(self, loaded: Loaded) -> bool:
        if not self._locks.acquire(loaded.path):
            self._tell(
                Notice(
                    f"“{loaded.path.name}” is open in another window.",
                    "Two windows that save the same file would overwrite each other.",
                    (("Open to read only", lambda: self.leave(lambda: self._read(loaded))),),
                    OPEN,
                )
            )
            return False
        self._show(Document.of(loaded), loaded.text)
        self._preferences.remember(loaded.path)
        if loaded.mixed_newlines:
            self._tell(
                Notice(
                    f"“{loaded.path.name}” mixes several kinds of line ends.",
                    "When you save, all of them become the most frequent kind.",
                    topic=DISK,
                )
            )
        elif not ODD.isdisjoint(loaded.text):
            self._tell(
                Notice(
                    f"“{loaded.path.name}” holds control characters that stand for line ends here.",
                    "When you save, they become plain line ends.",
                    topic=DISK,
                )
            )
        elif loaded.read_only:
            self._tell(
                Notice(
                    f"“{loaded.path.name}” is write-protected.",
                    "You can write here, and save it under another name.",
                    topic=DISK,
                )
            )
        return True

    def _read(self, loaded: Loaded) -> bool:
        return self._show(Document.of(loaded, read_only=True), loaded.text)

    def _restore(self, entry: Entry) -> bool:
        path = Path(entry.path) if entry.path else None
        elsewhere = path is not None and not self._locks.acquire(path)
        document = Document(
            DocumentRef(entry.key, entry.path),
            entry.newline,
            entry.bom,
            entry.encoding,
            entry.fingerprint,
        )
        left = document.ref != self._document.ref
        self._show(document, entry.text)
        self._editor.set_caret(min(entry.caret, len(entry.text)))
        self._editor.document().setModified(True)
        self.restored.emit(entry)
        if elsewhere:
            self._tell(
                Notice(
                    f"“{document.name}” is open in another window.",
                    "What was recovered is here; save it under another name.",
                    topic=DISK,
                )
            )
        return left  # of the same document, the journal holds this text now, not the dropped one

    def _show(self, document: Document, text: str) -> bool:
        self.leaving.emit()
        old = self._document
        if old.path is not None and not old.read_only and old.ref != document.ref:
            self._locks.release(old.path)
        self._document = document
        self._warned_of.clear()
        self._editor.set_text(text)
        self._editor.setReadOnly(document.read_only)
        self._editor.document().setModified(False)
        self.switched.emit()
        self.state_changed.emit()
        return True

    # Keeping it

    def save(self) -> None:
        """Save where it lives; a draft asks for a place."""
        self._saving.save()

    def ask_save_as(self) -> None:
        self._saving.ask_save_as()

    def save_as(self, path: Path) -> None:
        """Save under another name; an existing file of that name goes."""
        self._saving.save_as(path)

    def _settle(self, document: Document, text: str, revision: int) -> None:
        old = self._document
        if old.ref != document.ref:
            if old.path is not None and not old.read_only:
                self._locks.release(old.path)
            self.first_saved.emit(old.ref, document.ref)
        self._document = document
        self._editor.setReadOnly(False)
        if self._editor.revision == revision:
            self._editor.document().setModified(False)
        assert document.path is not None
        self._preferences.remember(document.path)
        self.saved.emit(text)
        self.state_changed.emit()

    # When the disk has another version

    def revert(self) -> None:
        """Go back to what is on disk, as one step that undo takes back."""
        if self._document.path is None:
            self._tell(Notice("This draft has never been saved.", "There is no version to go to."))
        else:
            self._load_theirs()

    def _load_theirs(self, encoding: str = "") -> None:
        path = self._document.path
        assert path is not None
        try:
            loaded = files.load(path, encoding) if encoding else self._read_again(path)
        except NotUtf8 as error:
            choices = _in_its_encoding(error, self._load_theirs)
            self._tell(Notice(error.message, error.hint, choices, DISK))
            return
        except ForTheWriter as error:
            self._tell(Notice.of(error, topic=DISK))
            return
        had_changes = self.modified
        read_only = self._document.read_only
        self._editor.replace(0, len(self._editor.text()), loaded.text)
        self._document = Document.of(loaded, read_only=read_only)
        self._warned_of.clear()
        self._editor.document().setModified(False)
        self.switched.emit()
        self.state_changed.emit()
        if had_changes:
            hint = "Undo brings back what you had here."
            self._tell(Notice("This is the version on the disk.", hint, topic=DISK))

    def _read_again(self, path: Path) -> Loaded:
        """As it was read before, unless another program has made it UTF-8 meanwhile."""
        if self._document.encoding != "utf-8":
            with contextlib.suppress(NotUtf8, NotText):
                loaded = files.load(path)
                if not loaded.text.isascii():  # plain ASCII says nothing
                    return loaded
        return files.load(path, self._document.encoding)

    def look_at_disk(self) -> None:
        """Called when the window gets the focus: has somebody else written the file?"""
        document = self._document
        path = document.path
        if path is None or document.fingerprint is None or self._saving.busy:
            return

        def compare(found: Fingerprint | None) -> None:
            if (
                self._document != document
                or self._saving.busy
                or found == document.fingerprint
                or found in self._warned_of
            ):
                return
            self._warned_of.add(found)
            if found is None:
                self._editor.document().setModified(True)
                self._tell(
                    Notice(
                        f"“{document.name}” is no longer on the disk.",
                        "Your text is here; saving puts it back.",
                        (("Save as…", self.ask_save_as),),
                        DISK,
                    )
                )
                return
            self._tell(
                Notice(
                    f"“{document.name}” was changed by another program.",
                    "Loading its version can be undone.",
                    (("Load theirs", self._load_theirs), ("Keep mine", lambda: None)),
                    DISK,
                )
            )

        self._background.run(lambda: files.fingerprint(path), compare, lambda _: None)

    def close(self) -> None:
        """The window goes: let others have the document."""
        self._locks.release_all()


def _in_its_encoding(error: NotUtf8, go: Callable[[str], None]) -> tuple[Action, ...]:
    """The offer to read a file as what it most likely is."""
    detected = error.detected
    return ((f"Open as {shown(detected)}", lambda: go(detected)),) if detected else ()
