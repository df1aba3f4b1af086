"""`writer-app taste`: what was learned of the writer's taste, set right, switched off."""

from __future__ import annotations

import os

import click

from writer_app.cli.output import as_json, print_json
from writer_app.config.paths import Paths
from writer_app.services.taste import Standing, Taste
from writer_app.services.taste_telling import NOTHING, first_choices, headline, task_name
from writer_app.taste.features import NAMES
from writer_app.taste.telling import TOO_EARLY, most_telling, told


@click.group()
def taste() -> None:
    """Your taste: learned from your decisions, and kept on this machine."""


@taste.command()
@as_json
def show(json_: bool) -> None:
    """What was learned, how sure that is, and whether it is of use."""
    standing = _taste().standing()
    if json_:
        print_json(_as_data(standing))
    else:
        click.echo("\n\n".join(_in_words(standing)))


@taste.command()
def on() -> None:
    """Put candidates in the order of your taste, as soon as that is better than without it."""
    _taste().switch(True)
    click.echo("Your taste is on.")


@taste.command()
def off() -> None:
    """Leave candidates in the order in which they come."""
    _taste().switch(False)
    click.echo("Your taste is off. It goes on learning.")


@taste.command(context_settings={"ignore_unknown_options": True})
@click.argument("name", type=click.Choice(NAMES), metavar="NAME")
@click.argument("weight", metavar="WEIGHT|learn")
def overrule(name: str, weight: str) -> None:
    """Set the weight of a feature yourself: below 0 less of it, above 0 more.

    WEIGHT is in logits for a typical difference, mostly between -3 and 3; the word "learn" lets it
    be learned again. `writer-app taste show --json` has the names.
    """
    ours = _taste()
    try:
        ours.overrule(name, None if weight == "learn" else float(weight))
    except ValueError:
        raise click.BadParameter(f"{weight} is not a number.", param_hint="WEIGHT") from None
    row = told(ours.standing().ranker, name)
    click.echo(f"{row.words} ({row.how})")


@taste.command()
def rebuild() -> None:
    """Learn everything anew from the ledger."""
    ours = _taste()
    ours.rebuild()
    click.echo(headline(ours.standing()))


@taste.command()
def forget() -> None:
    """Begin anew: no decision until now teaches anything any more, what you set is gone too."""
    _taste().forget()
    click.echo("Your taste is forgotten. The ledger keeps your decisions: see `writer-app log`.")


def _taste() -> Taste:
    paths = Paths.from_environment(os.environ).ensure()
    return Taste(paths.taste, paths.ledger, taught=paths.taught)


def _in_words(standing: Standing) -> list[str]:
    if not standing.decisions and not standing.overruled and not standing.notes:
        return [NOTHING]
    rows = [row for row in most_telling(standing.ranker) if row.how != TOO_EARLY]
    learned = [f"  {row.words} ({row.how})" for row in rows]
    taken = [
        f"  {taken:>5} of {shown:<5} {task_name(task)}, {model}"
        for (model, task), (taken, shown) in standing.accepted.items()
    ]
    return [
        headline(standing),
        *_list("What it learned", learned or ["  Nothing for sure so far."]),
        *_list("Its first choice", [f"  {first_choices(standing.held_out)}"]),
        *_list("Notes", [f"  {note.text}" for note in standing.notes]),
        *_list("Reasons you give", [f"  {n:>5}  {why}" for why, n in standing.reasons.items()]),
        *_list("What you take", taken),
    ]


def _list(title: str, lines: list[str]) -> list[str]:
    return ["\n".join([title, *lines])] if lines else []


def _as_data(standing: Standing) -> dict[str, object]:
    return {
        "on": standing.on,
        "helps": standing.helps,
        "decisions": standing.decisions,
        "headline": headline(standing),
        "features": most_telling(standing.ranker),
        "overruled": standing.overruled,
        "first_choice": [
            {"when": when, "taste": by_taste, "without": without}
            for when, by_taste, without in standing.held_out
        ],
        "reasons": standing.reasons,
        "accepted": [
            {"model": model, "task": task, "taken": taken, "shown": shown}
            for (model, task), (taken, shown) in standing.accepted.items()
        ],
        "notes": standing.notes,
    }
