"""Words and forms for which this writer has another habit: "upon" for "on", "do not", "don't"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from writer_app.voice.custom import leaning
from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.habits import Habits, known_beside, theirs
from writer_app.voice.edits.synonyms import ALTERNATIVES, CONTENT
from writer_app.voice.edits.view import View, article_before
from writer_app.voice.tokens import straighten
from writer_app.voice.told import CONTRACTIONS

_FULL = {short: full for full, short in CONTRACTIONS.items()}
_SHORT = re.compile(rf"\b({'|'.join(map(re.escape, _FULL))})\b", re.I)
_LONG = re.compile(rf"\b(?=({'|'.join(CONTRACTIONS)}) )", re.I)  # they may overlap: "it is not"
_USED = 3
"""Times that a writer has used a word from which it is one of theirs."""
_CLEARLY = 1.0
"""Nats from which a contraction, or none, is a habit: three times in four."""


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


def contractions(view: View, habits: Habits) -> Iterator[Edit]:
    """Outside of speech, as this writer has them there; nothing where they do both."""
    plain = straighten(view.text)
    for pattern, others in ((_SHORT, _FULL), (_LONG, CONTRACTIONS)):
        for found in pattern.finditer(plain):
            old, start, end = found[1].casefold(), *found.span(1)
            new = others[old]
            nats = leaning(habits.told.get(new, 0), habits.told.get(old, 0))
            if nats < _CLEARLY or view.is_fixed(start, end):
                continue
            new = new[0].upper() + new[1:] if found[1][0].isupper() else new
            new = new.replace("'", view.apostrophe)
            yield Edit(start, end, new, "variant", f"“{new}” for “{found[1]}”", theirs=nats)


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
