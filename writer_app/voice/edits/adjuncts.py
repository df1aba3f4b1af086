"""Phrases that say where, when, how and with whom: a clause may stand without them, or may not.

The rules see to the form alone: where such a phrase begins, and where it may end.
"""

from __future__ import annotations

from collections.abc import Iterator

from writer_app.voice.edits.asides import within_commas
from writer_app.voice.edits.clauses import participle
from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.view import View
from writer_app.voice.edits.words import DETERMINERS, carries, is_adjective, listed

PLACES = listed(
    "in on at upon under over during within among amongst amid amidst across along beside behind "
    "beneath around above below beyond near throughout underneath alongside"
)
MANNERS = listed("with by from into through toward towards after before without against for like")
PREPOSITIONS = PLACES | MANNERS
_CLAUSES = listed("i he she we they than whether how why what who whose which whom where that")
"""Where one of these or of the next stands, a phrase is more than a phrase."""
_VERBS = listed("am is are was were had has have would could did do does went came")
_GO_ON = listed("when while as because if though although until till and but or")
"""A phrase may end before these."""
_HANG = listed("of to into and or but the a an")
_OBJECTS = {"him", "them", "it", "us", "you", "her"}
_LONGEST = 8
"""Words."""


def adjuncts(view: View) -> Iterator[Edit]:
    """ "He mended the nets in the dark", "In the evening, he", "went on, with a sigh, to the"."""
    for i, word in enumerate(view.words):
        if word.low not in PREPOSITIONS:
            continue
        for j in _ends(view, i):
            apart = i > 0 and view.gap(i - 1) == ", "
            if word.first and view.gap(j) not in {" ", ", "}:
                continue
            edit = within_commas(view, i, j, "phrase") if apart else view.cut(i, j, "phrase")
            if edit:
                yield edit


def _ends(view: View, i: int) -> Iterator[int]:
    """The last words it may have, the nearest first."""
    for j in range(i + 1, min(i + _LONGEST, len(view.words))):
        word, gap, following = view.words[j], view.gap(j), view.low(j + 1)
        if not word.free or word.low in _CLAUSES | _VERBS:
            return
        whole = (carries(word.low) and not is_adjective(word.low)) or word.low in _OBJECTS
        whole = whole and word.low not in DETERMINERS
        if gap != " ":
            hangs = gap == ", " and following in {"which", "who", "whom", "whose", "where"}
            if not hangs and gap.strip()[:1] in set(".,;:!?—-"):
                yield j
            return
        if not whole or following in _HANG - {"and"}:
            continue
        verbal = participle(view.low(j + 2)) or view.low(j + 2) in _CLAUSES
        if following in PREPOSITIONS or (following in _GO_ON and (following != "and" or verbal)):
            yield j
        elif following in _CLAUSES - {"that", "whose"} or participle(following):
            yield j  # "in the evening he", "the men on the quay waited"
