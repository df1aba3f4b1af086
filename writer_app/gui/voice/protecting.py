"""The words of this document that no rewrite may touch: marked in the text, kept with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from writer_app.errors import SettingsError
from writer_app.gui.background import Background
from writer_app.gui.documents import Documents
from writer_app.gui.editor import Editor
from writer_app.gui.notices import Notice
from writer_app.ledger.records import DocumentRef
from writer_app.services.protected import ProtectedWords, phrase_of
from writer_app.text.segments import words

TOPIC = "protected"
NEAR = 64  # characters to either side in which the word at the caret is looked for


class Protecting(QObject):
    """`changed`: another list, or another document's. Of a document that is not to be recorded
    nothing is put on the disk: `private` says which are, None where that takes too long."""

    changed = Signal()

    def __init__(
        self,
        editor: Editor,
        documents: Documents,
        kept: ProtectedWords,
        private: Callable[[DocumentRef], bool | None],
        background: Background,
        tell: Callable[[Notice], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._documents = documents
        self._kept = kept
        self._private = private
        self._background = background
        self._tell = tell
        self._phrases: tuple[str, ...] = ()
        documents.switched.connect(self.look)
        documents.first_saved.connect(self._carry)
        documents.discarding.connect(self._drop)

    @property
    def phrases(self) -> tuple[str, ...]:
        return self._phrases

    def mark(self) -> None:
        """Protect the selection, or the word at the caret; what is protected already, no longer."""
        phrase = phrase_of(self._at_hand())
        if not phrase:
            self._tell(
                Notice(
                    "There is nothing to protect here.",
                    "Select a few words, or put the caret in one.",
                    topic=TOPIC,
                )
            )
        elif phrase in self._phrases:
            self.release(phrase)
            self._tell(Notice(f"Rewrites may change “{phrase}” again.", topic=TOPIC))
        else:
            self.protect(phrase)
            undo = (("Take it back", lambda: self.release(phrase)),)
            self._tell(Notice(f"No rewrite will touch “{phrase}” here.", "", undo, TOPIC))

    def protect(self, phrase: str) -> None:
        phrase = phrase_of(phrase)
        if phrase and phrase not in self._phrases:
            self._set((*self._phrases, phrase))

    def release(self, phrase: str) -> None:
        self._set(tuple(other for other in self._phrases if other != phrase))

    def keep_or_not(self) -> None:
        """Whether the document is to be recorded has changed: what lies on the disk follows."""
        self._write(self._documents.current.ref, self._phrases)

    def _at_hand(self) -> str:
        start, end = self._editor.selection()
        if start != end:
            return self._whole(start, end)
        before, after, _ = self._editor.snapshot_window(NEAR)
        text, at = before + after, len(before)
        return next((w.of(text) for w in words(text) if w.start <= at <= w.end), "")

    def _whole(self, start: int, end: int) -> str:
        """A selection with the words that it begins and ends in: no half of one is ever found."""
        first = max(0, start - NEAR)
        text = self._editor.slice(first, end + NEAR)
        start, end = start - first, end - first
        for word in words(text):
            if word.start < start < word.end:
                start = word.start
            if word.start < end < word.end:
                end = word.end
        return text[start:end]

    def _set(self, phrases: tuple[str, ...]) -> None:
        self._phrases = phrases
        self._write(self._documents.current.ref, phrases)
        self.changed.emit()

    def _write(self, document: DocumentRef, phrases: tuple[str, ...]) -> None:
        def work() -> None:
            private = self._private(document)
            if private is not None:
                self._kept.keep(document.id, () if private else phrases)

        self._background.run(work, lambda _: None, self._failed)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, SettingsError):
            raise error
        self._tell(Notice.of(error, topic=TOPIC))

    def look(self) -> None:
        """Read anew what is kept of this document."""
        document = self._documents.current.ref
        self._phrases = ()
        self.changed.emit()

        def found(phrases: tuple[str, ...]) -> None:
            if phrases and document == self._documents.current.ref:
                # Something may have been marked meanwhile.
                self._phrases = tuple(dict.fromkeys((*phrases, *self._phrases)))
                self.changed.emit()

        self._background.run(lambda: self._kept.of(document.id), found, self._failed)

    def _carry(self, draft: DocumentRef, file: DocumentRef) -> None:
        self._write(file, self._phrases)
        self._drop(draft)

    def _drop(self, document: DocumentRef) -> None:
        """A draft that is no more; a file's list stays with the file."""
        if not document.path:
            self._write(document, ())
