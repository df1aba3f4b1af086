"""A long text in sections that fall into tokens by themselves, so that only changed ones need to.

To tokenise 3,500 tokens takes as long as half a step of the starter, and at each pause all but a
few of them are what they were. Tokenisers of the byte-pair kind cut a text into words first, by a
pattern, and merge within words only; every pattern in use cuts between a letter and a space that
another letter follows. Line breaks are no such place: whether two in a row are one word depends on
what comes after.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

_LETTER = r"[^\W\d_]"
_FIRST_WORD = re.compile(rf"\n[^\n]*?{_LETTER}(?= {_LETTER})")
"""After the first word of a line that another word follows: such places move with their text."""
_ACROSS = re.compile(rf"{_LETTER} {_LETTER}")
_ACROSS_BYTES = re.compile(rb"[A-Za-z\x80-\xff] [A-Za-z\x80-\xff]")
_TRIAL = "One word.\n\n\nTwo words,\tthree more:\n  she's “four” 5 6 words\n\nLast words, été été\n"

Tokenise = Callable[[str], list[int]]


def sections(text: str) -> list[str]:
    """The text in pieces, one for each line and what leads up to it, more or less."""
    pieces, start = [], 0
    for found in _FIRST_WORD.finditer(text):
        pieces.append(text[start : found.end()])
        start = found.end()
    pieces.append(text[start:])
    return pieces


def may_cut(pieces: Iterable[bytes], tokenise: Tokenise) -> bool:
    """Whether this vocabulary can be trusted: no token spans two words, and a trial holds."""
    if any(map(_spans_words, pieces)):
        return False
    apart = [token for section in sections(_TRIAL) for token in tokenise(section)]
    return apart == tokenise(_TRIAL)


def _spans_words(piece: bytes) -> bool:
    if not _ACROSS_BYTES.search(piece):
        return False
    try:
        # Several spaces that do not break are a token in some vocabularies, and no words.
        return bool(_ACROSS.search(piece.decode()))
    except UnicodeDecodeError:
        return True  # a part of a letter may be one


class Sections:
    """Tokens of one text after another, each section's kept until a text comes without it."""

    def __init__(self, tokenise: Tokenise) -> None:
        self._tokenise = tokenise
        self._known: dict[str, list[int]] = {}

    def tokens(self, text: str) -> list[int]:
        known: dict[str, list[int]] = {}
        found: list[int] = []
        for section in sections(text):
            tokens = known.get(section) or self._known.get(section)
            if tokens is None:
                tokens = self._tokenise(section)
            known[section] = tokens
            found += tokens
        self._known = known
        return found
