"""When the model reads ahead: right after a key, when the caret has come to rest, at an opening.

No key waits for it: a key starts a timer, and what is read is taken down when that is out.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer

from writer_app.gui.continuing import Continuing
from writer_app.gui.editor import Editor
from writer_app.gui.engine_host import EngineHost
from writer_app.gui.preferences import Preferences
from writer_app.services.power import Power
from writer_app.services.read_ahead import ReadAhead

AFTER_KEY = 40  # ms; a key every 100 is quick typing
AT_LEAST = 500  # ms between two readings while the keys keep coming
AFTER_MOVE = 300  # ms


class ReadingAhead(QObject):
    """Off by setting, on battery, and where nothing would be asked for at the caret."""

    def __init__(
        self,
        editor: Editor,
        host: EngineHost,
        continuing: Continuing,
        preferences: Preferences,
        power: Power,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._host = host
        self._continuing = continuing
        self._preferences = preferences
        self._power = power
        self._first_key: float | None = None  # since the last reading; monotonic seconds
        self._ahead = ReadAhead(host, continuing.foresee)
        self.soon = QTimer(self)
        self.soon.setSingleShot(True)
        self.soon.timeout.connect(self._read)
        editor.edited.connect(self._edited)
        editor.caret_moved.connect(self._moved)
        preferences.changed.connect(self._changed)
        host.became_ready.connect(lambda _: self.begin_anew())

    def begin_anew(self) -> None:
        """Another document or another model."""
        self._ahead.stop()
        self.look()

    def look(self) -> None:
        """Read soon, though no key fell."""
        self.soon.start(AFTER_KEY)

    def stop(self) -> None:
        """The window goes."""
        self.soon.stop()
        self._ahead.stop()

    def _edited(self) -> None:
        now = time.monotonic()
        if self._first_key is None:
            self._first_key = now
        left = AT_LEAST - round((now - self._first_key) * 1000)
        self.soon.start(max(0, min(AFTER_KEY, left)))

    def _moved(self) -> None:
        if self._first_key is None:
            self.soon.start(AFTER_MOVE)

    def _changed(self) -> None:
        if self._preferences.now.read_ahead:
            self.look()
        else:
            self.stop()

    def _read(self) -> None:
        self._first_key = None
        if not (self._preferences.now.read_ahead and self._continuing.expected):
            return
        if self._host.ready is None or self._editor.isReadOnly():
            return
        if self._editor.textCursor().hasSelection():
            return
        snapshot = self._continuing.snapshot()
        if snapshot.before.strip() and not self._power.on_battery():
            self._ahead.read(snapshot)
