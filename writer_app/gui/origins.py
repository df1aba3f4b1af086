"""Who wrote what in the document of the window: kept with it, and shown when the writer asks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from writer_app.errors import SettingsError
from writer_app.gui.background import Background
from writer_app.gui.documents import Documents
from writer_app.gui.editor import Editor
from writer_app.gui.notices import Notice
from writer_app.gui.origin_tracker import in_points
from writer_app.gui.status import Status
from writer_app.ledger.records import DocumentRef
from writer_app.services.kept_origins import KeptOrigins
from writer_app.text.journal import Entry
from writer_app.text.provenance import Origin, Provenance

TOPIC = "origins"


class Origins(QObject):
    """The editor's tracker knows; here it is written at each save and read when a document comes.

    Of a document that is not to be recorded nothing is kept, though it would hold no word of it:
    how much of a text a model wrote, and a hash that tells whether a text is this one, are a
    record too, and the writer asked for none. `private` says which are, None where that takes too
    long. `settled`: what belongs to the latest save is on the disk, or could not be kept.
    """

    settled = Signal()

    def __init__(
        self,
        editor: Editor,
        documents: Documents,
        kept: KeptOrigins,
        private: Callable[[DocumentRef], bool | None],
        background: Background,
        status: Status,
        action: QAction,
        tell: Callable[[Notice], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._documents = documents
        self._kept = kept
        self._private = private
        self._background = background
        self._status = status
        self._action = action
        self._tell = tell
        self._saving = False
        self._being_saved = Provenance()  # of the text that is on its way to the disk
        documents.switched.connect(self._look)
        documents.restored.connect(self._restored)
        documents.state_changed.connect(self._note_saving)
        documents.saved.connect(self._saved)
        action.toggled.connect(self._show)
        editor.edited.connect(self._say)
        editor.origins.assumed.connect(self._say)

    def keep_or_not(self, private: bool) -> None:
        """Whether the document is to be recorded has changed. What is not kept now is at a save."""
        if private:
            document = self._documents.current.ref
            self._background.run(
                lambda: self._kept.forget(document.id), lambda _: None, self._failed
            )

    def _look(self) -> None:
        document = self._documents.current
        found = self._kept.of(document.ref.id, self._editor.text()) if document.path else None
        if found is not None:
            self._editor.origins.assume(found)
        self._say()

    def _restored(self, entry: Entry) -> None:
        """What an ended process left knows who wrote it."""
        try:
            self._editor.origins.assume(Provenance.unpacked(entry.origins))
        except ValueError:
            return  # damaged, though the text is whole: then it is the writer's

    def _note_saving(self) -> None:
        """A save takes the text as it stands when it begins; who wrote it is noted with it."""
        if self._documents.saving and not self._saving:
            self._being_saved = self._editor.origins.now
        self._saving = self._documents.saving

    def _saved(self, text: str) -> None:
        units, document = self._being_saved, self._documents.current.ref

        def work() -> None:
            private = self._private(document)
            if private:
                self._kept.forget(document.id)
            elif private is not None:
                self._kept.keep(document.id, text, in_points(units, text))

        def failed(error: Exception) -> None:
            self._failed(error)
            self.settled.emit()

        self._background.run(work, lambda _: self.settled.emit(), failed)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, SettingsError):
            raise error
        self._tell(Notice.of(error, topic=TOPIC))

    def _show(self, shown: bool) -> None:
        self._editor.show_origins(shown)
        self._say()

    def _say(self) -> None:
        shown = self._action.isChecked()
        self._status.set_origins(told(self._editor.origins.now) if shown else "")


def told(origins: Provenance) -> str:
    """The model's share of the characters, for the status line."""
    share = origins.share(Origin.MODEL)
    if not share:
        return "Nothing by the model"
    return f"{share:.0%} by the model" if share >= 0.01 else "Under 1% by the model"
