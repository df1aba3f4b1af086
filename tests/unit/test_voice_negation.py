"""A denial stays one, and none comes of its own."""

from __future__ import annotations

import pytest

from writer_app.voice.guards import check
from writer_app.voice.limits import TIGHTEN, VOICE, Limits, custom_limits


def codes(source: str, candidate: str, limits: Limits = VOICE) -> set[str]:
    return {violation.code for violation in check(source, candidate, limits)}


@pytest.mark.parametrize(
    ("source", "candidate"),
    [
        ("It wasn't that she was unhappy in the house.", "She was not unhappy in the house."),
        ("He had never seen the sea before that day.", "He hadn't seen the sea before that day."),
        (
            "I realized I wasn't there to purchase anything.",
            "I realized I hadn't come to purchase anything.",
        ),
        ("Nobody had come to the old house.", "No one had come to the old house."),
        ("He cannot come to the old house now.", "He can't come to the old house now."),
    ],
)
def test_the_same_negation_in_other_words(source: str, candidate: str) -> None:
    assert "negation" not in codes(source, candidate)


@pytest.mark.parametrize(
    ("source", "candidate"),
    [
        ("He did not love the sea, and said so.", "He loved the sea, and said so."),
        ("He loved the grey sea.", "He never loved the grey sea."),
        ("She had no money left in the tin.", "She had money left in the tin."),
        ("He hardly knew the old house by day.", "He did not know the old house by day."),
        ("He went out without his old coat.", "He did not wear his old coat."),
        ("Neither the cat nor the dog came in.", "The cat and the dog never came in."),
        # As many as before, about other things.
        (
            "He did not love the grey sea. She loved the quiet town.",
            "He loved the grey sea. She did not love the quiet town.",
        ),
    ],
)
def test_a_turned_sense(source: str, candidate: str) -> None:
    for limits in (TIGHTEN, VOICE):
        assert "negation" in codes(source, candidate, limits)


def test_it_is_turned_when_asked() -> None:
    source, candidate = "He did not love the sea.", "He loved the sea."
    assert "negation" in codes(source, candidate, custom_limits("make it warmer"))
    assert "negation" not in codes(source, candidate, custom_limits("say it positively"))
