"""What stands between two marks, and what is told besides: the sentence goes on without it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from writer_app.voice.edits.clauses import participle
from writer_app.voice.edits.edit import Edit, Kind
from writer_app.voice.edits.view import View
from writer_app.voice.edits.words import carries, listed

LONGEST = 9
"""Words. What is longer says something of its own."""
_ENDS = re.compile(r"[.,;:!?—]|--")
_OPENING = listed(
    "who which as like though although if when while half his her their its a an the "
    "no more then again too also however moreover therefore"
)
_DASHED = re.compile(r"(?: - | — |—| – | -- |--)([^-—–.;!?\n]{3,60}?)(?: - | — |—| – | -- |--)")
_BRACKETED = re.compile(r" \([^()\n]{3,90}\)")
_SAYINGS = re.compile(
    r",? (?:however|moreover|furthermore|then|therefore|as it were|as I say|as I said|you know"
    r"|you see|after all|in a word|in short|so to speak|to be sure|in truth|in effect"
    r"|in turn|too|also|again|by the way|at length|at last|for his part|for her part"
    r"|for my part)(,)?"
    r"(?=[ .;])"
)
_SUBORDINATES = listed(
    "when while as if though although because after before since until till once having being"
)
_BESIDES = listed("and as while when where which who that whom or")
_BINDS = listed("as so such same")
_QUOTES = "\"“”'’«»"


def asides(view: View) -> Iterator[Edit]:
    """In brackets, between dashes, or a short phrase between two commas."""
    for found in _BRACKETED.finditer(view.text):
        if _free_between(view, *found.span()):
            yield Edit(*found.span(), "", "aside", "without what is in brackets")
    for found in _DASHED.finditer(view.text):
        if _free_between(view, *found.span(1)):
            yield Edit(*found.span(), " ", "aside", f"without “{found[1]}”")
    for found in _SAYINGS.finditer(view.text):
        closed = found[1] or view.text[found.end()] in ".;"
        free = not view.is_fixed(*found.span()) and _free_between(view, *found.span())
        if found[0].startswith(",") and closed and free:
            yield Edit(*found.span(), "", "aside", f"without “{found[0].strip(' ,')}”")
    yield from _told_besides(view)
    for i, word in enumerate(view.words):
        if i == 0 or word.first or view.gap(i - 1) != ", ":
            continue
        if word.low not in _OPENING and not participle(word.low) and not word.low.endswith("ly"):
            continue
        end = end_of_clause(view, i)
        if end is None or (view.low(end + 1) in {"and", "or"} and not word.low.endswith("ing")):
            continue  # "He bowed, stroked his beard, and went"
        if edit := within_commas(view, i, end, "aside"):
            yield edit


def _told_besides(view: View) -> Iterator[Edit]:
    """ "as he spoke", "and laughed", "looking at the sea", up to the mark that ends them."""
    for i, word in enumerate(view.words):
        if i < 2 or word.first or view.gap(i - 1) != " ":
            continue
        low = word.low
        doing = low.endswith("ing") and len(low) > 5 and carries(view.low(i - 1))
        if low not in _BESIDES and not doing:
            continue
        if low in {"as", "that"} and not _BINDS.isdisjoint(view.low(j) for j in range(i - 5, i)):
            continue  # "as low as a ditch", "so moved the man that he"
        end = end_of_clause(view, i)
        if end is None or end == i or end - i >= LONGEST - 2 or view.gap(end) == ", ":
            continue
        if edit := view.cut(i, end, "aside"):
            yield edit


def within_commas(view: View, i: int, j: int, kind: Kind) -> Edit | None:
    """Without the words `i` to `j` behind a comma, and without one of the two marks."""
    gap = view.gap(j)
    if not view.all_free(i, j) or not gap.strip() or gap.strip()[0] not in ",.;:!?—":
        return None
    start, end = view.words[i - 1].end, view.words[j].end
    if gap[0] == "," and not _needs_comma(view, i, j):
        end += 1
    return Edit(start, end, "", kind, f"without “{view.text[start + 2 : view.words[j].end]}”")


def _needs_comma(view: View, i: int, j: int) -> bool:
    """Whether what stands before and behind must stay apart: "When he came, …, he"."""
    if view.low(j + 1) in {"and", "but", "or", "so", "yet", "for", "nor"}:
        return True
    around = view.text[view.words[i - 1].end - 1 : view.words[j].end + 3]
    if any(mark in around.replace("’s", "") for mark in _QUOTES):
        return True
    first = i - 1
    while first > 0 and not view.words[first].first:
        first -= 1
    opening = view.low(first)
    return opening in _SUBORDINATES or opening.endswith("ing")


def end_of_clause(view: View, i: int) -> int | None:
    """The last word before the next mark, if that is near."""
    for j in range(i, min(i + LONGEST, len(view.words))):
        gap = view.gap(j)
        if _ENDS.match(gap):
            return j
        if gap != " ":
            return None
    return None


def _free_between(view: View, start: int, end: int) -> bool:
    i, j = view.index(start), view.index(end) - 1
    return i <= j and view.all_free(i, j)
