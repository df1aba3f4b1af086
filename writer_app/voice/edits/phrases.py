"""Plain turns of phrase and the older ones that some writers have for them; joined sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.variants import Habits
from writer_app.voice.edits.view import View
from writer_app.voice.edits.words import listed

# Either may take the other's place; which is the writer's, their profile says.
_PAIRS = """
felt like he was > felt as if he were
felt like she was > felt as if she were
felt like they were > felt as if they were
feel like > feel as if
felt as though > felt as if
looked as though > looked as if
as though > as if
, because > , for
a lot of > a great deal of
lots of > many
right away > at once
immediately > at once
in front of > before
next to > beside
close to > near
want to > wish to
wanted to > wished to
wanting to > wishing to
had to > was obliged to
went back > returned
came back > returned
come back > return
go back > return
got up > rose
stood up > rose
talked about > spoke of
talk about > speak of
talking about > speaking of
talked to > spoke to
talk to > speak to
talking to > speaking to
thought about > thought of
think about > think of
thinking about > thinking of
knew about > knew of
heard about > heard of
found out > discovered
even though > though
while he > as he
while she > as she
while they > as they
, while > , whilst
each other > one another
in the end > at last
finally > at last
eventually > at length
at the moment > at present
these days > nowadays
as well > too
started to > began to
began > commenced
trying to > endeavouring to
sure that > certain that
because of > on account of
"""
_ONE_WAY = {", for", "before", "return", "near", "too", "for", "rose", "reached", "returned"}
"""These stand for more than their plain turn does."""


def _either() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _PAIRS.strip().splitlines():
        plain, other = line.split(" > ")
        found[plain] = other
        if other not in _ONE_WAY:
            found.setdefault(other, plain)
    return found


_EITHER = _either()
_FOUND = re.compile(
    rf"(?<![\w'-])(?:{'|'.join(sorted(map(re.escape, _EITHER), key=len, reverse=True))})(?![\w'-])"
)
_SUBJECTS = listed("he she it they we i there this his her their its")
LONGER = 1.2
"""A writer's sentences are so many times as long as the passage's before any are joined."""
_LONGEST = 34  # words


def turns(view: View) -> Iterator[Edit]:
    """Phrases in place of which this writer may have another."""
    for found in _FOUND.finditer(view.text):
        new = _EITHER[found[0]]
        if not view.is_fixed(*found.span()) and found.start():
            yield Edit(*found.span(), new, "variant", f"“{new.strip(' ,')}” for “{found[0]}”")


def joints(view: View, habits: Habits) -> Iterator[Edit]:
    """Two short sentences as one, where this writer's are longer."""
    firsts = [i for i, word in enumerate(view.words) if word.first] or [0]
    bounds = [*firsts, len(view.words)]
    lengths = habits.sentence_lengths
    mean = sum(lengths) / max(1, len(lengths))
    if mean < LONGER * len(view.words) / len(firsts):
        return
    for start, at, end in zip(bounds, bounds[1:], bounds[2:], strict=False):
        following = view.words[at]
        if view.gap(at - 1) != ". " or following.low not in _SUBJECTS or end - start > _LONGEST:
            continue
        if view.is_fixed(view.words[at - 1].end, following.end):
            continue
        low = following.text if following.low == "i" else following.text.lower()
        joints = (", and ", "; and ", "; ") if habits.punctuation.get(";", 0.0) > 1 else (", and ",)
        for joint in joints:
            note = f"two sentences with “{joint.strip()}”"
            yield Edit(view.words[at - 1].end, following.end, joint + low, "punctuation", note)
