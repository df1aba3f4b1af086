"""Guards of the form of sentences: whole, in their own dress, without loops or debris."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from writer_app.voice.lexicon import MEANT_TWICE
from writer_app.voice.tokens import ngrams
from writer_app.voice.violation import Violation
from writer_app.voice.wording import Wording

_BROKEN = re.compile(
    r"[\ufffd\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|<\|[\w ]*\|?>?|\[/?INST\]|<0x[0-9A-F]{2}>"
)
_CLOSE = r"[\"'”’»)\]*_」』]*\s*\Z"
_SENTENCE_END = re.compile(rf"[.!?…。！？]{_CLOSE}")
_LAST_MARK = re.compile(rf"([.!?…。！？:;,—-]){_CLOSE}")
_TWICE = re.compile(r"\b(\w+)(?:,? and)? \1\b", re.I)
_DEBRIS = re.compile(
    r"\s[,;:](?!\))|\s\.(?![.\d])|[,;:]\s*[,;]|,\s*[.!?](?![.\d])|(?<!\.)\.\s\.(?!\s?\.)|\(\s*\)"
    r"|[.!?]\s*,(?!\s*[\"'”’])|(?<=[a-z])\s\"(?=[A-Z])"
)
# An article that has lost its noun.
_ARTICLE = re.compile(
    r"\b(?:an?|the) (?:an?|the|of|to|and|or|in|is|was|were|had|he|she|it|they|with|for|at|by)\b",
    re.I,
)
_A_FOR_AN = re.compile(r"\ba (?=[aeiou])(?!uni|use|usu|eu|ewe|one|once|u\b)\w+", re.I)
_AN_FOR_A = re.compile(r"\ban (?=[bcdfgjklmnpqrstvwyz])\w+", re.I)
_CLASHES = (_ARTICLE, _A_FOR_AN, _AN_FOR_A)


def broken(source: Wording, candidate: Wording) -> Iterator[Violation]:
    if _BROKEN.search(candidate.text) and not _BROKEN.search(source.text):
        yield Violation("broken", "It holds characters that are no text.")


def ends(source: Wording, candidate: Wording) -> Iterator[Violation]:
    """It ends, and begins, where the passage does: with a whole sentence, or within one."""
    theirs, ours = source.plain, candidate.plain
    if _SENTENCE_END.search(theirs):
        if not _SENTENCE_END.search(ours):
            yield Violation("unfinished", "It breaks off in the middle of a sentence.")
    elif _last(theirs) != _last(ours) or source.words[-1:] != candidate.words[-1:]:
        yield Violation("unfinished", "It ends in another way than the passage, which goes on.")
    if source.cased and candidate.cased and theirs.lstrip()[:1].isalpha():
        first, other = source.cased[0][0], candidate.cased[0][0]
        if first.islower() and other.isupper() and candidate.cased[0] not in source.cased:
            yield Violation("capitals", "It begins like a sentence; the passage is within one.")
        elif first.isupper() and other.islower():
            yield Violation("capitals", "It begins in the middle of a sentence.")


def _last(text: str) -> str:
    found = _LAST_MARK.search(text)
    return found[1] if found else ""


def loop(source: Wording, candidate: Wording) -> Iterator[Violation]:
    """Says the same again and again, where the source does not."""
    if _loops(source, candidate):
        yield Violation("loop", "It goes round in circles.")


def _loops(source: Wording, candidate: Wording) -> bool:
    seen = Counter(" ".join(s.words) for s in source.sentences)
    for sentence, count in Counter(" ".join(s.words) for s in candidate.sentences).items():
        if count > max(1, seen[sentence]) and sentence.count(" ") >= 3:
            return True
    # Six words twice, or four words three times, are hardly ever meant.
    for n, often in ((6, 2), (4, 3)):
        grams = ngrams(candidate.words, n)
        if len(set(grams)) == len(grams):
            continue
        known = Counter(ngrams(source.words, n))
        for gram, count in Counter(grams).items():
            if count >= often and count > known[gram]:
                return True
    return bool(set(candidate.each(_doubled)) - set(source.each(_doubled)) - MEANT_TWICE)


def _doubled(sentence: Wording) -> list[str]:
    return _TWICE.findall(sentence.plain.casefold())


def debris(source: Wording, candidate: Wording) -> Iterator[Violation]:
    """What is left where words were taken out: lone marks, brackets, articles, small letters."""
    if candidate.of(_debris) > source.of(_debris):
        yield Violation("punctuation", "Its punctuation has come apart.")
    elif candidate.of(_unbalanced) > source.of(_unbalanced):
        yield Violation("punctuation", "A bracket has lost its partner.")
    elif candidate.of(_small) > source.of(_small):
        yield Violation("capitals", "A sentence begins with a small letter.")
    if clashes := set(candidate.each(_clashes)) - set(source.each(_clashes)):
        yield Violation("grammar", f"A word is missing or wrong near “{min(clashes)}”.")


def tidier(source: Wording, candidate: Wording) -> bool:
    """Whether marks, capitals or the end were wrong by any measure and are better now."""
    return any(candidate.of(fault) < source.of(fault) for fault in (_debris, _small, _endless))


def _endless(text: Wording) -> bool:
    return not _SENTENCE_END.search(text.plain)


def _debris(text: Wording) -> int:
    return len(_DEBRIS.findall(text.plain))


def _clashes(sentence: Wording) -> list[str]:
    """Articles before what they cannot stand before."""
    return [found for pattern in _CLASHES for found in pattern.findall(sentence.plain.casefold())]


def _unbalanced(text: Wording) -> int:
    return sum(abs(text.plain.count(one) - text.plain.count(other)) for one, other in ("()", "[]"))


def _small(text: Wording) -> int:
    """Sentences that begin with a small letter."""
    return sum(bool(s.cased) and s.cased[0][0].islower() for s in text.sentences)
