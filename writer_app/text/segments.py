"""Words, sentences and paragraphs of prose, as spans of code points.

Sentences are found by rule, for the languages of Europe and for CJK: the end of a sentence is
a mark that ends one, its closing quotes, and then white space (none is needed in CJK), unless
the mark belongs to an abbreviation, an initial, a number or somebody's speech that the
sentence goes on after. Markdown's headings, list items and quotations stand for themselves.
The rules err on the side of the longer sentence where a title stands before a name, and of
the shorter one elsewhere: a rewrite of one sentence too few harms less than a torn name.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Span:
    """`start` up to but not including `end`, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


def _marks() -> str:
    """Combining marks as the inside of a character class: `re` has no name for them."""
    blocks = ((0x300, 0x3100), (0xA66F, 0xAC00), (0xFB1E, 0xFB1F), (0xFE00, 0xFE30))
    beyond = ((0x10A00, 0x12000), (0x16AF0, 0x16FF2), (0x1D165, 0x1D245), (0x1E000, 0x1E94B))
    ranges: list[list[int]] = []
    for first, last in (*blocks, *beyond, (0xE0100, 0xE01F0)):
        for point in range(first, last):
            if unicodedata.category(chr(point))[0] != "M":
                continue
            if ranges and ranges[-1][1] == point - 1:
                ranges[-1][1] = point
            else:
                ranges.append([point, point])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


# The joiners hold Persian words and Indic clusters together.
MARKS = _marks() + "\u200c\u200d"
# Written without spaces, so each character counts: Han, kana.
_CJK = "\u3005-\u3007\u3040-\u3096\u309d-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff" + (
    "\uff66-\uff9f\U00020000-\U0003ffff"
)
_LETTERS = rf"[^\W_{_CJK}]++[{MARKS}]*+"
_JOINER = r"(?:[-'’ʼ‐‑\u00ad·]|(?<=\d)[.,](?=\d))"
WORD = re.compile(rf"[{_CJK}][{MARKS}]*+|(?:{_LETTERS})++(?:{_JOINER}(?:{_LETTERS})++)*+")
"""One word: inner apostrophes and hyphens belong, `1,000.5` is one, a CJK character is one."""


def words(text: str) -> list[Span]:
    return [Span(*found.span()) for found in WORD.finditer(text)]


def word_count(text: str) -> int:
    """The number of words, without making a span of each: 5 MB take well under a second."""
    return sum(1 for _ in WORD.finditer(text))


_OPENING = "“‘«‹([{「『（【《〈„‚¿¡"
_CLOSING = "\"'”’»›)\\]}」』）】》〉*_"
_RUN = re.compile(r"\S*")


def next_word(text: str) -> str:
    """White space, the first word and the punctuation that closes it: one press of Ctrl+Right.

    Never empty for a text that is not, and always a beginning of `text`, so that taking word
    after word takes the whole. Punctuation that stands alone counts as a word.
    """
    start = len(text) - len(text.lstrip())
    run = _RUN.match(text, start)
    end = run.end() if run else len(text)
    word = WORD.search(text, start, end)
    if word is None:
        return text[:end]
    for at in range(word.end(), end):
        if text[at] in _OPENING or WORD.match(text, at):
            return text[:at]
    return text[:end]


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Before a name or a number these never end a sentence.
_TITLES = _listed(
    "mr mrs ms mx dr prof st rev hon gen col capt cpt lt sgt maj cpl cmdr adm gov sen rep pres "
    "mt ft messrs mme mlle hr fr sra dra vs cf ca approx e.g i.e viz z.b d.h u.a bzw"
)
# Abbreviations before a number, words or names elsewhere ("No. 5", "he said no.").
_BEFORE_NUMBER = _listed(
    "no nos nr fig figs vol vols p pp ch chap sec art op ed para ver "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
)
# These may end a sentence: they do when a capital follows.
_EITHER = _listed("etc inc ltd co corp bros jr sr al usw dept univ assn ave blvd")

_STOPS = ".!?…‽؟۔।॥։"
# A run of marks is looked at from its start alone, or a megabyte of dots would take hours.
_END = re.compile(
    rf"(?<![{_STOPS}])(?P<mark>[{_STOPS}]++)(?P<close>[{_CLOSING}]*+)(?=\s|\Z)"
    rf"|(?P<cjk>[。！？｡]++[{_CLOSING}]*+)"
)
_TOKEN_BEFORE = re.compile(r"[^\s(\[{“”\"‘«—–]*\Z")
_BLANK = re.compile(r"\n[^\S\n]*+\n\s*+")
# A line that starts something of its own: heading, item, quotation, table, fence, speech.
_OWN_LINE = re.compile(
    r"\n(?=[ \t]{0,3}(?:#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t]|>|```|~~~|\||[—–―]))"
)
_HEADING = re.compile(r"[ \t]{0,3}#{1,6}[ \t][^\n]*")
_NUMBERED = re.compile(r"\s*(?:>\s?)*\d{1,9}\Z")


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without white space at its ends; None when nothing is left."""
    part = text[start:end]
    inner = part.strip()
    if not inner:
        return None
    start += len(part) - len(part.lstrip())
    return Span(start, start + len(inner))


def paragraphs(text: str) -> list[Span]:
    """The stretches between blank lines, without the white space around them."""
    found: list[Span] = []
    start = 0
    for blank in _BLANK.finditer(text):
        if span := _trimmed(text, start, blank.start()):
            found.append(span)
        start = blank.end()
    if span := _trimmed(text, start, len(text)):
        found.append(span)
    return found


def _blocks(text: str, paragraph: Span) -> Iterator[tuple[int, int]]:
    """A paragraph cut where Markdown starts something new without a blank line."""
    cuts = {found.end() for found in _OWN_LINE.finditer(text, paragraph.start, paragraph.end)}
    for start in (paragraph.start, *cuts):
        heading = _HEADING.match(text, start, paragraph.end)
        if heading and heading.end() < paragraph.end:
            cuts.add(heading.end() + 1)
    edges = [paragraph.start, *sorted(cuts), paragraph.end]
    yield from pairwise(edges)


def _ends(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    """Whether the mark ends the sentence that runs in `text[start:end]`."""
    after = mark.end()
    while after < end and (text[after].isspace() or text[after] in _OPENING + _CLOSING):
        after += 1
    following = text[after : after + 1] if after < end else ""
    if not following:
        return True
    dots, close = mark["mark"], mark["close"]
    if following.islower() and (close or "…" in dots or (len(dots) > 1 and dots[-1] == ".")):
        return False  # “Stop!” he said; and… then
    if dots != ".":
        return True
    # No abbreviation is longer than this, so the look back stays short.
    look_back = max(start, mark.start() - 16)
    token = _TOKEN_BEFORE.search(text, look_back, mark.start())
    word = (token[0] if token else "").strip("*_'’([{")
    if word.isdigit() and _NUMBERED.match(text, look_back, mark.start()):
        return False  # "1. An item"
    lower = word.lower()
    if lower in _TITLES:
        return False
    if lower in _BEFORE_NUMBER and following.isdigit():
        return False
    if len(word) == 1 and word.isalpha() and word.isupper() and word != "I":
        return False  # an initial
    if lower in _EITHER or re.fullmatch(r"(?:\w\.)+\w", word):
        return following.isupper()
    return True


def _sentences(text: str, paragraph: Span) -> Iterator[Span]:
    for first, last in _blocks(text, paragraph):
        start = first
        for mark in _END.finditer(text, first, last):
            if mark["cjk"] is None and not _ends(text, mark, start, last):
                continue
            if span := _trimmed(text, start, mark.end()):
                yield span
            start = mark.end()
        if span := _trimmed(text, start, last):
            yield span


def sentences(text: str) -> list[Span]:
    """All sentences, without the white space between them; none crosses a blank line."""
    return [span for paragraph in paragraphs(text) for span in _sentences(text, paragraph)]


def paragraph_at(text: str, offset: int) -> Span:
    """The paragraph around an offset, found from there without reading the whole text.

    On a blank line it is the empty span at the offset.
    """
    offset = min(max(0, offset), len(text))
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    end = len(text) if end < 0 else end
    if not text[start:end].strip():
        return Span(offset, offset)
    while start > 0:
        line = text.rfind("\n", 0, start - 1) + 1
        if not text[line:start].strip():
            break
        start = line
    while end < len(text):
        line_end = text.find("\n", end + 1)
        line_end = len(text) if line_end < 0 else line_end
        if not text[end:line_end].strip():
            break
        end = line_end
    return _trimmed(text, start, end) or Span(offset, offset)


def sentence_at(text: str, offset: int) -> Span:
    """The sentence around an offset; between two, the one before. Empty on a blank line."""
    paragraph = paragraph_at(text, offset)
    if paragraph.start == paragraph.end:
        return paragraph
    spans = list(_sentences(text, paragraph))
    at = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return spans[max(0, at)]
