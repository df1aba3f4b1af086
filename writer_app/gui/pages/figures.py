"""The arithmetic behind the plots: shares, quantiles, densities; and how figures are written."""

from __future__ import annotations

import math
from collections.abc import Sequence


def shares(lengths: Sequence[int], longest: int) -> list[float]:
    """The share of the lengths that are 0, 1, … `longest` or more."""
    counts = [0] * (longest + 1)
    for length in lengths:
        counts[min(length, longest)] += 1
    return [count / max(1, len(lengths)) for count in counts]


def binned(shares: Sequence[float], width: int) -> list[float]:
    """Shares of 1, 2, … by bins of `width`; the last value, of all that is longer, on its own."""
    *regular, longer = shares[1:]
    return [sum(regular[at : at + width]) for at in range(0, len(regular), width)] + [longer]


def below(shares: Sequence[float], share: float) -> int:
    """The value below and at which that share lies."""
    total = 0.0
    for value, each in enumerate(shares):
        total += each
        if total >= share:
            return value
    return len(shares) - 1


def quantile(ordered: Sequence[float], share: float) -> float:
    """The value with `share` of an ordered sample below it, between two neighbours if need be."""
    at = share * (len(ordered) - 1)
    low, high = ordered[math.floor(at)], ordered[math.ceil(at)]
    return low + (high - low) * (at - math.floor(at))


def density(values: Sequence[float], at: Sequence[float]) -> list[float]:
    """A Gaussian kernel density at each of `at`; its width by Silverman's rule of thumb (1986).

    Never much narrower than the spread of all: values that are alike would be a needle.
    """
    count = len(values)
    mean = sum(values) / count
    deviation = math.sqrt(sum((value - mean) ** 2 for value in values) / count)
    ordered = sorted(values)
    halves = (quantile(ordered, 0.75) - quantile(ordered, 0.25)) / 1.34
    scale = min(deviation, max(halves, deviation / 3)) or 1.0
    width = 0.9 * scale * count**-0.2
    return [
        sum(_bell((place - value) / width) for value in values)
        / (count * width * math.sqrt(2 * math.pi))
        for place in at
    ]


def _bell(x: float) -> float:
    return math.exp(-0.5 * x * x)  # a power would overflow, far out


def figure(rate: float) -> str:
    """Two digits that say something: 41, 6.2, 0.35."""
    if rate >= 10:
        return f"{rate:,.0f}"
    return f"{rate:.1f}" if rate >= 1 else f"{rate:.2f}" if rate else "0"


def times(ratio: float) -> str:
    """How many times as often: "12×", "3.4×"."""
    return f"{ratio:,.0f}×" if ratio >= 10 else f"{ratio:.1f}×"
