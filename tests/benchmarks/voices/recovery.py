"""How much of the way from plain text to the author's own a text has come; and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np

RESAMPLES = 1_000


class Judge(Protocol):
    name: str

    def score(self, author: str, texts: Sequence[str]) -> float: ...


@dataclass(frozen=True, slots=True)
class Scores:
    """One author's passages, pooled: what was given, what came back.

    `gap` is by how much the author's own text is above plain drafts, over all passages that
    have one, whether they were asked about or not.
    """

    source: float
    output: float
    gap: float


@dataclass(frozen=True, slots=True)
class Figure:
    """With its 95 % interval."""

    value: float
    low: float
    high: float


def recovery(of: Sequence[Scores], start: float) -> float:
    """VR = (s - floor) / (ceiling - floor): 0 is plain text, 1 the author's own.

    What was given is at `start`, the one or the other, so that VR is `start` and by how much the
    output is above it, over the gap. Both are means over authors: a ratio of means, since one
    author whose drafts are near their own would rule a mean of ratios.
    """
    moved = float(np.mean([score.output - score.source for score in of]))
    gap = float(np.mean([score.gap for score in of]))
    return start + moved / gap if gap > 0 else float("nan")


T = TypeVar("T")


def over_authors(statistic: Callable[[Sequence[T]], float], each: Sequence[T]) -> Figure:
    """The statistic of all authors, and its interval when authors are drawn anew (bootstrap)."""
    value = statistic(each)
    if math.isnan(value):
        return Figure(value, value, value)
    draw = np.random.default_rng(0)
    found = [
        statistic([each[i] for i in draw.integers(len(each), size=len(each))])
        for _ in range(RESAMPLES)
    ]
    low, high = np.nanquantile(found, (0.025, 0.975))
    return Figure(value, float(low), float(high))
