"""What a rewrite has to keep to the letter: names, numbers, dates, quotations, negations.

Strict and simple: whatever stood in the source and is not found in the output is lost, also
where a careful editor would let it go.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.benchmarks.voices.words import word_set, words

_CAPITAL = re.compile(r"[^\W\d_a-z][^\W\d_]*(?:['’-][^\W\d_]+)*")
_STARTS_AFTER = frozenset(".!?:…\"“‘'’(—–-_*")
_TITLE = re.compile(r"(?<=\b(?:Mr|Dr|St))\.$|(?<=\bMrs)\.$")
_PRONOUN = re.compile(r"I(?:['’]\w+)?$")
_DIGITS = re.compile(r"\d+(?:[.,:]\d+)*")
_COUNTS = word_set(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred "
    "thousand million dozen half"
)
_QUOTATION = re.compile(r"\"([^\"]+)\"|“([^”]+)”")
_NEGATIONS = word_set(
    "not no never none nothing nobody nor neither nowhere without cannot hardly scarcely"
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What was lost of the source, and what was added to it."""

    lost: tuple[str, ...]
    misquoted: tuple[str, ...]
    added: tuple[str, ...]
    negations: tuple[int, int]
    """In the source, in the output."""

    @property
    def kept(self) -> bool:
        return not self.lost and not self.misquoted

    @property
    def parity(self) -> bool:
        return self.negations[0] == self.negations[1]


def compare(source: str, output: str) -> Facts:
    before, after = _anchors(source), _anchors(output)
    there = _everything(output)
    lost = [anchor for anchor in before if anchor not in there]
    misquoted = [quoted for quoted in _quotations(source) if quoted not in _plain(output)]
    known = _everything(source)
    added = [anchor for anchor in after if anchor not in known]
    counts = negations(source), negations(output)
    return Facts(tuple(lost), tuple(misquoted), tuple(added), counts)


def names(text: str) -> list[str]:
    """Words with a capital within a sentence, where the sentence itself asks for none."""
    found = []
    for match in _CAPITAL.finditer(text):
        before = _TITLE.sub("", text[: match.start()].rstrip())
        if before and before[-1] not in _STARTS_AFTER and not _PRONOUN.match(match.group()):
            found.append(_bare(match.group()))
    return list(dict.fromkeys(found))


def numbers(text: str) -> list[str]:
    """Numbers in digits and in words; "one" is seldom a number."""
    counts = [word for word in words(text.replace("-", " ")) if word in _COUNTS]
    return list(dict.fromkeys(_DIGITS.findall(text) + counts))


def negations(text: str) -> int:
    return sum(word in _NEGATIONS or word.endswith("n't") for word in words(text))


def _anchors(text: str) -> list[str]:
    return names(text) + numbers(text)


def _everything(text: str) -> set[str]:
    """Wherever it may stand: a name may move to the head of a sentence."""
    return {_bare(word) for word in _CAPITAL.findall(text)} | set(numbers(text))


def _bare(name: str) -> str:
    return re.sub(r"['’]s$", "", name)


def _quotations(text: str) -> list[str]:
    """What is quoted in a passage; where most of it is speech, speech is the passage itself."""
    found = [_plain(a or b) for a, b in _QUOTATION.findall(text)]
    quoted = sum(len(words(quotation)) for quotation in found)
    return found if quoted <= len(words(text)) / 2 else []


def _plain(text: str) -> str:
    return " ".join(words(text))
