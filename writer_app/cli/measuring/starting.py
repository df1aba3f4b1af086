"""A worker's start: from nothing, and with the state of the document on the disk."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from writer_app.cli.measuring.ours import Ours
from writer_app.cli.measuring.peer import Ask
from writer_app.cli.measuring.scenarios import Stage
from writer_app.cli.workbench import spawn
from writer_app.cli.worker_process import WorkerProcess
from writer_app.engine.messages import Load

SAVED_WITHIN = 30.0
"""Seconds a worker gets to save a state once it has nothing else to do."""
STILL = 0.5
"""Seconds without a change after which a file counts as written."""


class Start(Protocol):
    def __call__(self, load: Load) -> AbstractContextManager[WorkerProcess]:
        """A worker of its own with this loaded; ended when left."""


def starter(spin: int) -> Start:
    """Workers whose threads spin so long; what they cannot load raises ModelLoadFailed."""

    @contextmanager
    def start(load: Load) -> Iterator[WorkerProcess]:
        with spawn(spin) as worker:
            worker.load(load)
            yield worker

    return start


def process_start(stage: Stage, start: Start, load: Load, states: Path) -> None:
    """`states` is an empty folder; `load` names the model's hash."""
    ask = Ask(stage.material.document(0), keep=True)
    without, with_states = replace(load, states=""), replace(load, states=str(states))
    name = Ours.name
    stage.say("saving a state")
    with start(with_states) as worker:
        Ours(worker).ask(ask)
        size = _saved(worker, states)
    stage.record.notes["saved state, bytes"] = size
    for run in range(stage.runs):
        stage.say(f"starting from nothing: {run + 1} of {stage.runs}")
        stage.record.add("start_cold", name, _first_token(start, without, ask))
        if size:
            stage.say(f"starting with a saved state: {run + 1} of {stage.runs}")
            stage.record.add("start_saved", name, _first_token(start, with_states, ask))


def _first_token(start: Start, load: Load, ask: Ask) -> float:
    begun = time.perf_counter()
    with start(load) as worker:
        loaded = time.perf_counter() - begun
        return loaded + Ours(worker).ask(ask).first


def _saved(worker: WorkerProcess, states: Path) -> int:
    """Bytes of what the worker has saved, once it no longer grows; 0 if nothing came."""
    until = time.monotonic() + SAVED_WITHIN
    size, since = 0, time.monotonic()
    while time.monotonic() < until and worker.alive:
        worker.pump(STILL / 5)
        now = sum(path.stat().st_size for path in states.rglob("*") if path.is_file())
        if now != size:
            size, since = now, time.monotonic()
        elif size and time.monotonic() - since > STILL:
            break
    return size
