"""What was on show while a word was typed."""

from __future__ import annotations

import pytest

from writer_app.services.passed_over import READING, PassedOver, Place


def seen(*shown: tuple[str, str]) -> PassedOver:
    passed = PassedOver()
    for before, word in shown:
        passed.seen(Place.of(before), word)
    return passed


def at(passed: PassedOver, before: str) -> dict[str, int]:
    return dict(passed.at(Place.of(before)))


def test_a_word_counts_for_each_letter_that_was_typed_at_it() -> None:
    passed = seen(("in ", "the"), ("in t", "the"), ("in th", "they"))
    assert at(passed, "in thi") == {"the": 2, "they": 1}


def test_asked_twice_about_the_same_letters_it_counts_once() -> None:
    assert at(seen(("in ", "the"), ("in ", "the")), "in t") == {"the": 1}


@pytest.mark.parametrize("now", ["in ", "on t", "in t ", "in my t", "in the d"])
def test_at_any_other_place_nothing_was_passed_over(now: str) -> None:
    assert at(seen(("in t", "the")), now) == {}


def test_letters_that_were_taken_back_are_forgotten() -> None:
    passed = seen(("in ", "a"), ("in t", "the"))
    assert at(passed, "in t") == {"a": 1}
    assert at(passed, "in th") == {"a": 1}


def test_a_text_cut_from_the_left_is_the_same_place() -> None:
    long = "It rained and rained, so that nobody thought of going out, and the fire was lit again "
    passed = seen((long, "and"))
    cut = long[10:] + "a"
    assert passed.at(Place.of(cut, len(long) + 1)) == {"and": 1}


def test_what_was_not_on_show_for_long_enough_was_not_seen() -> None:
    passed, place = PassedOver(), Place.of("in ")
    passed.show(place, "the rain", 1.0)
    passed.end(1.0 + READING / 2)
    assert at(passed, "in t") == {}
    passed.show(place, "the rain", 2.0)
    passed.show(place, "the rain and", 2.0 + READING / 2)  # it only grew
    passed.end(2.0 + 2 * READING)
    assert at(passed, "in t") == {"the": 1}


@pytest.mark.parametrize(
    ("before", "text", "word"),
    [
        ("It was l", "ate.", "late"),
        ("It was late", " and", "and"),
        ("It is", "n't so", "isn't"),
        ("It was “", "Yes", "yes"),
        ("It was", ".", ""),
    ],
)
def test_the_word_that_a_text_makes_of_what_was_begun(before: str, text: str, word: str) -> None:
    assert Place.of(before).word(text) == word
