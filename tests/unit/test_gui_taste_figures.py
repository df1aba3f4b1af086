"""The arithmetic behind the taste page's plots; no window is needed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_app.gui.taste.figures import MOST, accepted, reasons
from writer_app.gui.taste.over_time import LINE, apart, rolling, window


@given(st.lists(st.booleans(), min_size=1, max_size=120), st.integers(1, 60))
def test_each_point_is_the_share_of_the_choices_before_it(right: list[bool], span: int) -> None:
    shares = rolling(right, span)
    assert len(shares) == max(0, len(right) - span + 1)
    for at, share in enumerate(shares):
        assert share == pytest.approx(sum(right[at : at + span]) / span)


@pytest.mark.parametrize(("choices", "span"), [(3, 10), (12, 10), (60, 20), (9_000, 50)])
def test_a_point_sums_up_more_where_there_is_more(choices: int, span: int) -> None:
    assert window(choices) == span


@given(st.floats(0, 200), st.floats(0, 200))
def test_names_never_cover_one_another_and_keep_their_order(first: float, second: float) -> None:
    a, b = apart(first, second)
    assert abs(a - b) >= LINE - 1e-6
    if first != second:
        assert (a > b) == (first > second)


def test_reasons_come_with_the_most_frequent_first() -> None:
    assert reasons({}) == []
    bars = reasons({"too long": 2, "not my voice": 8})
    assert [(bar.name, bar.figure, bar.share) for bar in bars] == [
        ("Not my voice", "8", 1.0),
        ("Too long", "2", 0.25),
    ]
    assert len(reasons({str(n): n + 1 for n in range(30)})) == MOST


def test_what_is_taken_of_whom_comes_with_its_interval() -> None:
    shown = {("b.gguf", "tighten"): (1, 2), ("a.gguf", "continue"): (30, 60)}
    first, second = accepted(shown)
    assert (first.name, first.figure) == ("Continuing, a", "30 of 60")
    assert (second.name, second.figure) == ("Tightening, b", "1 of 2")
    assert first.low < first.share < first.high
    assert second.high - second.low > first.high - first.low
