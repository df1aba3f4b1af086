"""`writer-app log`: what the writer decided, and preference data made of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from writer_app.cli.output import as_json, print_facts, print_json
from writer_app.cli.replaying import replay
from writer_app.cli.workbench import open_workbench
from writer_app.ledger.export import Format, export
from writer_app.ledger.store import Ledger


@click.group()
def log() -> None:
    """The ledger of your decisions. It is yours, and it stays on this machine."""


@contextmanager
def _ledger() -> Iterator[Ledger]:
    with Ledger.open(open_workbench().paths.ledger) as ledger:
        yield ledger


@log.command()
@as_json
def stats(json_: bool) -> None:
    """How much was decided, and how."""
    with _ledger() as ledger:
        counts = ledger.stats()
    if json_:
        print_json(counts)
        return
    print_facts(
        {
            "Decisions": counts.decisions,
            "Candidates": counts.candidates,
            "Documents": f"{counts.documents} ({counts.do_not_log} not to be logged)",
            "Since": counts.first.date() if counts.first else "nothing decided yet",
        }
    )
    for title, tally in (
        ("Tasks", counts.by_task),
        ("What became of candidates", counts.by_outcome),
        ("Verdicts on changes", counts.by_verdict),
        ("Reasons given", counts.by_reason),
        ("Held back for", counts.by_held),
        ("Models", counts.by_model),
    ):
        if tally:
            click.echo(f"\n{title}")
            for name, times in tally.items():
                click.echo(f"  {times:>6}  {name}")


@log.command()
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True)
@as_json
def show(limit: int, json_: bool) -> None:
    """The last decisions, the latest first."""
    with _ledger() as ledger:
        decisions = ledger.decisions(limit)
    if json_:
        print_json(decisions)
        return
    for decision in decisions:
        click.echo(f"{decision.asked_at:%Y-%m-%d %H:%M}  {decision.task}  {decision.document.path}")
        for candidate in decision.candidates:
            first_line = candidate.text.strip().partition("\n")[0]
            click.echo(f"    {candidate.outcome.value:<12} {first_line[:80]}")


@log.command("export")
@click.option("--format", "form", type=click.Choice([form.value for form in Format]), required=True)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True)
@as_json
def export_(form: str, out: Path, json_: bool) -> None:
    """Write preference data that TRL's trainers take as it is."""
    with _ledger() as ledger:
        summary = export(ledger, out, Format(form))
    if json_:
        print_json(summary)
        return
    click.echo(
        f"{summary.train} rows to train with and {summary.test} to test with, "
        f"from {summary.documents} documents, in {summary.folder}."
    )


log.add_command(replay)
