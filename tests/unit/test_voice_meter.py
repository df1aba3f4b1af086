"""The meter knows a writer's own from another's, and when it does not know."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.voice_samples import machine, ornate, terse
from writer_app.voice.meter import Meter
from writer_app.voice.profile import Profile, learn


@pytest.fixture(scope="module")
def profile() -> Profile:
    return learn([terse(4000)])


@pytest.fixture(scope="module")
def meter(profile: Profile) -> Meter:
    return Meter(profile)


def test_own_text_reads_higher_than_others(meter: Meter) -> None:
    own = meter.per_word(terse(100, seed=9))
    assert own > meter.per_word(ornate(100, seed=9))
    assert own > meter.per_word(machine(100, seed=9))
    assert meter.own > meter.others
    assert meter.own > meter.machine


def test_a_reading_pools_what_is_there(meter: Meter) -> None:
    texts = [terse(300, seed=s) for s in (5, 6)]
    reading = meter.read(texts)
    alone = [meter.read([text]) for text in texts]
    assert reading.words == sum(one.words for one in alone)
    assert min(one.score for one in alone) <= reading.score <= max(one.score for one in alone)
    assert reading.low < reading.score < reading.high
    assert reading.high - reading.low < min(one.high - one.low for one in alone)
    assert reading.enough
    assert 0 < reading.percentile < 1


def test_another_writer_is_outside_of_the_own_range(meter: Meter) -> None:
    reading = meter.read([ornate(600, seed=3)])
    assert reading.percentile == 0
    assert reading.high < meter.own


def test_a_few_words_are_too_few(meter: Meter) -> None:
    assert not meter.read(["Nobody came."]).enough
    nothing = meter.read(["# A heading\n\n> A quotation."])
    assert (nothing.words, nothing.enough) == (0, False)
    assert meter.read([]).words == 0
    assert meter.per_word("…") == 0


def test_too_small_a_profile_says_nothing() -> None:
    small = Meter(learn([terse(100)]))
    assert not small.read([terse(2000)]).enough


def test_it_says_nothing_of_other_languages(meter: Meter) -> None:
    german = "Der alte Mann saß am Fenster und sah auf die Straße, auf der niemand ging. " * 200
    assert not meter.read([german]).enough
    foreign = Meter(learn([german]))
    assert not foreign.speaks_english
    assert not foreign.read([german]).enough
    assert not foreign.read([terse(2000)]).enough


def test_the_own_range_is_of_passages_it_did_not_learn_from(profile: Profile) -> None:
    """What is held out reads lower than the same text does when it was learned from."""
    learned = Meter(profile).read([terse(4000)]).score
    assert sum(profile.own_range) / len(profile.own_range) < learned
    assert len(profile.own_range) == pytest.approx(profile.words / 100, rel=0.1)


def test_without_a_range_a_reading_stands_in_the_middle(profile: Profile) -> None:
    meter = Meter(replace(profile, own_range=()))
    reading = meter.read([terse(200)])
    assert (reading.percentile, reading.enough) == (0.5, False)
