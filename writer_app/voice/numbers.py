"""Guards of numbers and dates, in figures and in words.

They stay as they are written: "7" for "seven" is a change of style that nobody asked for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from writer_app.voice.lexicon import (
    AFTER_A_PRONOUN,
    BEFORE_A_PRONOUN,
    DAYS,
    DETERMINERS,
    MONTHS,
    NUMBER_WORDS,
    ORDINALS,
    STOPWORDS,
)
from writer_app.voice.violation import Violation
from writer_app.voice.wording import Wording

_FIGURE = re.compile(r"\d+(?:[.,:/]\d+)*(?:st|nd|rd|th)?\b|\d+(?:[.,:/]\d+)*")
_OF_A_DATE = re.compile(r"\d(?:st|nd|rd|th)\Z|\A[12]\d\d\d\Z")
_SOMETIMES = ORDINALS | {"one"}


def numbers(source: Wording, candidate: Wording) -> Iterator[Violation]:
    yield from _kept("number", source.each(_numbers), candidate.each(_numbers))


def dates(source: Wording, candidate: Wording) -> Iterator[Violation]:
    """Months, days, years, "the 3rd", yesterday and tomorrow."""
    yield from _kept("date", source.each(_dates), candidate.each(_dates))


def _kept(what: str, before: list[str], after: list[str]) -> Iterator[Violation]:
    if before == after:
        return
    if lost := Counter(before) - Counter(after):
        yield Violation(f"{what}_lost", f"A {what} is gone: {', '.join(sorted(lost)[:3])}.")
    if new := Counter(after) - Counter(before):
        yield Violation(f"{what}_new", f"A {what} is new: {', '.join(sorted(new)[:3])}.")


def _figures(text: Wording, *, of_dates: bool) -> Iterator[str]:
    if any(map(str.isdigit, text.plain)):
        for found in _FIGURE.findall(text.plain):
            if bool(_OF_A_DATE.search(found)) == of_dates:
                yield re.sub(r",(?=\d{3})", "", found)


def _numbers(text: Wording) -> list[str]:
    found = list(_figures(text, of_dates=False))
    for at, word in enumerate(text.words):
        for part in word.split("-"):
            if part in NUMBER_WORDS or (part in _SOMETIMES and _counts(text.words, at)):
                found.append(part)
    return found


def _counts(words: list[str], at: int) -> bool:
    """Whether the word there, which may be a number, is one: "one", "first", "second"."""
    before = words[at - 1] if at else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    if words[at] in {"first", "second"}:
        return before in DETERMINERS
    if words[at] == "one":
        return (
            before not in BEFORE_A_PRONOUN
            and after not in STOPWORDS | AFTER_A_PRONOUN
            and bool(after)
            and not after.endswith("ed")
        )
    return True


def _dates(text: Wording) -> list[str]:
    found = list(_figures(text, of_dates=True))
    for at, word in enumerate(text.words):
        if word in DAYS or (word in MONTHS and text.cased[at][0].isupper() and _month(text, at)):
            found.append(word)
    return found


def _month(text: Wording, at: int) -> bool:
    """May and March are verbs too: months where a preposition or a day stands by."""
    if text.words[at] not in {"may", "march"}:
        return True
    near = text.words[max(0, at - 1) : at] + text.words[at + 1 : at + 2]
    return any(
        word in {"in", "of", "last", "next", "since", "until", "by", "early", "late", "this"}
        or word[0].isdigit()
        for word in near
    )
