"""Words that a sentence is quicker without: adverbs of manner, little words, doubles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.view import View
from writer_app.voice.edits.words import (
    DEGREE,
    DETERMINERS,
    EMPTY,
    carries,
    is_adjective,
    is_manner,
    may_be_adjective,
)
from writer_app.voice.negation import is_negation

_JOINED = {"and", "or", "but", "nor", "yet"}
_IS = {"was", "were", "is", "are", "be", "been", "being"}
_PRONOUNS = {"something", "anything", "everything", "someone", "anyone"}
_BEFORE_OTHERS = {"old", "new", "young", "great", "little", "whole", "same", "good", "bad"}
_POSSESSIVES = {"my", "your", "his", "her", "its", "their", "our"}
_SUBJECTS = {"he", "she", "it", "they", "we", "the", "there", "his", "her", "their"}
_POINTING = {"this", "that", "these", "those"}
_ENDINGS = ("ness", "tion", "ment", "ity", "ence", "ance")
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
    """ "slowly", and with it the "very" before it; behind "he said" with its comma."""
    for i, word in enumerate(view.words):
        if not is_manner(word.low) or not word.free:
            continue
        first = i - 1 if view.low(i - 1) == "very" and view.gap(i - 1) == " " else i
        before, after = view.low(first - 1), view.low(i + 1)
        if i and view.gap(i - 1) == ", " and re.match(r"[.;:]|, ?[\"“'‘]", view.gap(i)):
            start = view.words[i - 1].end
            yield Edit(start, word.end, "", "filler", f"without “{word.text}”")
            continue
        if before in DEGREE | _JOINED | _VERBS_THAT_NEED_ONE and not carries(after):
            continue
        if before in DEGREE | _JOINED or after in _JOINED | {"enough", "as", "than"}:
            continue
        # "roughly dressed", "slightly upwards": it says how the next word is meant.
        if after.endswith(("wards", "ly")) or (before in _IS and after.endswith(("ed", "en"))):
            continue
        if before in _PRONOUNS or (before in DETERMINERS and not is_adjective(after)):
            continue  # "this portly person", "something oddly warm"
        if edit := view.cut(first, i, "filler"):
            yield edit


def little(view: View) -> Iterator[Edit]:
    """ "and then", "very", and "own" behind a possessive: nobody misses them."""
    for i, word in enumerate(view.words):
        before, after = view.low(i - 1), view.low(i + 1)
        if word.first and word.low == "then" and after in _SUBJECTS:
            if edit := view.cut(i, i, "filler"):
                yield edit
            continue
        if word.first or view.gap(i) != " " or view.gap(i - 1) != " ":
            continue
        if (
            (word.low == "then" and _only_next(view, i))
            or (word.low == "very" and _much_of_a(view, i))
            or (word.low == "own" and before in _POSSESSIVES and carries(after))
            or (word.low == "particular" and before in _POINTING)
        ) and (edit := view.cut(i, i, "filler")):
            yield edit


def _only_next(view: View, i: int) -> bool:
    """ "and then went", but neither "by then", "now and then" nor "then and there"."""
    before = view.low(i - 1)
    if before in {"by", "since", "till", "even", "now", "until", "what", "but", "or"}:
        return False
    return view.low(i - 2) not in {"now", "here"} and view.low(i + 1) not in {"and", "again"}


def _much_of_a(view: View, i: int) -> bool:
    """ "a very odd thing", but neither "the very thing" nor "not very tall"."""
    if any(is_negation(view.low(j)) for j in range(i - 3, i)):
        return False
    after = view.low(i + 1)
    return view.low(i - 1) not in DETERMINERS - {"a"} and (is_adjective(after) or is_manner(after))


def adjectives(view: View) -> Iterator[Edit]:
    """One that says no more than how much, or how good, between an article and a noun; or that
    is no colour, and that the model will have expected there."""
    for i, word in enumerate(view.words):
        if not (word.low in EMPTY or may_be_adjective(word.low)):
            continue
        if view.gap(i) != " " or view.gap(i - 1) != " ":
            continue
        before, after = view.low(i - 1), view.words[i + 1]
        if not carries(after.low) or after.first or after.low.endswith("ly"):
            continue
        if view.low(i - 2) in {"quite", "such", "so", "too", "what", "rather", "how", "than"}:
            continue  # "quite a decided affair", "rather than my scientific interest"
        stacked = is_adjective(before) or before in _BEFORE_OTHERS
        if (before in DETERMINERS or stacked) and (edit := view.cut(i, i, "adjective")):
            yield edit


def doubles(view: View) -> Iterator[Edit]:
    """ "cold and dreary", "a cold, dreary night": one of the two will do.

    Only adverbs, adjectives, and abstract nouns of one form: two acts or two things are two.
    """
    for i in range(1, len(view.words) - 1):
        if view.low(i) != "and" or view.gap(i) != " " or view.gap(i - 1) != " ":
            continue
        if not _same_form(view.low(i - 1), view.low(i + 1)) or not view.all_free(i - 1, i + 1):
            continue
        before = view.low(i - 2)
        if before in {"both", "between"} | DEGREE or view.gap(i - 2) == ", ":
            continue
        if view.low(i + 2) in {"and", "or"}:
            continue
        if edit := view.cut(i - 1, i, "double", f"without “{view.words[i - 1].text}”"):
            yield edit
        if edit := view.cut(i, i + 1, "double", f"without “{view.words[i + 1].text}”"):
            yield edit
    yield from _pairs(view)


def _pairs(view: View) -> Iterator[Edit]:
    """ "a cold, dreary night": the comma goes with the second."""
    for i in range(1, len(view.words) - 2):
        one, other = view.words[i], view.words[i + 1]
        alike = is_adjective(one.low) and is_adjective(other.low)
        if not alike or view.low(i - 1) not in DETERMINERS or not view.all_free(i + 1, i + 1):
            continue
        if view.gap(i) == ", " and view.gap(i + 1) == " " and carries(view.low(i + 2)):
            yield Edit(one.end, other.end, "", "double", f"without “{other.text}”")


def _same_form(one: str, other: str) -> bool:
    if is_manner(one) or is_manner(other):
        return is_manner(one) and is_manner(other)
    if is_adjective(one) and is_adjective(other):
        return True
    return any(one.endswith(end) and other.endswith(end) for end in _ENDINGS)
