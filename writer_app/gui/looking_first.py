"""What a writer does with the record: a dialog says what would come of it before it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from writer_app.errors import ForTheWriter
from writer_app.gui.background import Background
from writer_app.gui.notices import Notice
from writer_app.services.recorder import Recorder

Shown = TypeVar("Shown", bound=QDialog)
T = TypeVar("T")


class LookingFirst(QObject, Generic[Shown]):
    """One dialog at a time; the record is complete before it is looked at. `topic`: of notices."""

    topic: str

    def __init__(
        self,
        recorder: Recorder,
        background: Background,
        tell: Callable[[Notice], None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self.tell = tell
        self.window = window
        self._recorder = recorder
        self._background = background
        self._dialog: Shown | None = None

    def show(self, dialog: Shown) -> None:
        """It is the one that hears, until it is closed."""
        dialog.finished.connect(self._closed)
        dialog.finished.connect(dialog.deleteLater)
        self._dialog = dialog

    def on_show(self, dialog: Shown) -> bool:
        """It may have been closed while the record was read."""
        return dialog is self._dialog

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Beside the writing, once all decisions are on record."""

        def complete() -> T:
            self._recorder.flush()
            return work()

        self._background.run(complete, done, failed or self.failed)

    def failed(self, error: Exception) -> None:
        """Tell it, if it is meant for the writer."""
        if not isinstance(error, ForTheWriter):
            raise error
        self.tell(Notice.of(error, topic=self.topic))

    def _closed(self) -> None:
        self._dialog = None
