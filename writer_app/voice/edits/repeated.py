"""What is said before "and" and need not be said again behind it: "had risen and had gone"."""

from __future__ import annotations

from collections.abc import Iterator

from writer_app.voice.edits.clauses import participle
from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.view import View
from writer_app.voice.edits.words import DETERMINERS, carries, listed

_HELPING = {"had", "was", "were", "has", "have"}
_LEADING = listed("of in for by from with on upon to at into")
_WHOSE = {"his", "her", "their", "its", "our", "your"}
_SUBJECTS = {"he", "she", "they", "it", "we"}
_OTHERS = _SUBJECTS | listed(
    "i you who which that what when while if as where because than there said"
)
"""Between the two, these begin something else."""
_WHOM = {"him", "her", "them", "us", "you"}
_PLACES = listed("through over under across along behind before after round around down up out off")
_SET_PHRASES = listed(
    "course fact short last length once all ever vain turn spite front then first"
)
REACH = 12
"""Words back to what is said again."""


def repeated(view: View) -> Iterator[Edit]:
    for i, word in enumerate(view.words):
        if i < 3 or view.low(i - 1) not in {"and", "or"} or view.gap(i - 1) != " ":
            continue
        again = (
            (word.low in _HELPING and _helps(view, i))
            or (word.low in _LEADING and _leads(view, i))
            or (word.low in _WHOSE and _owns(view, i))
            or (word.low in _SUBJECTS and _acts(view, i))
        )
        if again and view.gap(i) == " " and (edit := view.cut(i, i, "pointer")):
            yield edit


def _said(view: View, i: int, reach: int) -> int | None:
    """Where word `i` stands before, in the same sentence."""
    for j in range(i - 2, max(-1, i - 1 - reach), -1):
        if view.low(j) == view.low(i):
            return j
        if view.words[j].first:
            return None
    return None


def _helps(view: View, i: int) -> bool:
    """ "had risen and had gone": both are followed by participles of one kind."""
    j = _said(view, i, REACH)
    if j is None or not _OTHERS.isdisjoint(view.low(k) for k in range(j, i)):
        return False
    one, other = view.low(j + 1), view.low(i + 1)
    return participle(one) and participle(other) and one.endswith("ing") == other.endswith("ing")


def _leads(view: View, i: int) -> bool:
    """ "of his hopes and of his fears"."""
    j = _said(view, i, 6)
    if j is None or i - j < 3 or any(view.gap(k) != " " for k in range(j, i)):
        return False
    one, other = view.low(j + 1), view.low(i + 1)
    alike = (one in DETERMINERS) == (other in DETERMINERS) and view.low(j - 1) != "both"
    plain = _SET_PHRASES.isdisjoint((one, other)) and (other in DETERMINERS or carries(other))
    return alike and plain and _OTHERS.isdisjoint(view.low(k) for k in range(j, i))


def _owns(view: View, i: int) -> bool:
    """ "his hat and his coat"."""
    j = _said(view, i, 4)
    between = range(j + 1, i - 1) if j is not None else range(0)
    plain = all(view.gap(k) == " " for k in (*between, i - 1))
    return len(between) > 0 and plain and all(carries(view.low(k)) for k in between)


def _acts(view: View, i: int) -> bool:
    """ "He rose, and he went": nobody else has come in between."""
    if view.gap(i - 2) not in {" ", ", "}:
        return False
    for j in range(i - 2, max(-1, i - 1 - 2 * REACH), -1):
        word = view.words[j]
        if word.first:
            return word.low == view.low(i)
        if word.low in _OTHERS | _WHOM or word.text[:1].isupper():
            return False
        # "He called the boy, and he came"
        if word.low in DETERMINERS and view.low(j - 1) not in _LEADING | _PLACES:
            return False
    return False
