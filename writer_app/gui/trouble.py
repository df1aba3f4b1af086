"""What goes wrong in other threads, or before there is a window to say it in."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from writer_app.errors import ForTheWriter


class Trouble(QObject):
    """`heard` comes on the window's thread, in the event loop, however early `say` was called."""

    heard = Signal(object)
    _said = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._said.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    def say(self, error: ForTheWriter) -> None:
        """From any thread."""
        self._said.emit(error)

    def _pass_on(self, error: ForTheWriter) -> None:
        self.heard.emit(error)
