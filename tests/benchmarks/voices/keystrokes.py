"""Continuing at the caret: how often the next word is right, and how many keys that saves.

A writer who types the book is watched: what is offered is asked at the start of each word and
again after each letter; the word is taken, with one key for it and its space, as soon as it is
the one on offer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Any, Self

CONFIDENCES = (0.0, 0.3, 0.5)
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_AROUND = '"“”‘.,;:!?()[]*_-—– '


@dataclass(frozen=True, slots=True)
class Guess:
    """A whole word, with the letters that were typed of it; "" when nothing is offered."""

    word: str
    confidence: float
    seconds: float = 0.0


Guesser = Callable[[str, str], Guess]
"""Asked with the text before the word, and with what is typed of it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A word of the book and the guesses at it: at its start, after one letter, and so on.

    `at` is where it begins in the author's stretch of text. `least`: who asked said that they show
    no guess less sure than this; None: it makes no difference to the guesses.
    """

    arm: str
    author: str
    at: int
    word: str
    guesses: tuple[Guess, ...]
    least: float | None = None

    @property
    def key(self) -> tuple[str, str, int, float | None]:
        return self.arm, self.author, self.at, self.least

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        return cls(**{**data, "guesses": tuple(Guess(**guess) for guess in data["guesses"])})


@dataclass(frozen=True, slots=True)
class Tally:
    """At one confidence: at how many words' start something is shown, and is right; the keys
    needed, and those without any help. A word costs its letters and a space."""

    words: int
    shown: int
    right: int
    keys: int
    unaided: int

    @property
    def saved(self) -> float:
        """Of all keys."""
        return 1 - self.keys / self.unaided if self.unaided else 0.0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))


def words_at(text: str, known: int, count: int) -> list[tuple[int, str]]:
    """Where `count` words begin, after the first `known`, and the words."""
    found = list(WORD.finditer(text))[known : known + count]
    return [(match.start(), match.group()) for match in found]


def watch(
    guess: Guesser, text: str, at: int, word: str, sure: float = max(CONFIDENCES)
) -> tuple[Guess, ...]:
    """Guesses at the word that begins there, until one is right and as `sure` as that."""
    guesses: list[Guess] = []
    for letters in range(len(word)):
        guesses.append(guess(text[:at], word[:letters]))
        if _same(guesses[-1].word, word) and guesses[-1].confidence >= sure:
            break
    return tuple(guesses)


def tally(found: Sequence[Place], confidence: float) -> Tally:
    """When only guesses that are at least so sure are shown."""
    shown = right = keys = unaided = 0
    for place in found:
        first = place.guesses[0]
        offered = bool(first.word) and first.confidence >= confidence
        shown += offered
        right += offered and _same(first.word, place.word)
        unaided += len(place.word) + 1
        keys += 1 + next(
            (
                letters
                for letters, guess in enumerate(place.guesses)
                if guess.confidence >= confidence and _same(guess.word, place.word)
            ),
            len(place.word),
        )
    return Tally(len(found), shown, right, keys, unaided)


def _same(word: str, other: str) -> bool:
    return word.strip(_AROUND).replace("’", "'") == other.replace("’", "'")


_AROUND = '"“”‘.,;:!?()[]*_-—– '
