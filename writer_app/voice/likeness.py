"""How much likelier a text's 4-grams are from one source than from another: the arithmetic.

Each source is a Dirichlet-smoothed multinomial over the `GRAMS` most frequent 4-grams of the
background; alpha draws it toward the background, so that a source of which little is known says
little.

Over 8 novelists, passages of 100 words from a book it has not learned from and other writers that
the background has not seen, AUC for one passage, ten and forty: 0.63 / 0.76 / 0.80 from 500 words,
0.68 / 0.86 / 0.90 from 2,000, 0.71 / 0.87 / 0.91 from 10,000, 0.75 / 0.90 / 0.93 from 86,000.
From models it tells the writer with 0.94 on one passage from 500 words, and 0.99 from 10,000
(`python -m tests.benchmarks.meter`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from writer_app.voice.background import Background
from writer_app.voice.grams import folded_prose, grams

ALPHA = 5_000.0

Counts = NDArray[np.float64]
"""Shape [GRAMS]: how often each gram occurs, in the order of its `Scale`."""


class Scale:
    """The grams that count, and how frequent each is in the background."""

    def __init__(self, background: Background) -> None:
        pooled = background.pooled()
        self._index = {gram: i for i, gram in enumerate(pooled)}
        self._share = np.fromiter(pooled.values(), np.float64, len(pooled))

    def counts(self, gram_counts: Mapping[str, int]) -> Counts:
        counted = np.zeros(len(self._share))
        for gram, count in gram_counts.items():
            if (at := self._index.get(gram)) is not None:
                counted[at] = count
        return counted

    def indices(self, text: str) -> NDArray[np.intp]:
        """The grams of one passage that count, each as its place on the scale, in order."""
        get = self._index.get
        found = [at for gram in grams(folded_prose(text)) if (at := get(gram)) is not None]
        return np.array(found, np.intp)

    def counted(self, found: Iterable[NDArray[np.intp]]) -> Counts:
        """What `indices` found in several passages, counted together."""
        total = np.zeros(len(self._share))
        for indices in found:
            total += np.bincount(indices, minlength=len(total))
        return total

    def log_share(self, counts: Counts) -> NDArray[np.float64]:
        """The smoothed log probability of each gram in a source with these counts."""
        smoothed = (counts + ALPHA * self._share) / (counts.sum() + ALPHA)
        return np.log(np.maximum(smoothed, 1e-12))

    def ratios(self, counts: Counts) -> NDArray[np.float64]:
        """What one occurrence of each gram says for this source and against the background."""
        return self.log_share(counts) - self.log_share(np.zeros_like(counts))


@lru_cache(maxsize=4)
def scale_of(background: Background) -> Scale:
    """The scale of this very background, made once."""
    return Scale(background)
