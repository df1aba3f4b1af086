"""Commas that one writer sets and another does not: behind "Then", before the last "and"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from writer_app.voice.custom import leaning
from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.habits import Habits
from writer_app.voice.edits.view import View
from writer_app.voice.told import ARTICLES, DONE, ITEM, OPENINGS, SUBJECTS

_ASIDES = "example|instance|fact|short|addition|contrast|conclusion|general|particular"
_OPENING = re.compile(
    rf"\b(?!(?:for|in) (?:{_ASIDES})\b)(?:{OPENINGS})(,?) (?=(?:{SUBJECTS})\b)", re.I
)
_LAST = re.compile(rf"\b{ITEM}, {ITEM}(,) (?:and|or) {ITEM}(?=[.,;:!?])")
_DID = re.compile(rf"(?<=[a-z])(,?) and (?=(?:then )?(?:{DONE}) (?:to|in|on|at|up|{ARTICLES})\b)")
_CLEARLY = 1.0
"""Nats from which a comma, or none, is a habit: three times in four."""
_OFTENER = 0.5
"""The same where there are many such places, and a writer does both."""


def commas(view: View, habits: Habits) -> Iterator[Edit]:
    """One that goes or comes, as this writer mostly has it in such a place."""
    told = habits.told.get
    openings = leaning(told("then, he", 0), told("then he", 0))
    for found in _OPENING.finditer(view.text):
        if view.words[view.index(found.start())].first:
            opening = view.text[found.start() : found.start(1)]
            yield from _comma(view, found, openings, _CLEARLY, f"behind “{opening}”")
    last = leaning(told("a, b, and c", 0), told("a, b and c", 0))
    for found in _LAST.finditer(view.text):
        yield from _comma(view, found, last, _CLEARLY, "before the last of several")
    did = leaning(told(", and did", 0), told("and did", 0))
    for found in _DID.finditer(view.text):
        yield from _comma(view, found, did, _OFTENER, "before what is done next")


def _comma(
    view: View, found: re.Match[str], nats: float, least: float, where: str
) -> Iterator[Edit]:
    """`nats`: how much rather the writer has one there. What is matched has it as group 1."""
    against = -nats if found[1] else nats
    if against >= least and not view.is_fixed(*found.span()):
        new, what = ("", "no comma") if found[1] else (",", "a comma")
        yield Edit(*found.span(1), new, "punctuation", f"{what} {where}", theirs=against)
