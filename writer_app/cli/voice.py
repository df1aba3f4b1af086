"""`writer-app voice`: learn a voice, look at it, hold a text against it; models' tics."""

from __future__ import annotations

from pathlib import Path

import click

from writer_app.cli.output import as_json, print_json
from writer_app.cli.voice_correct import correct, in_words
from writer_app.cli.voice_score import score
from writer_app.cli.voice_show import portrait
from writer_app.cli.voice_tics import tics
from writer_app.cli.voices import name_option, open_voices
from writer_app.services.pair_store import PairStore
from writer_app.voice.background import shipped
from writer_app.voice.meter import Meter
from writer_app.voice.profile import WANTED, Profile


@click.group()
def voice() -> None:
    """Your voice: learned from your own texts, and kept on this machine."""


@voice.command("learn")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@name_option
def learn_(paths: tuple[Path, ...], name: str) -> None:
    """Learn a voice from files and folders of your own texts, in place of what was known of it."""
    voices, own = open_voices()
    learned = voices.learn(paths, name)
    store = PairStore(voices, own.private)
    if store.get(name):
        store.refresh(name)  # pairs of texts that are no longer its own go
    for problem in learned.unread:
        click.echo(str(problem), err=True)
    profile = learned.profile
    click.echo(f"Learned from {profile.words:,} words in {_counted(learned.files, 'text')}.")
    if profile.words < WANTED:
        click.echo(f"With {WANTED:,} words a voice is known well; less gives wider intervals.")
    if not Meter(profile).speaks_english:
        click.echo("The meter knows English alone, so it will say nothing about texts like these.")


@voice.command()
@name_option
@as_json
def show(name: str, json_: bool) -> None:
    """What marks a voice: its words, its sentences, its marks, its habits."""
    voices, own = open_voices()
    profile, said = voices.update(name), voices.corrections(name)
    pairs = len(PairStore(voices, own.private).get(name))
    if json_:
        print_json({**_as_data(profile), "corrections": said, "pairs": pairs})
    else:
        click.echo("\n\n".join([portrait(profile, shipped()), *in_words(said)]))
        if pairs:
            drafted = _counted(pairs, "passage")
            click.echo(f"\nA model made plain drafts of {drafted} of yours, to learn from.")


@voice.command()
@name_option
def forget(name: str) -> None:
    """Remove a voice, and everything that was worked out from it."""
    open_voices()[0].forget(name)
    click.echo(f"The voice “{name}” is forgotten. Your texts are where they were.")


@voice.command("list")
@as_json
def list_(json_: bool) -> None:
    """The voices that were learned."""
    names = open_voices()[0].names()
    if json_:
        print_json({"voices": names})
    else:
        click.echo("\n".join(names) or "None yet. Learn one with `writer-app voice learn PATHS`.")


voice.add_command(correct)
voice.add_command(score)
voice.add_command(tics)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _as_data(profile: Profile) -> dict[str, object]:
    """What is readable of it: without the counts that only the meter uses."""
    return {
        "words": profile.words,
        "favourites": profile.favourites,
        "avoided": profile.avoided,
        "quirks": profile.quirks,
        "contractions": profile.contractions,
        "punctuation": profile.punctuation,
        "function_words": profile.function_words,
        "sentence_lengths": profile.sentence_lengths,
        "own_range": profile.own_range,
    }
