"""“Not X but Y”: contrasts that knock down what nobody said, which models lean on.

Written as the engine's bans are: `*` stands for one to six words of the same sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from writer_app.voice.tokens import straighten

FORMS = (
    "not just * but",
    "not only * but",
    "not merely * but",
    "not simply * but",
    "not because * but because",
    "not with * but with",
    "not from * but from",
    "not a * but a",
    "not the * but the",
    "not in * but in",
    "not as * but as",
    "it wasn't * it was",
    "it isn't * it's",
    "it's not * it's",
    "wasn't just * it was",
    "wasn't about * it was about",
    "isn't about * it's about",
    "less a * than a",
    "more than just",
)

# Possessive, so that nothing is tried twice.
_WORD = r"\w++(?:['-]\w++)*+"
_BETWEEN = r"[^\w.!?\n]++"


def pattern_of(phrase: str) -> re.Pattern[str]:
    """Finds a ban's phrase in straightened text, in either case."""
    words = (
        rf"{_WORD}(?:{_BETWEEN}{_WORD}){{0,5}}?" if part == "*" else re.escape(part)
        for part in phrase.split()
    )
    return re.compile(r"(?<!\w)" + _BETWEEN.join(words) + r"(?!\w)", re.I)


_PATTERNS = {form: pattern_of(form) for form in FORMS}


def contrasts_in(passages: Sequence[str]) -> Mapping[str, int]:
    """How often each form occurs; those that do not are left out."""
    text = straighten("\n\n".join(passages))
    counts = {form: len(pattern.findall(text)) for form, pattern in _PATTERNS.items()}
    return {form: count for form, count in counts.items() if count}
