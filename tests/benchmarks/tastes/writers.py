"""Simulated writers: each goes by a few of two dozen features and errs now and then."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from writer_app.taste.features import NAMES, Version, features
from writer_app.taste.prior import Prior
from writer_app.taste.ranker import Choice, Learner, Ranker
from writer_app.text.segments import WORD

Floats = NDArray[np.float64]

LOOKED_AT = [
    "names",
    "sentences",
    "sentence_length",
    "sentence_spread",
    "function_words",
    "word_length",
    "repeats",
    "machine_words",
    "machine_phrases",
    "adverbs",
    "modifiers",
    "hedges",
    "boosters",
    "contractions",
    "dashes",
    "semicolons",
    "commas",
    "colons",
    "questions",
    "long_words",
    "latinate",
    "abstractions",
    "similes",
    "triads",
]
ACTIVE, NORM, SCALE, FLIPPED = 6, 1.3, 1.2, 0.1
CHUNK = 100
HELD_OUT = 400


@dataclass(frozen=True, slots=True)
class Writer:
    """`weights` over `LOOKED_AT`, of differences in standard deviations of a chunk's figure."""

    weights: Floats

    @classmethod
    def drawn(cls, rng: np.random.Generator) -> Writer:
        weights = np.zeros(len(LOOKED_AT))
        active = rng.choice(len(weights), ACTIVE, replace=False)
        weights[active] = rng.standard_normal(ACTIVE)
        return cls(weights * NORM / np.linalg.norm(weights))

    def odds(self, differences: Floats) -> Floats:
        """Log odds that the first of two is kept; shape [n, features] to [n]."""
        return np.asarray(SCALE * differences @ self.weights, np.float64)


def chunks(folder: Path, most: int, rng: np.random.Generator) -> Floats:
    """The features of chunks of 100 words from the books below `folder`; shape [n, NAMES]."""
    books = sorted(folder.glob("*/*.txt"))
    rows = []
    for number in rng.permutation(most):
        text = books[number % len(books)].read_text("utf-8")
        words = list(WORD.finditer(text))
        first = int(rng.integers(0, len(words) - CHUNK))
        chunk = text[words[first].start() : words[first + CHUNK - 1].end()]
        rows.append(features(Version(chunk.replace("\n\n", " ")), before="", after=""))
    return np.array(rows)


def shares(
    rows: Floats, prior: Prior, sizes: Sequence[int], writers: int, seed: int
) -> Iterator[tuple[float, list[float]]]:
    """For each writer the oracle's share of held-out choices right, and the ranker's by size."""
    at = [NAMES.index(name) for name in LOOKED_AT]
    spread = rows[:, at].std(axis=0)
    rng = np.random.default_rng(seed)
    for _ in range(writers):
        writer = Writer.drawn(rng)
        pairs = rng.integers(0, len(rows), (max(sizes) + HELD_OUT, 2))
        a, b = rows[pairs[:, 0]], rows[pairs[:, 1]]
        odds = writer.odds((a - b)[:, at] / spread)
        first = rng.random(len(odds)) < 1 / (1 + np.exp(-odds))
        told = first ^ (rng.random(len(odds)) < FLIPPED)
        test = slice(max(sizes), None)
        learner, right, learned = Learner(prior), [], 0
        for size in sizes:
            learner.add(
                Choice(tuple(x if kept else y), tuple(y if kept else x))
                for x, y, kept in zip(
                    a[learned:size], b[learned:size], told[learned:size], strict=True
                )
            )
            learned = size
            right.append(_right(learner.ranker(), a[test], b[test], first[test]))
        yield float(np.mean((odds[test] > 0) == first[test])), right


def only_looked_at(rows: Floats, shipped: Prior) -> tuple[Floats, Prior]:
    """The chunks with all other features silent, and a prior of which no editor is part."""
    silent = np.ones(len(NAMES), bool)
    silent[[NAMES.index(name) for name in LOOKED_AT]] = False
    plain = rows.copy()
    plain[:, silent] = 0.0
    units = np.where(plain.std(axis=0) > 0, plain.std(axis=0) * math.sqrt(2), 1.0)
    zeros = (0.0,) * len(NAMES)
    active = tuple(np.where(silent, 0.01, ACTIVE / len(LOOKED_AT)).tolist())
    prior = replace(shipped, units=tuple(units.tolist()), growth=zeros, mean=zeros, active=active)
    return plain, prior


def _right(ranker: Ranker, a: Floats, b: Floats, first: NDArray[np.bool_]) -> float:
    scores = ranker.scores(a, b)
    return float(np.mean(np.where(scores == 0, 0.5, (scores > 0) == first)))
