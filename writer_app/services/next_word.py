"""Which word comes next: the model's guesses, weighed with the words the document has."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from writer_app.engine.messages import WordGuess
from writer_app.engine.work import Guessing
from writer_app.services.offer import Snapshot
from writer_app.voice.tokens import folded
from writer_app.voice.word_cache import WordCache

SURE = 0.5
"""How likely a word must be to be shown before a pause."""
GUESSES = 32
WEIGHT = 0.1
"""Of the document's words beside the model, as an exponent."""

LEAST = 0.01
"""Of the share of the likeliest word: with less another is no way on."""

_BEGUN = re.compile(r"[\w'’-]*\Z")
_IN_WORD = "'’-"


def guessing(snapshot: Snapshot, *, unfinished: bool = False, priority: int = 0) -> Guessing:
    """The question for the words at the caret; its prompt is that of a continuation there."""
    return Guessing(
        snapshot.prompt,
        n=GUESSES,
        unfinished=unfinished,
        keep=snapshot.keep,
        priority=priority,
    )


def sure(word: WordGuess) -> bool:
    return word.logprob >= math.log(SURE)


def weighed(guesses: Sequence[WordGuess], snapshot: Snapshot) -> tuple[WordGuess, ...]:
    """The guesses once the words of the document had a say, the likeliest first.

    Log-linear with one small weight; all of them together stay as likely as they were. A word
    in two spellings, with and without a capital, is one guess.
    """
    guesses = _joined(guesses)
    if not guesses:
        return ()
    text = snapshot.prompt
    begun = _BEGUN.findall(text)[0]
    caches: dict[bool, WordCache] = {}
    scores = []
    for guess in guesses:
        # It finishes the word that was begun, or stands behind it.
        within = (bool(begun) and guess.text[0] in _IN_WORD) or guess.text[0].isalnum()
        if within not in caches:
            caches[within] = WordCache(text[: len(text) - len(begun)] if within else text)
        word = folded(begun + guess.text if within else guess.text)[0]
        scores.append(guess.logprob + WEIGHT * caches[within].lift(word))
    lost = _total([guess.logprob for guess in guesses]) - _total(scores)
    ranked = sorted(zip(scores, guesses, strict=True), key=lambda pair: -pair[0])
    return tuple(replace(guess, logprob=score + lost) for score, guess in ranked)


def beginnings(words: Sequence[WordGuess], n: int) -> tuple[WordGuess, ...]:
    """The words, the likeliest first, that `n` ways on begin with.

    After “Par” in “the capital of France is Par” there is one: then all of them begin with it and
    go on otherwise, rather than with a word that nobody means.
    """
    good = [word for word in words[:n] if word.logprob > words[0].logprob + math.log(LEAST)]
    return (*good, *(word for word in words[:1] for _ in range(n - len(good))))


def _joined(guesses: Sequence[WordGuess]) -> list[WordGuess]:
    found: dict[str, WordGuess] = {}
    for guess in guesses:
        first = found.setdefault(guess.text.casefold(), guess)
        if first is not guess:
            both = _total([first.logprob, guess.logprob])
            found[guess.text.casefold()] = replace(first, logprob=both)
    return list(found.values())


def _total(logprobs: Sequence[float]) -> float:
    top = max(logprobs)
    return top + math.log(sum(math.exp(each - top) for each in logprobs))
