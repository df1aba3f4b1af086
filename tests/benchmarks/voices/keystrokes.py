"""Continuing at the caret: how often the next word is right, and how many keys that saves.

A writer who types the book is watched: what is offered is asked at the start of each word and
again after each letter; the word is taken, with one key for it and its space, as soon as it is
the one on offer.
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from tests.benchmarks.voices.product import Served
from writer_app.cli.worker_process import WorkerProcess
from writer_app.engine.messages import Done, Failed, Generation, Reply, Sampling, Token

CONFIDENCES = (0.0, 0.3, 0.5)
MAX_TOKENS = 8
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


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

    `at` is where it begins in the author's stretch of text.
    """

    arm: str
    author: str
    at: int
    word: str
    guesses: tuple[Guess, ...]

    @property
    def key(self) -> tuple[str, str, int]:
        return self.arm, self.author, self.at

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


def words_at(text: str, known: int, count: int) -> list[tuple[int, str]]:
    """Where `count` words begin, after the first `known`, and the words."""
    found = list(_WORD.finditer(text))[known : known + count]
    return [(match.start(), match.group()) for match in found]


def watch(guess: Guesser, text: str, at: int, word: str) -> tuple[Guess, ...]:
    """Guesses at the word that begins there, until one is right and surely shown."""
    guesses: list[Guess] = []
    for letters in range(len(word)):
        guesses.append(guess(text[:at], word[:letters]))
        if _same(guesses[-1].word, word) and guesses[-1].confidence >= max(CONFIDENCES):
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


def product_guesser(served: Served) -> Guesser:
    def guess(before: str, typed: str) -> Guess:
        began = time.perf_counter()
        reply = served.ask("continue", before=before, typed=typed, max_tokens=MAX_TOKENS, seed=1)
        return Guess(reply["word"], reply["confidence"], time.perf_counter() - began)

    return guess


def plain_guesser(worker: WorkerProcess) -> Guesser:
    """The same model on the same text, greedily, as any program would ask it."""

    def guess(before: str, typed: str) -> Guess:
        pieces: list[Token] = []
        ends: list[Reply] = []

        def take(reply: Reply) -> None:
            if isinstance(reply, Token):
                pieces.append(reply)
            elif isinstance(reply, Done | Failed):
                ends.append(reply)

        began = time.perf_counter()
        work = Generation(
            before + typed,
            max_tokens=MAX_TOKENS,
            sampling=Sampling(temperature=0.0),
            heal=True,
        )
        worker.wait(worker.submit(work, take))
        if isinstance(ends[0], Failed):
            raise RuntimeError(ends[0].message or ends[0].code)
        word, confidence = _first_word(pieces, typed)
        return Guess(word, confidence, time.perf_counter() - began)

    return guess


def _first_word(pieces: Sequence[Token], typed: str) -> tuple[str, float]:
    """The word that the tokens begin with or complete, and the probability of its tokens."""
    text, logprob = typed, 0.0
    for piece in pieces:
        text += piece.text
        logprob += piece.logprob
        if re.match(r"\s*[^\W\d_]+(?:['’-][^\W\d_]+)*[^\w'’-]", text):
            break
    match = _WORD.match(text.lstrip())
    return (match.group(), math.exp(logprob)) if match else ("", 0.0)


def _same(word: str, other: str) -> bool:
    return word.strip(_AROUND).replace("’", "'") == other.replace("’", "'")


_AROUND = '"“”‘.,;:!?()[]*_-—– '
