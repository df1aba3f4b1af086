"""`--voice DIR`: a folder of the writer's own texts, learned on the spot."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import click

from writer_app.errors import NotReadable
from writer_app.services.voice_texts import read_texts
from writer_app.voice.exemplars import nearest, own_passages
from writer_app.voice.profile import LEAST, Profile, learn

voice_option = click.option(
    "--voice",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="A folder of your own texts, to learn your voice from.",
)


@dataclass(frozen=True, slots=True)
class Voice:
    """The paragraphs that can serve as samples, and the profile; None where there is too little
    text to know a voice by."""

    passages: tuple[str, ...] = ()
    profile: Profile | None = None

    @classmethod
    def read(cls, folder: Path) -> Self:
        """All Markdown and text files below `folder`; what cannot be read is told and left out."""
        if not folder.is_dir():
            raise NotReadable(f"There is no folder {folder}.", "Name the folder of your texts.")
        loaded, problems = read_texts([folder])
        for problem in problems:
            click.echo(str(problem), err=True)
        texts = [file.text for file in loaded]
        profile = learn(texts)
        if not profile.usable:
            click.echo(
                f"{profile.words:,} words are too few to know a voice by: it takes {LEAST:,}.",
                err=True,
            )
        return cls(tuple(own_passages(texts)), profile if profile.usable else None)

    def nearest(self, passage: str) -> list[str]:
        """Those most like `passage`, the nearest last."""
        return nearest(passage, self.passages)
