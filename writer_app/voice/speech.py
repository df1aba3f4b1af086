"""Guards of what others say: quotations stay letter for letter, and who said them stays too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from writer_app.text.segments import WORD
from writer_app.voice.lexicon import SPEAKING
from writer_app.voice.slips import is_known, mends
from writer_app.voice.violation import Violation
from writer_app.voice.wording import Wording

_MARKS = '"«»„「」'
_CLOSING = re.compile(r"(?<=[.,!?…—-])[\"'»]")
_OPENING = re.compile(r"[,:]\s+[\"'«](?=\w)")
_STOP = re.compile(r"[.,;:!?\"'«»\n—](?!\w)")
_FEW = 4
"""Words beside a quotation among which its verb of saying stands, if it has one."""
_BESIDE = 60
"""Characters that hold them."""


def quoted(source: Wording, candidate: Wording, *, mending: bool) -> Iterator[Violation]:
    """What stands in quotation marks is somebody's word; `mending` lets slips be mended there."""
    if any(source.plain.count(m) % 2 == 0 and candidate.plain.count(m) % 2 for m in _MARKS):
        yield Violation("quotation", "A quotation mark has lost its partner.")
        return
    before, after = (
        Counter(map(_said, source.quotations)),
        Counter(map(_said, candidate.quotations)),
    )
    lost, new = list((before - after).elements()), list((after - before).elements())
    if mending and len(lost) == len(new):
        slips = [(one, other) for one, other in zip(lost, new, strict=True) if _mended(one, other)]
        if len(slips) == len(lost):
            return
    if lost:
        yield Violation(
            "quotation", f"A quotation is gone or says something else: {_cut(lost[0])}."
        )
    elif new:
        yield Violation("quotation_new", f"It puts words into somebody's mouth: {_cut(new[0])}.")


def _said(quotation: str) -> str:
    return " ".join(quotation.split())


def _cut(text: str) -> str:
    words = text.split()
    return f"“{' '.join(words[:4])}{'…' if len(words) > 4 else ''}”"


def _mended(said: str, mended: str) -> bool:
    """Nothing but a letter or two in a word, or a mark where none closed it.

    Dialect and contractions are how somebody speaks.
    """
    if said[-1:].isalnum():
        mended = mended.rstrip(".,!?")
    before, after = WORD.findall(said), WORD.findall(mended)
    return (
        len(before) == len(after)
        and WORD.sub("", said) == WORD.sub("", mended)
        and all(a == b or _slip(a, b) for a, b in zip(before, after, strict=True))
    )


def _slip(word: str, mended: str) -> bool:
    """A word that is none, mended to one by a letter or two; "goin'" is how somebody speaks."""
    word, mended = word.casefold(), mended.casefold()
    if "'" in word + mended or mended == word + "g" or is_known(word):
        return False
    return is_known(mended) and mends(word, mended)


def attributed(source: Wording, candidate: Wording) -> Iterator[Violation]:
    """Who says it: each verb of saying beside a quotation, with its speaker, is still there."""
    if not source.quotations:
        return
    if lost := source.of(_speakers) - candidate.of(_speakers):
        yield Violation("attribution", f"Who says it is gone: “{' '.join(min(lost))}”.")


def _speakers(text: Wording) -> Counter[tuple[str, str]]:
    """A verb of saying and the word before it, or behind it where it comes first."""
    found: Counter[tuple[str, str]] = Counter()
    for part in _beside(text.plain):
        # "she quickly added" and "she then said": who says it stands before that.
        words = [w for w in WORD.findall(part.casefold()) if w != "then" and w[-2:] != "ly"][:_FEW]
        for at, word in enumerate(words):
            if word in SPEAKING and len(words) > 1:
                found[(words[at - 1], word) if at else (word, words[1])] += 1
                break
    return found


def _beside(text: str) -> Iterator[str]:
    """What follows each quotation, and what leads to one, up to the next mark."""
    for mark in _CLOSING.finditer(text):
        yield _STOP.split(text[mark.end() : mark.end() + _BESIDE], maxsplit=1)[0]
    for mark in _OPENING.finditer(text):
        yield " ".join(
            _STOP.split(text[max(0, mark.start() - _BESIDE) : mark.start()])[-1].split()[-_FEW:]
        )
