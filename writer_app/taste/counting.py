"""What can be counted in a stretch of prose: one function a habit, all over straightened text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from writer_app.taste.grammar import (
    ARTICLES,
    DEGREES,
    ELLIPSIS,
    HAVES,
    MAYS,
    MODALS,
    PASSIVE,
    POINTERS,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
    THIRD_PERSON,
    YOU,
    number,
    participle,
    past,
    possessive,
)
from writer_app.taste.vocabulary import (
    ABSTRACTIONS,
    ADJECTIVE_ENDINGS,
    ADORNED,
    BE,
    FILTERS,
    NO_ADJECTIVES,
    NO_ADVERBS,
)
from writer_app.voice.contrasts import FORMS, pattern_of
from writer_app.voice.lexicon import (
    BOOSTER_PHRASES,
    BOOSTERS,
    FIRST_PERSON,
    HEDGE_PHRASES,
    HEDGES,
    INTENSIFIERS,
    TICS,
)
from writer_app.voice.negation import is_negation
from writer_app.voice.seeds import SEED_PHRASES, SEED_WORDS

Count = Callable[[str, Sequence[str]], float]
"""Of straightened text and its words in lower case."""

_LATINATE = re.compile(r"\w{2,}(?:tions?|sions?|it(?:y|ies)|ments?|ness(?:es)?|[ae]nc(?:e|es|y))$")
_LONG = 9


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.I)


def _found(pattern: re.Pattern[str]) -> Count:
    return lambda text, words: len(pattern.findall(text))


def _listed(known: frozenset[str]) -> Count:
    return lambda text, words: sum(word in known for word in words)


def _such(test: Callable[[str], bool]) -> Count:
    return lambda text, words: sum(map(test, words))


def _either(known: frozenset[str], phrases: Sequence[str]) -> Count:
    pattern = _any_of(phrases)
    return lambda text, words: sum(word in known for word in words) + len(pattern.findall(text))


def adverb(word: str) -> bool:
    return len(word) > 3 and word.endswith("ly") and word not in NO_ADVERBS


def modifier(word: str) -> bool:
    if word in ADORNED:
        return True
    return len(word) > 5 and word.endswith(ADJECTIVE_ENDINGS) and word not in NO_ADJECTIVES


def _sifted(phrases: Sequence[str]) -> Sequence[tuple[str, re.Pattern[str]]]:
    """Each with its longest word: most texts lack it, and to see that takes no pattern."""
    return tuple((max(phrase.split(), key=len), pattern_of(phrase)) for phrase in phrases)


def _counted(phrases: Sequence[tuple[str, re.Pattern[str]]], text: str) -> int:
    lower = text.casefold()
    return sum(len(pattern.findall(text)) for word, pattern in phrases if word in lower)


_TICS = re.compile("|".join(TICS), re.I)
_SEEDS = _sifted((*SEED_PHRASES, *SEED_WORDS))
_CONTRASTS = _sifted(FORMS)


def tics(text: str, words: Sequence[str]) -> float:
    """Phrases of the machine's; what two lists know counts twice."""
    return len(_TICS.findall(text)) + _counted(_SEEDS, text)


def contrasts(text: str, words: Sequence[str]) -> float:
    return _counted(_CONTRASTS, text)


# "quiet, cold, and dark": three of a kind, or two that stand for one another.
_TRIAD = re.compile(r"\b\w+(?: \w+){0,3}, (?:\w+ ){0,3}\w+,? (?:and|or) \w+")
_SIMILE = re.compile(
    r"\b(?:like (?:an?|the|some|one)|as (?:if|though)|as \w+ as (?:an?|the))\b", re.I
)
_TAIL = re.compile(
    r"(?:[,;–—]|\bas|\bwhile) (?:\w+ly )?"
    r"(?!(?:during|morning|evening|nothing|something)\b)\w{2,}ing\b"
)
_ABSOLUTE = re.compile(
    r"[,;–—] ?(?:her|his|its|their|my|our|your|the|each|an?)\b(?! lot\b)(?: [\w'-]+){1,4}", re.I
)
_AS = re.compile(
    r"(?:^|[.,;!?\"] ?)(?:just )?(?:as|while|when) "
    r"(?:the|an?|i|he|she|it|they|we|his|her|their)\b",
    re.I,
)
_WITH = re.compile(r"\bwith (?:an?|the|her|his|its|their|my)\b", re.I)
_PAIRED = re.compile(r"\b(\w{3,}) and (\w{3,})\b")

COUNTED: Mapping[str, Count] = {
    "adverbs": _such(adverb),
    "modifiers": _such(modifier),
    "hedges": _either(HEDGES, HEDGE_PHRASES),
    "boosters": _either(BOOSTERS | INTENSIFIERS, BOOSTER_PHRASES),
    "contractions": _such(lambda word: "'" in word and not possessive(word)),
    "possessives": _such(possessive),
    "dashes": _found(re.compile(r"—|(?<!-)--(?!-)|(?<=\s)[–-](?=\s)")),
    "semicolons": _found(re.compile(";")),
    "commas": _found(re.compile(",")),
    "colons": _found(re.compile(r":(?!//)")),
    "exclamations": _found(re.compile("!")),
    "questions": _found(re.compile(r"\?")),
    "speech": _found(re.compile(r"\"")),
    "long_words": lambda text, words: sum(len(word) >= _LONG for word in words),
    "latinate": lambda text, words: sum(bool(_LATINATE.match(word)) for word in words),
    "abstractions": _listed(ABSTRACTIONS),
    "being": _listed(BE),
    "first_person": _listed(FIRST_PERSON),
    "filters": _found(_any_of(FILTERS)),
    "tics": tics,
    "contrasts": contrasts,
    "similes": _found(_SIMILE),
    "triads": _found(_TRIAD),
    "pairs": _found(_PAIRED),
    "tails": _found(_TAIL),
    "absolutes": _found(_ABSOLUTE),
    "as_clauses": _found(_AS),
    "with_phrases": _found(_WITH),
    "negations": _such(is_negation),
    "you": _listed(YOU),
    "third_person": _listed(THIRD_PERSON),
    "passives": _found(PASSIVE),
    "participles": _such(participle),
    "past": _such(past),
    "articles": _listed(ARTICLES),
    "prepositions": _listed(PREPOSITIONS),
    "ands": _listed(frozenset({"and"})),
    "relatives": _listed(RELATIVES),
    "subordinators": _listed(SUBORDINATORS),
    "haves": _listed(HAVES),
    "modals": _listed(MODALS),
    "mays": _listed(MAYS),
    "pointers": _listed(POINTERS),
    "degrees": _listed(DEGREES),
    "numbers": _such(number),
    "parentheses": _found(re.compile(r"\(")),
    "ellipses": _found(ELLIPSIS),
}
