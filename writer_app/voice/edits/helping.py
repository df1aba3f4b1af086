""" "Could not help smiling" for "couldn't help but smile", which models are fond of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from writer_app.voice.custom import leaning
from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.habits import Habits
from writer_app.voice.edits.view import View

_BUT = re.compile(r"\b(?:not|n['’]t|cannot) help( but ([a-z]{2,}))\b")
_SHORT = re.compile(r"[^aeiou]+[aeiou][bdgmnprt]")
_CLEARLY = 0.7
"""Nats from which the one is the writer's: twice as often."""


def helping(view: View, habits: Habits) -> Iterator[Edit]:
    """Where the writer has it so."""
    told = {word: n for (first, word), n in habits.bigrams.items() if first == "help"}
    doing = sum(n for word, n in told.items() if word.endswith("ing"))
    nats = leaning(doing, told.get("but", 0))
    for found in _BUT.finditer(view.text):
        if nats >= _CLEARLY and not view.is_fixed(*found.span()):
            new, old = doing_of(found[2]), f"but {found[2]}"
            note = f"“{new}” for “{old}”"
            yield Edit(*found.span(1), f" {new}", "variant", note, theirs=nats)


def doing_of(verb: str) -> str:
    """ "smiling", "seeing", "lying", "stopping"."""
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb != "be":
        return f"{verb[:-1]}ing"
    return f"{verb}{verb[-1]}ing" if _SHORT.fullmatch(verb) else f"{verb}ing"
