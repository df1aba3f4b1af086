"""`writer-app tune`: fit a model to this machine."""

from __future__ import annotations

import sys

import click

from writer_app.cli.output import as_json, print_facts, print_json
from writer_app.cli.speed import layout_table, speed_facts
from writer_app.cli.workbench import open_workbench, spawn
from writer_app.services.tuning import tune as tune_model


@click.command()
@click.argument("model", required=False)
@click.option("--layout", is_flag=True, help="Also write it in the number format quickest here.")
@as_json
def tune(model: str | None, layout: bool, json_: bool) -> None:
    """Measure MODEL on this machine, and load it the quickest way from now on.

    Best done while nothing else runs. The starter is also written anew in the number format that
    this machine computes quickest with, where that costs nothing in quality; another model only
    with --layout, as a new file on the shelf. Originals are never changed.
    """
    bench = open_workbench()
    entry = bench.shelf.find(model) if model else bench.shelf.current()
    shown = ""

    def progress(fraction: float, words: str) -> None:
        nonlocal shown
        if words and words != shown and sys.stderr.isatty():
            click.echo(f"{words}…", err=True)
        shown = words

    report = tune_model(
        bench.paths, bench.shelf, entry, spawn, progress, lambda: False, layout=layout
    )
    if json_:
        print_json(report)
        return
    if report.layout is not None:
        click.echo("\n".join(layout_table(report.layout)))
    if report.sentence:
        click.echo(f"{report.sentence}\n")
    print_facts(speed_facts(report.tuned))
    if report.entry != entry and report.entry.kind == "added":
        click.echo(f"\nTo write with it: writer-app models use {report.entry.name}")
