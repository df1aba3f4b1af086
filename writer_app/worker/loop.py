"""Jobs in order of priority, batch by batch, and their cancellation.

The reader thread sorts commands in and marks cancellations; the main thread does the work. A job
that is more urgent than the running one interrupts it, even within a batch, and the other goes on
where it was when the urgent one has ended.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

from writer_app.engine.messages import (
    Cancel,
    Command,
    Done,
    End,
    Failed,
    Generate,
    Load,
    Measure,
    Progress,
    Report,
    Requantise,
    Score,
    Shutdown,
)
from writer_app.worker.backend import Backend, Job, LoadFailed, Refused, Steps, Turn
from writer_app.worker.channel import Channel

REST = 4.0
"""Seconds without a job after which the backend is told that it may rest."""


@dataclass(slots=True, eq=False)
class _Entry:
    job: Job
    steps: Steps
    begun: bool = False
    crowded: bool = False

    @property
    def rank(self) -> tuple[int, int]:
        return self.job.work.priority, self.job.id


class Loop:
    def __init__(self, channel: Channel, backend: Backend) -> None:
        self._channel = channel
        self._backend = backend
        self._wake = threading.Condition()
        self._load: Load | None = None
        self._entries: list[_Entry] = []
        self._running: _Entry | None = None
        self._loaded = False

    def run(self) -> None:
        """Until the editor closes the pipe or says Shutdown; never returns otherwise."""
        self._channel.listen(self._command)
        self._channel.send(self._backend.hello())
        rested = False
        while True:
            with self._wake:
                if not rested and not self._due():
                    rested = not self._wake.wait_for(self._due, timeout=REST)
                elif rested:
                    self._wake.wait_for(self._due)
                load, self._load = self._load, None
                entry = None if load is not None else self._next()
                self._running = entry
                self._backend.interrupt(False)
            if load is not None:
                self._do_load(load)
            elif entry is not None:
                rested = False
                with self._channel.together():
                    self._step(entry)
            elif rested:
                self._backend.rest()

    def _due(self) -> bool:
        return self._load is not None or bool(self._entries)

    def _next(self) -> _Entry | None:
        if not self._entries:
            return None
        able = [entry for entry in self._entries if entry.job.cancelled or not entry.crowded]
        # What was cancelled only wants to say so.
        return min(able or self._entries, key=lambda each: (not each.job.cancelled, each.rank))

    def _command(self, command: Command | Report) -> None:
        """On the reader thread."""
        if isinstance(command, Shutdown):
            self._channel.leave()
        elif isinstance(command, Load):
            with self._wake:
                self._load = command
                self._wake.notify()
        elif isinstance(command, Generate | Score | Measure | Requantise):
            job = Job(command.id, command.work, self._channel.send)
            entry = _Entry(job, self._backend.work(job))
            with self._wake:
                self._entries.append(entry)
                if self._running is not None and entry.rank < self._running.rank:
                    self._backend.interrupt(True)
                self._wake.notify()
        elif isinstance(command, Cancel):
            self._cancel(command)

    def _cancel(self, command: Cancel) -> None:
        with self._wake:
            found = [entry for entry in self._entries if entry.job.id == command.id]
            if not found:
                return  # it has ended already
            entry = found[0]
            if command.candidate is not None:
                entry.job.dropped.add(command.candidate)
            else:
                entry.job.cancelled = True
            if entry is self._running:
                self._backend.interrupt(True)
            if entry.begun or command.candidate is not None:
                return
            self._entries.remove(entry)
        self._channel.send(Done(command.id, "cancelled", 0, 0, 0.0, 0.0))

    def _do_load(self, load: Load) -> None:
        if self._loaded:
            self._channel.send(Failed(None, "bad_request", "a model is loaded already"))
            return
        told = 0.0

        def progress(fraction: float) -> None:
            nonlocal told
            if told < fraction and fraction >= min(1.0, told + 0.01):
                told = fraction
                self._channel.send(Progress(None, "load", min(1.0, fraction)))

        try:
            ready = self._backend.load(load, progress)
        except LoadFailed as error:
            self._channel.send(Failed(None, "load_failed", str(error)))
            return
        self._loaded = True
        self._channel.send(ready)

    def _step(self, entry: _Entry) -> None:
        """One batch of a job; when it was the last, its end is told."""
        entry.begun = True
        last: End
        try:
            entry.crowded = next(entry.steps) is Turn.CROWDED
            return
        except StopIteration as stop:
            last = stop.value
        except Refused as error:
            last = Failed(entry.job.id, error.code, str(error))
        with self._wake:
            self._entries.remove(entry)
            self._running = None
            for other in self._entries:
                other.crowded = False
        self._channel.send(last)
