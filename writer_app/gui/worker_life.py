"""One worker process from its start to its end: a `QProcess` on a `Session`.

The only user of `QProcess`. `finished` alone says that a process is gone: `errorOccurred`
comes before it and says less, except when the process never started.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from writer_app.engine.launch import SPIN, worker_command
from writer_app.engine.messages import Load, Reply
from writer_app.engine.outcome import STDERR_TAIL, Outcome
from writer_app.engine.session import Session
from writer_app.engine.work import Work

WORKER = worker_command()
GRACE = 2_000  # ms between asking a worker to leave and ending it
LOOK = 1_000  # ms between two looks at whether a worker still gives signs of life


class WorkerLife(QObject):
    """`reported` carries this life and what belongs to no request; `ended` it and the `Outcome`.

    Both name the life themselves: a closure that held its host would outlive it.
    """

    reported = Signal(object, object)
    ended = Signal(object, object)

    def __init__(
        self,
        load: Load,
        command: Sequence[str],
        first_id: int,
        parent: QObject,
        spin: int = SPIN,
    ) -> None:
        super().__init__(parent)
        self.load = load
        self.spin = spin
        self.leaving = False
        self._hung = False
        self._command = (*command, "--spin", str(spin))
        self._session = Session(first_id)
        self._session.load(load)
        self._stderr = b""
        self._over = False
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.readyReadStandardError.connect(self._read_errors)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._error)
        self._grace = QTimer(self)
        self._grace.setSingleShot(True)
        self._grace.setInterval(GRACE)
        self._grace.timeout.connect(self._process.kill)
        self._pulse = QTimer(self)
        self._pulse.setInterval(LOOK)
        self._pulse.timeout.connect(self._look)

    def start(self) -> None:
        """Start the process; what was submitted before goes out when the model is loaded."""
        self._process.start(self._command[0], list(self._command[1:]))
        self._send()
        self._pulse.start()

    @property
    def pid(self) -> int:
        """0 while there is no process."""
        return self._process.processId()

    @property
    def busy(self) -> bool:
        """Something is expected of the worker."""
        return self._session.busy

    @property
    def next_id(self) -> int:
        """The id of the next request, unique over the lives of a host."""
        return self._session.next_id

    def submit(self, work: Work, reply: Callable[[Reply], None]) -> int:
        request_id = self._session.submit(work, reply)
        self._send()
        if self._session.has_undelivered:
            QTimer.singleShot(0, self, self._session.deliver)
        return request_id

    def cancel(self, request_id: int, candidate: int | None = None) -> None:
        self._session.cancel(request_id, candidate)
        self._send()

    def leave(self) -> None:
        """Ask the worker to end; it is killed when it does not."""
        if self.leaving:
            return
        self.leaving = True
        if self._process.state() == QProcess.ProcessState.NotRunning:
            QTimer.singleShot(0, self, lambda: self._end(Outcome(0, None, "")))
            return
        self._session.shutdown()
        self._send()
        self._process.closeWriteChannel()
        self._grace.start()

    def leave_now(self) -> None:
        """Like `leave`, but gone when this returns: the window is closing."""
        self.leave()
        if self._process.state() != QProcess.ProcessState.NotRunning and not (
            self._process.waitForFinished(GRACE)
        ):
            self._process.kill()
            self._process.waitForFinished(GRACE)
        self._end(Outcome(0, None, ""))

    def _send(self) -> None:
        data = self._session.data_to_send()
        if data and self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.write(data)

    def _read(self) -> None:
        data = self._process.readAllStandardOutput().data()
        for report in self._session.receive_data(bytes(data)):
            self.reported.emit(self, report)
        self._send()

    def _read_errors(self) -> None:
        said = bytes(self._process.readAllStandardError().data())
        self._stderr = (self._stderr + said)[-STDERR_TAIL:]

    def _look(self) -> None:
        if not self.leaving and self._session.hung(time.monotonic()):
            self._hung = True
            self._process.kill()

    def _error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._end(Outcome(None, None, self._process.errorString()))

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._read()
        self._read_errors()
        crashed = status == QProcess.ExitStatus.CrashExit
        tail = self._stderr.decode("utf-8", "replace")
        if crashed and sys.platform != "win32":
            self._end(Outcome(None, code, tail, self._hung))
        else:
            self._end(Outcome(code, None, tail, self._hung))

    def _end(self, outcome: Outcome) -> None:
        if self._over:
            return
        self._over = True
        self._pulse.stop()
        self._grace.stop()
        self._session.ended(outcome)
        self.ended.emit(self, outcome)
