"""`writer-app voice tics`: what a model overuses."""

from __future__ import annotations

import sys
import textwrap
from itertools import groupby

import click

from writer_app.cli.output import as_json, print_json
from writer_app.cli.workbench import (
    PATIENCE,
    LoadedModel,
    Workbench,
    loaded_model,
    model_option,
    open_workbench,
    refuse_failure,
    wanted_model,
)
from writer_app.engine.messages import Failed
from writer_app.services.tic_lists import TicList, TicLists
from writer_app.services.tics import TicSampling, again

_TITLES = {"word": "Words", "pair": "Pairs", "triple": "Phrases", "contrast": "Contrasts"}


@click.command()
@model_option
@click.option("--measure", is_flag=True, help="Have the model write a sample and count anew.")
@click.option("--never", multiple=True, metavar="PHRASE", help="The model shall not write it.")
@click.option("--allow", multiple=True, metavar="PHRASE", help="The model may write it.")
@click.option("--undo", multiple=True, metavar="PHRASE", help="Take back what you said of it.")
@as_json
def tics(
    model: str | None,
    measure: bool,
    never: tuple[str, ...],
    allow: tuple[str, ...],
    undo: tuple[str, ...],
    json_: bool,
) -> None:
    """What the model says too often: measured, or a short list of what models say.

    The list is a file, for you to edit. --never, --allow and --undo may be given several times.
    """
    bench = open_workbench()
    lists = TicLists(bench.paths.tics)
    entry = wanted_model(bench, model)
    sha256 = bench.shelf.sha256(entry.path)
    found = lists.get(sha256)
    if measure:
        with loaded_model(bench, model) as loaded:
            found = again(found, _measured(loaded))
    edits = ((TicList.undone, undo), (TicList.allow, allow), (TicList.forbid, never))
    for edit, phrases in edits:
        for phrase in filter(str.strip, phrases):
            found = edit(found, " ".join(phrase.split()))
    if measure or never or allow or undo:
        lists.keep(sha256, found)
    kept = sha256 in lists.hashes()
    file = lists.path(sha256) if kept else None
    if json_:
        print_json({"file": file, "list": found})
    else:
        _print(found)
        if not found.day:
            click.echo("Not measured yet: --measure.")
        if kept:
            click.echo(f"Kept for you to edit in {file}")


def tics_of(bench: Workbench, model: str | None) -> TicList:
    """The list of the named model, or of the one in use. Raises ModelError and VoiceError."""
    entry = wanted_model(bench, model)
    return TicLists(bench.paths.tics).get(bench.shelf.sha256(entry.path))


def _measured(loaded: LoadedModel) -> TicList:
    """Have the model write, with a line of progress where somebody looks. Raises EngineLost."""
    done: list[TicList] = []
    failed: list[Failed] = []
    sampling = TicSampling(loaded.worker, loaded.entry.path.name, done.append, failed.append)
    sampling.start()
    with click.progressbar(length=100, label="Writing a sample", file=sys.stderr) as bar:
        while not done and not failed:
            loaded.worker.pump(PATIENCE)
            bar.update(round(100 * sampling.fraction) - bar.pos)
    refuse_failure(failed[0] if failed else None)
    return done[0]


def _print(found: TicList) -> None:
    if found.day:
        click.echo(f"{found.model}, from {found.sentences:,} sentences, {found.day}\n")
    for kind, group in groupby(found.tics, key=lambda tic: tic.kind):
        listed = ", ".join(tic.text for tic in group)
        click.echo(f"{_TITLES[kind]}\n{_indented(listed)}\n")
    if found.never:
        click.echo(f"Never, as you say: {', '.join(found.never)}\n")
    if found.allowed:
        click.echo(f"Allowed, as you say: {', '.join(found.allowed)}\n")


def _indented(text: str) -> str:
    return textwrap.fill(text, 78, initial_indent="  ", subsequent_indent="  ")
