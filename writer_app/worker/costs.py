"""What a decode costs on this machine, learnt from every decode, and how long a draft pays."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Sequence

RECENT = 7
"""Observations of one batch size that count; the median of them is believed."""
FORGOTTEN = 500
"""Decodes after which a size not seen since is forgotten: what was slow then may be quick now."""
EXACT = 64
"""Sizes up to this are kept apart, since kernels like some better than others."""
FIRST = 0.02
"""Seconds for one token before anything was seen; only ratios matter until then."""
SUREST = 0.99


class Costs:
    """Seconds by the number of tokens in a batch."""

    def __init__(self) -> None:
        self._seen: dict[int, deque[float]] = {}
        self._latest: dict[int, int] = {}
        self._decodes = 0
        self._sizes: list[int] = []
        self._seconds: list[float] = []

    def observe(self, tokens: int, seconds: float) -> None:
        """A decode of `tokens` took `seconds`; nonsense (none, or no time) is ignored."""
        if tokens < 1 or not 0.0 < seconds < float("inf"):
            return
        size = _size(tokens)
        self._decodes += 1
        self._latest[size] = self._decodes
        recent = self._seen.get(size)
        if recent is None:
            # What was expected counts as seen once: a first decode that was disturbed would
            # otherwise keep this size from being tried again.
            between = bool(self._sizes) and self._sizes[0] < size < self._sizes[-1]
            recent = deque([self.of(size)] if between else [], RECENT)
            self._seen[size] = recent
        recent.append(seconds * size / tokens)
        self._settle()

    def of(self, tokens: int) -> float:
        """Estimated seconds; never less for more tokens.

        A size that was seen to cost more than a larger one is given the larger one's cost: the
        larger is then taken in its place, which is how multiples of four come to be preferred.
        """
        if not self._sizes:
            return FIRST * _prior(tokens)
        at = bisect_left(self._sizes, tokens)
        if at == len(self._sizes) or (at == 0 and tokens < self._sizes[0]):
            known = min(at, len(self._sizes) - 1)
            return self._seconds[known] * _prior(tokens) / _prior(self._sizes[known])
        if self._sizes[at] == tokens:
            return self._seconds[at]
        low, high = self._sizes[at - 1], self._sizes[at]
        share = (tokens - low) / (high - low)
        return self._seconds[at - 1] + share * (self._seconds[at] - self._seconds[at - 1])

    def _settle(self) -> None:
        for size, latest in list(self._latest.items()):
            if self._decodes - latest > FORGOTTEN:
                del self._latest[size], self._seen[size]
        self._sizes = sorted(self._seen)
        self._seconds = [_median(self._seen[size]) for size in self._sizes]
        for at in range(len(self._seconds) - 2, -1, -1):
            self._seconds[at] = min(self._seconds[at], self._seconds[at + 1])


def best_length(costs: Costs, confidences: Sequence[float], most: int, *, least: int = 0) -> int:
    """How many tokens each candidate should draft for the most tokens per second.

    `confidences`, one for each live candidate: the probability that a drafted token is right if
    the ones before it are. Between `least` and `most`; `least` where a batch must not be smaller.
    """
    live = len(confidences)
    if live == 0:
        return 0
    best, best_rate = least, 0.0
    written = 0.0
    chances = [1.0] * live
    for length in range(most + 1):
        written += sum(chances)
        rate = written / costs.of(live * (length + 1))
        if length >= least and rate > best_rate:
            best, best_rate = length, rate
        for index, confidence in enumerate(confidences):
            chances[index] *= min(SUREST, max(0.0, confidence))
    return min(best, most)


def _prior(tokens: int) -> float:
    """How many times the cost of one token: about what two cores show, small model or large."""
    return 0.6 + 0.4 * tokens


def _size(tokens: int) -> int:
    """The size a decode is remembered under; large ones by powers of two."""
    return tokens if tokens <= EXACT else 1 << (tokens.bit_length() - 1)


def _median(values: Sequence[float] | deque[float]) -> float:
    """The lower of the two in the middle: a decode may be disturbed, but is never too quick."""
    return sorted(values)[(len(values) - 1) // 2]
