"""`writer-app bench`: how fast the engine is on this machine, with the writer's own model."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click

from writer_app import __version__
from writer_app.cli.measuring import scenarios
from writer_app.cli.measuring.machine import facts
from writer_app.cli.measuring.material import Material, Sizes, sample
from writer_app.cli.measuring.ours import Ours
from writer_app.cli.measuring.peer import Ask
from writer_app.cli.measuring.record import Record
from writer_app.cli.measuring.starting import Start, process_start, starter
from writer_app.cli.output import plain
from writer_app.cli.workbench import loaded_model, model_option, open_workbench
from writer_app.cli.worker_process import WorkerProcess
from writer_app.config.toml import write_atomically
from writer_app.engine.messages import Load, Ready
from writer_app.models.hashing import Hashes


@click.command()
@model_option
@click.option(
    "--json",
    "report",
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    help="A file for every run of every figure.",
)
@click.option(
    "--runs", type=click.IntRange(1, 100), default=5, show_default=True, help="Of each figure."
)
def bench(model: str | None, report: Path | None, runs: int) -> None:
    """Measure how fast your model writes on this machine.

    Takes some minutes, longer with a large model. For figures that mean something leave the
    machine alone meanwhile; Ctrl+C ends it.
    """
    if report is not None and not report.absolute().parent.is_dir():
        raise click.BadParameter(f"there is no folder {report.parent}", param_hint="--json")
    workbench = open_workbench()
    say = _teller()
    say("loading the model")
    with loaded_model(workbench, model) as loaded:
        ready = loaded.worker.ready
        assert ready is not None, "a model that loaded without an error is ready"
        stage = scenarios.Stage(measure_for(loaded.worker, ready), Record(), runs, say)
        load = loaded.load
        spin = workbench.shelf.tuning.spin_for(load)
    hashed = Hashes(workbench.paths.hashes).of(Path(load.path))
    measure_ours(stage, starter(spin), replace(load, states="", model_sha256=hashed))
    say("")
    sizes = stage.material.sizes
    for line in stage.record.table(sizes, (Ours.name,)):
        click.echo(line)
    if report is not None:
        data = {
            "version": __version__,
            "runs": runs,
            "machine": facts(),
            "model": model_facts(ready, hashed),
            "load": replace(load, path=Path(load.path).name),
            "spin": spin,
            "sizes": asdict(sizes),
            "figures": stage.record.as_data(sizes),
            "notes": stage.record.notes,
        }
        write_atomically(report, json.dumps(plain(data), ensure_ascii=False, indent=1) + "\n")
        click.echo(f"\nEvery run is in {report}.")


def measure_for(worker: WorkerProcess, ready: Ready) -> Material:
    """Text cut for this model's context and vocabulary."""
    text = sample()
    answer = Ours(worker).ask(Ask(text))
    return Material(Sizes.for_context(ready.n_ctx), len(text) / answer.prompt_tokens)


def measure_ours(stage: scenarios.Stage, start: Start, load: Load) -> None:
    """All scenarios; a fresh worker for each group of them, so that none leaves its traces."""
    for group in (_document, scenarios.four_candidates, _decoding):
        with start(load) as worker:
            group(stage, [Ours(worker)])
    with tempfile.TemporaryDirectory(prefix="writer-bench-") as states:
        process_start(stage, start, load, Path(states))


def _document(stage: scenarios.Stage, ours: list[Ours]) -> None:
    scenarios.at_the_document(stage, ours)
    scenarios.reading_ahead(stage, ours[0])
    scenarios.caret_back(stage, ours)
    scenarios.cancelling(stage, ours)


def _decoding(stage: scenarios.Stage, ours: list[Ours]) -> None:
    scenarios.light_rewrite(stage, ours[0])
    scenarios.beside_a_neighbour(stage, ours)
    scenarios.with_bans(stage, ours[0])


def model_facts(ready: Ready, sha256: str) -> dict[str, Any]:
    return {
        "file": Path(ready.path).name,
        "sha256": sha256,
        "description": ready.description,
        "parameters": ready.n_params,
        "bytes": ready.size,
        "context": ready.n_ctx,
        "threads": ready.n_threads,
        "gpu_layers": ready.gpu_layers,
    }


def _teller() -> Callable[[str], None]:
    """Says on standard error what is being done: in place on a terminal, else each thing once."""
    terminal = sys.stderr.isatty()
    last = ""

    def say(what: str) -> None:
        nonlocal last
        if terminal:
            click.echo(f"\r\x1b[K{what}", nl=False, err=True)
            return
        title = what.partition(":")[0]
        if title and title != last:
            click.echo(title, err=True)
        last = title

    return say
