"""Phrases a sentence stands without, for want of what says less: where it begins, how it ends.

The rules see to the form alone. Whether the clause may end before the phrase, the model's weight
says: "a sense" hardly ever stands by itself, "a laugh" does.
"""

from __future__ import annotations

from collections.abc import Iterator

from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.trails import PLACES, end_of_clause, may_end, start_of_clause
from writer_app.voice.edits.view import View
from writer_app.voice.edits.words import DETERMINERS, listed

_MANNERS = listed("with by from into through toward towards after before without against")
_PREPOSITIONS = PLACES | _MANNERS
_STOP = listed(
    "i he she we they than as if how why what who whose which that where whom whether of to when"
)
"""Where one of these stands, a phrase is more than a phrase."""
_MARKS = tuple(".,;:!?—")
_LONGEST = 6
"""Words; what is longer says something of its own."""


def rests(view: View) -> Iterator[Edit]:
    for i, word in enumerate(view.words):
        if word.first:
            end = _front(view, i) if word.low in _PREPOSITIONS else None
        else:
            end = _last(view, i) if word.low in _PREPOSITIONS else None
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
    if i - start < 3 or not may_end(view, i, [view.low(j) for j in range(start, i)]):
        return None
    for j in range(i + 1, min(i + _LONGEST, len(view.words))):
        low, gap = view.low(j), view.gap(j)
        if low in _STOP | _PREPOSITIONS:
            return None
        if gap == " ":
            continue
        # A mark ends it, and nothing hangs on it.
        hangs = gap == ", " and view.low(j + 1) in _STOP | {"and", "or"}
        return None if hangs or not gap.startswith(_MARKS) or low in DETERMINERS else j
    return None
