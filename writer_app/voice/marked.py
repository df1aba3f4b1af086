"""Words that mark a writer, or a model: used far more, or far less, than by others.

Log-odds with an informative Dirichlet prior, after Monroe, Colaresi and Quinn, "Fightin' Words"
(Political Analysis 2008): a rare word must be seen oftener to be believed.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

PRIOR = 1_000.0
"""Words of general language that stand behind each comparison."""


@dataclass(frozen=True, slots=True)
class Marked:
    """`rate` and `general` per million words; `log_ratio` is log(rate / general), natural;
    `z` how sure that is, in standard deviations."""

    word: str
    rate: float
    general: float
    log_ratio: float
    z: float


def marked(count: int, total: int, general: float, word: str) -> Marked:
    """One word seen `count` times in `total` words, of a `general` rate per million."""
    share = general / 1e6
    prior = PRIOR * share
    seen = (count + prior) / max(1e-9, total + PRIOR - count - prior)
    log_odds = math.log(seen) - math.log(share / (1 - share))
    rate = 1e6 * count / max(1, total)
    return Marked(
        word=word,
        rate=round(rate, 1),
        general=round(general, 1),
        log_ratio=round(math.log(max(rate, general / 100) / general), 3),
        # The general rate was itself counted, in about a million words.
        z=round(log_odds / math.sqrt(1 / (count + prior) + 1 / max(1.0, general)), 2),
    )


def favourites(
    counts: Mapping[str, int],
    total: int,
    spread: Mapping[str, int],
    general: Callable[[str], float],
    *,
    parts: int,
    most: int = 40,
) -> tuple[Marked, ...]:
    """Of some words in a text of `total`, those used at least twice as often as in general, the
    surest first.

    `spread` says in how many of the `parts` of the text a word occurs: one that is in fewer than
    chance would put it into is the subject's and not the writer's.
    """
    found = [
        marked(count, total, general(word), word)
        for word, count in counts.items()
        if count >= 5 and spread.get(word, 0) >= 0.85 * _by_chance(count, parts)
    ]
    kept = [m for m in found if m.z > 1.5 and m.log_ratio > math.log(2) and is_word(m.word)]
    return tuple(sorted(kept, key=lambda m: (-m.z, m.word))[:most])


def is_word(word: str) -> bool:
    """No number, and no letter left over from a possessive or from an apostrophe that was lost."""
    return word[0].isalpha() and (len(word) > 1 or word in {"i", "a", "o"})


def _by_chance(count: int, parts: int) -> float:
    """In how many of equal parts a word is expected that is thrown in so often."""
    return parts * (1 - (1 - 1 / parts) ** count)


def avoided(
    counts: Mapping[str, int], general: Mapping[str, float], *, most: int = 40
) -> tuple[Marked, ...]:
    """Words that others use and this writer hardly does, the surest first."""
    total = sum(counts.values())
    found = [
        marked(counts.get(word, 0), total, rate, word)
        for word, rate in general.items()
        # So that one would expect to have seen it several times.
        if rate * total > 6e6 and is_word(word)
    ]
    kept = [m for m in found if m.z < -1.5 and m.log_ratio < -math.log(2.5)]
    return tuple(sorted(kept, key=lambda m: (m.z, m.word))[:most])


def spread_of(parts: list[Counter[str]]) -> Counter[str]:
    """In how many of the parts each word occurs."""
    return Counter(word for part in parts for word in part)
