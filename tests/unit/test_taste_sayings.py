"""What is said of a weight: in words for both signs, and no more surely than is known."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_app.taste.features import NAMES
from writer_app.taste.prior import shipped
from writer_app.taste.ranker import Ranker, fit
from writer_app.taste.sayings import SAYINGS, saying, title
from writer_app.taste.telling import (
    ALMOST_CERTAIN,
    PERHAPS,
    QUITE_SURE,
    SET_BY_YOU,
    TOO_EARLY,
    most_telling,
    told,
)

SEMICOLONS = NAMES.index("semicolons")


def learned(mean: float, deviation: float, name: str = "semicolons") -> Ranker:
    """Of one feature this much, of the others what is expected."""
    known, at = fit([], shipped()), NAMES.index(name)
    means, deviations = list(known.mean), list(known.deviation)
    means[at], deviations[at] = mean, deviation
    return replace(known, mean=tuple(means), deviation=tuple(deviations))


def test_every_feature_has_a_title_and_words_for_both_signs() -> None:
    assert set(SAYINGS) == set(NAMES)
    for name in NAMES:
        more, less = saying(name, 1.0), saying(name, -1.0)
        assert more != less
        assert all(each.startswith("You ") and each.endswith(".") for each in (more, less))
        assert saying(name, 0.0) == ""
    assert len(set(map(title, NAMES))) == len(NAMES)


@pytest.mark.parametrize(
    ("mean", "deviation", "words", "how"),
    [
        (1.0, 0.3, "You keep semicolons.", ALMOST_CERTAIN),
        (1.0, 0.6, "You seem to keep semicolons.", QUITE_SURE),
        (1.0, 1.0, "Perhaps you keep semicolons.", PERHAPS),
        (-1.0, 0.3, "You avoid semicolons.", ALMOST_CERTAIN),
        (0.1, 1.0, "Semicolons", TOO_EARLY),
        (0.5, 0.0, "You keep semicolons.", SET_BY_YOU),
        (0.0, 0.0, "Semicolons", SET_BY_YOU),
    ],
)
def test_it_is_said_as_surely_as_it_is_known(
    mean: float, deviation: float, words: str, how: str
) -> None:
    found = told(learned(mean, deviation), "semicolons")
    assert (found.words, found.how) == (words, how)


def test_what_is_only_expected_of_writers_is_not_said_of_this_one() -> None:
    assert {row.how for row in most_telling(fit([], shipped()))} == {TOO_EARLY}


def test_what_was_expected_and_is_confirmed_is_said() -> None:
    expected = fit([], shipped())
    length = NAMES.index("length")
    assert expected.mean[length] < 0
    surer = learned(expected.mean[length], expected.deviation[length] / 2, "length")
    assert told(surer, "length").words in {"You seem to cut.", "You cut."}


def test_what_was_set_by_hand_comes_first_and_then_what_is_surest() -> None:
    first, second, *_ = most_telling(learned(0.9, 0.2))
    assert first.name == "semicolons"
    assert second.how == TOO_EARLY
    overruled = most_telling(fit([], shipped(), {"hedges": -0.5}))[0]
    assert (overruled.name, overruled.how, overruled.weight) == ("hedges", SET_BY_YOU, -0.5)


@given(st.floats(-20, 20), st.floats(1e-3, 20), st.sampled_from(NAMES))
def test_any_weight_can_be_told(mean: float, deviation: float, name: str) -> None:
    found = told(learned(mean, deviation, name), name)
    assert found.words
    assert (found.how == TOO_EARLY) == (found.words == title(name))
