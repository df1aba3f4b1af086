"""`writer-app doctor`: what is installed, what works, where things lie."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import click

from writer_app import __version__
from writer_app.cli.output import as_json, print_facts, print_json
from writer_app.cli.speed import speed_facts
from writer_app.cli.workbench import Workbench, loaded_model, open_workbench
from writer_app.cli.worker_process import WorkerProcess
from writer_app.errors import ForTheWriter
from writer_app.ledger.store import Ledger
from writer_app.models.starter import starter_path

PACKAGES = ("PySide6-Essentials", "llama-cpp-python", "sqlite-utils", "huggingface-hub")


@dataclass(slots=True)
class Finding:
    """`problem` is empty when all is well."""

    facts: dict[str, Any]
    problem: str = ""


@click.command()
@as_json
def doctor(json_: bool) -> None:
    """Look at everything the program needs. Exits with 1 if something is wrong."""
    bench = open_workbench()
    findings = {
        "versions": _versions(),
        "engine": _engine(),
        "model": _model(bench),
        "speed": _speed(bench),
        "ledger": _ledger(bench),
        "paths": Finding(
            {
                "settings": bench.paths.settings,
                "ledger": bench.paths.ledger,
                "journal": bench.paths.journal,
                "models": bench.paths.models,
                "logs": bench.paths.logs,
            }
        ),
    }
    problems = [finding.problem for finding in findings.values() if finding.problem]
    if json_:
        data: dict[str, Any] = {name: finding.facts for name, finding in findings.items()}
        print_json({**data, "problems": problems})
    else:
        for name, finding in findings.items():
            click.echo(click.style(name, bold=True))
            print_facts({f"  {key}": value for key, value in finding.facts.items()})
        click.echo("\n".join(problems) if problems else "All is well.")
    if problems:
        raise click.exceptions.Exit(1)


def _versions() -> Finding:
    facts = {"writer-app": __version__, "Python": platform.python_version()}
    facts["system"] = f"{platform.system()} {platform.machine()}"
    for package in PACKAGES:
        try:
            facts[package] = version(package)
        except PackageNotFoundError:
            return Finding(facts, f"The package {package} is not installed. Run `make install`.")
    return Finding(facts)


def _engine() -> Finding:
    """A worker that says what llama.cpp was built for, and ends."""
    try:
        with WorkerProcess() as worker:
            hello = worker.greet()
    except ForTheWriter as error:
        return Finding({}, str(error))
    return Finding(
        {
            "llama.cpp": hello.llama_cpp,
            "built for": hello.system,
            "GPU offload": "yes" if hello.gpu_offload else "no, this build computes on the CPU",
        }
    )


def _model(bench: Workbench) -> Finding:
    try:
        with loaded_model(bench, None) as loaded:
            ready = loaded.worker.ready
            assert ready is not None, "a model that loaded without an error is ready"
            facts: dict[str, Any] = {"file": loaded.entry.path, **dict(loaded.header.facts())}
            facts["loaded in"] = f"{ready.seconds:.1f} s, context of {ready.n_ctx:,} tokens"
            facts["layers on a GPU"] = ready.gpu_layers
            return Finding(facts)
    except ForTheWriter as error:
        return Finding({}, str(error))


def _speed(bench: Workbench) -> Finding:
    """What was measured; nothing is measured here."""
    try:
        entry = bench.shelf.current()
    except ForTheWriter:
        return Finding({"state": "there is no model to measure"})
    tuned = bench.shelf.tuning.known(entry.path, bench.settings.gpu_layers)
    facts = speed_facts(tuned) if tuned else {"state": "not measured yet: `writer-app tune`"}
    source = starter_path()
    if entry.kind == "starter" and source is not None:
        laid_out = bench.shelf.tuning.starter(source)
        facts["layout"] = laid_out.sentence if laid_out else "as it came"
    return Finding(facts)


def _ledger(bench: Workbench) -> Finding:
    if not bench.paths.ledger.exists():
        return Finding({"state": "not begun: nothing was decided yet"})
    try:
        with Ledger.open(bench.paths.ledger) as ledger:
            problems = ledger.check()
            facts = {"decisions": ledger.stats().decisions, "state": "sound"}
    except ForTheWriter as error:
        return Finding({"state": "not usable"}, str(error))
    if problems:
        return Finding({**facts, "state": "damaged"}, " ".join(problems))
    return Finding(facts)
