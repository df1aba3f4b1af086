"""Mistakes that can be told without knowing what is meant: doubled words, apostrophes, agreement.

Only what is wrong in any dialect and any century is proposed outright; where a word is right in
one sentence and wrong in another, the model says which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from writer_app.voice.edits.edit import Edit, Kind
from writer_app.voice.edits.misspellings import MISSPELT
from writer_app.voice.edits.view import View
from writer_app.voice.edits.words import listed

_TWICE = re.compile(r"\b(\w{2,})[ \t]+\1\b", re.I)
_MEANT_TWICE = listed("had that very far long many more no yes now well there so do is")
_NO_APOSTROPHE = {
    "dont": "don't",
    "doesnt": "doesn't",
    "didnt": "didn't",
    "isnt": "isn't",
    "arent": "aren't",
    "wasnt": "wasn't",
    "werent": "weren't",
    "havent": "haven't",
    "hasnt": "hasn't",
    "hadnt": "hadn't",
    "couldnt": "couldn't",
    "wouldnt": "wouldn't",
    "shouldnt": "shouldn't",
    "wouldve": "would've",
    "couldve": "could've",
    "youre": "you're",
    "theyre": "they're",
    "thats": "that's",
    "im": "I'm",
    "ive": "I've",
}
_PLURAL = r"(?:we|they|you|these|those)"
_SINGULAR = r"(?:he|she|it|this)"
# Each: what is wrong, the word in it, and what the word should be.
_AGREEMENT: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern, re.I), old, new)
    for pattern, old, new in (
        (rf"\b{_PLURAL} (was)\b(?! (?:it|he|she|born and))", "was", "were"),
        (rf"\b{_PLURAL} (is)\b", "is", "are"),
        (rf"\b{_PLURAL} (has)\b", "has", "have"),
        (rf"(?<!if )(?<!though )(?<!wish )\b{_SINGULAR} (were)\b(?! (?:to|not to))", "were", "was"),
        (rf"\b{_SINGULAR} (are)\b", "are", "is"),
        (rf"\b{_SINGULAR} (have)\b", "have", "has"),
        (r"\b(?:he|she|it) (don't|dont)\b", "don't", "doesn't"),
        (r"\b(?:could|would|should|must|might) (of)\b", "of", "have"),
    )
)
# What ends like a plural may be none ("the news was"), so the model judges.
_SEVERAL = re.compile(
    r"\b(?:the|these|those|my|his|her|our|your|their|some|many|all|both|few|\w+ing|[a-z]+ed) "
    r"(?:\w+ )?\w+[^\Wsui]s (was|is|has)\b",
    re.I,
)
_OF_SEVERAL = {"was": "were", "is": "are", "has": "have"}
_ONE_OF = re.compile(r"\b(?:one|none|each|every one|neither|either|any|nothing) of\s+\Z", re.I)
_SUBJUNCTIVE = re.compile(
    r"\b(?:if|though|wish|lest|whether|were|did|does|let|see|saw|may|make|made|and)\s+\Z", re.I
)
# Right in one place, wrong in another: each is tried for the other, and the model judges.
CONFUSED: dict[str, tuple[str, ...]] = {
    "its": ("it's",),
    "it's": ("its",),
    "their": ("there", "they're"),
    "there": ("their", "they're"),
    "they're": ("their", "there"),
    "your": ("you're",),
    "you're": ("your",),
    "then": ("than",),
    "than": ("then",),
    "to": ("too",),
    "too": ("to",),
    "loose": ("lose",),
    "lose": ("loose",),
    "whose": ("who's",),
    "who's": ("whose",),
    "threw": ("through",),
    "through": ("threw",),
    "wether": ("whether",),
    "weather": ("whether",),
    "affect": ("effect",),
    "effect": ("affect",),
    "passed": ("past",),
    "past": ("passed",),
    "quite": ("quiet",),
    "quiet": ("quite",),
    "begun": ("began",),
    "layed": ("laid", "lay"),
    "lead": ("led",),
    "breath": ("breathe",),
    "breathe": ("breath",),
    "were": ("where",),
    "where": ("were",),
    "of": ("off",),
    "off": ("of",),
    "form": ("from",),
    "from": ("form",),
    "cloths": ("clothes",),
    "peace": ("piece",),
    "piece": ("peace",),
    "hole": ("whole",),
    "whole": ("hole",),
    "knew": ("new",),
    "new": ("knew",),
    "no": ("know",),
    "know": ("no",),
    "here": ("hear",),
    "hear": ("here",),
    "waist": ("waste",),
    "bare": ("bear",),
    "bear": ("bare",),
    "brake": ("break",),
    "break": ("brake",),
}


def plain_slips(view: View) -> Iterator[Edit]:
    """Those that are wrong wherever they stand."""
    for found in _TWICE.finditer(view.text):
        if found[1].casefold() not in _MEANT_TWICE and not view.is_fixed(*found.span()):
            yield Edit(*found.span(), found[1], "slip", f"“{found[1]}” once")
    for i, word in enumerate(view.words):
        if view.is_fixed(word.start, word.end):
            continue
        right = _NO_APOSTROPHE.get(word.low) or MISSPELT.get(word.low)
        if word.low == "dont" and view.low(i - 1) in {"he", "she", "it"}:
            continue  # an agreement
        if right and not (
            word.text[0].isupper() and not word.first and word.low not in {"im", "ive"}
        ):
            yield _mended(word.start, word.end, word.text, right.replace("'", view.apostrophe))
        elif word.text == "i" and view.gap(i)[:1] not in {".", ")", "-"}:
            yield _mended(word.start, word.end, "i", "I")
        elif word.first and word.text[0].islower() and i and view.gap(i - 1) in {". ", "! ", "? "}:
            before = view.words[i - 1]
            if len(before.text) > 2 and before.text[1:].islower() and view.gap(i - 1) == ". ":
                new = word.text[0].upper() + word.text[1:]
                yield Edit(word.start, word.end, new, "slip", "a capital after the stop")
    for pattern, old, new in _AGREEMENT:
        for found in pattern.finditer(view.text):
            # "if he were", "let him have", "he and she were".
            may_be_plural = old in {"were", "are", "have"}
            if may_be_plural and _SUBJUNCTIVE.search(view.text[: found.start()]):
                continue
            if view.is_fixed(*found.span()):
                continue
            yield _mended(*found.span(1), found[1], new.replace("'", view.apostrophe))


def doubtful_slips(view: View) -> Iterator[Edit]:
    """Words that may have been meant for another; the model knows."""
    for found in _SEVERAL.finditer(view.text):
        one = _ONE_OF.search(view.text[: found.start()])
        if not one and not view.is_fixed(*found.span(1)):
            new = _OF_SEVERAL[found[1].casefold()]
            yield _mended(*found.span(1), found[1], new, "doubt")
    for word in view.words:
        for other in CONFUSED.get(word.low, ()):
            if not view.is_fixed(word.start, word.end):
                new = other.replace("'", view.apostrophe)
                yield _mended(word.start, word.end, word.text, new, "doubt")


def _mended(start: int, end: int, old: str, new: str, kind: Kind = "slip") -> Edit:
    if old[0].isupper() and old != "I":
        new = new[0].upper() + new[1:]
    return Edit(start, end, new, kind, f"“{new}” for “{old}”")
