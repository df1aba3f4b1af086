"""How sure a text sounds: hedges and boosters, by single words.

Shortened from the lists of Hyland, Metadiscourse (2005), to those that nearly always hedge or
boost; "could", "know" or "about" mostly do neither in a story.
"""

from __future__ import annotations

from collections import Counter

from tests.benchmarks.voices.words import word_set, words

_HEDGES = word_set(
    "almost apparently appear appeared appears fairly generally largely likely mainly may maybe "
    "might mostly partly perhaps plausible possible possibly presumably probable probably quite "
    "rather relatively roughly seem seemed seeming seems seldom sometimes somewhat supposedly tend "
    "tended tends typically uncertain unlikely usually"
)
_BOOSTERS = word_set(
    "absolutely actually always assuredly certain certainly clear clearly completely conclusively "
    "decidedly definite definitely doubtless entirely evident evidently ever exactly extremely "
    "indeed must never obvious obviously positively really sure surely thoroughly totally truly "
    "undeniable undoubtedly undoubted utterly wholly"
)


def hedges(text: str) -> int:
    return sum(word in _HEDGES for word in words(text))


def boosters(text: str) -> Counter[str]:
    return Counter(word for word in words(text) if word in _BOOSTERS)


def boosters_kept(source: str, output: str) -> int:
    return sum((boosters(source) & boosters(output)).values())
