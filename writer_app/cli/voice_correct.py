"""`writer-app voice correct`: what the writer says of what was learned of their voice."""

from __future__ import annotations

from collections.abc import Iterable

import click

from writer_app.cli.output import as_json, print_json
from writer_app.cli.voices import name_option, open_voices
from writer_app.services.voices import Corrections
from writer_app.voice.profile import Profile
from writer_app.voice.quirks import literal
from writer_app.voice.tokens import straighten

_MARKS = str.maketrans("", "", "\"'")
_QUOTES = str.maketrans("", "", '“”"')


@click.command()
@click.option("--not-mine", multiple=True, metavar="ITEM", help="A word or a habit is not yours.")
@click.option("--mine", multiple=True, metavar="WORDS", help="Words are a habit of yours.")
@click.option("--undo", multiple=True, metavar="ITEM", help="Take back what you said of it.")
@name_option
@as_json
def correct(
    not_mine: tuple[str, ...],
    mine: tuple[str, ...],
    undo: tuple[str, ...],
    name: str,
    json_: bool,
) -> None:
    """Say what of a voice is yours. It stays so when the voice is learned again.

    ITEM is what `voice show` lists; of a habit such as “whilst” for “while” its first words do.
    Each may be given several times.
    """
    if not any(map(str.strip, (*not_mine, *mine, *undo))):
        raise click.UsageError("Say what: --not-mine, --mine or --undo.")
    voices, _ = open_voices()
    said = voices.corrections(name)
    for item in undo:
        said = said.undone(_among(item, (*said.not_mine, *said.mine), "said of it"))
    listed = _listed(voices.get(name))
    for item in not_mine:
        said = said.denied(_among(item, (*listed, *said.not_mine), "listed by `voice show`"))
    for words in mine:
        said = said.claimed(f"“{' '.join(words.translate(_QUOTES).split())}”")
    voices.correct(said, name)
    if json_:
        print_json(said)
    else:
        click.echo("\n".join(in_words(said)) or "Nothing is said of it any more.")


def in_words(said: Corrections) -> list[str]:
    """A line for what is the writer's, and for what is not, if there is any."""
    lines = (("Yours, as you say: ", said.mine), ("Not yours, as you say: ", said.not_mine))
    return [f"{title}{', '.join(items)}" for title, items in lines if items]


def _listed(profile: Profile) -> list[str]:
    words = [marked.word for marked in (*profile.favourites, *profile.avoided)]
    return [*words, *profile.quirks]


def _among(item: str, known: Iterable[str], where: str) -> str:
    """As it is kept: in whatever case and with whatever quotation marks the writer types it."""
    typed = _plain(item)
    for each in known:
        if typed and typed in (_plain(each), _plain(literal(each))):
            return each
    raise click.BadParameter(f"there is no “{item}” {where}.")


def _plain(item: str) -> str:
    return " ".join(straighten(item).translate(_MARKS).casefold().split())
