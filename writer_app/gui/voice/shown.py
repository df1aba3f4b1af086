"""What the voice page shows, as a value."""

from __future__ import annotations

from dataclasses import dataclass

from writer_app.gui.voice.standing import Landmarks, Standing
from writer_app.voice.profile import Profile


@dataclass(frozen=True, slots=True)
class Shown:
    """`document` and `name` (of the profile) are for the writer; `names` are all there are.

    `profile` is None while nothing was learned. `here`: where the document stands, if that can
    be told. `protected`: the phrases of this document; `kept`: the quirks left alone.
    """

    document: str
    names: tuple[str, ...] = ()
    name: str = ""
    profile: Profile | None = None
    landmarks: Landmarks = ()
    here: Standing | None = None
    protected: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
