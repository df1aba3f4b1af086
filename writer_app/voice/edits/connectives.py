"""The little words that join clauses, where a writer may have others: "that", "which", "But"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from writer_app.voice.custom import leaning
from writer_app.voice.edits.clauses import noun_before
from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.habits import Habits, theirs
from writer_app.voice.edits.view import View
from writer_app.voice.edits.words import listed
from writer_app.voice.told import that_of

# At the head of a sentence, with the comma after it; what is said stays as it was.
_HEADS = {
    "However": ("But", "Yet"),
    "Nevertheless": ("Yet", "Still"),
    "Additionally": ("And", "Besides"),
    "Moreover": ("And", "Besides"),
    "Furthermore": ("And", "Besides"),
    "Therefore": ("So", "And so"),
    "Consequently": ("So", "And so"),
    "Thus": ("So", "And so"),
    "Eventually": ("At length", "At last"),
    "Finally": ("At length", "At last"),
    "Nonetheless": ("Yet", "Still"),
    "In addition": ("And", "Besides"),
    "As a result": ("So", "And so"),
}
_HEAD = re.compile(rf"(?<![\w'-])({'|'.join(_HEADS)}), (?=[a-zI])")
_TAKES_THAT = listed(
    "said knew thought believed supposed felt hoped feared declared fancied imagined remembered "
    "understood perceived noticed sure afraid certain convinced realised realized"
)
_SUBJECTS = listed("he she it they we there i")
_CLEARLY = 0.7
"""Nats from which "that", or none, is a habit: twice as often."""
_KEEPS_COMMA = {"Besides", "At length", "At last"}


def heads(view: View, habits: Habits) -> Iterator[Edit]:
    """ "However, he" as "But he"."""
    found = []
    for match in _HEAD.finditer(view.text):
        if view.is_fixed(*match.span()):
            continue
        for new in _HEADS[match[1]]:
            text = f"{new}, " if new in _KEEPS_COMMA else f"{new} "
            found.append(Edit(*match.span(), text, "variant", f"“{new}” for “{match[1]}”"))
    yield from theirs(view, habits, found)


def pronouns(view: View, habits: Habits) -> Iterator[Edit]:
    """ "which" for "that" behind a noun, and the other way round."""
    found = []
    for i, word in enumerate(view.words):
        before, after = view.gap(i - 1) if i else "", view.gap(i)
        if not word.free or after != " " or word.first:
            continue
        if before == " " and word.low in {"that", "which"} and noun_before(view, i):
            new = "which" if word.low == "that" else "that"
            found.append(Edit(word.start, word.end, new, "variant", f"“{new}” for “{word.text}”"))
    yield from theirs(view, habits, found)


def said_that(view: View, habits: Habits) -> Iterator[Edit]:
    """ "that" behind "said" or "thought" where this writer has it, none where they have none."""
    for i in range(1, len(view.words) - 1):
        word, following = view.words[i], view.words[i + 1]
        if word.low not in _TAKES_THAT or view.gap(i) != " " or view.gap(i - 1) != " ":
            continue
        there = following.low == "that"
        subject = view.low(i + 2) if there and view.gap(i + 1) == " " else following.low
        if subject not in _SUBJECTS or view.is_fixed(word.start, following.end):
            continue
        said = word.low == "said"
        having = habits.told.get(that_of(said=said, that=True), 0)
        without = habits.told.get(that_of(said=said, that=False), 0)
        if there and leaning(without, having) >= _CLEARLY:
            note, nats = f"“{word.text}” without “that”", leaning(without, having)
            yield Edit(word.end, following.end, "", "pointer", note, theirs=nats)
        elif not there and leaning(having, without) >= _CLEARLY:
            note, nats = f"“{word.text} that”", leaning(having, without)
            yield Edit(word.end, word.end, " that", "variant", note, theirs=nats)
