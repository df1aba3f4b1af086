"""The ranker: signs, symmetry, order, slips, sparseness, and what the writer overrules."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from writer_app.taste.features import NAMES
from writer_app.taste.prior import Prior, shipped
from writer_app.taste.ranker import Choice, Learner, fit

N = len(NAMES)
PLAIN = Prior(
    units=(1.0,) * N,
    growth=(0.0,) * N,
    mean=(0.0,) * N,
    dense=0.2,
    trust=0.5,
    active=(0.2,) * N,
    slab=0.8,
    spike=0.03,
    flips=0.05,
)
PASSAGE = math.log1p(100)
"""The length of a hundred words."""
ADVERBS, COMMAS = NAMES.index("adverbs"), NAMES.index("commas")


def row(**figures: float) -> tuple[float, ...]:
    return tuple(figures.get(name, 0.0) for name in NAMES)


def drawn(n: int, seed: int = 0, weights: dict[int, float] | None = None) -> list[Choice]:
    """Choices by a writer with these weights, of versions that differ in everything."""
    rng = np.random.default_rng(seed)
    truth = np.zeros(N)
    for at, weight in (weights or {ADVERBS: -1.5, COMMAS: 1.0}).items():
        truth[at] = weight
    choices = []
    for a, b in rng.normal(size=(n, 2, N)):
        a[0] = b[0] = PASSAGE
        first = rng.random() < 1 / (1 + np.exp(-(a - b) @ truth))
        kept, lost = (a, b) if first else (b, a)
        choices.append(Choice(tuple(kept.tolist()), tuple(lost.tolist())))
    return choices


def test_with_nothing_learned_and_nothing_expected_either_is_as_likely() -> None:
    ranker = fit([], PLAIN)
    assert ranker.p(row(adverbs=3), row()) == 0.5
    assert ranker.decisions == 0


def test_it_learns_the_sign() -> None:
    ranker = fit([Choice(row(), row(adverbs=1))] * 20, PLAIN)
    assert ranker.mean[ADVERBS] < 0
    assert ranker.p(row(), row(adverbs=1)) > 0.5
    assert ranker.sure("adverbs") > 0.9 > ranker.sure("commas")


def test_the_weights_of_a_writer_come_out() -> None:
    ranker = fit(drawn(600), replace(PLAIN, flips=0.001))
    assert ranker.mean[ADVERBS] == pytest.approx(-1.5, abs=0.35)
    assert ranker.mean[COMMAS] == pytest.approx(1.0, abs=0.35)
    others = [abs(m) for at, m in enumerate(ranker.mean) if at not in (ADVERBS, COMMAS)]
    assert max(others) < 0.25


def test_sparse_beats_wide_on_few_decisions() -> None:
    """What the prior's structure is for: the same choices, and a prior without it."""
    wide = replace(PLAIN, active=(0.999,) * N, slab=1.0)
    test = drawn(800, seed=99)

    def right(prior: Prior) -> float:
        shares = []
        for seed in range(6):
            ranker = fit(drawn(60, seed), prior)
            shares.append(np.mean([ranker.score(c.chosen, c.rejected) > 0 for c in test]))
        return float(np.mean(shares))

    assert right(PLAIN) > right(wide) + 0.01


rows = st.lists(st.floats(-5, 5), min_size=N - 1, max_size=N - 1)
versions = st.tuples(st.floats(0, 6), rows).map(lambda parts: (parts[0], *parts[1]))


@settings(max_examples=40)
@given(versions, versions)
def test_a_probability_is_one_and_symmetric(a: tuple[float, ...], b: tuple[float, ...]) -> None:
    ranker = fit(drawn(30), shipped())
    assert 0 < ranker.p(a, b) < 1
    assert ranker.p(a, b) + ranker.p(b, a) == pytest.approx(1)
    assert ranker.p(a, a) == 0.5


def test_one_by_one_is_as_all_at_once_in_any_order() -> None:
    choices = drawn(150)
    learner = Learner(PLAIN)
    for choice in choices:
        learner.add([choice])
        learner.ranker()
    one_by_one = learner.ranker()
    batch, reversed_ = fit(choices, PLAIN), fit(choices[::-1], PLAIN)
    assert np.allclose(one_by_one.mean, batch.mean, atol=1e-3)
    assert np.allclose(one_by_one.deviation, batch.deviation, atol=1e-3)
    assert np.allclose(reversed_.mean, batch.mean, atol=1e-6)
    assert fit(choices, PLAIN) == batch


def test_no_single_slip_turns_it() -> None:
    """One answer against a hundred moves the weight by little."""
    choices = [Choice(row(), row(adverbs=1))] * 100
    before = fit(choices, PLAIN).mean[ADVERBS]
    slip = Choice(row(adverbs=3), row())
    assert fit([*choices, slip], PLAIN).mean[ADVERBS] < before * 0.7


def test_a_weaker_signal_says_less() -> None:
    choice = Choice(row(), row(adverbs=1))
    strong = fit([choice] * 5, PLAIN).mean[ADVERBS]
    weak = fit([replace(choice, weight=0.2)] * 5, PLAIN).mean[ADVERBS]
    assert strong < weak < 0


def test_an_editor_is_followed_until_the_writer_says_otherwise() -> None:
    mean = [0.0] * N
    mean[ADVERBS], mean[COMMAS] = -1.0, -1.0
    expecting = replace(PLAIN, mean=tuple(mean))
    assert fit([], expecting).mean == tuple(mean)
    contrary = [Choice(row(adverbs=1), row())] * 20
    ranker = fit(contrary, expecting)
    assert ranker.mean[ADVERBS] > 0
    # Who goes against the editor in one thing is not expected to follow them in another as much.
    assert ranker.mean[COMMAS] > -1.0


def test_the_editor_says_nothing_of_passages() -> None:
    mean = [0.0] * N
    mean[ADVERBS] = -1.0
    ranker = fit([], replace(PLAIN, mean=tuple(mean)))

    def plainer(words: int) -> float:
        length = math.log1p(words)
        return ranker.p(row(length=length), row(length=length, adverbs=1))

    assert plainer(12) == plainer(30) > 0.7 > plainer(60) > plainer(100) == 0.5


def test_the_editor_knows_a_passage_that_was_edited_from_another_one() -> None:
    mean = [0.0] * N
    mean[ADVERBS] = -1.0
    expecting = replace(PLAIN, mean=tuple(mean))
    ranker = fit([], expecting)
    plain, adorned = row(length=PASSAGE), row(length=PASSAGE, adverbs=1)
    assert ranker.p(plain, adorned) == ranker.p(plain, adorned, 0.1) == 0.5
    assert ranker.p(plain, adorned, 0.7) > 0.7
    assert ranker.order([adorned, plain]) == [0, 1]
    assert ranker.order([adorned, plain], lambda one, other: 0.7) == [1, 0]
    contrary = Choice(adorned, plain, shared=0.7)
    assert fit([contrary], expecting).editor[ADVERBS] > fit([], expecting).editor[ADVERBS]


def test_what_is_seldom_a_matter_of_taste_takes_more_to_be_learned() -> None:
    active = list(PLAIN.active)
    active[COMMAS] = 0.01
    prior = replace(PLAIN, active=tuple(active))

    def learned(length: float) -> tuple[float, float]:
        both = Choice(row(length=length), row(length=length, adverbs=1, commas=1))
        ranker = fit([both] * 20, prior)
        return ranker.mean[ADVERBS], ranker.mean[COMMAS]

    adverbs, commas = learned(PASSAGE)
    assert adverbs < 5 * commas < 0
    # Between spans much decides at once.
    adverbs, commas = learned(0.0)
    assert adverbs == pytest.approx(commas)


def test_an_overruled_weight_stays_as_it_was_set() -> None:
    ranker = fit(drawn(100), PLAIN, {"adverbs": 0.75, "no such thing": 1.0})
    assert ranker.mean[ADVERBS] == 0.75
    assert ranker.deviation[ADVERBS] == 0
    assert ranker.sure("adverbs") == 1.0
    assert ranker.mean[COMMAS] > 0


@pytest.mark.parametrize("figure", [float("nan"), float("inf"), -float("inf"), 1e300])
def test_a_figure_that_is_none_leaves_the_others_be(figure: float) -> None:
    odd, plain = row(likelihood=figure, adverbs=1.0), row()
    ranker = fit([Choice(plain, odd)] * 3, shipped())
    assert np.isfinite(ranker.mean).all()
    assert 0 < ranker.p(odd, plain) < 1
    assert sorted(ranker.order([odd, plain])) == [0, 1]


def test_the_likeliest_comes_first_and_equals_stay_in_their_order() -> None:
    ranker = fit([Choice(row(), row(adverbs=1))] * 10, PLAIN)
    assert ranker.order([row(adverbs=2), row(), row(adverbs=1), row()]) == [1, 3, 2, 0]
    assert ranker.order([]) == []


def test_the_shipped_prior_knows_every_feature_and_reads_back() -> None:
    prior = shipped()
    assert Prior.from_data(prior.data()) == prior
    assert len(prior.units) == len(prior.mean) == len(prior.growth) == N
    assert min(prior.units) > 0
