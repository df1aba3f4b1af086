"""Words for which this writer has another: "upon" for "on"."""

from __future__ import annotations

from collections.abc import Iterator

from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.habits import Habits, known_beside, theirs
from writer_app.voice.edits.synonyms import ALTERNATIVES, CONTENT
from writer_app.voice.edits.view import View, article_before
from writer_app.voice.edits.words import CALENDAR, DETERMINERS, listed

_THINGS = DETERMINERS | listed("me him her us them it which whom himself herself myself")
_TURNS = listed(
    "run news phone radio internet television screen feed way left right spot move job go side "
    "contrary whole alert brink edge eve day night morning evening afternoon verge telephone"
)
_CARRIED_ON = listed("began started woke")
"""Verbs that say by what follows them what they mean."""
_USED = 3
"""Times that a writer has used a word from which it is one of theirs."""


def variants(view: View, habits: Habits) -> Iterator[Edit]:
    """Words in place of which this writer has another."""
    for i, word in enumerate(view.words):
        others = ALTERNATIVES.get(word.low, ())
        if not word.free or word.text[1:] != word.low[1:]:
            continue
        if word.low == "on" and not _upon(view, i):
            continue
        if word.low in _CARRIED_ON and (view.gap(i) != " " or view.low(i + 1) == "up"):
            continue
        swaps = [
            _with_article(view, i, other)
            for other in others
            if habits.vocabulary.get(other, 0) >= _USED
        ]
        for edit in theirs(view, habits, swaps):
            if word.low not in CONTENT or known_beside(view, habits, edit):
                yield edit


def _upon(view: View, i: int) -> bool:
    """Whether "on" stands before a thing, and not as in "on the run" or "on a Tuesday"."""
    following, then = view.low(i + 1), view.low(i + 2)
    if view.gap(i) != " " or following not in _THINGS or then in CALENDAR | _TURNS:
        return False
    return then != "other" or view.low(i + 3) not in {"hand", "side"}


def _with_article(view: View, i: int, new: str) -> Edit:
    word = view.words[i]
    new = new[0].upper() + new[1:] if word.text[0].isupper() else new
    note = f"“{new}” for “{word.text}”"
    if view.low(i - 1) in {"a", "an"} and view.gap(i - 1) == " ":
        article = view.words[i - 1]
        wanted = article_before(new)
        if wanted != article.low:
            wanted = wanted.title() if article.text[0].isupper() else wanted
            return Edit(article.start, word.end, f"{wanted} {new}", "variant", note)
    return Edit(word.start, word.end, new, "variant", note)
