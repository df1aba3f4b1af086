"""The meter of the writer's usual voice, for what goes by the writer and not by a document."""

from __future__ import annotations

from writer_app.errors import VoiceError
from writer_app.services.voices import Voices
from writer_app.voice.meter import Meter


class UsualMeter:
    """Called, it gives the meter, or None without such a voice or where it cannot be read.

    Made when it is first asked for, which takes some hundredths of a second, and again after the
    voice was learned or corrected. May be called from several threads.
    """

    def __init__(self, voices: Voices) -> None:
        self._voices = voices
        self._made: tuple[int | None, Meter | None] = (None, None)

    def __call__(self) -> Meter | None:
        age = self._voices.written_at()
        if age != self._made[0]:
            self._made = age, self._make()
        return self._made[1]

    def _make(self) -> Meter | None:
        try:
            return Meter(self._voices.get())
        except VoiceError:
            return None
