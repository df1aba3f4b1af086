"""`writer-app log replay`: past decisions, asked of today's model and today's taste."""

from __future__ import annotations

from functools import partial

import click

from writer_app.cli.asking import versions_of
from writer_app.cli.output import as_json, print_json
from writer_app.cli.workbench import loaded_model, model_option, open_workbench
from writer_app.ledger.store import Ledger
from writer_app.services import taste_file
from writer_app.services.replay import Share
from writer_app.services.replay import replay as replayed
from writer_app.services.schooling import School
from writer_app.services.taste import MOST
from writer_app.services.taste_telling import counted
from writer_app.taste.prior import shipped


@click.command()
@model_option
@click.option("--limit", type=click.IntRange(min=1), default=200, show_default=True)
@as_json
def replay(model: str | None, limit: int, json_: bool) -> None:
    """Would a model and the taste have put first what you took, the last LIMIT times?

    Each choice is asked before it is learned. The versions are those that were on show then.
    """
    bench = open_workbench()
    with Ledger.open(bench.paths.ledger) as ledger:
        kept = ledger.decided(MOST)
    said = taste_file.read(bench.paths.taste)
    school = School(shipped(), said.overruled)
    with loaded_model(bench, model) as loaded:
        found = replayed(kept, limit, school, partial(versions_of, loaded))
    if json_:
        print_json(found)
        return
    if not found.order.of:
        click.echo("Nothing was chosen among several yet, so there is nothing to replay.")
        return
    click.echo(f"Of {counted(found.order.of, 'choice')}, first was what you took:")
    click.echo(f"  {_in_words(found.taste)}  by the taste, with what the model makes of each")
    click.echo(f"  {_in_words(found.model)}  by the model alone, the likeliest for each word")
    click.echo(f"  {_in_words(found.order)}  without either: as shown, of own edits the shorter")


def _in_words(share: Share) -> str:
    return f"{share.right / share.of:4.0%} ({share.low:.0%} to {share.high:.0%})"
