"""The same words the other way round: "then he", "he then"; "said he", "he said"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from writer_app.voice.custom import leaning
from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.habits import Habits
from writer_app.voice.edits.view import View
from writer_app.voice.told import SAYING

_ADVERB = r"then|now|soon|presently|again|still|afterwards"
_SUBJECT = r"he|she|it|they|we|I"
_FIRST = re.compile(rf"\b({_ADVERB}) ({_SUBJECT}) (?=[a-z])", re.I)
_SECOND = re.compile(rf"\b({_SUBJECT}) ({_ADVERB}) (?=[a-z])", re.I)
_HELPING = re.compile(r"(?:was|were|is|are|had|has|have|could|would|should|did|must|might|may)\b")
_WHO = r"he|she|they|I|(?:(?:Mr|Mrs|Miss|Dr)\.? )?[A-Z][a-z]+"
_TAG = re.compile(
    rf"(?<=[,.!?—][\"”’'] )(?:(?P<verb>{SAYING}) (?P<who>{_WHO})|(?P<by>{_WHO}) (?P<said>{SAYING}))"
    r"(?=[.,;:])"
)
_CLEARLY = 0.7
"""Nats from which the one order is the writer's: twice as often."""
_TURNED = frozenset(("said", "cried", "replied", "answered"))
"""Before "he" hardly anybody has another."""
_PRONOUNS = frozenset(("he", "she", "they", "I"))


def order(view: View, habits: Habits) -> Iterator[Edit]:
    """What this writer says the other way round."""
    yield from _adverbs(view, habits)
    yield from _tags(view, habits)


def _adverbs(view: View, habits: Habits) -> Iterator[Edit]:
    for pattern in (_FIRST, _SECOND):
        for found in pattern.finditer(view.text):
            start, end = found.start(1), found.end(2)
            if view.is_fixed(start, end) or _HELPING.match(view.text, found.end()):
                continue
            at = view.index(start)
            if not view.words[at].first and view.low(at - 1) not in {"and", "but"}:
                continue  # "what we now know"
            one, other = found[1], found[2]
            pair = (one.casefold(), other.casefold())
            count = habits.bigrams.get
            nats = leaning(count((pair[1], pair[0]), 0), count(pair, 0))
            if nats < _CLEARLY:
                continue
            old = view.text[start:end]
            new = f"{other} {one if one == 'I' else one.lower()}"
            new = new[0].upper() + new[1:] if old[0].isupper() else new
            yield Edit(start, end, new, "order", f"“{new}” for “{old}”", theirs=nats)


def _tags(view: View, habits: Habits) -> Iterator[Edit]:
    """Who says it, beside a quotation; the quotation itself is nobody's to touch."""
    for found in _TAG.finditer(view.text):
        verb, who = found["verb"] or found["said"], found["who"] or found["by"]
        if view.is_fixed(*found.span()):
            continue
        kind = "he" if who in _PRONOUNS else "Name"
        turned, straight = habits.told.get(f"said {kind}", 0), habits.told.get(f"{kind} said", 0)
        if found["verb"]:
            new, nats = f"{who} {verb}", leaning(straight, turned)
        else:
            low = who if kind == "Name" or who == "I" else who.lower()
            new, nats = f"{verb} {low}", leaning(turned, straight)
        rare = kind == "he" and verb not in _TURNED and not found["verb"]
        if nats >= _CLEARLY and not rare:
            note = f"“{new}” for “{found[0]}”"
            yield Edit(*found.span(), new, "order", note, theirs=nats)
