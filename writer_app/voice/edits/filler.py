"""Words that a sentence is quicker without: adverbs of manner, little words, doubles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from writer_app.voice.edits.clauses import noun_before
from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.view import View
from writer_app.voice.edits.words import (
    DEGREE,
    DETERMINERS,
    LIMITING,
    carries,
    is_adjective,
    is_manner,
    listed,
    may_be_adjective,
)
from writer_app.voice.lexicon import IRREGULAR
from writer_app.voice.negation import is_negation

_JOINED = {"and", "or", "but", "nor", "yet"}
_PRONOUNS = {"something", "anything", "everything", "someone", "anyone"}
_POSSESSIVES = {"my", "your", "his", "her", "its", "their", "our"}
_SUBJECTS = {"he", "she", "it", "they", "we", "the", "there", "his", "her", "their"}
_POINTING = {"this", "that", "these", "those"}
_LEADING = {"if", "though", "when", "while", "than", "like"}
_ENDINGS = ("ness", "tion", "ment", "ity", "ence", "ance", "ing", "ed", "s")
_SOMETIME = listed("again now soon also together")
_BINDING = listed("and or as at for by till until once now far how so too not but never if when")
_SELF = listed("himself herself itself themselves")
_WAYS = listed("up down out over away back along round about forth on off through across")
_WHITHER = listed("to toward towards into upon on at through over near across")
_VERBS_THAT_NEED_ONE = listed(
    "look looked looking behave behaved act acted feel felt fare fared dressed treated disposed "
    "was were is are be been"
)


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
        if before in DEGREE | _JOINED | _LEADING or after in _JOINED | {"enough", "as", "than"}:
            continue  # "as if materially"
        if after.endswith(("wards", "ly")) or before in _PRONOUNS:
            continue  # "slightly upwards", "something oddly warm"
        if before in DETERMINERS and not (is_adjective(after) or after.endswith(("ed", "ing"))):
            continue  # "this portly person"
        if edit := view.cut(first, i, "filler"):
            yield edit


def little(view: View) -> Iterator[Edit]:
    """ "and then", "very", "again", "himself", and "up" before "into": hardly missed."""
    for i, word in enumerate(view.words):
        before, after = view.low(i - 1), view.low(i + 1)
        if word.first:
            opens = word.low in {"then", "now"} and after in _SUBJECTS
            if opens and (edit := view.cut(i, i, "filler")):
                yield edit
            continue
        ends = view.gap(i).strip()[:1] in set(".,;:!?")
        if view.gap(i - 1) != " " or not (ends or view.gap(i) == " "):
            continue
        if (
            (word.low == "then" and _only_next(view, i))
            or (word.low == "very" and _much_of_a(view, i))
            or (word.low == "own" and before in _POSSESSIVES and carries(after))
            or (word.low in {"particular", "same"} and before in _POINTING)
            or (word.low in _SOMETIME and before not in _BINDING and after not in _BINDING)
            or (word.low in _SELF and (before in _SUBJECTS or noun_before(view, i)))
            or (word.low == "both" and "and" in (view.low(j) for j in range(i + 2, i + 5)))
            or (word.low in _WAYS and after in _WHITHER)
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
    """One between an article or another adjective and a noun."""
    for i, word in enumerate(view.words):
        before = view.low(i - 1)
        formed = word.low.endswith(("ed", "ing")) and len(word.low) > 5
        formed = formed and carries(word.low) and word.low not in LIMITING
        if not (is_adjective(word.low) or may_be_adjective(word.low) or formed):
            continue
        if view.gap(i) != " " or view.gap(i - 1) != " " or i + 1 == len(view.words):
            continue
        if before not in DETERMINERS | LIMITING and not is_adjective(before):
            continue  # "with small genuine tenderness"
        if before == "so-called":
            continue
        after = view.words[i + 1]
        if not carries(after.low) or after.first or after.low.endswith("ly"):
            continue
        if after.low in IRREGULAR or (formed and after.low.endswith("ed")):
            continue  # "the lady turned"
        if view.low(i - 2) in {"quite", "such", "so", "too", "what", "rather", "how", "than"}:
            continue  # "quite a decided affair", "rather than my scientific interest"
        if edit := view.cut(i, i, "adjective"):
            yield edit


def doubles(view: View) -> Iterator[Edit]:
    """ "cold and dreary", "a cold, dreary night": one of the two may do, if they are of a form."""
    for i in range(1, len(view.words) - 1):
        if view.low(i) != "and" or view.gap(i) != " " or view.gap(i - 1) != " ":
            continue
        if not _alike(view.low(i - 1), view.low(i + 1)) or not view.all_free(i - 1, i + 1):
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
        alike = carries(one.low) and carries(other.low)
        if not alike or view.low(i - 1) not in DETERMINERS or not view.all_free(i, i + 1):
            continue
        if view.gap(i) == ", " and view.gap(i + 1) == " " and carries(view.low(i + 2)):
            yield Edit(one.end, other.end, "", "double", f"without “{other.text}”")
            if view.low(i - 1) not in {"a", "an"}:
                yield Edit(one.start, other.start, "", "double", f"without “{one.text}”")


def _alike(one: str, other: str) -> bool:
    """As far as endings tell: two adverbs, two nouns or verbs of one form, or an adjective."""
    if not (carries(one) and carries(other)):
        return False
    if is_manner(one) or is_manner(other):
        return is_manner(one) and is_manner(other)
    if is_adjective(one) or is_adjective(other):
        return True
    return any(one.endswith(end) and other.endswith(end) for end in _ENDINGS)
