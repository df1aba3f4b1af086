"""One version of a span where it stands: with the rest of its sentences on both sides."""

from __future__ import annotations

import re
from dataclasses import dataclass

from writer_app.text.segments import WORD, sentences, word_count
from writer_app.voice.tokens import folded, straighten

AROUND = 600
"""Code points on either side that are looked at."""
_ENDS = ".!?…\"'”’)"


@dataclass(frozen=True, slots=True)
class Place:
    """All straightened. `stretch`: the version within its sentences; `words` are the version's,
    `near` those around it, in lower case. `lengths`: of the stretch's sentences, in words;
    `openings`: the first word of each."""

    text: str
    stretch: str
    words: tuple[str, ...]
    stretch_words: tuple[str, ...]
    near: tuple[str, ...]
    lengths: tuple[int, ...]
    openings: tuple[str, ...]
    last: bool


def place(text: str, before: str, after: str) -> Place:
    """Where the edge of a version would run into a word, a space is thought between."""
    text, before, after = (straighten(part) for part in (text, before[-AROUND:], after[:AROUND]))
    before, after = before.rpartition("\n\n")[2], after.partition("\n\n")[0]
    lead, trail = _unfinished(before), _rest(after)
    stretch = _joined(_joined(lead, text), trail)
    spoken = [words for span in sentences(stretch) if (words := WORD.findall(span.of(stretch)))]
    return Place(
        text,
        stretch,
        tuple(folded(text)),
        tuple(folded(stretch)),
        tuple(folded(before) + folded(after)),
        tuple(map(len, spoken)),
        tuple(words[0].casefold() for words in spoken),
        not word_count(after),
    )


def _unfinished(before: str) -> str:
    """The sentence that `before` breaks off in; "" where it ends with one."""
    spans = sentences(before)
    if not spans or before.rstrip()[-1:] in _ENDS:
        return ""
    return before[spans[-1].start :]


def _rest(after: str) -> str:
    """Up to the end of the sentence that the version stands in."""
    found = re.search(r"[.!?…][\"')]*(?=\s|\Z)", after)
    return after[: found.end()] if found else after


def _joined(one: str, other: str) -> str:
    return f"{one} {other}" if one[-1:].isalnum() and other[:1].isalnum() else one + other
