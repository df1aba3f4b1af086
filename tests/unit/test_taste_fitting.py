"""A prior made of edits: units from what differs, a mean from what was kept."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from writer_app.taste.features import NAMES
from writer_app.taste.fitting import edited, measured
from writer_app.taste.prior import shipped
from writer_app.taste.ranker import fit

ADVERBS, COLONS = NAMES.index("adverbs"), NAMES.index("colons")
Pair = tuple[tuple[float, ...], tuple[float, ...]]


def pairs(words: float, spread: float, n: int = 60, seed: int = 0) -> list[Pair]:
    """Versions of so many words; the one with fewer adverbs is kept."""
    rng = np.random.default_rng(seed)
    rows = rng.normal(0, spread, (n, 2, len(NAMES)))
    rows[:, :, 0] = np.log1p(words)
    rows[:, :, COLONS] = 0.0
    rows = np.array([pair if pair[0][ADVERBS] < pair[1][ADVERBS] else pair[::-1] for pair in rows])
    return [(tuple(kept), tuple(lost)) for kept, lost in rows.tolist()]


def test_a_unit_is_what_differs_and_grows_as_it_was_seen_to() -> None:
    prior = measured(pairs(12, 1.0), pairs(108, 2.0, seed=1), shipped())
    assert abs(prior.units[ADVERBS] - 2**0.5) < 0.3  # of two independent draws
    assert 0.3 < prior.growth[ADVERBS] < 0.6  # five times the size, twice the difference
    assert (prior.units[COLONS], prior.growth[COLONS]) == (1.0, 0.0)
    assert set(prior.mean) == {0.0}


def test_the_mean_is_what_the_editor_kept() -> None:
    edits = pairs(12, 1.0, n=240)
    prior = edited(edits, measured(edits, pairs(108, 2.0, seed=1), shipped()))
    assert min(prior.mean) == prior.mean[ADVERBS] < -0.5
    fresh = pairs(12, 1.0, seed=2)
    ranker = fit([], prior)
    assert np.mean([ranker.score(kept, lost) > 0 for kept, lost in fresh]) > 0.8
    firm = edited(edits, replace(prior, mean=(0.0,) * len(NAMES)), ridge=1000.0)
    assert abs(firm.mean[ADVERBS]) < abs(prior.mean[ADVERBS]) / 4
