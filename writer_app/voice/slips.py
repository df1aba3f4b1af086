"""Whether one word is another one mended.

A word may only change as hands and ears go wrong: a letter or two, a word that sounds the same,
a verb that was bent by the wrong rule. The words of the background are the dictionary: it has
some twenty thousand, so a long word may be right that is not among them.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import cache, lru_cache

from writer_app.voice.background import shipped
from writer_app.voice.lexicon import BARE_NEGATIONS, HOMOPHONES, IRREGULAR
from writer_app.voice.tokens import stem

_BENT = 0.4
"""How alike an irregular verb and its regular misspelling are at least: catched and caught."""
_LONG = 6
"""Letters from which a word may have two slips."""


@lru_cache(maxsize=4096)
def mends(word: str, other: str) -> bool:
    """Whether `other` may be what was meant by `word`, both in lower case."""
    if word == other:
        return True
    if not word or not other:
        return False
    if any(word in alike and other in alike for alike in HOMOPHONES):
        return True
    if _denied(word) and _denied(other):
        return True
    if word[0] != other[0] and word[1:2] != other[:1]:
        return False
    if stem(word) == stem(other) or _bent(word, other) or _bent(other, word):
        return True
    slips = _distance(word.replace("'", ""), other.replace("'", ""))
    if slips > 1 + (min(len(word), len(other)) >= _LONG):
        return False
    if slips == 1 and sorted(word) == sorted(other):
        return True  # two letters that changed places may make a word: form and from
    return not is_known(word) and (is_known(other) or len(other) >= _LONG)


def is_known(word: str) -> bool:
    """Whether a word in lower case is in the dictionary."""
    return word in _dictionary()


@cache
def _dictionary() -> frozenset[str]:
    background = shipped()
    words = (*background.human.phrases, *background.machine.phrases)
    return frozenset(word for word in words if " " not in word)


def _denied(word: str) -> bool:
    """Whether a word is a contracted "not", with its apostrophe or without."""
    return word.endswith("n't") or word in BARE_NEGATIONS


def _bent(word: str, other: str) -> bool:
    """An irregular past for a regular one that is none, or for another form of its verb."""
    wrong = word.endswith("ed") or word in IRREGULAR
    if other not in IRREGULAR or not wrong or word[0] != other[0]:
        return False
    return SequenceMatcher(None, word, other, autojunk=False).ratio() >= _BENT


def _distance(word: str, other: str) -> int:
    """Letters missing, added, wrong or changed with their neighbour (restricted Damerau)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, one in enumerate(word, 1):
        last, before, row = before, row, [i]
        for j, two in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (one != two))
            if i > 1 and j > 1 and one == other[j - 2] and word[i - 2] == two:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
