"""What of a raw continuation may be shown: whole, without echo, where the text goes on."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from writer_app.text.segments import sentences, words
from writer_app.voice.endings import sums_up
from writer_app.voice.profile import Profile
from writer_app.voice.register import out_of_register
from writer_app.voice.tokens import folded, ngrams, sentence_texts

_SPECIAL = re.compile(r"<\|[^\n]*|</?s>.*", re.S)
_ECHO_WITHIN = 4_000  # characters before the caret in which a sentence said again is an echo
_ECHO_WORDS = 6
LEAST_SENTENCES = 50
"""Of the writer's own, before their lengths say anything."""
SHORTEST = 4
"""Words that a continuation may always have."""
_ENDED = re.compile(r"[.!?…。！？][\"'”’»)\]*_」』]*\s*\Z")


def trimmed(
    raw: str, before: str, after: str, *, at_length: bool, finish: str | None
) -> tuple[str, bool]:
    """The showable part of `raw`, and whether it is complete whatever may still come.

    A short one ends with its first sentence or line; a long one, once it has ended, with its
    last whole sentence if it has one. What `max_tokens` cut off ends before its last word.
    White space at the end is never shown. `before` and `after` are the text on both sides of
    the caret.
    """
    text = _SPECIAL.sub("", raw.replace("\r\n", "\n"))
    special = len(text) < len(raw.replace("\r\n", "\n"))
    text = fitted(text, before)
    complete = special
    if at_length:
        if finish is not None:
            text = _whole_sentences(text)
    else:
        text, cut = _first_sentence(text, before)
        complete = complete or cut
        if finish == "length" and not complete:
            text = _whole_words(text)
    text = _without_rejoined(text, after)
    return text.rstrip(), complete


def fitted(text: str, before: str) -> str:
    """Its start fitted to what stands before the caret."""
    body = text.lstrip()
    space = text[: len(text) - len(body)]
    if not before or before[-1].isspace():
        # The space or the line is there already.
        return body
    if "\n" in space:
        # A new paragraph is one blank line, whatever the model sent.
        return ("\n\n" if space.count("\n") > 1 else "\n") + body
    return (" " if space else "") + body


def _first_sentence(text: str, before: str) -> tuple[str, bool]:
    """Up to the end of the sentence that is being written, and whether that end is certain."""
    head = len(text) - len(text.lstrip())
    line_end = text.find("\n", head)
    line = text if line_end < 0 else text[:line_end]
    # The sentence may have begun before the caret: its abbreviations and quotes count.
    paragraph = before[max(before.rfind("\n\n"), len(before) - 600, 0) :]
    if "\n" in text[:head]:
        paragraph = ""
    whole = paragraph + line
    for span in sentences(whole):
        end = span.end - len(paragraph)
        # Only a sentence that another begins after is sure to be over.
        if end > head and end < len(line.rstrip()) and words(line[:end]):
            return line[:end], True
    return line, line_end >= 0


def _whole_sentences(text: str) -> str:
    spans = sentences(text)
    if not spans or _ENDED.search(text):
        return text
    return text[: spans[-1].start].rstrip() if len(spans) > 1 else text


def _whole_words(text: str) -> str:
    """Without a last word that may be half of one."""
    spans = words(text)
    if len(spans) > 3 and spans[-1].end == len(text):
        return text[: spans[-1].start]
    return text


def _without_rejoined(text: str, after: str) -> str:
    """Without an end that says what stands behind the caret already."""
    ahead = after.lstrip()[:200]
    for at in range(len(text)) if ahead else ():
        tail = text[at:].strip()
        if len(tail) < 8 or (at and text[at - 1].isalnum()):
            continue
        if ahead.startswith(tail):
            return text[:at]
    return text


def longest_sentence(profile: Profile) -> int | None:
    """Words; all but one in twenty of the writer's own are no longer. None: too few are known."""
    lengths = sorted(profile.sentence_lengths)
    return lengths[len(lengths) * 95 // 100] if len(lengths) >= LEAST_SENTENCES else None


def within(text: str, before: str, longest: int) -> tuple[str, bool]:
    """`text` as far as a sentence of `longest` words goes on, and whether that cut it.

    The sentence counts from its beginning, which may lie before the caret. It ends at a comma
    or the like if one is near.
    """
    paragraph = before[max(before.rfind("\n\n"), len(before) - 2_000, 0) :]
    begun = [] if _ENDED.search(paragraph) else sentences(paragraph)
    written = len(words(begun[-1].of(paragraph))) if begun else 0
    room = max(SHORTEST, longest - written)
    spans = words(text)
    if len(spans) <= room:
        return text, False
    cut = text[: spans[room - 1].end]
    pause = max(cut.rfind(sign) for sign in ",;:—")
    return (cut[: pause + 1] if pause > len(cut) // 2 else cut), True


def without_longer(text: str, before: str, longest: int) -> str:
    """`text` up to the first of its sentences that has more than `longest` words; one that it
    begins with is cut as `within` says."""
    for sentence in sentences(text):
        if len(words(sentence.of(text))) > longest:
            return text[: sentence.start].rstrip() or within(text, before, longest)[0]
    return text


def faults(
    text: str, before: str, others: Sequence[str], profile: Profile | None = None
) -> tuple[str, ...]:
    """Why a complete alternative is not worth showing: () or reason codes.

    `echo`: it says again a sentence that stands right before, or goes in circles;
    `broken`: characters that are no text, or marks without a word; `moral`: it sums up or draws
    a lesson, as the writer of `profile` does not; `register`: it contracts where that writer never
    does, or writes out what they always contract; `duplicate`: an alternative before it says
    the same.
    """
    found: list[str] = []
    # Marks without a word: a full stop may be welcome, a column of hashes is not.
    if "\ufffd" in text or (len(text.strip()) > 3 and not words(text)):
        found.append("broken")
    mine = folded(text)
    near = before[-_ECHO_WITHIN:]
    said = {" ".join(folded(s)) for s in sentence_texts(near)}
    again = [" ".join(folded(s)) for s in sentence_texts(text)]
    echoes = any(s in said and s.count(" ") >= _ECHO_WORDS - 1 for s in again)
    grams = ngrams(mine, 4)
    if echoes or len(set(grams)) < 0.6 * len(grams):
        found.append("echo")
    if sums_up(text, profile):
        found.append("moral")
    if profile is not None and out_of_register(text, before, profile):
        found.append("register")
    if any(mine and mine == folded(other) for other in others):
        found.append("duplicate")
    return tuple(found)


def first_word(text: str, before: str, pieces: Sequence[tuple[str, float]]) -> tuple[str, float]:
    """The first word, whole with its letters before the caret, and its probability (0 to 1).

    `pieces` are the raw tokens with their log-probabilities; those that reach into the word
    count.
    """
    spans = words(text)
    if not spans:
        return "", 0.0
    word = spans[0].of(text)
    if not text[: spans[0].start].strip("'’"):
        # It goes on with a word that was begun: with letters, or as "they" becomes "they'd".
        joined = before[-60:] + text
        cut = len(before[-60:])
        for span in words(joined):
            if span.start < cut < span.end:
                word = span.of(joined)
    raw = "".join(piece for piece, _ in pieces)
    end = raw.find(spans[0].of(text)) + len(spans[0].of(text))
    total, at = 0.0, 0
    for piece, logprob in pieces:
        if at >= end:
            break
        total += logprob
        at += len(piece)
    return word, min(1.0, math.exp(total))
