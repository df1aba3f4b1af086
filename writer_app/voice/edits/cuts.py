"""What a cut takes away and where it stands, in figures that need no model."""

from __future__ import annotations

from math import log

from writer_app.voice.background import shipped
from writer_app.voice.edits.adjuncts import PREPOSITIONS
from writer_app.voice.edits.clauses import participle
from writer_app.voice.edits.complements import needed
from writer_app.voice.edits.edit import Edit, Kind
from writer_app.voice.edits.view import View
from writer_app.voice.edits.words import EMPTY, carries, listed
from writer_app.voice.lexicon import IRREGULAR, SPEAKING, TIMES
from writer_app.voice.tokens import folded, stem

KINDS: tuple[Kind, ...] = (
    "wordy",
    "spare",
    "pointer",
    "filler",
    "double",
    "adjective",
    "aside",
    "phrase",
)
_TIMES = TIMES | {"moment", "moments", "time", "instant", "length", "last", "once", "while"}
_BODY = listed(
    "eye eyes hand hands face head arm arms lip lips voice heart mouth feet foot shoulder "
    "shoulders brow finger fingers knee knees breast hair cheek cheeks ear ears mind"
)
_BE = listed("am is are was were be been being seemed looked felt became")
_WHOSE = listed("his her their its my your our")
_LOOSE = listed("with for from by like at after before")


def figures(view: View, edit: Edit) -> dict[str, float]:
    """By name; none is far from 1 for a common cut."""
    i, j = _span(view, edit)
    lows = [view.low(k) for k in range(i, j + 1)]
    kept = set(folded(edit.replacement))
    gone = [low for low in lows if low not in kept]
    content = [low for low in gone if carries(low)]
    first, last = _sentence(view, i)
    around = {
        stem(word.low)
        for k, word in enumerate(view.words)
        if carries(word.low) and not i <= k <= j
    }
    rare = [_rarity(low) for low in content]
    before, after = view.low(i - 1), view.low(j + 1)
    pause_before = i > 0 and view.gap(i - 1).strip() != ""
    behind = view.gap(j).strip() if j < len(view.words) else ""
    head = lows[0] if lows else ""
    found = {kind: float(edit.kind == kind) for kind in KINDS}
    found |= {
        "words": log(1 + len(gone)),
        "share": len(gone) / (last - first + 1),
        "left": log(1 + last - first + 1 - len(gone)),
        "opens": float(i == first),
        "closes": float(behind[:1] in set(".;!?:") and bool(behind)),
        "comma before": float(pause_before),
        "comma behind": float(behind[:1] == ","),
        "content": float(len(content)),
        "says nothing": float(not content),
        "rarity": sum(rare) / len(rare) if rare else 0.0,
        "rarest": max(rare, default=0.0),
        "said elsewhere": sum(stem(low) in around for low in content) / max(1, len(content)),
        "needed": float(edit.kind == "phrase" and needed(view, i)),
        "new thing": float(not {"a", "an"}.isdisjoint(lows)),
        "the": float("the" in lows),
        "whose": float(not _WHOSE.isdisjoint(lows)),
        "body": float(not _BODY.isdisjoint(lows)),
        "time": float(not _TIMES.isdisjoint(lows)),
        "of": float("of" in lows),
        "with": float(head == "with"),
        "loose": float(head in _LOOSE - {"with"}),
        "chain": float(sum(low in PREPOSITIONS for low in lows) > 1),
        "-ly": float(any(low.endswith("ly") for low in gone)),
        "-ing": float(head.endswith("ing")),
        "which": float(head in {"which", "who"}),
        "praise": float(not EMPTY.isdisjoint(gone)),
        "after a verb": float(before.endswith("ed") or before in IRREGULAR),
        "after -ing": float(before.endswith("ing")),
        "after be": float(before in _BE),
        "after a preposition": float(before in PREPOSITIONS | {"of", "to"}),
        "before a noun": float(edit.kind in {"adjective", "double"} and carries(after)),
        "before a preposition": float(after in PREPOSITIONS | {"of", "to"} and not behind),
        "beside and": float(bool({"and", "or"} & {before, after})),
        "participle": float(participle(head)),
        "tag": float(_tag(view, i)),
    }
    return found


def _rarity(low: str) -> float:
    """Nats by which a word is rarer than one in 2,000."""
    human = shipped().human
    return max(0.0, log(500 / max(human.rate(low), 1.0)))


def _span(view: View, edit: Edit) -> tuple[int, int]:
    """The first and last word of the passage that it touches."""
    i = view.index(edit.start)
    j = max(i, view.index(edit.end) - 1)
    return min(i, len(view.words) - 1), min(j, len(view.words) - 1)


def _sentence(view: View, i: int) -> tuple[int, int]:
    first = last = i
    while first > 0 and not view.words[first].first:
        first -= 1
    while last + 1 < len(view.words) and not view.words[last + 1].first:
        last += 1
    return first, last


def _tag(view: View, i: int) -> bool:
    """Behind "he said", beside a quotation."""
    before = [view.low(k) for k in range(max(0, i - 4), i)]
    start = view.words[max(0, i - 4)].start
    quoted = any(mark in view.text[max(0, start - 3) : view.words[i].start] for mark in '"“”')
    return quoted and not SPEAKING.isdisjoint(before)
