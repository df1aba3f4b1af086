"""What the meter's readings are called: decided by intervals, never by a score alone."""

from __future__ import annotations

from functools import cache

import pytest

from tests.voice_demo import own_text, own_words
from writer_app.services.voice_telling import (
    EDGE,
    FOREIGN,
    NOT_YOURS,
    TOO_SHORT,
    YOURS,
    beside,
    drifted,
    drifted_lately,
    signed,
    told,
)
from writer_app.voice.drift import Drift, Evidence
from writer_app.voice.meter import Meter, Reading
from writer_app.voice.profile import learn


@cache
def meter() -> Meter:
    return Meter(learn([own_text()]))


def between(share: float) -> float:
    """A score on the way from whoever is nearest, at 0, to the writer's own passages, at 1."""
    nearest = max(meter().others, meter().machine)
    return nearest + share * (meter().own - nearest)


def reading(score: float, margin: float, *, enough: bool = True) -> Reading:
    return Reading(score, score - margin, score + margin, 1200, enough, 0.5)


@pytest.mark.parametrize(
    ("share", "margin", "words"),
    [(1.2, 0.1, YOURS), (0.9, 0.2, YOURS), (0.5, 0.2, EDGE), (0.2, 0.2, NOT_YOURS)],
)
def test_the_interval_decides_and_not_the_score(share: float, margin: float, words: str) -> None:
    width = margin * (between(1) - between(0))
    said = told(reading(between(share), width), meter(), "this document", learned=20_000)
    assert said.words == words
    assert "95%" in said.tip
    assert "1,200 words" in said.tip


def test_what_reaches_both_is_not_told() -> None:
    width = between(1) - between(0)
    vague = reading(between(0.5), 0.6 * width, enough=False)
    said = told(vague, meter(), "the selection", learned=900)
    assert said.words == TOO_SHORT
    assert said.tip.startswith("The selection")
    assert "More words narrow the interval." in said.tip
    assert "known from 900 words" in said.tip
    few = Reading(between(1), between(1), between(1), 20, True, 0.5)
    assert told(few, meter(), "the selection", learned=20_000).words == TOO_SHORT


def test_a_text_in_another_language_is_not_read() -> None:
    """The meter says that it cannot tell, though its interval is narrow."""
    german = reading(between(0.1), 0.1, enough=False)
    assert told(german, meter(), "this document", learned=20_000).words == FOREIGN


def test_a_text_that_was_learned_from_is_told_to_read_too_high() -> None:
    high = reading(between(1), 0.5)
    assert "too high" in told(high, meter(), "this document", learned=20_000, known=True).tip
    assert "too high" not in told(high, meter(), "this document", learned=20_000).tip


def test_a_voice_in_another_language_is_not_read() -> None:
    german = Meter(learn(["Der alte Hafen lag im Nebel, und niemand kam an diesem Tag. " * 80]))
    assert told(reading(5.0, 0.1), german, "this document", learned=20_000).words == FOREIGN


def test_own_text_is_called_ones_own_and_a_stranger_s_is_not() -> None:
    stranger = "It delves into a rich tapestry, a testament to resilience and to hope. " * 60
    assert told(meter().read([own_words(2_000)]), meter(), "this", learned=20_000).words == YOURS
    assert told(meter().read([stranger]), meter(), "this", learned=20_000).words == NOT_YOURS


def test_a_version_is_held_beside_its_source() -> None:
    source = "The man waited until dusk, and it rained, and there was no one."
    nearer = "The man waited till dusk, whilst it rained - and nobody came."
    assert beside(source, source, meter()).words == "as close to your voice as before"
    assert beside(nearer, source, meter()).words == "nearer to your voice"
    assert beside(source, nearer, meter()).words == "further from your voice"
    tip = beside(nearer, source, meter()).tip
    assert tip.startswith("Beside your passage: +")
    assert "with 95% confidence between" in tip
    assert "More words narrow the interval." in tip
    stranger = "It delves into a rich tapestry, a testament to resilience and to hope. " * 60
    assert beside(stranger, own_words(2_000), meter()).words.endswith("; does not read as yours")
    assert beside(own_words(2_000), stranger, meter()).words.endswith("; reads as yours")


def test_the_alarm_names_the_phrases_that_say_most() -> None:
    evidence = tuple(Evidence(phrase, 3, 0.0, 1.0, 50.0) for phrase in ("delves into", "tapestry"))
    message, hint = drifted(Drift(0.4, 0.2, 0.6, 900, True, evidence))
    assert "model" in message
    assert hint.startswith(
        "It has gone 20% to 60% of the way there. For instance: “delves into”, “tap"
    )
    assert hint.endswith("what you would not say like this.")
    later, same = drifted_lately(Drift(0.4, 0.2, 0.6, 900, True, evidence))
    assert "wrote last" in later
    assert same == hint


@pytest.mark.parametrize(
    ("score", "words"), [(0.294, "+0.29"), (-0.12, "−0.12"), (-0.004, "0.00"), (0.0, "0.00")]
)
def test_a_nought_has_no_sign(score: float, words: str) -> None:
    assert signed(score) == words
