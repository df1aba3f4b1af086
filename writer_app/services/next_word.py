"""Which word comes next: the model's guesses, weighed with what the document and the writer do."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from writer_app.engine.messages import WordGuess
from writer_app.engine.work import Guessing
from writer_app.services.offer import Snapshot
from writer_app.services.passed_over import Place
from writer_app.voice.custom import drawn
from writer_app.voice.phrases import last_words
from writer_app.voice.profile import Profile
from writer_app.voice.word_cache import WordCache

SURE = 0.5
"""How likely a word must be to be shown before a pause."""
GUESSES = 32
DOCUMENT = 0.05
"""Weight of the document's words beside the model, as an exponent."""
WRITER = 0.1
"""Of what the writer has behind the last two words."""
LETTERS = 2.0
"""How much more either weighs once the word was begun: rarer words are in question then."""
PASSED = math.log(10)
"""Nats that a word loses by each letter typed while it was on show: who sees the word they mean
types on in one case of ten."""
BEATEN = 3.0
"""How many times likelier another must be to take the place of a word on show."""
LEAST = 0.01
"""Of the share of the likeliest word: with less another is no way on."""


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


def weighed(
    guesses: Sequence[WordGuess], snapshot: Snapshot, profile: Profile | None = None
) -> tuple[WordGuess, ...]:
    """The guesses once the document and its writer had a say, the likeliest first.

    Log-linear with small weights; all of them together stay as likely as they were. A word in
    two spellings, with and without a capital, is one guess. `profile` is the writer's.
    """
    guesses = _joined(guesses)
    if not guesses:
        return ()
    text = snapshot.prompt
    place = Place.of(text)
    settled = text[: len(text) - len(place.begun)]
    cache = WordCache(settled)
    heads = {True: last_words(settled), False: last_words(text)} if profile else {}
    scores = []
    for guess in guesses:
        word, within = place.word(guess.text), place.goes_on(guess.text)
        lift = DOCUMENT * cache.lift(word)
        if profile is not None:
            lift += WRITER * drawn(profile, heads[within], word)
        more = LETTERS if within and place.begun else 1.0
        scores.append(guess.logprob + more * lift)
    return _scored(guesses, scores)


def giving_way(
    words: Sequence[WordGuess], place: Place, passed: Mapping[str, int]
) -> tuple[WordGuess, ...]:
    """Guesses at a place once those gave way that were passed over there.

    `passed`: words, folded, and how many letters were typed while each was on show.
    """
    if not words:
        return ()
    lost = [PASSED * passed.get(place.word(word.text), 0) for word in words]
    return _scored(words, [word.logprob - less for word, less in zip(words, lost, strict=True)])


def narrowed(words: Sequence[WordGuess], typed: str) -> tuple[WordGuess, ...]:
    """What is left of guesses, likeliest first, once `typed` stands behind their prompt.

    For the time until the model has answered anew. What was not guessed is taken to begin with
    these letters as often as what was; a word that is whole now may be all that was meant.
    """
    kept = [word for word in words if word.text.startswith(typed)]
    if not kept:
        return ()
    gain = _total([word.logprob for word in words]) - _total([word.logprob for word in kept])
    return tuple(
        WordGuess(word.text[len(typed) :], word.logprob + gain)
        for word in kept
        if word.text != typed
    )


def beaten(word: str, by: Sequence[WordGuess], place: Place) -> bool:
    """Whether the first of the guesses is so much likelier than a folded word as to replace it."""
    mine = next((guess.logprob for guess in by if place.word(guess.text) == word), -math.inf)
    return by[0].logprob >= mine + math.log(BEATEN)


def _scored(words: Sequence[WordGuess], scores: Sequence[float]) -> tuple[WordGuess, ...]:
    """By these scores, all together as likely as before."""
    lost = _total([word.logprob for word in words]) - _total(scores)
    ranked = sorted(zip(scores, words, strict=True), key=lambda pair: -pair[0])
    return tuple(replace(word, logprob=score + lost) for score, word in ranked)


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
