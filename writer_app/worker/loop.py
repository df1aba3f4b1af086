"""Jobs in order of priority, and their cancellation.

The reader thread sorts commands in and marks cancellations; the main thread does the work.
"""

from __future__ import annotations

import heapq
import threading

from writer_app.engine.messages import (
    Cancel,
    Command,
    Done,
    Failed,
    Generate,
    Load,
    Progress,
    Report,
    Shutdown,
)
from writer_app.worker.backend import Backend, Job, LoadFailed, Refused
from writer_app.worker.channel import Channel


class Loop:
    def __init__(self, channel: Channel, backend: Backend) -> None:
        self._channel = channel
        self._backend = backend
        self._wake = threading.Condition()
        self._load: Load | None = None
        self._jobs: list[tuple[int, int, Generate]] = []
        self._running: int | None = None
        self._cancelled = False
        self._loaded = False

    def run(self) -> None:
        """Until the editor closes the pipe or says Shutdown; never returns otherwise."""
        self._channel.listen(self._command)
        self._channel.send(self._backend.hello())
        while True:
            with self._wake:
                while self._load is None and not self._jobs:
                    self._wake.wait()
                load, self._load = self._load, None
                job = None
                if load is None:
                    _, _, job = heapq.heappop(self._jobs)
                    self._running = job.id
                    self._cancelled = False
            if load is not None:
                self._do_load(load)
            elif job is not None:
                self._do_job(job)

    def _command(self, command: Command | Report) -> None:
        """On the reader thread."""
        if isinstance(command, Shutdown):
            self._channel.leave()
        elif isinstance(command, Load):
            with self._wake:
                self._load = command
                self._wake.notify()
        elif isinstance(command, Generate):
            with self._wake:
                entry = (command.generation.priority, command.id, command)
                heapq.heappush(self._jobs, entry)
                self._wake.notify()
        elif isinstance(command, Cancel):
            self._cancel(command.id)

    def _cancel(self, request_id: int) -> None:
        with self._wake:
            if self._running == request_id:
                self._cancelled = True
                return
            waiting = [job for job in self._jobs if job[2].id != request_id]
            if len(waiting) == len(self._jobs):
                return  # it has ended already
            self._jobs = waiting
            heapq.heapify(self._jobs)
        self._channel.send(Done(request_id, "cancelled", 0, 0, 0.0, 0.0))

    def _do_load(self, load: Load) -> None:
        if self._loaded:
            self._channel.send(Failed(None, "bad_request", "a model is loaded already"))
            return
        told = 0.0

        def progress(fraction: float) -> None:
            nonlocal told
            if fraction >= told + 0.01:
                told = fraction
                self._channel.send(Progress(None, "load", min(1.0, fraction)))

        try:
            ready = self._backend.load(load, progress)
        except LoadFailed as error:
            self._channel.send(Failed(None, "load_failed", str(error)))
            return
        self._loaded = True
        self._channel.send(ready)

    def _do_job(self, request: Generate) -> None:
        last: Done | Failed
        if not self._loaded:
            last = Failed(request.id, "no_model", "no model is loaded")
        else:
            job = Job(request.id, request.generation, self._channel.send, lambda: self._cancelled)
            try:
                last = self._backend.generate(job)
            except Refused as error:
                last = Failed(request.id, error.code, str(error))
        with self._wake:
            self._running = None
        self._channel.send(last)
