"""A worker for programs that may wait: the command line's `Engine`, on one thread.

with WorkerProcess() as engine:
    engine.load(Load(path))
    request = engine.submit(generation, print)
    engine.wait(request)
"""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable
from types import TracebackType
from typing import IO, Self

from writer_app.engine.launch import worker_command
from writer_app.engine.messages import End, Failed, Hello, Load, Progress, Ready, Reply
from writer_app.engine.outcome import STDERR_TAIL, Outcome
from writer_app.engine.session import Session, State
from writer_app.engine.work import Work
from writer_app.errors import EngineLost, ModelLoadFailed

GRACE = 2.0
"""Seconds a worker gets to end by itself before it is killed."""
TICK = 1.0
"""Seconds between two looks at whether the worker hangs."""


class WorkerProcess:
    """Implements `engine.ports.Engine`; replies come inside `pump()` and `wait()`.

    `arguments` go to the worker. A worker that was lost is replaced by the
    next `load()`; ids stay unique.
    """

    def __init__(self, arguments: tuple[str, ...] = ()) -> None:
        self._arguments = arguments
        self._session = Session()
        self._open: set[int] = set()
        self._refusal: Failed | None = None
        self.outcome: Outcome | None = None
        """How the last worker ended."""
        self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def ready(self) -> Ready | None:
        return self._session.ready

    @property
    def hello(self) -> Hello | None:
        return self._session.hello

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._session.state is not State.CLOSED

    def submit(self, work: Work, reply: Callable[[Reply], None]) -> int:
        """As `Engine.submit`; a request whose end is waited for belongs in `wait()`."""

        def take(message: Reply) -> None:
            if isinstance(message, End):
                self._open.discard(request_id)
            reply(message)

        request_id = self._session.submit(work, take)
        self._open.add(request_id)
        self._flush()
        return request_id

    def cancel(self, request_id: int, candidate: int | None = None) -> None:
        self._session.cancel(request_id, candidate)
        self._flush()

    def greet(self) -> Hello:
        """Wait for the worker's first line. Raises EngineLost."""
        while self._session.hello is None:
            if not self.alive:
                raise self._lost()
            self.pump(TICK)
        return self._session.hello

    def load(self, load: Load, progress: Callable[[float], None] | None = None) -> Ready:
        """Load a model into a fresh worker. Raises ModelLoadFailed or EngineLost.

        `message` of ModelLoadFailed is llama.cpp's own; `services.models` has words for it.
        """
        if self._session.state not in (State.STARTING, State.IDLE):
            self.close()
            self._start()
        self._session.load(load)
        self._flush()
        while self._session.state is State.LOADING:
            self.pump(TICK, progress)
        if self._refusal is not None:
            raise ModelLoadFailed(self._refusal.message)
        if self._session.ready is None:
            raise self._lost()
        return self._session.ready

    def pump(self, timeout: float, progress: Callable[[float], None] | None = None) -> bool:
        """Handle what has come, waiting up to `timeout` seconds for it; False if nothing came."""
        if self._session.has_undelivered:
            self._session.deliver()
            return True
        try:
            data = self._incoming.get(timeout=timeout) if self.alive else None
        except queue.Empty:
            if self._session.hung(time.monotonic()):
                self._hung = True
                self._process.kill()
            return False
        if data is None:
            self._end()
            return False
        self._session.hung(time.monotonic())
        for message in self._session.receive_data(data):
            if isinstance(message, Failed) and message.code == "load_failed":
                self._refusal = message
            if isinstance(message, Progress) and progress is not None:
                progress(message.fraction)
        self._flush()
        return True

    def wait(self, request_id: int) -> None:
        """Until the request has ended. A lost worker ends it with `Failed("engine_lost")`."""
        while request_id in self._open:
            self.pump(TICK)

    def close(self) -> None:
        """End the worker; when this returns its process is gone."""
        self._session.shutdown()
        self._flush()
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):  # it was gone already
                self._process.stdin.close()
        try:
            self._process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._end()

    def _start(self) -> None:
        self._session = Session(self._session.next_id)
        self._refusal = None
        self._hung = False
        self._stderr: deque[bytes] = deque()
        self._incoming: queue.Queue[bytes | None] = queue.Queue()
        self._process = subprocess.Popen(
            worker_command(*self._arguments),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self._threads = (
            threading.Thread(target=_read, args=(self._process.stdout, self._incoming.put)),
            threading.Thread(target=_read, args=(self._process.stderr, self._keep_tail)),
        )
        for thread in self._threads:
            thread.daemon = True
            thread.start()

    def _flush(self) -> None:
        data = self._session.data_to_send()
        if data and self._process.stdin is not None:
            # If it is gone the reader thread says so.
            with contextlib.suppress(OSError, ValueError):
                self._process.stdin.write(data)
                self._process.stdin.flush()

    def _keep_tail(self, data: bytes | None) -> None:
        if data is not None:
            self._stderr.append(data)
            while sum(map(len, self._stderr)) - len(self._stderr[0]) > STDERR_TAIL:
                self._stderr.popleft()

    def _end(self) -> None:
        """The worker's stdout is closed: wait for the process, tell the session."""
        if not self.alive:
            return
        self._process.wait()
        for thread in self._threads:
            thread.join()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        tail = b"".join(self._stderr)[-STDERR_TAIL:].decode("utf-8", "replace")
        self.outcome = Outcome.of_returncode(self._process.returncode, tail, self._hung)
        self._session.ended(self.outcome)

    def _lost(self) -> EngineLost:
        hint = "The text is untouched. Try another model, or `writer-app doctor`."
        outcome = self.outcome or Outcome(None, None)
        return EngineLost(outcome.sentence(), hint)


def _read(pipe: IO[bytes], put: Callable[[bytes | None], None]) -> None:
    """Hand on what comes as it comes; None at the end."""
    while data := os.read(pipe.fileno(), 65536):
        put(data)
    put(None)
