"""Words that nobody writes, a letter away from one that many do."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from writer_app.voice.background import shipped
from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.misspellings import MISSPELT
from writer_app.voice.edits.view import View

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SHORTEST = 4
_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er", "est", "ies", "ied", "ness", "ish", "less")
_TRIED = 3
"""Words that are tried for one, the most frequent first."""
_DIALECT = 0.05
"""Share of unknown words from which a passage is written in its own English, or in none."""


def misspelt(view: View) -> Iterator[Edit]:
    """What each unknown word may have been meant for."""
    rates = _rates()
    strange = [
        word
        for word in view.words
        if len(word.low) >= _SHORTEST
        and word.low.isascii()
        and word.low.isalpha()
        and word.text.islower()
        and word.low not in MISSPELT
        and not _known(word.low)
        and not view.is_fixed(word.start, word.end)
    ]
    if len(strange) > max(3, _DIALECT * len(view.words)):
        return
    for word in strange:
        near = [other for other in _neighbours(word.low) if other in rates]
        for other in sorted(near, key=lambda each: -rates[each])[:_TRIED]:
            yield Edit(word.start, word.end, other, "doubt", f"“{other}” for “{word.text}”")


@cache
def _rates() -> dict[str, float]:
    """Words that people or models use, and how often in a million."""
    background = shipped()
    words = {**background.human.phrases, **background.machine.phrases}
    return {word: background.most(word) for word in words if " " not in word}


def _known(word: str) -> bool:
    """It, or what it was formed from by an ending."""
    rates = _rates()
    forms = {word, *(word.removesuffix(ending) for ending in _ENDINGS)}
    forms |= {f"{form}e" for form in forms - {word}} | {f"{form}y" for form in forms - {word}}
    forms |= {form[:-1] for form in forms - {word} if form[-2:-1] == form[-1:]}
    forms |= {word.removeprefix(prefix) for prefix in ("un", "re", "in", "over", "out")}
    return not forms.isdisjoint(rates)


def _neighbours(word: str) -> set[str]:
    """All that differ by a letter missing, doubled, wrong, or by two that changed places."""
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {a + b[1:] for a, b in parts if b}
    found |= {a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1}
    found |= {a + letter + b[1:] for a, b in parts if b for letter in _LETTERS}
    found |= {a + letter + b for a, b in parts for letter in _LETTERS}
    return found - {word}
