"""`writer-app models`: the shelf of models, and what a file says of itself."""

from __future__ import annotations

from pathlib import Path

import click

from writer_app.cli.output import as_json, plain, print_facts, print_json
from writer_app.cli.workbench import loaded_model, open_workbench
from writer_app.errors import ModelError, ModelMissing
from writer_app.models.header import human_bytes
from writer_app.services.models import ModelShelf, ShelfEntry


@click.group()
def models() -> None:
    """The models you can write with."""


@models.command("list")
@as_json
def list_models(json_: bool) -> None:
    """What is on the shelf, and what the catalogue knows."""
    shelf = open_workbench().shelf
    entries = shelf.list()
    used = _in_use(shelf)
    on_shelf = {entry.path.name for entry in entries}
    catalogue = [model for model in shelf.catalog() if Path(model.file).name not in on_shelf]
    if json_:
        rows = [{**plain(entry), "in_use": entry.path == used} for entry in entries]
        print_json({"models": rows, "catalogue": catalogue})
        return
    for entry in entries:
        mark = "*" if entry.path == used else " "
        gone = "  (its file is gone)" if entry.missing else ""
        click.echo(f"{mark} {entry.name:<32} {entry.path}{gone}")
    if catalogue:
        click.echo("\nTo be fetched with `writer-app models add NAME`:")
    for model in catalogue:
        click.echo(f"  {model.name:<32} {human_bytes(model.size):>7}  {model.licence}")
        click.echo(f"  {'':<32} {model.sentence}")


@models.command()
@click.argument("source")
def add(source: str) -> None:
    """Put a model on the shelf.

    SOURCE is a GGUF file, a name from the catalogue, or hf:OWNER/REPOSITORY/FILE.gguf. The last
    two are downloaded; nothing else in this program opens a connection.
    """
    shelf = open_workbench().shelf
    path = Path(source).expanduser()
    known = {model.name.casefold(): model for model in shelf.catalog()}.get(source.casefold())
    if path.exists():
        entry = shelf.add(path)
    elif known is not None:
        entry = _fetch(shelf, known.repo, known.file, known.sha256)
    elif source.startswith("hf:") and source.count("/") >= 2:
        owner, repository, file = source.removeprefix("hf:").split("/", 2)
        entry = _fetch(shelf, f"{owner}/{repository}", file, "")
    else:
        raise ModelMissing(
            f"There is no file {source}, and the catalogue has no such name.",
            "`writer-app models list` shows what there is.",
        )
    click.echo(f"Added {entry.name}.")


@models.command()
@click.argument("name")
def use(name: str) -> None:
    """Write with this model from now on; it is loaded once, to see that it works."""
    bench = open_workbench()
    entry = bench.shelf.find(name)
    with loaded_model(bench, name) as loaded:
        entry = bench.shelf.add(entry.path) if entry.kind == "loose" else entry
        print_facts(dict(loaded.header.facts()))
    bench.shelf.use(entry).save(bench.paths.settings)
    click.echo(f"In use: {entry.name}.")


@models.command()
@click.argument("name", required=False)
@as_json
def show(name: str | None, json_: bool) -> None:
    """What a model's header says, and how it fits this machine."""
    bench = open_workbench()
    entry = bench.shelf.find(name) if name else bench.shelf.current()
    header = bench.shelf.check(entry.path, insist=True)
    fitting = bench.shelf.fit(header)
    if json_:
        print_json({"name": entry.name, "header": header, "fit": fitting})
        return
    print_facts({**dict(header.facts()), "File": header.path, "Memory": fitting.sentence})


def _in_use(shelf: ModelShelf) -> Path | None:
    try:
        return shelf.current().path
    except ModelError:
        return None


def _fetch(shelf: ModelShelf, repo: str, file: str, sha256: str) -> ShelfEntry:
    with click.progressbar(length=100, label=Path(file).name) as bar:

        def progress(received: int, total: int) -> None:
            bar.update(max(0, int(100 * received / max(total, 1)) - bar.pos))

        return shelf.fetch(repo, file, progress, lambda: False, sha256=sha256)
