"""What is said of a ranker: a sentence for each weight, hedged by how sure it is."""

from __future__ import annotations

from dataclasses import dataclass

from writer_app.taste.features import NAMES
from writer_app.taste.ranker import Ranker
from writer_app.taste.sayings import saying, title

CERTAIN, QUITE, LIKELY = 0.975, 0.9, 0.75
"""Probabilities that a weight has its sign, from which something is said, and how."""
ALMOST_CERTAIN, QUITE_SURE, PERHAPS, TOO_EARLY, SET_BY_YOU = (
    "almost certain",
    "quite sure",
    "not sure yet",
    "too early to say",
    "set by you",
)


@dataclass(frozen=True, slots=True)
class Told:
    """One weight to be read: `words` a sentence, or the feature's title while nothing is known;
    `how` sure that is, `weight` and its `deviation` in logits for a typical difference."""

    name: str
    words: str
    how: str
    weight: float
    deviation: float


def told(ranker: Ranker, name: str) -> Told:
    """As sure as the writer's own decisions make it: what is only expected is not told."""
    at = NAMES.index(name)
    weight, deviation = ranker.mean[at], ranker.deviation[at]
    words, how = _worded(saying(name, weight), ranker.sure(name) if ranker.told(name) else 0.5)
    if deviation == 0:
        words, how = saying(name, weight), SET_BY_YOU
    return Told(name, words or title(name), how, weight, deviation)


def most_telling(ranker: Ranker) -> list[Told]:
    """All features: those set by hand, then the surest, then the strongest."""
    ranks = (SET_BY_YOU, ALMOST_CERTAIN, QUITE_SURE, PERHAPS, TOO_EARLY)
    found = [told(ranker, name) for name in NAMES]
    return sorted(found, key=lambda each: (ranks.index(each.how), -abs(each.weight)))


def _worded(sentence: str, sure: float) -> tuple[str, str]:
    """A sentence that begins with “You”, hedged by how sure it is."""
    rest = sentence.removeprefix("You ")
    if not sentence or sure < LIKELY:
        return "", TOO_EARLY
    if sure < QUITE:
        return f"Perhaps you {rest}", PERHAPS
    return (sentence, ALMOST_CERTAIN) if sure >= CERTAIN else (f"You seem to {rest}", QUITE_SURE)
