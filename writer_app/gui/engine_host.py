"""The engine as the window sees it: one model loaded, swapped, lost and started again.

One model, one process: a swap ends the old worker before the new one starts, because memory
comes back when a process ends. When a new model does not load, the one before returns.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from writer_app.engine.launch import SPIN
from writer_app.engine.messages import Failed, Hello, Load, Progress, Ready, Reply
from writer_app.engine.outcome import Outcome
from writer_app.engine.restart import Restart, RestartPolicy
from writer_app.engine.work import Work
from writer_app.errors import EngineLost, ModelError
from writer_app.gui.worker_life import WORKER, WorkerLife

Explain = Callable[[str, str, Outcome | None], ModelError]
"""(path, llama.cpp's words or "", how the process ended or None) to words for a writer."""


@dataclass(frozen=True, slots=True)
class _Start:
    """All that a worker is started with."""

    load: Load
    spin: int


class EngineHost(QObject):
    """An `Engine` whose model can be changed while it runs.

    `became_ready` carries the `Ready`; `loading` a fraction; `lost` an `EngineLost`;
    `load_failed` the `ModelError` of a model that did not load and whether the one before it
    is being brought back.
    """

    became_ready = Signal(object)
    loading = Signal(float)
    lost = Signal(object)
    load_failed = Signal(object, bool)
    state_changed = Signal()

    def __init__(
        self, explain: Explain, command: Sequence[str] = WORKER, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._explain = explain
        self._command = tuple(command)
        self._policy = RestartPolicy()
        self._life: WorkerLife | None = None
        self._leaving: list[WorkerLife] = []
        self._ready: Ready | None = None
        self._hello: Hello | None = None
        self._good: _Start | None = None  # the last that was ready: what a failed swap returns to
        self._wanted: _Start | None = None
        self._closed = False
        self._next = 1
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._start_again)

    # What is there

    @property
    def ready(self) -> Ready | None:
        return self._ready

    @property
    def hello(self) -> Hello | None:
        """What the worker said of itself and of llama.cpp's build."""
        return self._hello

    @property
    def wanted(self) -> Load | None:
        """The model that is loaded or being loaded; None when there is none."""
        return self._wanted.load if self._wanted is not None else None

    @property
    def busy_loading(self) -> bool:
        return self._wanted is not None and self._ready is None

    @property
    def spin(self) -> int:
        """As given to `swap`."""
        return self._wanted.spin if self._wanted is not None else SPIN

    @property
    def busy(self) -> bool:
        """A model is being loaded, or something asked for has not ended."""
        return self._life is not None and self._life.busy

    @property
    def pid(self) -> int:
        """The worker's process id; 0 while there is none."""
        return self._life.pid if self._life is not None else 0

    # Bringing a model

    def swap(self, load: Load, spin: int = SPIN) -> None:
        """Use this model from now on, or the one before if it does not load.

        `spin`: see `engine.launch.SPIN`.
        """
        self._again.stop()
        self._begin(_Start(load, spin))

    def restart(self) -> None:
        """The writer asks for a fresh start of the model that is wanted, or was."""
        start = self._wanted or self._good
        if start is not None:
            self._policy.forgive()
            self.swap(start.load, start.spin)

    def _begin(self, start: _Start) -> None:
        if self._closed:
            return
        old, self._life = self._life, None
        self._ready = None
        self._wanted = start
        life = WorkerLife(start.load, self._command, self._next, self, start.spin)
        life.reported.connect(self._reported)
        life.ended.connect(self._ended)
        self._life = life
        if old is not None:
            self._leaving.append(old)
            old.leave()
        if not self._leaving:
            life.start()
        self.loading.emit(0.0)
        self.state_changed.emit()

    def _reported(self, life: WorkerLife, report: Hello | Ready | Progress | Failed) -> None:
        if life is not self._life:
            return
        if isinstance(report, Hello):
            self._hello = report
        elif isinstance(report, Progress):
            self.loading.emit(report.fraction)
        elif isinstance(report, Ready):
            self._ready = report
            self._good = _Start(life.load, life.spin)
            self.became_ready.emit(report)
            self.state_changed.emit()
        elif report.code == "load_failed":
            self._not_loaded(life, report.message, None)

    def _ended(self, life: WorkerLife, outcome: Outcome) -> None:
        if life in self._leaving:
            self._leaving.remove(life)
            life.deleteLater()
            if not self._leaving and self._life is not None and not self._closed:
                self._life.start()
            return
        if life is not self._life or self._closed:
            return
        if self._ready is None:
            self._not_loaded(life, "", outcome)
            return
        self._life = None
        self._ready = None
        life.deleteLater()
        verdict = self._policy.after(outcome, while_loading=False, now=time.monotonic())
        if isinstance(verdict, Restart):
            self._again.start(round(verdict.delay * 1000))
            hint = "Your text is untouched. The model is started again."
            self.lost.emit(EngineLost(outcome.sentence(), hint))
        else:
            self._wanted = None
            hint = "Your text is untouched. Start the model again, or choose another one."
            self.lost.emit(EngineLost(verdict.reason, hint))
        self.state_changed.emit()

    def _start_again(self) -> None:
        if self._wanted is not None:
            self._begin(self._wanted)

    def _not_loaded(self, life: WorkerLife, message: str, outcome: Outcome | None) -> None:
        error = self._explain(life.load.path, message, outcome)
        self._life = None
        self._wanted = None
        if outcome is None:
            self._leaving.append(life)
            life.leave()
        else:
            life.deleteLater()
        back, self._good = self._good, None  # one that fails on its way back is not tried again
        returns = back is not None and back != _Start(life.load, life.spin)
        if returns and back is not None:
            self._begin(back)
        self.load_failed.emit(error, returns)
        self.state_changed.emit()

    # Engine

    def submit(self, work: Work, reply: Callable[[Reply], None]) -> int:
        if self._life is not None:
            request_id = self._life.submit(work, reply)
            self._next = self._life.next_id
            return request_id
        request_id = self._next
        self._next += 1
        nobody = Failed(request_id, "no_model", "No model is loaded.")
        QTimer.singleShot(0, self, lambda: reply(nobody))
        return request_id

    def cancel(self, request_id: int, candidate: int | None = None) -> None:
        if self._life is not None:
            self._life.cancel(request_id, candidate)

    def close(self) -> None:
        """End every worker before this returns."""
        self._closed = True
        self._again.stop()
        for life in (*self._leaving, self._life):
            if life is not None:
                life.leave_now()
        self._life = None
        self._ready = None
