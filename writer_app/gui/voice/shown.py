"""What the voice page shows, as a value, and how a voice is named."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import PurePath

from writer_app.gui.voice.standing import Landmarks, Standing
from writer_app.services.voices import USUAL, Corrections
from writer_app.voice.profile import Profile

_ODD = re.compile(r"[^\w -]+|\A[ -]+")


@dataclass(frozen=True, slots=True)
class Shown:
    """`document` is its name; `name` that of its voice, `names` those of all that were learned.

    `profile` is None while nothing was learned. `here`: where the document stands, if that can
    be told. `protected`: the phrases of this document. `corrections`: what the writer said of the
    voice.
    """

    document: str
    names: tuple[str, ...] = ()
    name: str = USUAL
    profile: Profile | None = None
    landmarks: Landmarks = ()
    here: Standing | None = None
    protected: tuple[str, ...] = ()
    corrections: Corrections = field(default_factory=Corrections)


def titled(name: str) -> str:
    """A voice's name as the writer reads it."""
    return "Your usual voice" if name == USUAL else f"“{name}”"


def name_for(document: str, taken: Collection[str] = ()) -> str:
    """A name for the voice of one document alone, as `Voices` allows it."""
    stem = _ODD.sub("", PurePath(document).stem)[:36].strip() or "Draft"
    numbered = (f"{stem} {number}" for number in count(2))
    return next(name for name in chain([stem], numbered) if name not in {*taken, USUAL})
