"""The voices on this machine, as the commands about them open them."""

from __future__ import annotations

import os

import click

from writer_app.config.paths import Paths
from writer_app.services.own_text import OwnText
from writer_app.services.voices import USUAL, Voices

name_option = click.option("--name", default=USUAL, show_default=True, help="Which voice.")


def open_voices() -> tuple[Voices, OwnText]:
    """With what tells a document's own text from a model's."""
    paths = Paths.from_environment(os.environ).ensure()
    own = OwnText(paths.ledger, paths.provenance)
    return Voices(paths.voices, own), own
