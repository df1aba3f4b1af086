"""`writer-app continue`: what the model would write next."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from writer_app.cli.asking import continue_text
from writer_app.cli.output import as_json, print_json
from writer_app.cli.voice_folder import Voice, voice_option
from writer_app.cli.voice_tics import tics_of
from writer_app.cli.workbench import loaded_model, model_option, open_workbench, refuse_failure
from writer_app.engine.work import Ban
from writer_app.services.continuation import Alternative
from writer_app.text.files import load_to_read


@click.command("continue")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--at", "offset", type=click.IntRange(min=0), help="Where, in characters.")
@click.option("--n", type=click.IntRange(1, 8), default=3, show_default=True, help="Alternatives.")
@click.option("--max-tokens", type=click.IntRange(1, 2048), default=40, show_default=True)
@click.option("--seed", type=click.IntRange(min=0), help="The same seed gives the same text.")
@click.option(
    "--ban",
    "banned",
    type=click.Path(path_type=Path),
    help="A file of phrases not to be written, one a line; * stands for some words.",
)
@voice_option
@model_option
@as_json
def continue_(
    file: Path,
    offset: int | None,
    n: int,
    max_tokens: int,
    seed: int | None,
    banned: Path | None,
    voice: Path | None,
    model: str | None,
    json_: bool,
) -> None:
    """Continue FILE where it ends, or at a place in it. The file is not changed.

    With --voice, what the model says too often is not written unless you say it too.
    """
    text = load_to_read(file).text
    caret = len(text) if offset is None else offset
    if caret > len(text):
        raise click.BadParameter(f"the text has {len(text)} characters", param_hint="--at")
    phrases = load_to_read(banned).text.splitlines() if banned else []
    bans = tuple(Ban(phrase.strip()) for phrase in phrases if phrase.strip())
    bench = open_workbench()
    if voice is not None:
        bans += tics_of(bench, model).bans(Voice.read(voice).profile)
    with loaded_model(bench, model) as loaded:
        offer = continue_text(
            loaded,
            text[:caret],
            text[caret:],
            n=n,
            max_tokens=max_tokens,
            seed=seed,
            bans=bans if banned or voice else None,
        )
        refuse_failure(offer.failed)
        alternatives = offer.alternatives
        name = loaded.entry.path.name
    if json_:
        found = [_as_data(alternative) for alternative in alternatives]
        print_json({"file": file, "at": caret, "model": name, "alternatives": found})
        return
    for number, alternative in enumerate(alternatives, 1):
        held = f"(held back: {', '.join(alternative.held)})" if alternative.held else ""
        click.echo(f"{number}  {held or alternative.text}")


def _as_data(alternative: Alternative) -> dict[str, Any]:
    return {
        "text": alternative.text,
        "word": alternative.word,
        "confidence": round(alternative.confidence, 4),
        "finish": alternative.finish,
        "tokens": alternative.tokens,
        "seconds": round(alternative.seconds, 3),
        "held": alternative.held,
    }
