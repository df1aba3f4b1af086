"""The simulated writers of the taste's benchmark: what they go by, and that it can be learned."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests.benchmarks.tastes.habits import SETS
from tests.benchmarks.tastes.writers import ACTIVE, NORM, Writer, knowing, shares
from writer_app.taste.prior import shipped


@pytest.mark.parametrize("kind", SETS)
def test_writers_of_each_kind_go_by_two_dozen_figures_of_any_text(kind: str) -> None:
    figures = SETS[kind]
    assert len(figures) == 24
    for text in ("", "…", "One. Two? “Three!” He left; she, too, was left.", "中文 🌱"):
        assert all(math.isfinite(figure(text)) for figure in figures.values())


def test_a_writer_has_a_few_weights_of_a_fixed_norm() -> None:
    writer = Writer.drawn(24, np.random.default_rng(1))
    assert np.count_nonzero(writer.weights) == ACTIVE
    assert np.linalg.norm(writer.weights) == pytest.approx(NORM)
    a, b = np.random.default_rng(2).normal(size=(2, 5, 24))
    assert writer.keeps(a, b) + writer.keeps(b, a) == pytest.approx(1)


def test_who_knows_the_figures_comes_near_the_oracle_and_not_past_it() -> None:
    figures = np.random.default_rng(3).normal(size=(300, 24))
    rows, prior = knowing(figures, shipped())
    ((oracle, (few, many)),) = shares(rows, figures, prior, (10, 300), writers=1, seed=4)
    assert 0.5 < few < many <= oracle
    assert many > 0.9 * oracle
