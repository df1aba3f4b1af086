"""Sketches estimate how alike two texts are, and tell near-duplicates from neighbours."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_app.ledger.near import distinct, gist, sketches


def shingles(text: bytes) -> set[bytes]:
    padded = text + b"\0" * 8
    return {padded[i : i + 8] for i in range(len(text))}


@pytest.mark.parametrize("changed", [0, 5, 20, 60])
def test_the_estimate_is_near_the_resemblance(changed: int) -> None:
    """Of 200 texts the mean error is below a hundredth or two; the sample is seeded."""
    dice = random.Random(1)
    errors = []
    for _ in range(200):
        one = bytearray(dice.randbytes(400))
        other = bytearray(one)
        for at in dice.sample(range(400), changed):
            other[at] ^= 1
        a, b = shingles(bytes(one)), shingles(bytes(other))
        first, second = sketches([bytes(one), bytes(other)])
        errors.append(np.mean(first == second) - len(a & b) / len(a | b))
    assert abs(np.mean(errors)) < 0.02


@given(st.lists(st.binary(min_size=1, max_size=40), min_size=1, max_size=12))
def test_a_sketch_does_not_depend_on_its_neighbours(gists: list[bytes]) -> None:
    together = sketches(gists)
    for text, sketch in zip(gists, together, strict=True):
        assert (sketches([text])[0] == sketch).all()


@given(st.text(min_size=1), st.lists(st.text(), min_size=1, max_size=3))
def test_the_order_of_the_texts_says_nothing(prompt: str, texts: list[str]) -> None:
    assert gist(prompt, texts) == gist(prompt, texts[::-1])


def test_the_first_of_near_duplicates_stays_and_a_family_stands_together() -> None:
    text = b"Nobody had lived in the house at the end of the lane for thirty years, they said."
    near = text[1:]
    far = text.replace(b"thirty years", b"a week or so")
    tables = [sketches([text, near, near]), sketches([near, far])]
    families, labels = [1, 2, 3, 1, 4], [True, True, False, True, True]
    assert distinct(tables, range(5), families, labels) == [0, 2, 3, 4]
    assert distinct(tables, reversed(range(5)), families, labels) == [4, 3, 2, 0]
    assert distinct([], [], [], []) == []
