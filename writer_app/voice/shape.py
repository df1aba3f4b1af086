"""Guards of the form: whole, in one language, without loops, Markdown as it was."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from writer_app.text.segments import paragraphs
from writer_app.voice.lexicon import LANGUAGES
from writer_app.voice.tokens import folded, ngrams, sentence_texts, straighten
from writer_app.voice.violation import Violation

_BROKEN = re.compile(
    r"[\ufffd\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|<\|[\w ]*\|?>?|\[/?INST\]|<0x[0-9A-F]{2}>"
)
_SENTENCE_END = re.compile(r"[.!?…。！？:;][\"'”’»)\]*_」』]*\s*\Z")
_TWICE = re.compile(r"\b(\w{3,})(?:,? and)? \1\b", re.I)
_MEANT_TWICE = {
    "had",
    "that",
    "more",
    "again",
    "over",
    "many",
    "very",
    "long",
    "hour",
    "year",
    "far",
}
_MARKDOWN: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("a heading", re.compile(r"^[ \t]{0,3}#{1,6}\s", re.M)),
    ("a list", re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)])\s", re.M)),
    ("a quotation block", re.compile(r"^[ \t]{0,3}>", re.M)),
    ("a code block", re.compile(r"^[ \t]{0,3}(?:```|~~~)", re.M)),
    ("a table", re.compile(r"^[ \t]*\|.*\|", re.M)),
    ("bold type", re.compile(r"\*\*\S[^*\n]*\*\*|__\S[^_\n]*__")),
)
# These carry something that must arrive letter for letter.
_VERBATIM: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("A link", re.compile(r"\]\([^)\s]*[^)]*\)|\]\[[^\]\n]*\]|https?://[^\s)>\]]+")),
    ("A footnote", re.compile(r"\[\^[^\]\s]+\]")),
    ("A piece of code", re.compile(r"`[^`\n]+`")),
)
_SCRIPTS = (
    ("Latin", re.compile(r"[A-Za-zÀ-ɏ]")),
    ("Cyrillic", re.compile(r"[Ѐ-ӿ]")),
    ("Greek", re.compile(r"[Ͱ-Ͽ]")),
    ("Hebrew", re.compile(r"[֐-׿]")),
    ("Arabic", re.compile(r"[؀-ۿ]")),
    ("CJK", re.compile(r"[぀-ヿ㐀-鿿가-힯]")),
)


def broken(source: str, candidate: str) -> Iterator[Violation]:
    if _BROKEN.search(candidate) and not _BROKEN.search(source):
        yield Violation("broken", "It holds characters that are no text.")
    elif _SENTENCE_END.search(source) and not _SENTENCE_END.search(candidate):
        yield Violation("unfinished", "It breaks off in the middle of a sentence.")


def loop(source: str, candidate: str) -> Iterator[Violation]:
    """Says the same again and again, where the source does not."""
    if _loops(source, candidate):
        yield Violation("loop", "It goes round in circles.")


def _loops(source: str, candidate: str) -> bool:
    theirs, ours = folded(source), folded(candidate)
    seen = Counter(" ".join(folded(s)) for s in sentence_texts(source))
    for sentence, count in Counter(" ".join(folded(s)) for s in sentence_texts(candidate)).items():
        if count > max(1, seen[sentence]) and sentence.count(" ") >= 3:
            return True
    # Six words twice, or four words three times, are hardly ever meant.
    for n, often in ((6, 2), (4, 3)):
        known = Counter(ngrams(theirs, n))
        for gram, count in Counter(ngrams(ours, n)).items():
            if count >= often and count > known[gram]:
                return True
    twice = {found.casefold() for found in _TWICE.findall(candidate)}
    return bool(twice - {found.casefold() for found in _TWICE.findall(source)} - _MEANT_TWICE)


def structure(source: str, candidate: str) -> Iterator[Violation]:
    for what, pattern in _VERBATIM:
        before, after = Counter(pattern.findall(source)), Counter(pattern.findall(candidate))
        if before != after:
            yield Violation("link", f"{what} is gone, new or changed.")
            return
    for what, pattern in _MARKDOWN:
        before_count, after_count = len(pattern.findall(source)), len(pattern.findall(candidate))
        if before_count != after_count:
            verb = "gone" if after_count < before_count else "new"
            yield Violation("structure", f"The form has changed: {what} is {verb}.")
            return
    before_count, after_count = len(paragraphs(source)), len(paragraphs(candidate))
    if before_count != after_count:
        more = "more" if after_count > before_count else "fewer"
        yield Violation("structure", f"The form has changed: there are {more} paragraphs.")


def language(source: str, candidate: str) -> Iterator[Violation]:
    before, after = _script(source), _script(candidate)
    if before and after and before != after:
        yield Violation("language", "It is in another script.")
        return
    spoken, answered = _language(source), _language(candidate)
    if spoken and answered and spoken != answered:
        yield Violation("language", f"It is in {answered}, the passage in {spoken}.")


def _script(text: str) -> str:
    counts = {name: len(pattern.findall(text)) for name, pattern in _SCRIPTS}
    name = max(counts, key=lambda key: counts[key])
    return name if counts[name] >= 4 else ""


def _language(text: str) -> str:
    """The language by its function words; "" where that is not clear."""
    tokens = folded(text)
    if len(tokens) < 8:
        return ""
    shares = sorted(
        (
            (sum(w in known for w in tokens) / len(tokens), name)
            for name, known in LANGUAGES.items()
        ),
        reverse=True,
    )
    (best, name), (second, _) = shares[0], shares[1]
    return name if best >= 0.15 and best >= 1.5 * second else ""


def copied(source: str, candidate: str, samples: Sequence[str]) -> Iterator[Violation]:
    """Eight words running out of a sample passage, where the source has them not."""
    grams = set(ngrams(folded(candidate), 8)) - set(ngrams(folded(source), 8))
    if grams and any(not grams.isdisjoint(ngrams(folded(sample), 8)) for sample in samples):
        yield Violation("copied", "It copies another passage of yours.")


def unchanged(source: str, candidate: str, *, punctuation: bool) -> Iterator[Violation]:
    """The passage itself, passed off as a rewrite. `punctuation`: a comma is a change."""
    if punctuation:
        same = " ".join(straighten(source).split()) == " ".join(straighten(candidate).split())
    else:
        same = folded(source) == folded(candidate)
    if same:
        yield Violation("unchanged", "It is the passage as it stands.")
