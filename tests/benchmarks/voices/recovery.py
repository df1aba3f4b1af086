"""How much of the way from plain text to the author's own a text has come; and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np

RESAMPLES = 2_000


class Judge(Protocol):
    name: str

    def score(self, author: str, texts: Sequence[str]) -> float: ...


@dataclass(frozen=True, slots=True)
class Scores:
    """One author's passages, pooled: plain drafts, what came back, the author's own text."""

    floor: float
    output: float
    ceiling: float


@dataclass(frozen=True, slots=True)
class Figure:
    """With its 95 % interval."""

    value: float
    low: float
    high: float


def scores(
    judge: Judge, author: str, drafts: Sequence[str], outputs: Sequence[str], own: Sequence[str]
) -> Scores:
    return Scores(*(judge.score(author, texts) for texts in (drafts, outputs, own)))


def recovery(of: Sequence[Scores]) -> float:
    """VR = (s - floor) / (ceiling - floor), each the mean over authors: 0 plain, 1 their own.

    A ratio of means, since one author whose drafts are near their own would rule a mean of ratios.
    """
    floor, output, ceiling = (
        float(np.mean([getattr(score, name) for score in of]))
        for name in ("floor", "output", "ceiling")
    )
    return (output - floor) / (ceiling - floor) if ceiling != floor else float("nan")


T = TypeVar("T")


def over_authors(statistic: Callable[[Sequence[T]], float], each: Sequence[T]) -> Figure:
    """The statistic of all authors, and its interval when authors are drawn anew (bootstrap)."""
    draw = np.random.default_rng(0)
    found = [
        statistic([each[i] for i in draw.integers(len(each), size=len(each))])
        for _ in range(RESAMPLES)
    ]
    low, high = np.nanquantile(found, (0.025, 0.975))
    return Figure(statistic(each), float(low), float(high))
