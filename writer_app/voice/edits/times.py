"""Words of time that a story goes on without: "for a moment", "at length"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.view import View
from writer_app.voice.negation import is_negation

_TIMES = re.compile(
    r"(?<![\w'’-])(?:for (?:a|one) (?:moment|while|time)|for an instant|for some (?:time|moments)"
    r"|at length|just then|by this time|by that time|at the same time"
    r"|after a (?:moment|while|time))(?![\w'’-])",
    re.I,
)
_BINDS = {"of", "that", "when", "as", "and", "or", "than", "before", "after", "till", "until"}
"""Beside one of these it is more than a word of time: "at the same time as"."""
_BEFORE = _BINDS | {
    "by", "just", "even", "for", "from", "here", "up", "to", "is", "was", "were", "are", "only",
    "but", "in", "at",
}  # fmt: skip


def times(view: View) -> Iterator[Edit]:
    for found in _TIMES.finditer(view.text):
        i, j = view.index(found.start()), view.index(found.end()) - 1
        if i == 0 or view.words[i].first or view.low(i - 1) in _BEFORE:
            continue
        if view.low(j + 1) in _BINDS and view.gap(j) == " ":
            continue
        if any(is_negation(view.low(k)) for k in range(max(0, i - 5), i)):
            continue  # "not for a moment"
        if view.gap(i - 1) == ", " and view.gap(j).startswith(","):
            continue  # an aside
        if edit := view.cut(i, j, "filler"):
            yield edit
