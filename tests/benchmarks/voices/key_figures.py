"""Hits and keystrokes of every arm at every confidence, beside plain completion."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import reduce
from operator import add

from tests.benchmarks.voices.keystrokes import CONFIDENCES, Place, Tally, tally
from tests.benchmarks.voices.recovery import Figure, over_authors

PLAIN = "plain completion"
OVER_PLAIN = {"hits over plain": "next word right", "keys over plain": "keys saved"}
"""Ratios, and of what."""

Pair = tuple[Tally, Tally]
"""Of one author: by this arm, by plain completion."""
_OF_ONE: dict[str, Callable[[Tally], float]] = {
    "words": lambda tally: tally.words,
    "shown": lambda tally: tally.shown / tally.words,
    "next word right": lambda tally: tally.right / tally.words,
    "right of those shown": lambda tally: tally.right / tally.shown if tally.shown else math.nan,
    "keys saved": lambda tally: tally.saved,
}


def keystroke_figures(found: Sequence[Place]) -> dict[str, dict[str, Figure]]:
    """By "arm, at confidence", then by title. Ratios are of the words that both were asked."""
    rows = {}
    for arm in dict.fromkeys(place.arm for place in found):
        for at in CONFIDENCES:
            mine, plain = _by_author(found, arm, at), _by_author(found, PLAIN, at)
            if not mine:
                continue
            tallies = [tally(places, at) for places in mine.values()]
            figures = {title: over_authors(_pooled(of), tallies) for title, of in _OF_ONE.items()}
            if arm != PLAIN and plain.keys() >= mine.keys():
                pairs = [_shared(mine[author], plain[author], at) for author in mine]
                for title, of in OVER_PLAIN.items():
                    figures[title] = over_authors(_ratio(_OF_ONE[of]), pairs)
            rows[f"{arm}, at {at}"] = figures
    return rows


def _by_author(found: Sequence[Place], arm: str, at: float) -> dict[str, list[Place]]:
    mine = [place for place in found if place.arm == arm and place.least in (at, None)]
    return {
        author: [place for place in mine if place.author == author]
        for author in dict.fromkeys(place.author for place in mine)
    }


def _shared(mine: Sequence[Place], plain: Sequence[Place], at: float) -> Pair:
    asked = {place.at for place in mine} & {place.at for place in plain}
    both = ([place for place in places if place.at in asked] for places in (mine, plain))
    first, second = (tally(places, at) for places in both)
    return first, second


def _pooled(of: Callable[[Tally], float]) -> Callable[[Sequence[Tally]], float]:
    return lambda tallies: of(_sum(tallies))


def _ratio(of: Callable[[Tally], float]) -> Callable[[Sequence[Pair]], float]:
    def statistic(pairs: Sequence[Pair]) -> float:
        mine, plain = (of(_sum(tallies)) for tallies in zip(*pairs, strict=True))
        return mine / plain if plain else math.nan

    return statistic


def _sum(tallies: Sequence[Tally]) -> Tally:
    return reduce(add, tallies)
