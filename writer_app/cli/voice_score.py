"""`writer-app voice score`: a text held against a voice, and whether it drifts toward a model."""

from __future__ import annotations

import math
from pathlib import Path

import click

from writer_app.cli.output import as_json, print_json
from writer_app.cli.voices import name_option, open_voices
from writer_app.services.voice_telling import drifted, drifted_lately, told
from writer_app.text.files import load_to_read
from writer_app.voice.drift import Drift, drift
from writer_app.voice.meter import Meter


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@name_option
@as_json
def score(file: Path, name: str, json_: bool) -> None:
    """How much FILE sounds like a voice: against your own range, other people and models.

    And whether it moves toward a model: all of it against your own texts, and what you wrote last
    in it against what you wrote before.
    """
    voices, own = open_voices()
    profile = voices.get(name)
    meter = Meter(profile)
    text = load_to_read(file).text
    reading = meter.read([text])
    newer, older = voices.seen(name).apart(own(file, text))
    whole, lately = drift(profile, [text]), drift(profile, newer, older)
    if json_:
        print_json(
            {
                "reading": reading,
                "own": meter.own,
                "others": meter.others,
                "machine": meter.machine,
                "drift": _if_known(whole),
                "lately": _if_known(lately),
            }
        )
    elif not reading.words:
        click.echo("There is no prose in it.")
    else:
        known = file.absolute() in voices.sources(name)
        said = told(reading, meter, "this document", learned=profile.words, known=known)
        click.echo(f"{said.words[0].upper()}{said.words[1:]}. {said.tip}")
        if reading.enough:
            click.echo(f"It reads higher than {reading.percentile:.0%} of your own passages.")
        if lately.alarm:
            click.echo(" ".join(drifted_lately(lately)))
        elif whole.alarm:
            click.echo(" ".join(drifted(whole)))
        elif _if_known(whole):
            click.echo("It does not move toward how a model writes.")


def _if_known(found: Drift) -> Drift | None:
    """None of a text that is too short, or not in English."""
    return found if math.isfinite(found.low) else None
