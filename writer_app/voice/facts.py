"""Guards of what a passage says: names, numbers, quotations, negations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from writer_app.text.segments import sentences, words
from writer_app.voice.lexicon import (
    NEARLY_NEGATIONS,
    NEGATIONS,
    NUMBER_WORDS,
    STARTERS,
    STOPWORDS,
)
from writer_app.voice.tokens import folded, quotations, sentence_texts, stem, straighten
from writer_app.voice.violation import Violation

_HEADING = re.compile(r"^[ \t]{0,3}#{1,6}\s.*$", re.M)
_DIGITS = re.compile(r"\d+(?:[.,:/]\d+)*")
# Above this share of capitals within sentences it is a language that writes nouns so.
_NOUNS_IN_CAPITALS = 0.18
_NO_NAME = ("s", "ly", "ing", "ed")
_VERBS = {
    "was",
    "had",
    "is",
    "has",
    "said",
    "did",
    "would",
    "could",
    "sat",
    "stood",
    "went",
    "came",
}


def names(source: str, candidate: str, mentioned: frozenset[str]) -> Iterator[Violation]:
    before, after = _names(source), _names(candidate)
    if before is None or after is None:
        return
    here = {_bare(word) for word in folded(candidate)}
    there = {_bare(word) for word in folded(source)}
    lost = sorted(before - here - mentioned)
    new = sorted(after - there - mentioned)
    if lost:
        yield Violation("name_lost", f"A name is gone: {_listed(lost)}.")
    if new:
        yield Violation("name_new", f"A name is new: {_listed(new)}.")


def _bare(word: str) -> str:
    return word.removesuffix("'s").removesuffix("'")


def _listed(folded_names: Iterable[str]) -> str:
    return ", ".join(name.title() for name in list(folded_names)[:3])


def _names(text: str) -> set[str] | None:
    """Folded names; None where capitals say nothing about names.

    A word that opens a sentence or somebody's speech counts only as a possessive, before
    another name, or where it looks like the subject of a verb ("Brad sighed").
    """
    text = _HEADING.sub("", straighten(text))
    found: set[str] = set()
    capitals = total = 0
    for sentence in sentences(text):
        part = sentence.of(text)
        spans = words(part)
        total += len(spans)
        for i, span in enumerate(spans):
            word = span.of(part)
            if not word[0].isupper() or word in {"I", "O"} or word.startswith("I'"):
                continue
            opens = i == 0 or bool(re.search(r"[\"':;.!?…(*_\[—-]\s*\Z", part[: span.start]))
            if opens:
                follows = i + 1 < len(spans) and spans[i + 1].of(part)[0].isupper()
                follows = follows and spans[i + 1].of(part)[:2] not in {"I", "I'"}
                gap = part[span.end : spans[i + 1].start] if follows else ""
                sure = (
                    (word.endswith("'s") and len(word) > 4)
                    or (follows and gap in {" ", ". "})
                    or (i + 1 < len(spans) and _acts(word, spans[i + 1].of(part)))
                )
                if not sure or word.casefold() in STARTERS or _bare(word.casefold()) in STARTERS:
                    continue
            elif word.casefold() not in STOPWORDS:
                capitals += 1
            else:
                continue
            found.add(_bare(word.casefold()))
    if total >= 12 and capitals / total > _NOUNS_IN_CAPITALS:
        return None
    return found


def _acts(word: str, following: str) -> bool:
    return not word.endswith(_NO_NAME) and (
        following in _VERBS or (len(following) > 4 and following.endswith("ed"))
    )


def numbers(source: str, candidate: str) -> Iterator[Violation]:
    """Figures both ways; numbers in words only where another took their place."""
    before, after = _figures(source), _figures(candidate)
    spelled, respelled = _spelled(source), _spelled(candidate)
    lost = before - after - respelled
    new = after - before - spelled
    swapped = respelled - spelled - before
    if lost:
        yield Violation("number_lost", f"A number is gone: {', '.join(sorted(lost)[:3])}.")
    if new:
        yield Violation("number_new", f"A number is new: {', '.join(sorted(new)[:3])}.")
    elif swapped and spelled - respelled - after:
        yield Violation("number_new", "A number has changed.")


def _figures(text: str) -> set[str]:
    return {re.sub(r",(?=\d{3})", "", found) for found in _DIGITS.findall(text)}


def _spelled(text: str) -> set[str]:
    parts = [part for word in folded(text) for part in word.split("-")]
    return {NUMBER_WORDS[part] for part in parts if part in NUMBER_WORDS}


def quoted(source: str, candidate: str, *, exactly: bool) -> Iterator[Violation]:
    """Speech and citations stay as they were said; `exactly` allows no mended spelling.

    Where most of the passage is speech, speech is what is being rewritten: then its pieces
    need only still be there.
    """
    source, candidate = straighten(source), straighten(candidate)
    before = quotations(source)
    if source.count('"') % 2 == 0 and candidate.count('"') % 2:
        yield Violation("quotation", "A quotation mark has lost its partner.")
        return
    said = sum(len(folded(part)) for part in before)
    if before and said * 2 > len(folded(source)):
        if not quotations(candidate):
            yield Violation("quotation", "What was spoken is no longer in quotation marks.")
        return
    theirs = [folded(part) for part in before if _spoken(part)]
    everything = folded(candidate)
    if any(not _contains(everything, part, exactly=exactly) for part in theirs):
        yield Violation("quotation", "A quotation is gone or says something else.")
    elif not before and any(_spoken(part) for part in quotations(candidate)):
        yield Violation("quotation_new", "It puts words into somebody's mouth.")


def _spoken(part: str) -> bool:
    """A few words without an end of their own are a manner of speaking, not a quotation."""
    return len(folded(part)) > 5 or (len(folded(part)) > 1 and part.strip()[-1:] in ".,!?…—-")


def _contains(tokens: list[str], part: list[str], *, exactly: bool) -> bool:
    text = f" {' '.join(tokens)} "
    if f" {' '.join(part)} " in text:
        return True
    if exactly:
        return False
    matcher = SequenceMatcher(None, tokens, part, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) >= 0.7 * len(part)


def negations(source: str, candidate: str) -> Iterator[Violation]:
    """A statement that was negated stays so, and none becomes so.

    Looked at through the content word that follows the negation, between sentences that say
    much the same: the sense has turned if the other has the word and nothing like a negation.
    """
    before = [_Statement(text) for text in sentence_texts(source)]
    after = [_Statement(text) for text in sentence_texts(candidate)]
    for new in after:
        old = max(before, key=new.likeness, default=None)
        if old is None or new.likeness(old) < 0.5:
            continue
        if lost := old.negated & new.plain:
            yield Violation("negation", f"A “not” is gone (near “{min(lost)}…”).")
            return
        if denied := new.negated & old.plain:
            yield Violation("negation", f"It denies what you wrote (near “{min(denied)}…”).")
            return


class _Statement:
    """The content words of a sentence; which stand right behind a negation, and, if it has
    no negation of any kind, all of them as `plain`."""

    def __init__(self, sentence: str) -> None:
        self.words: set[str] = set()
        self.negated: set[str] = set()
        reach, negative = 0, False
        for word in folded(sentence):
            if is_negation(word):
                reach, negative = 4, True
            elif word in STOPWORDS:
                reach -= 1
            else:
                self.words.add(stem(word))
                if reach > 0:
                    self.negated.add(stem(word))
                reach = 0
            negative = negative or word in NEARLY_NEGATIONS
        self.plain = set() if negative else self.words

    def likeness(self, other: _Statement) -> float:
        """Shared content words, as a share of those of the smaller sentence."""
        shared = len(self.words & other.words)
        return shared / min(len(self.words), len(other.words)) if shared > 1 else 0.0


def is_negation(word: str) -> bool:
    return (
        word in NEGATIONS
        or word.endswith("n't")
        or word in {"dont", "didnt", "wont", "cant", "isnt", "wasnt", "doesnt", "couldnt", "hadnt"}
    )
