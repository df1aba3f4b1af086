"""Guards of names: words in capitals where no sentence begins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from writer_app.text.segments import words
from writer_app.voice.language import language
from writer_app.voice.lexicon import ACTING, STARTERS, STOPWORDS
from writer_app.voice.tokens import bare
from writer_app.voice.violation import Violation
from writer_app.voice.wording import Wording

_HEADING = re.compile(r"^[ \t]{0,3}#{1,6}\s")
# What stands between two words of which the second opens something.
_OPENS = re.compile(r"[!?…:]|\.[\"')]|--|—|\s[\"'(*_\[]+\Z")
# Above this share of capitals within sentences it is a language that writes nouns so.
_NOUNS_IN_CAPITALS = 0.18
_NO_NAME = ("s", "ly", "ing", "ed")
_ALWAYS_CAPITAL = frozenset({"I", "O"})


def names(source: Wording, candidate: Wording, mentioned: frozenset[str]) -> Iterator[Violation]:
    """Names, as they are written, each as often as it was and none brought in; nor a capital.

    `mentioned`: folded words about which this guard keeps silent.
    """
    before, after = source.each(_within), candidate.each(_within)
    if _nouns_in_capitals(source, before) or _nouns_in_capitals(candidate, after):
        return
    here, there = candidate.of(_bare), source.of(_bare)
    known = {word.casefold() for word in there} | STOPWORDS
    lost = {n for n in {*before, *source.each(_opening)} if here[n] < there[n]}
    # A sentence may begin with "The": then it matters whether there are more within.
    fresh = {*after} - there.keys() | {w for w in Counter(after) - Counter(before) if _function(w)}
    new = {name for name in fresh.union(candidate.each(_opening)) if name.casefold() not in known}
    for code, what, found in (
        ("name_lost", "A name is gone", lost),
        ("name_new", "A name is new", new),
        ("capitals", "A capital is where none was", fresh - new),
    ):
        if told := sorted(name for name in found if name.casefold() not in mentioned):
            yield Violation(code, f"{what}: {', '.join(told[:3])}.")


def named(text: str) -> frozenset[str]:
    """What looks like a name in `text`, word by word as it is written.

    Rather too much than too little: days, places and, in German, nouns are among it.
    """
    wording = Wording(text)
    found = {*wording.each(_within), *wording.each(_opening)}
    return frozenset(word for word in found if len(word) > 1 and not _function(word))


def _bare(text: Wording) -> Counter[str]:
    return Counter(map(bare, text.cased))


def _within(sentence: Wording) -> list[str]:
    return sentence.of(_capitals)[0]


def _opening(sentence: Wording) -> list[str]:
    return sentence.of(_capitals)[1]


def _capitals(sentence: Wording) -> tuple[list[str], list[str]]:
    """Words in capitals without their possessive ending: within a sentence, and where it opens.

    One that opens the sentence or somebody's speech counts only as a possessive, before
    another name, or where it looks like the subject of a verb ("Brad sighed").
    """
    within: list[str] = []
    opening: list[str] = []
    part = sentence.plain
    if _HEADING.match(part):
        return within, opening
    last = ""  # the word before, if a capital began it and it opened something
    end = 0
    for i, span in enumerate(words(part)):
        word, gap = span.of(part), part[end : span.start]
        if last and ((_acts(word) and not last.endswith(_NO_NAME)) or _follows(word, gap)):
            opening.append(bare(last))
        last, end = "", span.end
        if not word[0].isupper() or word in _ALWAYS_CAPITAL or word.startswith("I'"):
            continue
        if i and not _OPENS.search(gap):
            within.append(bare(word))
        elif bare(word.casefold()) not in STARTERS:
            if word.endswith("'s") and len(word) > 4:
                opening.append(bare(word))
            else:
                last = word
    return within, opening


def _function(word: str) -> bool:
    return word.casefold() in STOPWORDS


def _acts(word: str) -> bool:
    return word in ACTING or (len(word) > 4 and word.endswith("ed"))


def _follows(word: str, gap: str) -> bool:
    """Whether the second word of a name is there: "Mary Ann", "J. Ross"."""
    return word[0].isupper() and word[:2] not in {"I", "I'"} and gap in {" ", ". "}


def _nouns_in_capitals(text: Wording, within: list[str]) -> bool:
    """Whether capitals say nothing about names, as in German."""
    return (
        len(text.cased) >= 12
        and sum(not _function(w) for w in within) > _NOUNS_IN_CAPITALS * len(text.cased)
        and text.of(language) == "German"
    )
