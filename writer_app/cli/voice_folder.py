"""`--voice DIR`: a folder of the writer's own texts, to be shown to the model as samples."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import click

from writer_app.errors import DocumentError, NotReadable
from writer_app.text.files import load
from writer_app.voice.exemplars import nearest, own_passages
from writer_app.voice.profile import Profile, learn

SUFFIXES = (".md", ".markdown", ".txt")

voice_option = click.option(
    "--voice",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="A folder of your own texts, as samples of your voice.",
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
        texts = []
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in SUFFIXES and path.is_file():
                try:
                    texts.append(load(path).text)
                except DocumentError as problem:
                    click.echo(str(problem), err=True)
        profile = learn(texts)
        return cls(tuple(own_passages(texts)), profile if profile.usable else None)

    def nearest(self, passage: str) -> list[str]:
        """Those most like `passage`, the nearest last."""
        return nearest(passage, self.passages)
