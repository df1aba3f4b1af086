"""`writer-app log export`: preference data for trainers, looked at before it leaves."""

from __future__ import annotations

import json
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import click

from writer_app.cli.output import as_json, print_facts, print_json
from writer_app.cli.workbench import open_workbench
from writer_app.ledger.export import NOTHING, Format, export, wanted
from writer_app.ledger.preview import Preview, preview
from writer_app.ledger.redaction import Redacted, Redaction
from writer_app.ledger.signals import Signal
from writer_app.ledger.store import Ledger
from writer_app.voice.names import named

Kind = TypeVar("Kind", bound=StrEnum)

_SAMPLE = 300
"""Characters of each column that a preview prints, the last of them."""


def _several(
    of: type[Kind], context: click.Context, parameter: click.Parameter, value: str | None
) -> frozenset[Kind] | None:
    if value is None:
        return None
    names = [name.strip() for name in value.split(",")]
    known = [kind.value for kind in of]
    if strangers := [name for name in names if name not in known]:
        raise click.BadParameter(f"there is no “{strangers[0]}”. Choose among {', '.join(known)}.")
    return frozenset(map(of, names))


def _signals(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> frozenset[Signal] | None:
    return _several(Signal, context, parameter, value)


def _redacted(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> frozenset[Redacted] | None:
    return _several(Redacted, context, parameter, value)


@click.command("export")
@click.option("--format", "form", type=click.Choice([form.value for form in Format]), required=True)
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="The folder to write into."
)
@click.option(
    "--signals",
    callback=_signals,
    metavar="A,B",
    help="What counts, of: " + ", ".join(signal.value for signal in Signal) + ".",
)
@click.option("--conversational", "chat", is_flag=True, help="Turns with roles, not plain text.")
@click.option("--parquet", is_flag=True, help="Parquet in the place of JSON Lines.")
@click.option(
    "--redact",
    callback=_redacted,
    metavar="names,mails,numbers",
    help="Put placeholders in the place of these. Looks for capitals: of German it takes nouns.",
)
@click.option(
    "--preview", "only_look", is_flag=True, help="Show what would leave, and write nothing."
)
@as_json
def export_command(
    form: str,
    out: Path | None,
    signals: frozenset[Signal] | None,
    chat: bool,
    parquet: bool,
    redact: frozenset[Redacted] | None,
    only_look: bool,
    json_: bool,
) -> None:
    """Write preference data that trainers take as it is."""
    if out is None and not only_look:
        raise click.UsageError("Name a folder with --out, or look first with --preview.")
    redaction = Redaction(redact, named) if redact else None
    kind = Format(form)
    with Ledger.open(open_workbench().paths.ledger) as ledger:
        if only_look or out is None:
            looked = preview(ledger, wanted(kind, signals, chat=chat, redaction=redaction))
            if json_:
                print_json(looked)
            else:
                _print(looked)
            return
        summary = export(
            ledger, out, kind, signals, chat=chat, parquet=parquet, redaction=redaction
        )
    if json_:
        print_json(summary)
        return
    if not summary.train + summary.test:
        click.echo(" ".join(NOTHING))
        return
    documents = "1 document" if summary.documents == 1 else f"{summary.documents} documents"
    click.echo(
        f"{summary.train} rows to train with and {summary.test} to test with, "
        f"from {documents}, in {summary.folder}."
    )
    if summary.signals:
        click.echo(f"Signals: {_counts(summary.signals.items())}.")


def _print(looked: Preview) -> None:
    if not any(looked.rows.values()):
        click.echo(" ".join(NOTHING))
        return
    print_facts(
        {
            "Rows": _counts(looked.rows.items()),
            "Signals": _counts(looked.signals.items()) or "none",
            "Models": ", ".join(filter(None, looked.models)) or "none",
            "Left out": f"{looked.removed} said twice or overruled, {looked.near} nearly the same",
        }
    )
    click.echo("\nDocuments")
    for path, count in looked.documents.items():
        click.echo(f"  {count:>6}  {path}")
    if looked.placeholders:
        click.echo(f"\nReplaced: {_counts(looked.redacted.items())}; among them")
        for original, placeholder in looked.placeholders.items():
            click.echo(f"  {placeholder:<12}  {original}")
    for row in looked.samples:
        click.echo()
        for column, value in row.items():
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            short = text if len(text) <= _SAMPLE else f"… {text[-_SAMPLE:]}"
            click.echo(f"{column}: {short}")
    click.echo("\nNothing was written.")


def _counts(counts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts)
