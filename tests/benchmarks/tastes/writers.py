"""Simulated writers: each goes by a few of two dozen figures of a text and errs now and then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.tastes.habits import SETS
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
"""Two dozen of the product's own features, for writers that go by the very same."""
ACTIVE, NORM, SCALE, FLIPPED = 6, 1.3, 1.2, 0.1
CHUNK = 100
HELD_OUT = 1000


@dataclass(frozen=True, slots=True)
class Writer:
    """`weights` of figures in standard deviations of a chunk's."""

    weights: Floats

    @classmethod
    def drawn(cls, size: int, rng: np.random.Generator) -> Writer:
        weights = np.zeros(size)
        active = rng.choice(size, ACTIVE, replace=False)
        weights[active] = rng.standard_normal(ACTIVE)
        return cls(weights * NORM / np.linalg.norm(weights))

    def keeps(self, a: Floats, b: Floats) -> Floats:
        """The probability that each of `a` is kept, and not that of `b`; [n, figures] to [n]."""
        return np.asarray(1 / (1 + np.exp(-SCALE * (a - b) @ self.weights)), np.float64)


@dataclass(frozen=True, slots=True)
class Chunks:
    """`texts` of `CHUNK` words; `rows` as the product sees them, [n, NAMES]; `figures` as writers
    of each kind do, [n, 24], of mean 0 and standard deviation 1."""

    texts: list[str]
    rows: Floats
    figures: dict[str, Floats]

    @classmethod
    def of(cls, folder: Path, most: int, rng: np.random.Generator) -> Chunks:
        """From the books below `folder` (AUTHOR/*.txt)."""
        texts = list(_texts(folder, most, rng))
        rows = np.array([features(Version(text), before="", after="") for text in texts])
        kinds = {"ours": rows[:, [NAMES.index(name) for name in LOOKED_AT]]}
        for name, figures in SETS.items():
            kinds[name] = np.array([[count(text) for count in figures.values()] for text in texts])
        return cls(texts, rows, {kind: _standard(values) for kind, values in kinds.items()})


def _texts(folder: Path, most: int, rng: np.random.Generator) -> Iterator[str]:
    books = [book.read_text("utf-8") for book in sorted(folder.glob("*/*.txt"))]
    places = [list(WORD.finditer(book)) for book in books]
    for number in range(most):
        book, words = books[number % len(books)], places[number % len(books)]
        first = int(rng.integers(0, len(words) - CHUNK))
        chunk = book[words[first].start() : words[first + CHUNK - 1].end()]
        yield " ".join(chunk.split())


def _standard(values: Floats) -> Floats:
    spread = values.std(axis=0)
    return np.asarray((values - values.mean(axis=0)) / np.where(spread > 0, spread, 1.0))


def shares(
    rows: Floats, figures: Floats, prior: Prior, sizes: Sequence[int], writers: int, seed: int
) -> Iterator[tuple[float, list[float]]]:
    """For each writer the expected share of held-out choices right: the oracle's, who knows the
    writer's weights, and the ranker's by number of decisions. What is learned from is flipped now
    and then, what is asked about is not."""
    rng = np.random.default_rng(seed)
    for _ in range(writers):
        writer = Writer.drawn(figures.shape[1], rng)
        a, b = rng.integers(0, len(rows), (2, max(sizes) + HELD_OUT))
        p = writer.keeps(figures[a], figures[b])
        told = (rng.random(len(p)) < p) ^ (rng.random(len(p)) < FLIPPED)
        kept, lost = np.where(told, a, b), np.where(told, b, a)
        asked = slice(max(sizes), None)
        learner, right, learned = Learner(prior), [], 0
        for size in sizes:
            pairs = zip(kept[learned:size], lost[learned:size], strict=True)
            learner.add(Choice(tuple(rows[k]), tuple(rows[x])) for k, x in pairs)
            learned = size
            right.append(_right(learner.ranker(), rows[a[asked]], rows[b[asked]], p[asked]))
        yield float(np.maximum(p[asked], 1 - p[asked]).mean()), right


def knowing(figures: Floats, shipped: Prior) -> tuple[Floats, Prior]:
    """Rows and prior of a learner that looks at just what the writers go by: a bound for ours."""
    size = figures.shape[1]
    rows = np.hstack([np.full((len(figures), 1), np.log1p(CHUNK)), figures])
    return rows, replace(
        shipped,
        units=(2**0.5,) * (size + 1),
        growth=(0.0,) * (size + 1),
        mean=(0.0,) * (size + 1),
        active=(0.001, *(ACTIVE / size,) * size),
        slab=SCALE * NORM / ACTIVE**0.5 * 2**0.5,
    )


def _right(ranker: Ranker, a: Floats, b: Floats, p: Floats) -> float:
    scores = ranker.scores(a, b, np.zeros(len(a)))
    return float(np.where(scores == 0, 0.5, np.where(scores > 0, p, 1 - p)).mean())
