"""All changes worth trying on a passage, for what the writer wants of it."""

from __future__ import annotations

from collections.abc import Iterator

from writer_app.voice.edits.adjuncts import adjuncts
from writer_app.voice.edits.asides import asides
from writer_app.voice.edits.clauses import placed, pointers, reduced, to_be, unsaid
from writer_app.voice.edits.commas import commas
from writer_app.voice.edits.connectives import as_if, heads, pronouns, reasons, said_that
from writer_app.voice.edits.contractions import contractions
from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.filler import adjectives, adverbs, doubles, little
from writer_app.voice.edits.genitives import genitives
from writer_app.voice.edits.habits import Habits, theirs
from writer_app.voice.edits.helping import helping
from writer_app.voice.edits.hyphens import hyphens
from writer_app.voice.edits.joints import joints
from writer_app.voice.edits.order import order
from writer_app.voice.edits.owned import heads_of, owned
from writer_app.voice.edits.phrases import turns
from writer_app.voice.edits.plainer import plainer
from writer_app.voice.edits.redundant import redundant
from writer_app.voice.edits.regional import regional
from writer_app.voice.edits.repeated import repeated
from writer_app.voice.edits.slips import doubtful_slips, plain_slips
from writer_app.voice.edits.spelling import misspelt
from writer_app.voice.edits.times import times
from writer_app.voice.edits.variants import variants
from writer_app.voice.edits.verbs import begun, it_was, there_was
from writer_app.voice.edits.view import View
from writer_app.voice.edits.wordy import wordy


def shortening(view: View) -> tuple[Edit, ...]:
    """Those that make it shorter and say the same, in the order of the text."""
    found = [
        *wordy(view),
        *plainer(view),
        *redundant(view),
        *begun(view),
        *there_was(view),
        *it_was(view),
        *adverbs(view),
        *little(view),
        *times(view),
        *doubles(view),
        *pointers(view),
        *unsaid(view),
        *repeated(view),
        *reduced(view),
        *placed(view),
        *owned(view),
        *heads_of(view),
        *to_be(view),
        *adjectives(view),
        *asides(view),
        *adjuncts(view),
    ]
    return in_order(view, iter(found))


def voicing(view: View, habits: Habits) -> tuple[Edit, ...]:
    """Those that say the same as this writer would rather, by their own counts."""
    found = [
        *variants(view, habits),
        *regional(view, habits.vocabulary),
        *hyphens(view, habits),
        *turns(view, habits),
        *heads(view, habits),
        *pronouns(view, habits),
        *said_that(view, habits),
        *reasons(view, habits),
        *as_if(view, habits),
        *helping(view, habits),
        *contractions(view, habits),
        *order(view, habits),
        *genitives(view, habits),
        *joints(view, habits),
        *commas(view, habits),
        *theirs(view, habits, wordy(view)),
    ]
    return in_order(view, iter(found))


def mending(view: View) -> tuple[Edit, ...]:
    """Those that mend a slip, or might."""
    return in_order(view, iter([*plain_slips(view), *doubtful_slips(view), *misspelt(view)]))


def in_order(view: View, edits: Iterator[Edit]) -> tuple[Edit, ...]:
    """Without doubles, and without those that change nothing or leave a mark by itself."""
    known: dict[tuple[int, int, str], Edit] = {}
    for edit in edits:
        if view.text[edit.start : edit.end] != edit.replacement:
            known.setdefault((edit.start, edit.end, edit.replacement), edit)
    return tuple(sorted(known.values(), key=lambda each: (each.start, each.end)))
