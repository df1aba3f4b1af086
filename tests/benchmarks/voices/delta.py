"""A judge of style by function words: Cosine Delta between an author and impostors.

Burrows's Delta with the cosine of z-scores (Smith & Aldridge 2011, Evert et al. 2017). What
counts is by how much a text is nearer to its author than to the others and to machine prose,
which weigh half each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.voices.function_words import FUNCTION_WORDS
from tests.benchmarks.voices.words import words

CHUNK = 1_000
"""Words over which a frequency is taken for its usual spread."""

Vector = NDArray[np.float64]


class Delta:
    """`known`: the texts of each author that the judge may know; `machine`: anybody's prose."""

    name = "Cosine Delta, function words"

    def __init__(self, known: Mapping[str, Sequence[str]], machine: Sequence[str]) -> None:
        chunks = {name: _chunks(texts) for name, texts in known.items()}
        of_machine = _chunks(machine)
        pool = np.concatenate([*chunks.values(), of_machine])
        self._mean, self._spread = pool.mean(axis=0), pool.std(axis=0) + 1e-9
        self._authors = {name: self._z(rows.mean(axis=0)) for name, rows in chunks.items()}
        self._machine = self._z(of_machine.mean(axis=0))

    def score(self, author: str, texts: Sequence[str]) -> float:
        """Of all the texts together; more is more like the author. -2 to 2."""
        z = self._z(frequencies([word for text in texts for word in words(text)]))
        others = [_cosine(z, of) for name, of in self._authors.items() if name != author]
        impostors = (float(np.mean(others)) + _cosine(z, self._machine)) / 2
        return _cosine(z, self._authors[author]) - impostors

    def _z(self, shares: Vector) -> Vector:
        return np.asarray((shares - self._mean) / self._spread, dtype=np.float64)


def frequencies(found: Sequence[str]) -> Vector:
    """The share of each function word among the words."""
    counts = Counter(found)
    return np.array([counts[word] for word in FUNCTION_WORDS]) / max(1, len(found))


def _chunks(texts: Sequence[str]) -> Vector:
    """Frequencies in one row for each whole chunk, in a single row for less than one."""
    found = [word for text in texts for word in words(text)]
    starts = range(0, max(1, len(found) - CHUNK + 1), CHUNK)
    return np.array([frequencies(found[start : start + CHUNK]) for start in starts])


def _cosine(a: Vector, b: Vector) -> float:
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b) + 1e-12))
