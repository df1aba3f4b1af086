"""A passage as its editor sees it: its words, and which of them are nobody's to touch."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from writer_app.text.segments import sentences, words
from writer_app.voice.edits.edit import Edit, Kind
from writer_app.voice.edits.words import CALENDAR, FIRM
from writer_app.voice.kept import spans_of
from writer_app.voice.lexicon import (
    BOOSTERS,
    HEDGE_PHRASES,
    HEDGES,
    NEARLY_NEGATIONS,
    NUMBER_WORDS,
    STARTERS,
)
from writer_app.voice.negation import is_negation
from writer_app.voice.tokens import straighten

# What others said, what a machine reads, and lines that are no prose. A quotation that is
# never closed goes on to the end of its paragraph.
_FIXED = re.compile(
    r"\"[^\"\n]*(?:\"|\n|\Z)|“[^”\n]*(?:”|\n|\Z)|«[^»\n]*(?:»|\n|\Z)|„[^“\n]*(?:“|\n|\Z)"
    r"|(?<![\w.])['‘](?=\w)[^\n]*?['’](?!\w)"
    r"|!?\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])?|https?://\S+|`[^`\n]*`|<[^>\n]*>"
    r"|\*+[^*\n]+\*+|(?<!\w)_[^_\n]+_(?!\w)"
    r"|^[ \t]*(?:#|>|\||```|~~~)[^\n]*|^[ \t]*(?:[-*+]|\d+[.)])[ \t]",
    re.M,
)
_PHRASES = re.compile(
    rf"\b(?:{'|'.join(HEDGE_PHRASES)}|of course|in fact|no doubt|without doubt|at all)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Word:
    """`low` is folded, its apostrophe straight. `free`: it may go or be replaced."""

    start: int
    end: int
    text: str
    low: str
    first: bool
    """It opens a sentence."""
    free: bool


class View:
    """`protected`: words and phrases that the writer wants left alone; `before`: what stands before
    the text, for what the text itself does not tell."""

    def __init__(self, text: str, protected: Iterable[str] = (), before: str = "") -> None:
        self.text = text
        telling = text if "'" in text or "’" in text else before
        self.apostrophe = "’" if "’" in telling else "'"
        """As the writer types it: a model finds the other one odd."""
        starts = {span.start for span in sentences(text)}
        fixed = [found.span() for found in _FIXED.finditer(text)]
        fixed += [found.span() for found in _PHRASES.finditer(text)]
        for phrase in protected:
            fixed += spans_of(phrase, text)
        self._fixed = sorted(fixed)
        found: list[Word] = []
        for span in words(text):
            word = span.of(text)
            # A quotation mark or a bracket may stand before the first word of a sentence.
            before = text[: span.start].rstrip("\"'“‘([*_ ")
            first = span.start in starts or not before or before[-1] in ".!?\n"
            free = not self.is_fixed(span.start, span.end) and not _named(word, first)
            low = straighten(word).casefold()
            found.append(Word(span.start, span.end, word, low, first, free and _light(low)))
        self.words: Sequence[Word] = tuple(found)
        self._starts = [word.start for word in found]

    def is_fixed(self, start: int, end: int) -> bool:
        return any(first < end and start < last for first, last in self._fixed)

    @property
    def fixed_share(self) -> float:
        """Of the words, those that stand where nothing may change."""
        fixed = sum(self.is_fixed(word.start, word.end) for word in self.words)
        return fixed / max(1, len(self.words))

    def gap(self, i: int) -> str:
        """What stands between word `i` and the next one; behind the last no white space counts."""
        if i + 1 < len(self.words):
            return self.text[self.words[i].end : self.words[i + 1].start]
        return self.text[self.words[i].end :].rstrip()

    def low(self, i: int) -> str:
        """Word `i` folded; "" where there is none."""
        return self.words[i].low if 0 <= i < len(self.words) else ""

    def index(self, offset: int) -> int:
        """The word that begins at `offset`, or the next one."""
        return bisect_left(self._starts, offset)

    def all_free(self, i: int, j: int) -> bool:
        """Words `i` to `j`, both included, and what stands between them."""
        span = self.words[i : j + 1]
        return (
            0 <= i <= j < len(self.words)
            and all(word.free for word in span)
            and not self.is_fixed(span[0].start, span[-1].end)
        )

    def cut(self, i: int, j: int, kind: Kind, note: str = "") -> Edit | None:
        """Without the words `i` to `j`: the article before and the capital after made right."""
        if not self.all_free(i, j):
            return None
        first, last = self.words[i], self.words[j]
        note = note or f"without “{self.text[first.start : last.end]}”"
        if first.first:
            following = self.words[j + 1] if j + 1 < len(self.words) else None
            if following is None or self.gap(j) not in {" ", ", "} or following.first:
                return None
            if self.is_fixed(following.start, following.end):
                return None
            # Behind '"Why?"' a sentence may go on.
            new = _capital(following.text) if first.text[0].isupper() else following.text
            return Edit(first.start, following.end, new, kind, note)
        before = self.gap(i - 1)
        if not before.endswith(" ") or before.strip() not in {"", ",", ";", ":", "—", "--", "-"}:
            return None
        start, end, replacement = first.start - 1, last.end, ""
        if before == " " and self.gap(j) == " " and self.low(i - 1) in {"a", "an"}:
            article = self.words[i - 1]
            wanted = article_before(self.words[j + 1].text)
            if wanted != article.low:
                wanted = wanted.title() if article.text[0].isupper() else wanted
                start, replacement = article.start, wanted
        return Edit(start, end, replacement, kind, note)


def article_before(word: str) -> str:
    """ "a" or "an", by how the word begins when it is spoken."""
    low = word.casefold()
    if re.match(r"(?:hour|honest|honou?r|heir)", low):
        return "an"
    if re.match(r"(?:uni(?!n|m)|use|usu|eu|ewe|one\b|once|ut[ei])", low):
        return "a"
    return "an" if low[:1] in set("aeiou") else "a"


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _named(word: str, first: bool) -> bool:
    """A name, a number, or what may be one."""
    low = straighten(word).casefold()
    if any(letter.isdigit() for letter in word) or low in CALENDAR:
        return True
    if any(part in NUMBER_WORDS for part in low.split("-")):
        return True
    if not word[:1].isupper() or word == "I" or low.startswith("i'"):
        return False
    return not first or low not in STARTERS


def _light(low: str) -> bool:
    """Neither a negation nor anything that says how sure the writer is."""
    return not (is_negation(low) or low in NEARLY_NEGATIONS | HEDGES | BOOSTERS | FIRM)
