"""What a scan must find, by regular expressions over the whole text; and how one is driven."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from writer_app.engine.work import Ban
from writer_app.worker.bans import Match, Phrases, Scan

# --- a plain reference: regular expressions over the whole text ---------------------------------

SHAPES = str.maketrans("‘’“”–\u00a0\t", "''\"\"—  ")


def same_length(text: str) -> str:
    folded = "".join(c.casefold() if len(c.casefold()) == 1 else c.lower()[:1] for c in text)
    return folded.translate(SHAPES)


def pieces_of(phrase: str) -> list[str]:
    found = (" ".join(piece.split()) for piece in same_length(phrase).split("*"))
    return [piece for piece in found if piece]


def places(piece: str, text: str) -> Iterator[tuple[int, int]]:
    expression = re.escape(piece).replace(r"\ ", r"\s+")
    if piece[0].isalnum():
        expression = r"(?<!\w)" + expression
    if piece[-1].isalnum():
        expression += r"(?!\w)"
    compiled = re.compile(expression)
    for start in range(len(text)):
        if found := compiled.match(text, start):
            yield found.span()


def may_be_between(text: str, start: int, end: int) -> bool:
    words = [found.start() for found in re.finditer(r"\w+(?:['-]\w+)*", text)]
    inside = sum(start <= word < end for word in words)
    return start <= end and 1 <= inside <= 6 and not re.search(r"[.!?\n]", text[start:end])


def spans(phrase: str, text: str) -> set[tuple[int, int]]:
    """All (start, end) of a phrase in a text that has ended, by trying every way."""
    first, *others = pieces_of(phrase) or [""]
    found = set(places(first, text)) if first else set()
    for piece in others:
        following = list(places(piece, text))
        found = {
            (start, end)
            for start, till in found
            for begin, end in following
            if may_be_between(text, till, begin)
        }
    return found


def by_reference(
    phrases: Iterable[str], before: str, text: str, permitted: Iterable[Match] = ()
) -> list[tuple[int, int, int]]:
    """(code points read when it is certain, start, ban), the first first."""
    whole = same_length(before + text)
    allowed = {(match.ban, match.start) for match in permitted}
    found: list[tuple[int, int, int]] = []
    for ban, phrase in enumerate(phrases):
        for start, end in spans(phrase, whole):
            start, end = start - len(before), end - len(before)
            if end > 0 and (ban, start) not in allowed:
                found.append((end + pieces_of(phrase)[-1][-1].isalnum(), start, ban))
    return sorted(found)


# --- how a scan is driven -----------------------------------------------------------------------


def phrases(*each: str) -> Phrases:
    return Phrases([Ban(phrase) for phrase in each])


def first_match(scan: Scan, pieces: Iterable[str]) -> Match | None:
    for piece in pieces:
        if match := scan.feed(piece):
            return match
    return scan.end()


def found_in(text: str, *banned: str, before: str = "") -> tuple[str, int] | None:
    match = first_match(phrases(*banned).scan(before), [text])
    return (banned[match.ban], match.start) if match else None
