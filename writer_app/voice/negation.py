"""Guard of negations: as many as there were, of the same kind, about the same things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from writer_app.voice.lexicon import (
    BARE_NEGATIONS,
    NEARLY_NEGATIONS,
    NEGATION_KINDS,
    NEGATIONS,
    STOPWORDS,
)
from writer_app.voice.tokens import stem
from writer_app.voice.violation import Violation
from writer_app.voice.wording import Wording

_REACH = 4
"""Words behind a negation within which the first that carries meaning is what it denies."""


def is_negation(word: str) -> bool:
    return word in NEGATIONS or word.endswith("n't") or word in BARE_NEGATIONS


def negations(source: Wording, candidate: Wording, *, adding: bool) -> Iterator[Violation]:
    """Counted first, then looked at one by one. `adding`: there may be more of them.

    "nobody" may become "no one" and "do not" "don't", not "without". Where the counts agree,
    the sense of a statement has still turned if the content word that follows a negation stands
    in a sentence that says much the same and has nothing like one.
    """
    before, after = Counter(source.each(_kinds)), Counter(candidate.each(_kinds))
    if before - after:
        yield Violation("negation", "A “not” or its like is gone.")
        return
    if after - before and not adding:
        yield Violation("negation", "It denies something that you did not.")
        return
    if not after or source.words == candidate.words:
        return
    said = [sentence.of(_Statement) for sentence in source.sentences]
    for sentence in candidate.sentences:
        new = sentence.of(_Statement)
        old = max(said, key=new.likeness, default=None)
        if old is None or new.likeness(old) < 0.5:
            continue
        if lost := old.negated & new.plain:
            yield Violation("negation", f"A “not” is gone (near “{min(lost)}…”).")
            return
        if denied := new.negated & old.plain:
            yield Violation("negation", f"It denies what you wrote (near “{min(denied)}…”).")
            return


def _kinds(sentence: Wording) -> list[int]:
    return [kind for word in sentence.words if (kind := _kind(word)) >= 0]


@lru_cache(maxsize=8192)
def _kind(word: str) -> int:
    """Which kind of negation a word is, -1 for none. "won't-you" and "re-not" are as one word."""
    for kind, words in enumerate(NEGATION_KINDS):
        if word in words:
            return kind
    return len(NEGATION_KINDS) if any(map(is_negation, word.split("-"))) else -1


class _Statement:
    """The content words of a sentence; which stand right behind a negation, and, if it has
    no negation of any kind, all of them as `plain`."""

    def __init__(self, sentence: Wording) -> None:
        self.words: frozenset[str] = sentence.says
        self.negated: set[str] = set()
        reach, negative = 0, False
        for word in sentence.words:
            if is_negation(word):
                reach, negative = _REACH, True
            elif word in STOPWORDS:
                reach -= 1
            else:
                if reach > 0:
                    self.negated.add(stem(word))
                reach = 0
            negative = negative or word in NEARLY_NEGATIONS
        self.plain = frozenset[str]() if negative else self.words

    def likeness(self, other: _Statement) -> float:
        """Shared content words, as a share of those of the smaller sentence."""
        shared = len(self.words & other.words)
        return shared / min(len(self.words), len(other.words)) if shared > 1 else 0.0
