"""Phrases a sentence stands without, for want of what says less: where it begins, how it ends.

The rules see to the form alone. Whether the clause may end before the phrase, the model's weight
says: "a sense" hardly ever stands by itself, "a laugh" does.
"""

from __future__ import annotations

from collections.abc import Iterator

from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.trails import (
    COMPARES,
    IS,
    LEAD_ON,
    NEED_A_PLACE,
    PLACES,
    end_of_clause,
    start_of_clause,
)
from writer_app.voice.edits.view import View
from writer_app.voice.edits.words import DETERMINERS, carries, listed
from writer_app.voice.lexicon import IRREGULAR

_MANNERS = listed("with by for from into through toward towards after before without against")
_PREPOSITIONS = PLACES | _MANNERS
_BELONGING = _PREPOSITIONS | {"of", "to"}
_STOP = listed(
    "i he she we they than as if how why what who whose which that where whom whether to when"
)
"""Where one of these stands, a phrase is more than a phrase."""
_OBJECTS = {"him", "her", "them", "it", "us", "you", "me"}
_LONGEST = 6
"""Words; what is longer says something of its own."""


def rests(view: View) -> Iterator[Edit]:
    for i, word in enumerate(view.words):
        if word.first:
            end = _front(view, i) if word.low in _PREPOSITIONS else None
        else:
            end = _last(view, i) if word.low in _BELONGING else None
        if end is not None and (edit := view.cut(i, end, "rest")):
            yield edit


def _front(view: View, i: int) -> int | None:
    """The end of a phrase that begins the sentence: "In the evening, he"."""
    end = end_of_clause(view, i)
    if end is None or end == i or view.gap(end) != ", ":
        return None
    return end if _STOP.isdisjoint(view.low(j) for j in range(i, end + 1)) else None


def _last(view: View, i: int) -> int | None:
    """The end of a phrase that ends the clause, where the clause has said what it is about."""
    if i == 0 or view.gap(i - 1) != " ":
        return None
    start = start_of_clause(view, i - 1)
    clause = [view.low(j) for j in range(start, i)]
    head = clause[-1]
    if len(clause) < 3 or head in LEAD_ON | IRREGULAR or not (carries(head) or head in _OBJECTS):
        return None
    if not IS.isdisjoint(clause[-2:]) or head in NEED_A_PLACE or clause[-2] in COMPARES:
        return None
    if {"from", "between"} & set(clause[-6:]) or (view.low(i) == "to" and not _thing(view, i + 1)):
        return None
    for j in range(i + 1, min(i + _LONGEST, len(view.words))):
        low, gap = view.low(j), view.gap(j)
        if low in _STOP | _PREPOSITIONS:
            return None
        if gap == " ":
            continue
        # A mark ends it, and nothing hangs on it.
        hangs = gap == ", " and view.low(j + 1) in _STOP | {"and", "or"}
        return None if hangs or gap[0] not in ".,;:!?\u2014" or low in DETERMINERS else j
    return None


def _thing(view: View, i: int) -> bool:
    """What follows "to" is no verb."""
    return view.low(i) in DETERMINERS | _OBJECTS
