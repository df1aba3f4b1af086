"""What every command works with: the app's folders, its settings and shelf, a loaded model."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import click

from writer_app.cli.worker_process import WorkerProcess
from writer_app.config.paths import Paths
from writer_app.config.settings import Settings
from writer_app.engine.messages import Failed, Load
from writer_app.errors import EngineLost, ModelLoadFailed, ModelMissing
from writer_app.ledger.records import Decision, ModelUsed
from writer_app.models.header import Header
from writer_app.services.load_failure import explain_load_failure
from writer_app.services.models import ModelShelf, ShelfEntry

PATIENCE = 0.2
"""Seconds to wait for the worker before looking up; nothing depends on it but Ctrl+C."""

model_option = click.option(
    "--model", metavar="NAME|PATH", help="A model on the shelf or a GGUF file; else the one in use."
)


@dataclass(frozen=True, slots=True)
class Workbench:
    paths: Paths
    settings: Settings
    shelf: ModelShelf


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A worker with its model; `used` is what the ledger would say of it."""

    worker: WorkerProcess
    entry: ShelfEntry
    header: Header
    load: Load

    def used(self) -> ModelUsed:
        # The command line decides nothing, so nothing is recorded and the file is not hashed.
        return ModelUsed("", self.entry.path.name, self.header.architecture)

    def revive(self) -> None:
        """Load the model again if its worker died over the last request. Raises ModelError."""
        if not self.worker.alive:
            _load(self.worker, self.load, self.header)

    def run_until(self, ended: Callable[[], bool]) -> None:
        """Deliver replies until `ended`. Raises EngineLost when the worker dies over it."""
        while not ended():
            self.worker.pump(PATIENCE)


class KeepNothing:
    """A sink for commands: what nobody decided is no preference."""

    session = ""

    def record(self, decision: Decision) -> None:
        pass


def open_workbench() -> Workbench:
    """The writer's own folders and settings; a damaged settings file is told on stderr."""
    paths = Paths.from_environment(os.environ).ensure()
    settings, problem = Settings.load(paths.settings)
    if problem is not None:
        click.echo(str(problem), err=True)
    return Workbench(paths, settings, ModelShelf(paths, settings))


def wanted_model(bench: Workbench, name: str | None) -> ShelfEntry:
    """The named model, or the one in use. Raises ModelError in a writer's words."""
    entry = bench.shelf.find(name) if name else bench.shelf.current()
    if entry.missing:
        raise ModelMissing(
            f"The model's file {entry.path} is gone.",
            "Choose another with `writer-app models use NAME`.",
        )
    return entry


@contextmanager
def loaded_model(bench: Workbench, name: str | None) -> Iterator[LoadedModel]:
    """Load the named model, or the one in use. Raises ModelError in a writer's words."""
    entry = wanted_model(bench, name)
    header = bench.shelf.check(entry.path)
    fitting = bench.shelf.fit(header)
    load = bench.shelf.tuning.load_for(
        Load(str(entry.path), n_ctx=fitting.n_ctx, n_gpu_layers=bench.settings.gpu_layers)
    )
    with spawn(bench.shelf.tuning.spin_for(load)) as worker:
        _load(worker, load, header)
        yield LoadedModel(worker, entry, header, load)


def _load(worker: WorkerProcess, load: Load, header: Header) -> None:
    try:
        worker.load(load)
    except ModelLoadFailed as refusal:
        raise explain_load_failure(header, refusal.message, None) from refusal
    except EngineLost as death:
        raise explain_load_failure(header, "", worker.outcome) from death


def spawn(spin: int) -> WorkerProcess:
    """A worker whose threads spin for so many turns before they sleep."""
    return WorkerProcess(("--spin", str(spin)))


def refuse_failure(failed: Failed | None) -> None:
    """Raise what the engine's failure means to a writer."""
    if failed is not None:
        raise EngineLost(failed.message or "The model gave no answer.", "Try again.")
