"""Char 4-grams of prose: small habits of spelling, endings, function words and punctuation at once.

What says who or where rather than how is masked: words with a capital within a sentence. What
the keyboard or the editor decides is folded: quotation marks, dashes, white space, emphasis.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from writer_app.voice.tokens import straighten

LENGTH = 4
MASK = "\x00"
_EMPHASIS = re.compile(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)")
_DASH = re.compile(r"\s*(?:—|--+|\s[–-]+\s)\s*")
_CAPITAL = "A-ZÀ-ÖØ-ÞĀ-ſΑ-ΩА-ЯЁ"
# After what a sentence goes on after; a title's full stop ends none. "I" is nobody's name.
_NAME = re.compile(
    r"(?:(?<=[\w,;)'-] )|(?<=\bMr\. )|(?<=\bMrs\. )|(?<=\bDr\. )|(?<=\bSt\. ))"
    rf"(?!I(?:'\w+)?\b)[{_CAPITAL}][\w'-]*"
)


def folded_prose(text: str) -> str:
    """One line in lower case, each name within a sentence one `MASK`."""
    return _NAME.sub(MASK, _line(text)).casefold()


def names(text: str) -> list[str]:
    """What `folded_prose` masks, in lower case."""
    return [name.casefold() for name in _NAME.findall(_line(text))]


def _line(text: str) -> str:
    text = " ".join(straighten(text).replace("…", "...").split())
    return _DASH.sub(" - ", _EMPHASIS.sub("", text)).strip()


def grams(line: str) -> list[str]:
    """All 4-grams of a passage as `folded_prose` gives it, with a space before and after it."""
    line = f" {line} "
    found = [line[i : i + LENGTH] for i in range(len(line) - LENGTH + 1)]
    return [gram for gram in found if MASK not in gram] if MASK in line else found


def count_grams(lines: Iterable[str]) -> Counter[str]:
    """How often each 4-gram occurs; none spans two passages."""
    counted: Counter[str] = Counter()
    for line in lines:
        counted.update(grams(line))
    return counted
