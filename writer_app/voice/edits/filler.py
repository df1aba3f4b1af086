"""Words that a sentence is quicker without: adverbs of manner, little words, doubles."""

from __future__ import annotations

from collections.abc import Iterator

from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.view import View
from writer_app.voice.edits.words import (
    DEGREE,
    DETERMINERS,
    carries,
    is_adjective,
    is_manner,
    may_be_adjective,
)

_JOINED = {"and", "or", "but", "nor", "yet"}
_EMPHASIS = {"himself", "herself", "itself", "themselves"}
_BEFORE_OTHERS = {"old", "new", "young", "great", "little", "whole", "same", "good", "bad"}
_ENDINGS = ("ness", "tion", "ment", "ity", "ing", "ed", "ous", "ful")
_BEFORE_NOUNS = DETERMINERS | {"of", "with", "from", "for", "by"}
_VERBS_THAT_NEED_ONE = {
    "look",
    "looked",
    "looking",
    "behave",
    "behaved",
    "act",
    "acted",
    "feel",
    "felt",
    "fare",
    "fared",
    "dressed",
    "treated",
    "disposed",
    "was",
    "were",
    "is",
    "are",
    "be",
    "been",
}


def adverbs(view: View) -> Iterator[Edit]:
    """ "slowly", and with it the "very" before it."""
    for i, word in enumerate(view.words):
        if not is_manner(word.low) or not word.free:
            continue
        first = i - 1 if view.low(i - 1) == "very" and view.gap(i - 1) == " " else i
        before, after = view.low(first - 1), view.low(i + 1)
        if before in DEGREE | _JOINED | _VERBS_THAT_NEED_ONE and not carries(after):
            continue
        if before in DEGREE | _JOINED or after in _JOINED | {"enough", "as", "than"}:
            continue
        if edit := view.cut(first, i, "filler"):
            yield edit


def little(view: View) -> Iterator[Edit]:
    """ "and then", "very", and "own" behind a possessive: nobody misses them."""
    for i, word in enumerate(view.words):
        before, after = view.low(i - 1), view.low(i + 1)
        plain = view.gap(i) == " " and not word.first and view.gap(i - 1) == " "
        if not plain:
            continue
        if (
            (word.low == "then" and before not in {"by", "since", "till", "even", "now", "until"})
            or (word.low == "very" and before in {"so", "very", "really"} and carries(after))
            or (word.low in _EMPHASIS and carries(before) and carries(after))
            or (word.low == "own" and before in {"his", "her", "its", "their", "our"})
        ) and (edit := view.cut(i, i, "filler")):
            yield edit


def adjectives(view: View) -> Iterator[Edit]:
    """One that stands between an article or another adjective and a noun."""
    for i, word in enumerate(view.words):
        if not may_be_adjective(word.low) or view.gap(i) != " ":
            continue
        before, after = view.low(i - 1), view.words[i + 1]
        if not carries(after.low) or after.first or after.low.endswith("ly"):
            continue
        if view.low(i - 2) in {"quite", "such", "so", "too", "what", "rather", "how", "than"}:
            continue  # "quite a decided affair", "rather than my scientific interest"
        follows = view.gap(i - 1)
        leads = before in DETERMINERS and follows == " "
        stacked = (is_adjective(before) or before in _BEFORE_OTHERS) and follows in {" ", ", "}
        if not (leads or stacked):
            continue
        if follows == ", ":
            # "a cold, dreary night": the comma goes with the second.
            if view.all_free(i, i):
                yield Edit(
                    view.words[i - 1].end, word.end, "", "adjective", f"without “{word.text}”"
                )
        elif edit := view.cut(i, i, "adjective"):
            yield edit


def doubles(view: View) -> Iterator[Edit]:
    """ "cold and dreary": one of the two. Only adverbs, adjectives and forms alike."""
    for i in range(1, len(view.words) - 1):
        if view.low(i) != "and" or view.gap(i) != " " or view.gap(i - 1) != " ":
            continue
        one, other = view.low(i - 1), view.low(i + 1)
        if not _alike(one, other) or not view.all_free(i - 1, i + 1):
            continue
        if view.low(i - 2) in {"both", "between"} or view.gap(i - 2) == ", ":
            continue
        if view.low(i - 2) in DEGREE:
            continue
        after = view.low(i + 2)
        if after in {"and", "or"}:
            continue
        same = _same_form(one, other)
        if not same and (view.low(i - 2) not in _BEFORE_NOUNS or carries(after)):
            continue  # "at work and present", "lawn and gleaming facade"
        if same and (edit := view.cut(i - 1, i, "double", f"without “{view.words[i - 1].text}”")):
            yield edit
        if edit := view.cut(i, i + 1, "double", f"without “{view.words[i + 1].text}”"):
            yield edit


def _alike(one: str, other: str) -> bool:
    """They may be the same part of speech; the model judges whether one will do."""
    return _same_form(one, other) or (
        carries(one) and carries(other) and not (is_manner(one) or is_manner(other))
    )


def _same_form(one: str, other: str) -> bool:
    if is_manner(one) or is_manner(other):
        return is_manner(one) and is_manner(other)
    if is_adjective(one) and is_adjective(other):
        return True
    return any(one.endswith(end) and other.endswith(end) for end in _ENDINGS)
