"""Which paragraph of one version became which of the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from writer_app.text.align import gaps
from writer_app.text.segments import WORD

CELLS = 40_000
"""Paragraphs of one version times those of the other that are held against each other: 200 changed
at once is a text written anew."""
LEAST_LIKE = 0.3
"""With fewer words in common, one text did not become the other but took its place. 50 paragraphs
by models and what a professional writer made of them have 0.49 to 0.92 in common; of 1,225 pairs
of different ones among them the median has 0.24, 95 % at most 0.31
(`python -m tests.benchmarks.likeness FILE`)."""

Pair = tuple[int | None, int | None]
"""The number of a paragraph before, and of the same after; None where it was not there."""


def likeness(one: str, other: str) -> float:
    """The share of words two texts have in common, 0 to 1 (Sorensen and Dice's); case aside."""
    return _likeness(_bag(one), _bag(other))


def paired(before: Sequence[str], after: Sequence[str]) -> Iterator[Pair] | None:
    """Every paragraph of both, in order; None where too many changed at once to tell.

    Equal ones are anchors; between those, pairs are chosen that have most in common together and
    keep their order.
    """
    stretches = list(gaps(before, after))
    if any((a1 - a0) * (b1 - b0) > CELLS for (a0, a1), (b0, b1), _ in stretches):
        return None
    return _pairs(before, after, stretches)


def _pairs(
    before: Sequence[str],
    after: Sequence[str],
    stretches: Sequence[tuple[tuple[int, int], tuple[int, int], tuple[int, int]]],
) -> Iterator[Pair]:
    for (a0, a1), (b0, b1), (e0, e1) in stretches:
        for i, j in _matched(before[a0:a1], after[b0:b1]):
            yield None if i is None else a0 + i, None if j is None else b0 + j
        for k in range(e0, e1):
            yield k, b1 + k - e0


def _matched(before: Sequence[str], after: Sequence[str]) -> Iterator[Pair]:
    """The pairs of one stretch: the heaviest common subsequence, by likeness."""
    ours, theirs = [_bag(text) for text in before], [_bag(text) for text in after]
    rows, columns = len(ours), len(theirs)
    alike = [[_likeness(one, other) for other in theirs] for one in ours]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]  # of what is left from there on
    for i in reversed(range(rows)):
        for j in reversed(range(columns)):
            together = alike[i][j] + best[i + 1][j + 1] if alike[i][j] >= LEAST_LIKE else 0.0
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < rows or j < columns:
        together = i < rows and j < columns and alike[i][j] >= LEAST_LIKE
        if together and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            yield i, j
            i, j = i + 1, j + 1
        elif j == columns or (i < rows and best[i][j] == best[i + 1][j]):
            yield i, None
            i += 1
        else:
            yield None, j
            j += 1


def _bag(text: str) -> Counter[str]:
    return Counter(WORD.findall(text.casefold()))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0
