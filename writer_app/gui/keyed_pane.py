"""A pane worked by plain keys, which go before the window's own while it has the focus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class KeyedPane(QWidget):
    """Its heirs say what a key means here; what means nothing goes on to the window."""

    def meaning(self, event: QKeyEvent) -> Callable[[], None] | None:
        """What this key does now, or None."""
        raise TypeError(f"{type(self).__name__} does not say what its keys mean")

    def event(self, event: QEvent) -> bool:
        # Else a shortcut of the window's with the same key would be heard in the pane's place.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self.meaning(event) is not None
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self.meaning(event)
        if act is None:
            event.ignore()
            return
        act()
        event.accept()
