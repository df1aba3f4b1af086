"""That the taste has learned something, told from the thread that learns to the window's."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal


class TasteNews(QObject):
    """`changed` comes on the window's thread, in the event loop, however early it is told."""

    changed = Signal()
    _told = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._told.connect(self.changed, Qt.ConnectionType.QueuedConnection)

    def tell(self) -> None:
        """From any thread."""
        self._told.emit()
