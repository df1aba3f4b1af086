"""The meter of the usual voice follows what was learned."""

from __future__ import annotations

import os
from pathlib import Path

from tests.unit.voice_samples import ornate, terse
from writer_app.services.usual_meter import UsualMeter
from writer_app.services.voices import Voices


def test_it_is_made_once_and_again_when_another_voice_was_learned(tmp_path: Path) -> None:
    voices, (one, two) = Voices(tmp_path / "voices"), (tmp_path / "1.md", tmp_path / "2.md")
    one.write_text(ornate(900), "utf-8")
    two.write_text(terse(900), "utf-8")
    meter = UsualMeter(voices)
    assert meter() is None
    voices.learn([one])
    first = meter()
    assert first is not None
    assert meter() is first
    voices.learn([two])
    file = tmp_path / "voices" / "voice-default.json"
    os.utime(file, ns=(1, 1))  # the clock of a disk may be too coarse to tell the two apart
    second = meter()
    assert second is not None
    assert second.per_word(terse(100, seed=3)) > first.per_word(terse(100, seed=3))
    voices.forget()
    assert meter() is None


def test_a_voice_that_makes_no_sense_is_none(tmp_path: Path) -> None:
    folder = tmp_path / "voices"
    folder.mkdir()
    (folder / "voice-default.json").write_text("{", "utf-8")
    assert UsualMeter(Voices(folder))() is None
