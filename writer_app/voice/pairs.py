"""Pairs that show a model how a writer writes: a passage in nobody's voice, and in theirs.

The passage is the writer's own, the plain draft was made from it by a model. A pair teaches style
alone where both say the same, and something at all where they differ: near copies teach copying.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from writer_app.text.align import matches
from writer_app.text.segments import sentences, word_count
from writer_app.voice.exemplars import nearest
from writer_app.voice.guards import check
from writer_app.voice.limits import Limits
from writer_app.voice.tokens import folded, quotations, straighten

SHORTEST, LONGEST = 30, 80
"""Words of a passage: enough to hear a voice in, and few enough that three pairs are soon read."""
LIKE = 0.3, 0.85
"""Similarity of the two, from a pair that has lost its passage to one that is a copy of it."""
_SAME = Limits(
    shortest=0.75,
    longest=1.3,
    fresh=0.6,
    kept=0.35,
    same_stance=False,
    same_dress=False,
    tics=False,
)
"""Of the passage as a rewrite of its draft: nothing in it that the draft does not say."""


@dataclass(frozen=True, slots=True)
class Pair:
    draft: str
    own: str


def shown(pairs: Iterable[Pair]) -> list[tuple[str, str]]:
    """As a prompt has them: the draft, then the passage."""
    return [(pair.draft, pair.own) for pair in pairs]


def similarity(one: str, other: str) -> float:
    """Of words and their order, 0 to 1."""
    ours, theirs = folded(one), folded(other)
    whole = len(ours) + len(theirs)
    return 2 * len(matches(ours, theirs)) / whole if whole else 1.0


def teaches(pair: Pair) -> bool:
    """Whether it shows how the writer says it, and neither invention nor copying."""
    low, high = LIKE
    return low <= similarity(pair.draft, pair.own) < high and not check(pair.draft, pair.own, _SAME)


def to_draft(passages: Iterable[str], count: int) -> list[str]:
    """The `count` passages to make drafts of, from all over a writer's texts.

    Which they are depends on each passage alone: when a text has changed, most stay the same.
    """
    fit = draftable(passages)
    return sorted(fit, key=lambda p: hashlib.sha256(p.encode(errors="replace")).digest())[:count]


def draftable(passages: Iterable[str]) -> list[str]:
    """Those that drafts can be made of; of a long one its first sentences."""
    cut = (_first_sentences(passage) for passage in passages)
    return [p for p in cut if SHORTEST <= word_count(p) <= LONGEST and _told(p)]


def _first_sentences(passage: str) -> str:
    """As many as `LONGEST` words hold."""
    if word_count(passage) <= LONGEST:
        return passage
    end = words = 0
    for span in sentences(passage):
        words += word_count(span.of(passage))
        if words > LONGEST:
            break
        end = span.end
    return passage[:end]


def _told(passage: str) -> bool:
    """Whole sentences without speech: that comes back letter for letter, or not at all."""
    return passage.rstrip().endswith((".", "!", "?")) and not quotations(straighten(passage))


def nearest_pairs(passage: str, pairs: Sequence[Pair], n: int = 3) -> list[Pair]:
    """At most `n`, the nearest last; none whose passage is this one or shares a run with it."""
    by_own = {pair.own: pair for pair in pairs}
    return [by_own[own] for own in nearest(passage, list(by_own), n)]
