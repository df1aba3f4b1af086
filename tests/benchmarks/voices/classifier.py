"""A judge of style that was trained: logistic regression on function words and shape.

Another family than scores of character runs, which the product may optimise. One classifier an
author, own passages of the known books against those of the others and of machines, so that
it never saw the book that is asked about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.voices.delta import frequencies
from tests.benchmarks.voices.words import paragraphs, sentences, words

PASSAGE = 80
"""Words from which on paragraphs in a row are a passage to learn from."""
MARKS = (",", ";", ":", "—", "--", " - ", "!", "?", '"', "(", "...", "'")
_RIDGE = 30.0
_STEPS = 12

Vector = NDArray[np.float64]


class Classifier:
    """`known` and `machine` as for `Delta`."""

    name = "logistic regression, function words and shape"

    def __init__(self, known: Mapping[str, Sequence[str]], machine: Sequence[str]) -> None:
        names = [*known, ""]
        groups = [_features(passages(texts)) for texts in (*known.values(), machine)]
        pool = np.concatenate(groups)
        self._mean, self._spread = pool.mean(axis=0), pool.std(axis=0) + 1e-9
        rows = self._z(pool)
        labels = np.repeat(names, [len(group) for group in groups])
        self._weights = {
            author: fit(rows, labels == author, _weights(labels, author)) for author in known
        }

    def score(self, author: str, texts: Sequence[str]) -> float:
        """The log-odds that the author wrote a passage, averaged over them."""
        rows = _with_constant(self._z(_features(texts)))
        return float((rows @ self._weights[author]).mean())

    def _z(self, rows: Vector) -> Vector:
        # A passage with ten times the usual of one thing is unusual, not ten times as unusual.
        return np.asarray(np.clip((rows - self._mean) / self._spread, -4.0, 4.0))


def fit(rows: Vector, own: NDArray[np.bool_], weights: Vector) -> Vector:
    """The weights of a logistic regression with an L2 penalty, constant last. Newton's method."""
    x, y = _with_constant(rows), own.astype(np.float64)
    penalty = np.full(x.shape[1], _RIDGE)
    penalty[-1] = 1e-6
    beta = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        gradient = x.T @ (weights * (p - y)) + penalty * beta
        curvature = (x.T * (weights * p * (1 - p))) @ x + np.diag(penalty)
        beta -= np.linalg.solve(curvature, gradient)
    return beta


def passages(texts: Sequence[str]) -> list[str]:
    """Whole paragraphs in a row, as many as make a passage."""
    found, open_words, current = [], 0, list[str]()
    for text in texts:
        for paragraph in paragraphs(text):
            current.append(paragraph)
            open_words += len(words(paragraph))
            if open_words >= PASSAGE:
                found.append("\n\n".join(current))
                open_words, current = 0, []
    return found


def shape(text: str) -> Vector:
    """Sentence and word lengths, contractions, punctuation marks by the 100 words."""
    found = words(text) or [""]
    lengths = [len(words(sentence)) for sentence in sentences(text)] or [0]
    per_hundred = 100 / len(found)
    return np.array(
        [
            np.log1p(np.mean(lengths)),
            np.std(lengths) / (np.mean(lengths) + 1),
            np.log1p(max(lengths)),
            np.mean([len(word) for word in found]),
            np.mean([len(word) > 8 for word in found]),
            np.mean(["'" in word for word in found]),
            *(text.translate(_STRAIGHT).count(mark) * per_hundred for mark in MARKS),
        ]
    )


def _features(texts: Sequence[str]) -> Vector:
    return np.array([np.concatenate([frequencies(words(text)), shape(text)]) for text in texts])


def _weights(labels: NDArray[np.str_], author: str) -> Vector:
    """Own passages weigh a half, the others' and the machines' a quarter each."""
    kinds = {0.5: labels == author, 0.25: (labels != author) & (labels != "")}
    weights = np.where(labels == "", 0.25 / max(1, int((labels == "").sum())), 0.0)
    for share, chosen in kinds.items():
        weights[chosen] = share / max(1, int(chosen.sum()))
    return np.asarray(weights * len(labels), dtype=np.float64)


def _with_constant(rows: Vector) -> Vector:
    return np.hstack([rows, np.ones((len(rows), 1))])


_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
