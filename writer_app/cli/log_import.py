"""`writer-app log import`: edits made elsewhere become decisions."""

from __future__ import annotations

from pathlib import Path

import click

from writer_app.cli.output import as_json, print_json
from writer_app.cli.workbench import open_workbench
from writer_app.ledger.store import Ledger
from writer_app.services.imports.importing import bring_in_all
from writer_app.services.imports.tables import Columns


@click.command("import")
@click.argument(
    "paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path)
)
@click.option("--before", default="", metavar="NAME", help="The column with what was edited.")
@click.option("--after", default="", metavar="NAME", help="The column with what it became.")
@click.option(
    "--author",
    default="",
    help="Only changes by this name or mail address, in a document or a history.",
)
@as_json
def import_(paths: tuple[Path, ...], before: str, after: str, author: str, json_: bool) -> None:
    """Take in edits made elsewhere, as decisions of your own.

    From a CSV or JSON Lines of what stood before and after, the tracked changes of a .docx, or the
    git history of a Markdown file. Importing a file again adds nothing twice.
    """
    columns = Columns(before, after)
    with Ledger.open(open_workbench().paths.ledger) as ledger:
        done, problems = bring_in_all(
            ledger, (path.absolute() for path in paths), columns=columns, author=author
        )
    if json_:
        print_json({"imported": done, "problems": [str(told) for told in problems]})
    else:
        for imported in done:
            click.echo(" ".join(imported.sentences()))
        for told in problems:
            click.echo(str(told), err=True)
    if problems:
        raise SystemExit(1)
