"""Guards of who speaks and how firmly, and against talk about the passage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from writer_app.text.segments import paragraphs
from writer_app.voice.clean import has_preamble, is_afterword
from writer_app.voice.lexicon import (
    BOOSTERS,
    COMMENTARY,
    FIRST_PERSON,
    HEDGE_PHRASES,
    HEDGES,
    TICS,
)
from writer_app.voice.tokens import folded, straighten, without_quotations
from writer_app.voice.violation import Violation

_COMMENTARY = tuple(re.compile(pattern, re.I) for pattern in COMMENTARY)
_YOU = frozenset({"you", "your", "yours", "you're", "you'll", "you've"})
_PAST = frozenset({"was", "were", "had"})
_PRESENT = frozenset({"is", "are", "has", "it's", "he's", "she's", "isn't", "aren't"})
_TICS = tuple(re.compile(pattern, re.I) for pattern in TICS)


def talk(source: str, candidate: str) -> Iterator[Violation]:
    """A preamble, an explanation after, or an answer in place of a rewrite."""
    if has_preamble(candidate) and not has_preamble(source):
        yield Violation("preamble", "It announces itself before it begins.")
        return
    parts = [span.of(candidate) for span in paragraphs(candidate)]
    if len(parts) > 1 and is_afterword(parts[-1]) and parts[-1] not in source:
        yield Violation("afterword", "It explains itself at the end.")
        return
    source, candidate = straighten(source), straighten(candidate)
    if any(p.search(candidate) and not p.search(source) for p in _COMMENTARY):
        yield Violation("commentary", "It talks about the passage instead of rewriting it.")


def person(source: str, candidate: str) -> Iterator[Violation]:
    """Who tells it: the first person, outside of speech, neither lost nor brought in."""
    before, after = _first_person(source), _first_person(candidate)
    if before >= 2 and not after:
        yield Violation("person", "The one who says “I” is gone.")
    elif after and not before:
        yield Violation("person", "Somebody says “I” who did not before.")
    elif _addresses(candidate) and not _addresses(source):
        yield Violation("person", "It speaks to a “you” that was not there.")


def _addresses(text: str) -> bool:
    return not _YOU.isdisjoint(folded(without_quotations(straighten(text))))


def tense(source: str, candidate: str) -> Iterator[Violation]:
    """A story told in the past stays there; seen by its auxiliaries, outside of speech."""
    before, after = _auxiliaries(source), _auxiliaries(candidate)
    often = 1 if len(folded(source)) < 60 else 2
    if before[0] and not before[1] and after[1] >= often:
        yield Violation("tense", "It falls into the present tense.")
    elif before[1] and not before[0] and after[0] >= often and not after[1]:
        yield Violation("tense", "It falls into the past tense.")


def _auxiliaries(text: str) -> tuple[int, int]:
    """How many of the past, how many of the present."""
    tokens = folded(without_quotations(straighten(text)))
    return sum(w in _PAST for w in tokens), sum(w in _PRESENT for w in tokens)


def _first_person(text: str) -> int:
    text = without_quotations(straighten(text))
    return sum(word.split("'")[0] in FIRST_PERSON for word in folded(text))


def softened(source: str, candidate: str) -> Iterator[Violation]:
    """Says it less firmly: more hedges, or its boosters gone while it says the same."""
    before, after = _hedges(source), _hedges(candidate)
    if after >= before + 2 or (after > before and len(folded(source)) < 40):
        yield Violation("softened", "It hedges what you said outright.")
        return
    lost = {w for w in folded(source) if w in BOOSTERS} - set(folded(candidate))
    if len(lost) >= 2:
        yield Violation("softened", "It is less firm than what you wrote.")


def _hedges(text: str) -> int:
    text = straighten(text).casefold()
    single = sum(word in HEDGES for word in folded(text))
    return single + sum(len(re.findall(rf"\b{phrase}\b", text)) for phrase in HEDGE_PHRASES)


def tics(source: str, candidate: str) -> Iterator[Violation]:
    """A phrase of the machine's that the passage has not."""
    source, candidate = straighten(source), straighten(candidate)
    for pattern in _TICS:
        found = pattern.search(candidate)
        if found and not pattern.search(source):
            yield Violation("tic", f"It says “{found[0]}”, as machines do.")
            return
