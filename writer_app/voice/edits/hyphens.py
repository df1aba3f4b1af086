"""Words in one, with a hyphen or in two, as this writer has them: "tea-time", "good-bye"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from writer_app.voice.custom import leaning
from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.habits import Habits
from writer_app.voice.edits.view import View, Word
from writer_app.voice.edits.words import carries

_USED = 2
"""Times that a writer has used a form from which it is theirs."""
_CLEARLY = 1.0
"""Nats from which the one form is the habit: three times in four."""


def hyphens(view: View, habits: Habits) -> Iterator[Edit]:
    """The same letters in another form."""
    forms = _forms(habits.vocabulary)
    if not forms:
        return
    for i, word in enumerate(view.words):
        if not word.free:
            continue
        yield from _as_written(view, habits, forms, word, word, word.low)
        following = view.words[i + 1] if i + 1 < len(view.words) else None
        # Two words are one thing only where both say something.
        if following is None or view.gap(i) != " " or not following.free:
            continue
        if carries(word.low) and carries(following.low) and not word.low.endswith("ly"):
            phrase = f"{word.low} {following.low}"
            yield from _as_written(view, habits, forms, word, following, phrase)


def _forms(vocabulary: Mapping[str, int]) -> dict[str, str]:
    """By the letters alone, the hyphenated word that the writer has oftenest."""
    counts = Counter(
        {word: count for word, count in vocabulary.items() if "-" in word and count >= _USED}
    )
    return {word.replace("-", ""): word for word, _ in reversed(counts.most_common())}


def _as_written(
    view: View, habits: Habits, forms: Mapping[str, str], first: Word, last: Word, old: str
) -> Iterator[Edit]:
    new = forms.get(old.replace("-", "").replace(" ", ""))
    if new is None or new == old:
        return
    pair = tuple(old.split())
    had = habits.vocabulary.get(old, 0)
    if len(pair) == 2:
        had = habits.bigrams.get((pair[0], pair[1]), 0)
    nats = leaning(habits.vocabulary.get(new, 0), had)
    if nats >= _CLEARLY:
        new = new[0].upper() + new[1:] if first.text[0].isupper() else new
        shown = view.text[first.start : last.end]
        yield Edit(first.start, last.end, new, "form", f"“{new}” for “{shown}”", theirs=nats)
