"""How far the lengths of a text's sentences are from a writer's own."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean, pstdev

from writer_app.voice.traits import lengths

_FEWEST = 30
"""Sentences of the writer's from which their lengths are known."""


class Rhythm:
    """The lengths of a writer's sentences, in words."""

    def __init__(self, own: Sequence[int]) -> None:
        self._own = sorted(own)

    @property
    def known(self) -> bool:
        return len(self._own) >= _FEWEST

    def quantile(self, share: float) -> float:
        """The length that so many of the writer's sentences do not reach."""
        place = share * (len(self._own) - 1)
        low = int(place)
        high = min(low + 1, len(self._own) - 1)
        return self._own[low] + (place - low) * (self._own[high] - self._own[low])

    def away(self, text: str) -> float:
        """Words by which a sentence differs on average from the writer's at its place in the order
        of lengths (Wasserstein's distance of the two distributions), and by which the lengths are
        spread more or less widely than those; 0 without sentences."""
        found = sorted(lengths([text]))
        if not found:
            return 0.0
        own = [self.quantile((i + 0.5) / len(found)) for i in range(len(found))]
        apart = fmean(abs(a - b) for a, b in zip(found, own, strict=True))
        return apart + abs(pstdev(found) - pstdev(own))
