"""`writer-app log`: what the writer decided, and preference data made of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from writer_app.cli.exporting import export_command
from writer_app.cli.log_forget import forget
from writer_app.cli.log_import import import_
from writer_app.cli.output import as_json, print_facts, print_json
from writer_app.cli.replaying import replay
from writer_app.cli.workbench import open_workbench
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
    if not decisions:
        click.echo("Nothing was decided yet.")
    for decision in decisions:
        click.echo(f"{decision.asked_at:%Y-%m-%d %H:%M}  {decision.task}  {decision.document.path}")
        for candidate in decision.candidates:
            first_line = candidate.text.strip().partition("\n")[0]
            click.echo(f"    {candidate.outcome.value:<12} {first_line[:80]}")


log.add_command(export_command)
log.add_command(forget)
log.add_command(import_)
log.add_command(replay)
