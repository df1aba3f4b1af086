"""The arithmetic of the voice page and the words that come of it; no window is needed."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from writer_app.gui.voice.figures import below, binned, density, figure, quantile, shares, times
from writer_app.gui.voice.pairs import Pair
from writer_app.gui.voice.punctuation import punctuation, telling
from writer_app.gui.voice.size import worth

LENGTHS = st.lists(st.integers(1, 200), min_size=1, max_size=80)


@given(LENGTHS)
def test_every_sentence_is_in_exactly_one_bin(lengths: list[int]) -> None:
    bins = binned(shares(lengths, 60), 3)
    assert len(bins) == 21
    assert sum(bins) == pytest.approx(1.0)
    assert bins[-1] == pytest.approx(sum(n >= 60 for n in lengths) / len(lengths))


@given(LENGTHS)
def test_half_of_the_sentences_are_no_longer_than_the_middle(lengths: list[int]) -> None:
    middle = below(shares(lengths, 200), 0.5)
    assert sum(n <= middle for n in lengths) * 2 >= len(lengths) - 1e-6
    assert sum(n < middle for n in lengths) * 2 <= len(lengths) + 1e-6


@given(st.lists(st.floats(-5, 5), min_size=1), st.floats(0, 1))
def test_a_quantile_lies_within_the_sample(values: list[float], share: float) -> None:
    assert min(values) <= quantile(sorted(values), share) <= max(values)


@given(st.lists(st.floats(-1, 1), min_size=2, max_size=30))
@example([0.0, 5.6e-158])
def test_a_density_covers_everything_once(values: list[float]) -> None:
    steps = [i / 250 for i in range(-1_000, 1_001)]
    heights = density(values, steps)
    assert all(height >= 0 for height in heights)
    if max(values) - min(values) > 0.5:
        assert sum(heights) / 250 == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize(
    ("rate", "said"), [(0.0, "0"), (0.444, "0.44"), (5.3, "5.3"), (72.2, "72"), (1234.0, "1,234")]
)
def test_figures_have_two_digits_that_say_something(rate: float, said: str) -> None:
    assert figure(rate) == said


def test_times() -> None:
    assert (times(3.44), times(12.4)) == ("3.4×", "12×")


def test_marks_that_nobody_uses_are_left_out() -> None:
    pairs = punctuation({",": 70.0, ";": 0.01}, {",": 80.0, "?": 4.0})
    assert [(p.sign, p.own, p.others) for p in pairs] == [(",", 70.0, 80.0), ("?", 0.0, 4.0)]


def test_the_most_telling_marks_are_said() -> None:
    pairs = [Pair(";", "semicolon", 12, 4), Pair(",", "comma", 70, 80), Pair("!", "bang", 1, 5)]
    assert telling(pairs) == "A quarter of others’ bangs; 3 times as many semicolons as others."
    assert telling([Pair(",", "comma", 70, 80)]) == "Much as others set them."


@pytest.mark.parametrize(
    ("known", "said"),
    [(120, "380 more"), (2_000, "8,000 more"), (40_000, "plenty")],
)
def test_more_words_are_asked_for_as_long_as_they_help(known: int, said: str) -> None:
    assert said in worth(known)
