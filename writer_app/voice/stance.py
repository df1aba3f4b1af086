"""Guards of how firmly it is said, and against the machine's own phrases."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from writer_app.voice.lexicon import (
    BOOSTER_PHRASES,
    BOOSTERS,
    HEDGE_PHRASES,
    HEDGES,
    INTENSIFIERS,
    TICS,
)
from writer_app.voice.violation import Violation
from writer_app.voice.wording import Wording

_TICS = tuple(re.compile(pattern, re.I) for pattern in TICS)
_ANY_TIC = re.compile("|".join(TICS), re.I)


def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b", re.I)


_HEDGED, _BOOSTED = _any_of(HEDGE_PHRASES), _any_of(BOOSTER_PHRASES)


def firmness(source: Wording, candidate: Wording) -> Iterator[Violation]:
    """As many hedges as there were, each booster still there and at most one more."""
    hedged = len(candidate.each(_hedges)) - len(source.each(_hedges))
    before, after = Counter(source.each(_boosters)), Counter(candidate.each(_boosters))
    if hedged > 0:
        yield Violation("softened", "It hedges what you said outright.")
    elif lost := before - after:
        yield Violation("softened", f"It is less firm than what you wrote: no “{min(lost)}”.")
    elif hedged < 0:
        yield Violation("hardened", "It says outright what you hedged.")
    elif (after - before).total() > 1:
        yield Violation("hardened", "It is louder than what you wrote.")


def _hedges(sentence: Wording) -> list[str]:
    single = [word for word in sentence.words if word.removesuffix("n't") in HEDGES]
    return single + _HEDGED.findall(sentence.plain)


def _boosters(sentence: Wording) -> list[str]:
    """Boosters, but for an intensifier beside another: "really very" is padding."""
    found = _BOOSTED.findall(sentence.plain.casefold())
    words = ["", *sentence.words, ""]
    for at, word in enumerate(words):
        if word == "surely" and words[at - 1] == "but":
            continue  # "slowly but surely" is how it went
        if word in BOOSTERS and not (
            word in INTENSIFIERS and not INTENSIFIERS.isdisjoint((words[at - 1], words[at + 1]))
        ):
            found.append(word)
    return found


def exclaimed(source: Wording, candidate: Wording) -> Iterator[Violation]:
    """A question stays a question; what was cried out is not said flatly."""
    for mark, what in (("?", "A question"), ("!", "An exclamation")):
        before, after = _marked(source.plain, mark), _marked(candidate.plain, mark)
        if after < before:
            yield Violation("sentence", f"{what} has become a statement.")
        elif after > before:
            yield Violation("sentence", f"{what} is new.")


def _marked(text: str, mark: str) -> int:
    return len(re.findall(rf"\{mark}+", text)) if mark in text else 0


def tics(source: Wording, candidate: Wording) -> Iterator[Violation]:
    """A phrase of the machine's that the passage has not."""
    theirs = {pattern for pattern, _ in source.each(_tics)}
    for pattern, phrase in candidate.each(_tics):
        if pattern not in theirs:
            yield Violation("tic", f"It says “{phrase}”, as machines do.")
            return


def _tics(sentence: Wording) -> list[tuple[re.Pattern[str], str]]:
    if not _ANY_TIC.search(sentence.plain):
        return []
    return [(pattern, found[0]) for pattern in _TICS if (found := pattern.search(sentence.plain))]
