"""Guards of numbers and dates, in figures and in words.

They stay as they are written: "7" for "seven" is a change of style that nobody asked for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from writer_app.voice.lexicon import (
    AFTER_A_PRONOUN,
    BEFORE_A_MONTH,
    BEFORE_A_PRONOUN,
    DAYS,
    DETERMINERS,
    MONTHS,
    NUMBER_WORDS,
    ORDINALS,
    RELATIVE,
    STOPWORDS,
    TIMES,
)
from writer_app.voice.slips import mends
from writer_app.voice.violation import Violation
from writer_app.voice.wording import Wording

_FIGURE = re.compile(r"\d+(?:[.,:/]\d+)*(?:st|nd|rd|th)?\b|\d+(?:[.,:/]\d+)*")
_OF_A_DATE = re.compile(r"\d(?:st|nd|rd|th)\Z|\A[12]\d\d\d\Z")
_SOMETIMES = ORDINALS | {"one"}


def numbers(source: Wording, candidate: Wording, *, mending: bool) -> Iterator[Violation]:
    """Figures and numbers in words. `mending`: a slip in one may be mended."""
    yield from _kept("number", _numbers, source, candidate, mending)


def dates(source: Wording, candidate: Wording, *, mending: bool) -> Iterator[Violation]:
    """Months, days, years, "the 3rd"; yesterday, the week before, that night."""
    yield from _kept("date", _dates, source, candidate, mending)


def _kept(
    what: str,
    find: Callable[[Wording], list[str]],
    source: Wording,
    candidate: Wording,
    mending: bool,
) -> Iterator[Violation]:
    before, after = source.each(find), candidate.each(find)
    if before == after:
        return
    if lost := Counter(before) - Counter(after):
        yield Violation(f"{what}_lost", f"A {what} is gone: {', '.join(sorted(lost)[:3])}.")
    slips = source.bag - candidate.bag if mending else {}
    fresh = Counter(after) - Counter(before)
    if new := {word for word in fresh if not any(mends(slip, word) for slip in slips)}:
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
        near = text.words[max(0, at - 1) : at] + text.words[at + 1 : at + 2]
        if word in DAYS or (word in MONTHS and _month(text.cased[at], near)):
            found.append(word)
        elif word in TIMES:
            found += (f"{word} {other}" for other in near if other in RELATIVE)
    return found


def _month(word: str, near: list[str]) -> bool:
    """May and March are verbs too: months where a preposition or a day stands by."""
    if word[0].islower() or word not in {"May", "March"}:
        return word[0].isupper()
    return any(other in BEFORE_A_MONTH or other[0].isdigit() for other in near)
