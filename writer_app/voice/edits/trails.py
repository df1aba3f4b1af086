"""What a clause says last and could end without: where something happened, and what else then.

A rule sees no more than the words, so it looks for what it must not take: half of a verb ("put it
on the table"), what a noun is of, at or about, and where somebody is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.view import View
from writer_app.voice.edits.words import carries, listed
from writer_app.voice.lexicon import IRREGULAR, SPEAKING

# The others ("with", "by", "of", "to", "from", "for") say how, whose, and whither.
PLACES = listed(
    "in on at upon under over during within among amongst amid amidst across along beside behind "
    "beneath around above below beyond near throughout underneath alongside"
)
_CLAUSES = listed("i he she we they than as whether if how why what who whose which that where")
"""Where one of these stands, a phrase is more than a phrase."""
_IS = listed("am is are was were be been being has have had having with there here")
"""What follows these is what is said: "was in the garden", "had a scar on his chin"."""
_NEED_A_PLACE = listed(
    "put puts putting place placed placing set sets setting lay lays laid laying lie lies lying "
    "keep kept keeping leave left leaving find found throw threw thrown throwing hang hung hanging "
    "fix fixed fixing stick stuck plant planted pour poured press pressed thrust plunge plunged "
    "lodge lodged seat seated spread store stored sit sat sitting stand stood standing live lived "
    "living dwell dwelt remain remained stay stayed rest rested resting lean leaned leant leaning "
    "fall fell fallen cast see saw seen seeing see feel felt held hold holding"
    " turn turned lead led open opened bend bent rely relied depend depended consist consisted "
    "insist insisted look looked looking gaze gazed stare stared glance glanced arrive arrived "
    "drop dropped bury buried wrap wrapped hide hid hidden fold folded strike struck catch caught "
    "seize seized take took taken join joined engage engaged"
)
_COMPARES = listed("more less than so such too enough as rather same other like most least not")
_LEAD_ON = listed(
    "interest faith belief share change difference effect attack hold influence eye eyes look "
    "glance attempt skill success delight pleasure pride part place experience advantage war "
    "control power victory confidence trust rise fall increase decline participation "
    "insight improvement end beginning middle rest sense sort kind way direction point "
    "tax authority reliance emphasis stress impression blame dependence opinion judgment comment "
    "feet foot miles mile yards yard inches inch hours days years half "
    "book lecture essay treatise expert hand hands arm arms burden demand claim curse blessing"
)
"""Nouns that a preposition belongs to: "an interest in", "an attack on"."""
_FAR = {"with", "there", "here", "spend", "spent", "spends"}
"""The same, with more between: "with a slab of meat across his knee"."""
_OBJECTS = {"him", "them", "it", "us", "you"}
_LINKS = listed("with by of to from for into against like without and or but")
_ENDS = re.compile(r"[.,;:!?—]|--")
_QUOTES = "\"“”'’«»"
LONGEST = 8
"""Words within which the end of a clause is looked for."""
LONGEST_PLACE, LONGEST_TAG = 5, 7
"""Words of "in the dark" and ", looking grave": what is longer says something of its own."""


def places(view: View) -> Iterator[Edit]:
    """ "The ropes hung from the quay in the dark": the last place or time of a clause."""
    for i, word in enumerate(view.words):
        if word.low not in PLACES or i == 0 or word.first or view.gap(i - 1) != " ":
            continue
        start = start_of_clause(view, i - 1)
        clause = [view.low(j) for j in range(start, i)]
        if i - start < 3 or not may_end(view, i, clause):
            continue
        end = _end_of_place(view, i)
        if end is not None and (edit := view.cut(i, end, "trail")):
            yield edit


def afterthoughts(view: View) -> Iterator[Edit]:
    """ ", looking at the sea" at the end of a sentence, and ", with a smile" behind "he said"."""
    for i, word in enumerate(view.words):
        if i == 0 or word.first or view.gap(i - 1) != ", ":
            continue
        start = start_of_clause(view, i - 1)
        tag = start > 0 and any(mark in view.gap(start - 1) for mark in _QUOTES)
        tag = tag and not SPEAKING.isdisjoint(view.low(j) for j in range(start, i))
        ing = word.low.endswith("ing") and len(word.low) > 5
        if not (ing and (tag or i - start >= 3)) and not (tag and word.low in {"with", "in"}):
            continue
        end = end_of_clause(view, i)
        most = LONGEST_TAG if ing else 3
        if end is None or not i < end < i + most or not view.all_free(i, end):
            continue
        first, last = view.words[i - 1].end, view.words[end].end
        closed = view.text[last] in ".;" or (tag and re.match(r"[,:] ?[\"“'‘]", view.text[last:]))
        if closed:
            yield Edit(first, last, "", "trail", f"without “{view.text[first + 2 : last]}”")


def may_end(view: View, i: int, clause: list[str]) -> bool:
    """Whether the clause may end before the preposition `i`: it has said what it is about."""
    head = clause[-1]
    if head in _LEAD_ON | IRREGULAR or not (carries(head) or head in _OBJECTS):
        return False  # "an interest in", "ran across"
    if not (_IS | _NEED_A_PLACE).isdisjoint(clause[-3:]) or not _COMPARES.isdisjoint(clause[-5:]):
        return False
    if not _FAR.isdisjoint(clause[-8:]):
        return False
    # "a man on a horse": what is new is told with what is said of it. "from the house into the
    # garden": neither says anything alone.
    new = not {"a", "an"}.isdisjoint(clause[-3:-1])
    return not (new or head.endswith(("ed", "ly", "ing")) or "from" in clause[-6:])


def _end_of_place(view: View, i: int) -> int | None:
    """The last word of the phrase, where a mark ends it and nothing hangs on it."""
    for j in range(i + 1, min(i + LONGEST_PLACE, len(view.words))):
        if view.low(j) in _CLAUSES | PLACES | _LINKS:
            return None
        gap = view.gap(j)
        if gap != " ":
            hangs = gap == ", " and view.low(j + 1) in _CLAUSES | {"and", "or"}
            return j if _ENDS.match(gap) and not hangs else None
    return None


def end_of_clause(view: View, i: int) -> int | None:
    """The last word before the next mark, if that is near."""
    for j in range(i, min(i + LONGEST, len(view.words))):
        gap = view.gap(j)
        if _ENDS.match(gap):
            return j
        if gap != " ":
            return None
    return None


def start_of_clause(view: View, i: int) -> int:
    """The first word behind the last mark."""
    while i > 0 and view.gap(i - 1) == " ":
        i -= 1
    return i
