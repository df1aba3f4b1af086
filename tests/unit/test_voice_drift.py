"""The alarm goes off when a model's sentences come in, and not without."""

from __future__ import annotations

import math

import pytest

from tests.unit.voice_samples import machine, ornate, terse
from writer_app.voice.drift import SHORTEST, drift
from writer_app.voice.profile import Profile, learn


@pytest.fixture(scope="module")
def profile() -> Profile:
    return learn([ornate(4000)])


@pytest.mark.parametrize("seed", range(5, 10))
def test_more_of_the_same_is_no_alarm(profile: Profile, seed: int) -> None:
    found = drift(profile, [ornate(1000, seed=seed)])
    assert not found.alarm
    assert found.low < 0.1
    assert found.evidence == ()


def test_a_models_sentences_are_an_alarm_with_evidence(profile: Profile) -> None:
    found = drift(profile, [ornate(500, seed=7) + "\n\n" + machine(500, seed=7)])
    assert found.alarm
    assert 0.15 < found.low < found.share < found.high
    assert any("testament" in evidence.phrase for evidence in found.evidence)
    assert all(evidence.machine > evidence.own for evidence in found.evidence)


def test_what_a_text_is_about_is_no_evidence(profile: Profile) -> None:
    """A model wrote of it, too, but in one of its texts alone."""
    about = " The students opened the third module with their tutors, and Elara closed it." * 12
    found = drift(profile, [machine(700, seed=7) + about])
    assert found.alarm
    said = " ".join(evidence.phrase for evidence in found.evidence)
    assert "testament" in said
    for topic in ("module", "tutors", "elara"):
        assert topic not in said
    phrases = [f" {evidence.phrase} " for evidence in found.evidence]
    assert not any(one != other and one in other for one in phrases for other in phrases)


def test_a_document_that_was_always_so_is_its_own_measure(profile: Profile) -> None:
    older = [ornate(1500, seed=3) + "\n\n" + machine(1500, seed=3)]
    newer = [ornate(500, seed=4) + "\n\n" + machine(500, seed=4)]
    assert drift(profile, newer).alarm
    assert not drift(profile, newer, older).alarm


def test_of_little_text_nothing_is_said(profile: Profile) -> None:
    found = drift(profile, [machine(SHORTEST // 2)])
    assert not found.alarm
    assert not drift(learn([terse(100)]), [machine(2000)]).alarm
    assert not drift(profile, []).alarm


def test_of_another_language_nothing_is_said(profile: Profile) -> None:
    german = "Der alte Mann saß am Fenster und schwieg. Ein Zug fuhr vorbei, und es war kalt. " * 60
    found = drift(profile, [german])
    assert (found.alarm, found.low) == (False, -math.inf)
    assert drift(profile, [machine(700, seed=7), german[:400]]).alarm
