"""Where sentences end and how clauses are joined, as this writer does: "; and", ". But"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from writer_app.voice.custom import leaning
from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.habits import Habits
from writer_app.voice.edits.joining import joined
from writer_app.voice.edits.view import View
from writer_app.voice.rhythm import Rhythm
from writer_app.voice.told import SUBJECTS, joint_of

_JOINED = re.compile(rf"(?<=\w)(,|;|)( (and|but|for|so|yet))? (?=(?:{SUBJECTS})\b)", re.I)
_ALONE = frozenset(("and", "but", "yet", "so"))
"""Words with which what they join may stand for itself; "and" goes then."""
_MARKS = ("", ",", ";")
LONGEST = 0.95
"""No sentence becomes longer than all but a twentieth of the writer's."""
_CLEARLY = 0.7
"""Nats from which another mark is the writer's: twice as often."""
_NEARER = 0.3
"""Words by which the sentences come nearer at least. A word counts as half a nat."""
_FEWEST = 5
"""Words that either part of a divided sentence has at least."""


def joints(view: View, habits: Habits) -> Iterator[Edit]:
    """Two sentences as one, or one as two, where that comes nearer to the writer's own lengths;
    clauses joined by another mark where the writer has it more often."""
    rhythm = Rhythm(habits.sentence_lengths)
    if not rhythm.known:
        return
    before = rhythm.away(view.text)
    for edit in (*joined(view, habits, rhythm.quantile(LONGEST)), *_divided(view, habits)):
        text = view.text[: edit.start] + edit.replacement + view.text[edit.end :]
        nearer = before - rhythm.away(text)
        if nearer > _NEARER:
            yield replace(edit, theirs=edit.theirs + nearer / 2)
    yield from _marks(view, habits)


def _divided(view: View, habits: Habits) -> Iterator[Edit]:
    for found in _JOINED.finditer(view.text):
        start, end = found.span()
        at = view.index(end)
        word = (found[3] or "").lower()
        fits = word in _ALONE if word else found[1] == ";"
        if not found[1] or not fits or view.is_fixed(start - 1, end + 1):
            continue
        first = max((i for i, word in enumerate(view.words[:at]) if word.first), default=0)
        last = next((i for i in range(at, len(view.words)) if view.words[i].first), len(view.words))
        if at - first < _FEWEST or last - at < _FEWEST:
            continue
        head = "" if word == "and" else word.capitalize()
        if head and not habits.told.get(joint_of(".", word)):
            continue
        following = view.words[at].text
        new = f". {head} {following}" if head else f". {following[0].upper()}{following[1:]}"
        yield Edit(start, end + len(following), new, "joint", "one sentence as two")


def _marks(view: View, habits: Habits) -> Iterator[Edit]:
    for found in _JOINED.finditer(view.text):
        start, end = found.span()
        word = (found[3] or "").lower()
        if not word or view.is_fixed(start - 1, end + 1):
            continue
        old = habits.told.get(joint_of(found[1], word), 0)
        for mark in _MARKS:
            # "for" and "so" without a mark are other words: "a sister for you".
            if mark == found[1] or (word in {"for", "so"} and "" in {mark, found[1]}):
                continue
            nats = leaning(habits.told.get(joint_of(mark, word), 0), old)
            if nats >= _CLEARLY:
                note = f"“{mark} {word}” for “{found[1]} {word}”"
                yield Edit(start, end, f"{mark} {word} ", "punctuation", note, theirs=nats)
