"""What became of a suggestion, by name: exports choose among these, the taste weighs them.

accepted       it went into the text as it was
partly         some hunks or words of it did
edited         it was taken in the writer's own words
reworded       it was accepted, and other words stood there when somebody looked again
own_version    the writer refused it and wrote a version of their own
imported       the writer's own edit, made elsewhere
rejected       seen, and refused by an act of the writer
regenerated    seen, and the writer asked for others: a weak no
ignored        seen, and the writer went on: no answer at all
never_seen, interrupted    never on show, or not whole: nothing can be read from them
banned         a phrase was taken back while it was written: an act of the program
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from writer_app.ledger.records import Outcome

if TYPE_CHECKING:
    from writer_app.ledger.taught import Candidate, Request


class Signal(StrEnum):
    ACCEPTED = "accepted"
    PARTLY = "partly"
    EDITED = "edited"
    REWORDED = "reworded"
    OWN_VERSION = "own_version"
    IMPORTED = "imported"
    REJECTED = "rejected"
    REGENERATED = "regenerated"
    IGNORED = "ignored"
    NEVER_SEEN = "never_seen"
    INTERRUPTED = "interrupted"
    BANNED = "banned"


OWN_TASK = "own"
"""The task of an edit that no model suggested: `source` became `final` by the writer's hand."""

ACTS = frozenset(
    {
        Signal.ACCEPTED,
        Signal.PARTLY,
        Signal.EDITED,
        Signal.REWORDED,
        Signal.OWN_VERSION,
        Signal.IMPORTED,
        Signal.REJECTED,
    }
)
"""Acts of the writer that say which of two texts they want: what exports use unless told."""

WEAK = frozenset({Signal.REGENERATED, Signal.IGNORED})
"""May be no, may be nothing; used only when asked for."""

MUTE = frozenset({Signal.NEVER_SEEN, Signal.INTERRUPTED})
"""Nobody judged these; they are in no row, whatever is asked for."""


_OF_OUTCOME = {
    outcome: Signal(outcome.value) for outcome in Outcome if outcome is not Outcome.HELD_BACK
}


def of_candidate(decision: Request, candidate: Candidate) -> Signal | None:
    """What became of one candidate when it was decided; None for one that was held back."""
    if candidate.outcome is Outcome.HELD_BACK:
        return None
    if candidate.outcome in (Outcome.REJECTED, Outcome.IGNORED) and candidate.shown_at is None:
        return Signal.NEVER_SEEN
    if candidate.outcome is Outcome.IGNORED and decision.regenerated:
        return Signal.REGENERATED
    return _OF_OUTCOME[candidate.outcome]


def of_own_edit(decision: Request) -> Signal | None:
    """For an edit by the writer's own hand, here or elsewhere; None for a request to a model."""
    if decision.task != OWN_TASK:
        return None
    return Signal.IMPORTED if decision.origin else Signal.OWN_VERSION
