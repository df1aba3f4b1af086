"""The experiments' way into llama.cpp: distributions, activations, control vectors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.benchmarks.arms.asking import contrast
from tests.benchmarks.arms.figures import Tally, against
from tests.benchmarks.arms.model import Model, normalised


@pytest.fixture(scope="module")
def model(tiny_model: Path) -> Model:
    return Model(tiny_model)


BEFORE, AFTER = "The harbour was quiet", " and the sea was grey"


def logprobs(model: Model, before: str = BEFORE) -> np.ndarray[tuple[int, int]]:
    return model.logprobs(model.vocab.tokenize(before), model.vocab.tokenize(AFTER))


def test_each_row_is_a_distribution_and_heeds_what_stands_before(model: Model) -> None:
    rows = logprobs(model)
    assert rows.shape == (len(model.vocab.tokenize(AFTER)), model.vocab.size)
    assert np.exp(rows).sum(axis=1) == pytest.approx(1.0, abs=1e-4)
    assert not np.allclose(rows, logprobs(model, "The gulls were loud"))
    assert np.allclose(rows, logprobs(model), atol=1e-4)


def test_a_control_vector_changes_what_is_written_until_it_is_taken_off(model: Model) -> None:
    rows = logprobs(model)
    steering = np.full((model.layers, model.width), 0.5, dtype=np.float32)
    model.steer(steering)
    assert not np.allclose(rows, logprobs(model), atol=0.01)
    model.steer(0 * steering)
    assert np.allclose(rows, logprobs(model), atol=1e-4)
    model.steer(steering)
    model.steer(None)
    assert np.allclose(rows, logprobs(model), atol=1e-4)


def test_activations_are_of_every_layer_and_of_this_text(model: Model) -> None:
    found = model.activations(model.vocab.tokenize(BEFORE))
    assert found.shape == (model.layers, model.width)
    assert all(layer.any() for layer in found)
    assert np.allclose(found, model.activations(model.vocab.tokenize(BEFORE)), atol=1e-4)
    assert not np.allclose(found, model.activations(model.vocab.tokenize(AFTER)), atol=1e-2)


def test_a_contrast_takes_away_what_both_readings_expect() -> None:
    wanted = normalised(np.log(np.array([[0.5, 0.4, 0.1]], dtype=np.float32)))
    unwanted = normalised(np.log(np.array([[0.8, 0.1, 0.1]], dtype=np.float32)))
    found = np.exp(contrast(wanted, unwanted, 1.0))
    assert found.argmax() == 1
    assert found.sum() == pytest.approx(1.0)
    assert np.allclose(contrast(wanted, unwanted, 0.0), wanted)


def test_a_gain_is_a_share_of_the_other_arms_figure() -> None:
    rows = normalised(np.log(np.array([[0.5, 0.5], [0.75, 0.25]], dtype=np.float32)))
    tally = Tally.of(rows, [1, 0], 2)
    assert tally.bits == pytest.approx(1 - np.log2(0.75))
    assert tally.right == 1
    worse = Tally(2 * tally.bits, 2, 1, 4)
    found = against({"ann": tally}, {"ann": worse})
    assert found["bits saved"].value == pytest.approx(0.5)
    assert found["hits gained"].value == pytest.approx(1.0)
