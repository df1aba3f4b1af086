"""`writer-app log forget`: a passage, a document, or everything before a day."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from writer_app.cli.output import as_json, print_json
from writer_app.cli.voices import open_voices
from writer_app.cli.workbench import open_workbench
from writer_app.services import forgetting
from writer_app.services.forgetters import forgetters
from writer_app.services.forgetting import Report, What
from writer_app.services.taste import Taste


def _day(context: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"“{value}” is not a date. Write it as 2026-03-01.") from None


@click.command()
@click.option("--passage", metavar="TEXT", help="This text, wherever it appears; “-” reads it.")
@click.option(
    "--document",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Everything decided in this document; the file itself stays.",
)
@click.option(
    "--before",
    "day",
    callback=_day,
    metavar="DATE",
    help="Everything decided before this day, such as 2026-03-01.",
)
@click.option("--preview", is_flag=True, help="Say what would go, and forget nothing.")
@click.option("--yes", is_flag=True, help="Don't ask.")
@as_json
def forget(
    passage: str | None,
    document: Path | None,
    day: date | None,
    preview: bool,
    yes: bool,
    json_: bool,
) -> None:
    """Forget for good what was kept and learned. Your documents stay as they are."""
    what = _what(passage, document, day)
    paths = open_workbench().paths
    voices, _ = open_voices()
    places = forgetters(paths, voices, Taste(paths.taste, paths.ledger, taught=paths.taught))
    found = forgetting.look(places, what)
    if preview:
        _tell(found, "There is nothing to forget.", json_)
        return
    if not yes:
        # With --json nothing but JSON goes to standard output.
        _say(found, "Nothing of it was found.", err=json_)
        click.confirm("Forget it for good?", abort=True, err=json_)
    _tell(forgetting.forget(places, what), "Nothing of it was found.", json_)


def _what(passage: str | None, document: Path | None, day: date | None) -> What:
    if sum(choice is not None for choice in (passage, document, day)) != 1:
        raise click.UsageError("Say what: --passage, --document or --before, one of them.")
    if document is not None:
        return forgetting.document(document)
    if day is not None:
        return forgetting.before(day)
    return forgetting.passage(sys.stdin.read() if passage == "-" else passage or "")


def _tell(report: Report, nothing: str, json_: bool) -> None:
    if json_:
        print_json({"said": report.said, "problems": [str(p) for p in report.problems]})
    else:
        _say(report, nothing)
    if report.problems:
        raise SystemExit(1)


def _say(report: Report, nothing: str, *, err: bool = False) -> None:
    for sentence in report.said or (nothing,) * (not report.problems):
        click.echo(sentence, err=err)
    for problem in report.problems:
        click.echo(str(problem), err=True)
