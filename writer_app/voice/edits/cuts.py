"""What a cut takes away and where it stands, in figures that need no model."""

from __future__ import annotations

from math import log

from writer_app.voice.background import shipped
from writer_app.voice.edits.adjuncts import PREPOSITIONS
from writer_app.voice.edits.clauses import SAYING, participle
from writer_app.voice.edits.edit import Edit, Kind
from writer_app.voice.edits.view import View
from writer_app.voice.edits.words import EMPTY, carries, listed
from writer_app.voice.lexicon import TIMES
from writer_app.voice.negation import is_negation
from writer_app.voice.tokens import folded

KINDS: tuple[Kind, ...] = (
    "wordy",
    "head",
    "spare",
    "pointer",
    "filler",
    "double",
    "adjective",
    "aside",
    "phrase",
)
SAME = frozenset[Kind]({"wordy", "spare", "pointer"})
"""What goes is said by what stays."""
_TIMES = TIMES | {"moment", "moments", "time", "instant", "length", "last", "once", "while"}
_WAYS = listed("up down out over away back along round about forth off on through across")
_AGAIN = listed("again now also together")
_NEGATED = 6
"""Words before a cut in which a negation may bear on it."""


def figures(view: View, edit: Edit) -> dict[str, float]:
    """By name; yes and no as 1 and 0, counts of words, logarithms of them, and nats."""
    i, j = _span(view, edit)
    first, last = _sentence(view, i)
    lows = [view.low(k) for k in range(i, j + 1)]
    kept = set(folded(edit.replacement))
    gone = [low for low in lows if low not in kept]
    content = [low for low in gone if carries(low) and edit.kind not in SAME]
    head, alone = lows[0], len(lows) == 1
    before, after = view.low(i - 1), view.low(j + 1)
    behind = view.gap(j).strip()
    holds: dict[str, bool] = {kind: edit.kind == kind for kind in KINDS}
    holds |= {
        "comma before": i > 0 and view.gap(i - 1).strip() != "",
        "closes": behind[:1] in {".", ";", "!", "?", ":"},
        "the": "the" in lows,
        "time": not _TIMES.isdisjoint(lows),
        "-ly": any(low.endswith("ly") for low in gone),
        "-ing": head.endswith("ing"),
        "participle": participle(head),
        "particle": alone and head in _WAYS,
        "again": alone and head in _AGAIN,
        "very": edit.kind == "filler" and head in {"very", "own", "then"},
        "that": head == "that" and not participle(before) and before not in SAYING,
        "praise": not EMPTY.isdisjoint(gone),
        "after -ing": before.endswith("ing"),
        "before a preposition": not behind and after in PREPOSITIONS | {"of", "to"},
        "beside and": not {"and", "or"}.isdisjoint((before, after)),
        "negated": any(is_negation(view.low(k)) for k in range(max(first, i - _NEGATED), i)),
    }
    return {name: float(held) for name, held in holds.items()} | {
        "words": log(1 + len(gone)),
        "left": log(2 + last - first - len(gone)),
        "content": float(len(content)),
        "rarest": max(map(_rarity, content), default=0.0),
    }


def _rarity(low: str) -> float:
    """Nats by which a word is rarer than one in 2,000."""
    return max(0.0, log(500 / max(shipped().human.rate(low), 1.0)))


def _span(view: View, edit: Edit) -> tuple[int, int]:
    """The first and last word that it touches."""
    i = min(view.index(edit.start), len(view.words) - 1)
    return i, min(max(i, view.index(edit.end) - 1), len(view.words) - 1)


def _sentence(view: View, i: int) -> tuple[int, int]:
    """The first and last word of the sentence of word `i`."""
    first = last = i
    while first > 0 and not view.words[first].first:
        first -= 1
    while last + 1 < len(view.words) and not view.words[last + 1].first:
        last += 1
    return first, last
