"""What decodes cost, and how long a draft pays."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_app.worker.costs import EXACT, FORGOTTEN, Costs, best_length


def seen(*observations: tuple[int, float]) -> Costs:
    costs = Costs()
    for tokens, seconds in observations:
        for _ in range(5):
            costs.observe(tokens, seconds)
    return costs


def test_before_anything_was_seen_the_cost_grows_in_a_line() -> None:
    costs = Costs()
    steps = [costs.of(tokens + 1) - costs.of(tokens) for tokens in range(1, 40)]
    assert steps == pytest.approx([steps[0]] * 39)
    assert 0.0 < steps[0] < costs.of(1)


def test_one_size_seen_scales_the_line() -> None:
    costs = seen((1, 0.1))
    assert costs.of(1) == pytest.approx(0.1)
    assert costs.of(5) / costs.of(1) == pytest.approx(Costs().of(5) / Costs().of(1))


def test_between_two_sizes_it_is_interpolated() -> None:
    costs = seen((2, 0.2), (6, 0.4))
    assert [costs.of(tokens) for tokens in (2, 3, 4, 6)] == pytest.approx([0.2, 0.25, 0.3, 0.4])
    assert costs.of(1) < 0.2
    assert costs.of(7) > 0.4


def test_a_disturbed_decode_changes_nothing() -> None:
    costs = seen((1, 0.1), (8, 0.3))
    costs.observe(8, 5.0)
    assert costs.of(8) == pytest.approx(0.3)


def test_a_size_whose_first_decode_was_disturbed_is_still_believed_in() -> None:
    costs = seen((1, 0.1), (16, 0.4))
    expected = costs.of(8)
    costs.observe(8, 5.0)
    assert costs.of(8) == pytest.approx(expected)


def test_what_changes_for_good_is_learnt() -> None:
    costs = seen((1, 0.1), (8, 0.3))
    for _ in range(7):
        costs.observe(8, 0.2)
    assert costs.of(8) == pytest.approx(0.2)


def test_a_size_dearer_than_a_larger_one_gives_way_to_it() -> None:
    costs = seen((1, 0.082), (2, 0.116), (3, 0.152), (4, 0.127), (8, 0.243))
    assert costs.of(3) == costs.of(4) == pytest.approx(0.127)
    assert best_length(costs, [0.7], 3) == 3


def test_a_prompt_in_chunks_says_what_many_tokens_cost() -> None:
    costs = seen((1, 0.1), (512, 12.8))
    assert costs.of(300) == pytest.approx(0.1 + 12.7 * 299 / 511)
    # Chunks above the exact sizes are kept together, by what a token in them cost.
    again = seen((1, 0.1), (700, 17.5))
    assert again.of(512) == pytest.approx(12.8)


def test_what_was_not_seen_for_long_is_forgotten() -> None:
    costs = seen((1, 0.1), (8, 9.0))
    for _ in range(FORGOTTEN):
        costs.observe(1, 0.1)
    costs.observe(1, 0.1)
    assert costs.of(8) < 1.0


@pytest.mark.parametrize(
    ("tokens", "seconds"), [(0, 1.0), (-3, 1.0), (4, 0.0), (4, -1.0), (4, math.nan), (4, math.inf)]
)
def test_nonsense_is_not_observed(tokens: int, seconds: float) -> None:
    costs = Costs()
    costs.observe(tokens, seconds)
    assert costs.of(4) == Costs().of(4)


OBSERVATIONS = st.lists(st.tuples(st.integers(1, 600), st.floats(1e-4, 60.0)), max_size=60)


@given(OBSERVATIONS)
def test_more_tokens_never_cost_less(observations: list[tuple[int, float]]) -> None:
    costs = Costs()
    for tokens, seconds in observations:
        costs.observe(tokens, seconds)
    curve = [costs.of(tokens) for tokens in range(1, 2 * EXACT)]
    assert all(cost > 0.0 for cost in curve)
    assert all(more >= less * (1 - 1e-9) for less, more in pairwise(curve))


def test_nobody_left_drafts_nothing() -> None:
    assert best_length(Costs(), [], 8) == 0


def test_without_hope_nothing_is_drafted_unless_it_must_be() -> None:
    assert best_length(Costs(), [0.02], 8) == 0
    assert best_length(Costs(), [0.02], 8, least=1) == 1
    assert best_length(Costs(), [0.02], 0, least=1) == 0


def test_a_floor_does_not_hide_what_is_better_still() -> None:
    costs = seen((1, 0.05), (2, 0.2), (4, 0.21), (8, 0.9))
    assert best_length(costs, [0.7], 7) == 0
    assert best_length(costs, [0.7], 7, least=1) == 3


def test_where_verifying_is_free_all_is_drafted() -> None:
    assert best_length(seen((1, 0.1), (64, 0.1)), [0.9], 20) == 20


def test_more_trust_and_fewer_candidates_make_longer_drafts() -> None:
    costs = seen((1, 0.0143), (2, 0.0208), (4, 0.0301), (8, 0.0513), (16, 0.11), (32, 0.226))
    lengths = [best_length(costs, [trust], 24) for trust in (0.1, 0.5, 0.8, 0.95)]
    assert lengths == sorted(lengths)
    assert lengths[0] < lengths[-1]
    assert best_length(costs, [0.95] * 3, 24) <= lengths[-1]


@given(OBSERVATIONS, st.lists(st.floats(0.0, 0.98), min_size=1, max_size=4), st.integers(0, 12))
def test_no_other_length_writes_more_in_a_second(
    observations: list[tuple[int, float]], confidences: list[float], most: int
) -> None:
    costs = Costs()
    for tokens, seconds in observations:
        costs.observe(tokens, seconds)

    def rate(length: int) -> float:
        written = sum((1 - p ** (length + 1)) / (1 - p) for p in confidences)
        return written / costs.of(len(confidences) * (length + 1))

    chosen = best_length(costs, confidences, most)
    assert 0 <= chosen <= most
    best = max(rate(length) for length in range(most + 1))
    assert rate(chosen) == pytest.approx(best)
