"""When nobody writes: then the model may do what can wait. The first key ends that."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from writer_app.gui.editor import Editor
from writer_app.gui.engine_host import EngineHost
from writer_app.services.power import Power

QUIET = 60_000  # ms without a key


class Quiet(QObject):
    """`fell`: a model is there, nothing is asked of it, and the machine is not on its battery.

    `broken`: the writer is at work. Whoever was told that it fell and could not begin asks to
    be told again (`wait`).
    """

    fell = Signal()
    broken = Signal()

    def __init__(self, editor: Editor, host: EngineHost, power: Power, parent: QObject) -> None:
        super().__init__(parent)
        self._host = host
        self._power = power
        self.lasting = False
        """It fell, and nobody has written since."""
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self._look)
        editor.edited.connect(self.interrupt)
        editor.caret_moved.connect(self.interrupt)
        host.became_ready.connect(lambda _: self.wait())

    def interrupt(self) -> None:
        """The writer is at work."""
        self.lasting = False
        self.broken.emit()
        self.wait()

    def wait(self) -> None:
        """From now on for so long."""
        self.timer.start(QUIET)

    def close(self) -> None:
        """The window goes."""
        self.lasting = False
        self.timer.stop()

    def _look(self) -> None:
        if self._host.ready is None:
            return
        if self._host.busy or self._power.on_battery():
            self.wait()
        else:
            self.lasting = True
            self.fell.emit()
