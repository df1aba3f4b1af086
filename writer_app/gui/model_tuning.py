"""When a model is fitted to this machine: once, while nobody writes, or when the writer asks.

It is measured in workers of its own, on a thread of its own; the first key ends that. What is
found is put to use by loading the model again, while nothing is asked of it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, QTimer, Signal

from writer_app.config.paths import Paths
from writer_app.errors import ForTheWriter
from writer_app.gui.background import Background
from writer_app.gui.editor import Editor
from writer_app.gui.engine_host import EngineHost
from writer_app.gui.model_dialog import display_name
from writer_app.gui.models_menu import ModelsMenu
from writer_app.gui.notices import Notice
from writer_app.services.models import ModelShelf, ShelfEntry
from writer_app.services.power import Power
from writer_app.services.trial import Spawn, TuningStopped
from writer_app.services.tuning import TuningReport, calibrated, tune

QUIET = 20_000  # ms without a key
TOPIC = "tuning"


class ModelTuning(QObject):
    """`spawn` starts the workers that are measured; without it nothing ever is.

    `ended`: a measurement is over, however it went.
    """

    ended = Signal()

    def __init__(
        self,
        paths: Paths,
        shelf: ModelShelf,
        models: ModelsMenu,
        host: EngineHost,
        editor: Editor,
        power: Power,
        spawn: Spawn | None,
        tell: Callable[[Notice], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._paths = paths
        self._shelf = shelf
        self._models = models
        self._host = host
        self._power = power
        self._spawn = spawn
        self._tell = tell
        self._background = Background(self)
        self._stopped: Event | None = None  # of the measurement that runs
        self._found: ShelfEntry | None = None  # waits for a quiet moment to be loaded
        self._tried: set[Path] = set()  # in this session: not again unasked
        self.quiet = QTimer(self)
        self.quiet.setSingleShot(True)
        self.quiet.timeout.connect(self._look)
        if spawn is not None:
            editor.edited.connect(self.interrupt)
            editor.caret_moved.connect(self.interrupt)
            host.became_ready.connect(lambda _: self.quiet.start(QUIET))

    @property
    def running(self) -> bool:
        return self._stopped is not None

    def interrupt(self) -> None:
        """The writer is at work."""
        if self._stopped is not None:
            self._stopped.set()
        self.quiet.start(QUIET)

    def measure_now(self) -> None:
        """The writer asks for it."""
        entry = self._models.entry
        if self._spawn is None or entry is None:
            self._tell(Notice("There is no model to measure.", "Choose one first.", topic=TOPIC))
        elif not self.running:
            hint = "That takes a minute or two. Writing on stops it."
            name = display_name(entry)
            self._tell(Notice(f"{name} is being measured on this machine.", hint, topic=TOPIC))
            self._begin(entry, asked=True)

    def close(self) -> None:
        """The window goes."""
        self.quiet.stop()
        if self._stopped is not None:
            self._stopped.set()
        self._spawn = None
        self._background.close()
        self.quiet.stop()

    def _look(self) -> None:
        """Nobody has written for a while."""
        entry = self._models.entry
        if self.running or entry is None or self._spawn is None or self._host.ready is None:
            return
        if self._host.busy or self._power.on_battery():
            self.quiet.start(QUIET)
        elif self._found is not None:
            self._use(self._found)
        elif entry.path not in self._tried and self._worth_it(entry):
            self._begin(entry, asked=False)

    def _worth_it(self, entry: ShelfEntry) -> bool:
        """Not measured yet, and there is room for the model twice."""
        ready = self._host.ready
        if ready is None or ready.gpu_layers:
            return False
        try:
            fits = self._shelf.fit(self._shelf.check(entry.path)).verdict == "ok"
        except ForTheWriter:
            return False
        return fits and not calibrated(self._shelf, entry)

    def _begin(self, entry: ShelfEntry, *, asked: bool) -> None:
        spawn = self._spawn
        if spawn is None:
            return
        self._stopped = stopped = Event()

        def work() -> TuningReport:
            return tune(self._paths, self._shelf, entry, spawn, lambda *_: None, stopped.is_set)

        def done(report: TuningReport) -> None:
            self._stopped = None
            self._tried |= {entry.path, report.entry.path}
            self._say(entry, report, asked=asked)
            self._found = report.entry
            self._look()
            self.ended.emit()

        def failed(error: Exception) -> None:
            self._stopped = None
            if isinstance(error, TuningStopped):
                if asked:
                    hint = "Nothing was changed."
                    self._tell(Notice("The measuring was stopped.", hint, topic=TOPIC))
            elif isinstance(error, ForTheWriter | OSError):
                self._tried.add(entry.path)
                if asked:
                    self._tell(Notice("The model could not be measured.", str(error), topic=TOPIC))
            else:
                raise error
            self.ended.emit()

        self._background.run(work, done, failed)

    def _say(self, entry: ShelfEntry, report: TuningReport, *, asked: bool) -> None:
        if not (asked or self._models.would_change(report.entry)):
            return
        reads, writes = report.tuned.speed.prompt_rate, report.tuned.speed.decode_rate
        measured = (
            f"{display_name(entry)} was measured on this machine and fitted to it: "
            f"it reads {reads:,.0f} and writes {writes:,.0f} tokens a second."
        )
        self._tell(Notice(report.sentence or measured, topic=TOPIC))

    def _use(self, entry: ShelfEntry) -> None:
        self._found = None
        now = self._models.entry
        # Unless the writer has chosen another one meanwhile.
        if now is not None and now.name == entry.name and self._models.would_change(entry):
            self._models.load_again(entry)
