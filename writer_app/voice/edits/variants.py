"""Words for which this writer has another: "upon" for "on"."""

from __future__ import annotations

from collections.abc import Iterator

from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.habits import Habits, known_beside, theirs
from writer_app.voice.edits.synonyms import ALTERNATIVES, CONTENT
from writer_app.voice.edits.view import View, article_before

_USED = 3
"""Times that a writer has used a word from which it is one of theirs."""


def variants(view: View, habits: Habits) -> Iterator[Edit]:
    """Words in place of which this writer has another."""
    for i, word in enumerate(view.words):
        others = ALTERNATIVES.get(word.low, ())
        if not word.free or word.text[1:] != word.low[1:]:
            continue
        swaps = [
            _with_article(view, i, other)
            for other in others
            if habits.vocabulary.get(other, 0) >= _USED
        ]
        for edit in theirs(view, habits, swaps):
            if word.low not in CONTENT or known_beside(view, habits, edit):
                yield edit


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
