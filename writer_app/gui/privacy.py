"""Whether decisions about this document are kept: asked for, shown, carried along to its file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from writer_app.gui.background import Background
from writer_app.gui.documents import Documents
from writer_app.gui.status import Status
from writer_app.ledger.records import DocumentRef
from writer_app.services.kept_states import forget_states
from writer_app.services.recorder import Recorder


class Privacy(QObject):
    """Keeps the mark in the ledger, the action and the status line of one mind."""

    def __init__(
        self,
        recorder: Recorder,
        states: Path,
        documents: Documents,
        background: Background,
        status: Status,
        action: QAction,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._recorder = recorder
        self._states = states
        self._marked = False  # some document, in this session: no state may outlive it
        self._documents = documents
        self._background = background
        self._status = status
        self._action = action
        self._known = True  # a fresh draft is marked nowhere
        action.toggled.connect(self._set)
        documents.switched.connect(self._look)
        documents.first_saved.connect(self._carry)

    @property
    def private(self) -> bool:
        return self._action.isChecked()

    @property
    def may_keep(self) -> bool:
        """Whether this document's text may be put on the disk; not before that is known."""
        return self._known and not self.private

    def _set(self, private: bool) -> None:
        self._known = True
        self._status.set_private(private)
        self._recorder.set_do_not_log(self._documents.current.ref, private)
        if private:
            # Which of them are this document's, only the model could tell.
            self._marked = True
            self._background.run(
                lambda: forget_states(self._states), lambda _: None, lambda _: None
            )

    def forget_states(self) -> None:
        """The writer wants something forgotten: what the model keeps meanwhile goes at the end."""
        self._marked = True

    def close(self) -> None:
        """The model is gone: what it may have kept before it heard goes too."""
        if self._marked:
            forget_states(self._states)

    def _look(self) -> None:
        self._show(False)
        self._find(self._documents.current.ref)

    def _find(self, ref: DocumentRef) -> None:
        self._known = False

        def found(private: bool | None) -> None:
            if private is not None and self._documents.current.ref == ref and not self._known:
                self._known = True
                self._show(private)

        # A busy ledger may take its time to say; the recorder itself asks before it writes.
        self._background.run(lambda: self._recorder.do_not_log(ref), found, lambda _: None)

    def _show(self, private: bool) -> None:
        self._action.blockSignals(True)
        self._action.setChecked(private)
        self._action.blockSignals(False)
        self._status.set_private(private)

    def _carry(self, draft: DocumentRef, file: DocumentRef) -> None:
        if self._action.isChecked():
            self._recorder.set_do_not_log(file, True)
        else:
            self._find(file)  # it may lie where a marked one lay
