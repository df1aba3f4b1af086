"""Sentences that sum up or draw a moral: what models end with, and most writers do not.

A short list of our own making; what the writer says so too is no fault.
"""

from __future__ import annotations

import re

from writer_app.text.segments import sentences, word_count
from writer_app.voice.profile import Profile
from writer_app.voice.tokens import folded

_OPENINGS = (
    "in the end",
    "in conclusion",
    "in summary",
    "in short",
    "all in all",
    "to sum up",
    "at the end of the day",
    "ultimately",
    "after all was said and done",
    "and so it was that",
    "and so the story",
    "and so our story",
    "and in that moment",
    "in that moment",
    "from that day on",
    "from that moment on",
    "from then on",
    "the moral of",
    "the lesson",
    "as time went on",
    "only time would tell",
    "only time will tell",
)
_LESSONS = re.compile(
    r"\b(?:(?:he|she|they|we|i) (?:had )?(?:learned|learnt|realized|realised|came to understand)"
    r"(?: \w+){0,4} that|it (?:was|is) a reminder (?:that|of)|reminding (?:him|her|them|us) that"
    r"|a (?:powerful |stark |gentle )?reminder (?:that|of)|lesson(?:s)? (?:that|about|learned))\b"
)


def sums_up(text: str, profile: Profile | None = None) -> bool:
    """Whether a sentence of `text` steps back to say what it all came to."""
    return any(_sums_up(sentence.of(text), profile) for sentence in sentences(text))


def without_moral(text: str, profile: Profile | None = None) -> str:
    """`text` up to the first sentence that sums up; all of it where nothing would be left."""
    for sentence in sentences(text):
        if _sums_up(sentence.of(text), profile):
            return text[: sentence.start].rstrip() or text
    return text


def _sums_up(sentence: str, profile: Profile | None) -> bool:
    words = " ".join(folded(sentence))
    if _LESSONS.search(words):
        return True
    return any(
        f"{words} ".startswith(f"{opening} ") and not _own(opening, profile)
        for opening in _OPENINGS
    )


def _own(opening: str, profile: Profile | None) -> bool:
    return profile is not None and word_count(opening) <= 3 and profile.count(opening) >= 2
