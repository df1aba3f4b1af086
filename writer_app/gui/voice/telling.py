"""What a reading of the meter means, in words: for the status line, its tip and a notice."""

from __future__ import annotations

from dataclasses import dataclass

from writer_app.gui.voice.figures import signed
from writer_app.voice.drift import Drift
from writer_app.voice.meter import Meter, Reading
from writer_app.voice.profile import WANTED

TOO_SHORT, UNCLEAR, FOREIGN, YOURS, EDGE, NOT_YOURS = (
    "too short to say",
    "hard to say",
    "only English can be read",
    "yours",
    "near the edge of your range",
    "not how you write",
)
SHORT = 500  # words: where more than that tell nothing, it is not for being too few
SAME = 0.02  # per word: two versions of one passage that read as much alike as this are the same


@dataclass(frozen=True, slots=True)
class Told:
    """`words` for the line, `tip` with the figures and their interval."""

    words: str
    tip: str


def told(reading: Reading, meter: Meter, what: str, *, learned: int, known: bool = False) -> Told:
    """`what` was read: "this document", "the selection". `learned`: the words that the
    voice was learned from; `known`: it was learned from this very text.

    It is decided by the interval: whether that reaches what the writer's own passages read, and
    whether it stays above whoever is nearest to them, other people or models.
    """
    name = what.capitalize()
    if not meter.speaks_english:
        return Told(FOREIGN, "What you write is held against English prose: nothing else is known.")
    if not reading.enough and reading.words < SHORT:
        tip = f"{name} has {reading.words:,} words of prose: too few to tell you from others."
        return Told(TOO_SHORT, tip)
    if not reading.enough and learned < WANTED:
        tip = f"Your voice is too little known to tell: {learned:,} words. Learn it from more."
        return Told(UNCLEAR, tip)
    if not reading.enough:
        return Told(UNCLEAR, f"{name} is too uneven to tell you from others by it, or not English.")
    nearest = max(meter.others, meter.machine)
    apart, own = reading.low > nearest, reading.high >= meter.own
    words = EDGE if apart != own else YOURS if own else NOT_YOURS
    biased = " Your voice was learned from this very text: it reads too high." if known else ""
    low, high = signed(reading.low), signed(reading.high)
    tip = (
        f"{name} reads {signed(reading.score)}, and with 95 % confidence between {low} and {high}. "
        f"Your own passages: {signed(meter.own)}, other writers {signed(meter.others)}, models "
        f"{signed(meter.machine)}. {reading.words:,} words were read."
    )
    return Told(words, tip + biased)


def beside(text: str, source: str, meter: Meter) -> str:
    """How a candidate reads beside the passage it is to replace."""
    gained = meter.per_word(text) - meter.per_word(source)
    if abs(gained) < SAME:
        return "as much yours"
    return f"{'nearer to' if gained > 0 else 'further from'} your voice ({signed(gained)})"


def drifted(drift: Drift) -> tuple[str, str]:
    """The alarm in words, with the phrases that say most."""
    phrases = ", ".join(f"“{evidence.phrase}”" for evidence in drift.evidence[:3])
    return (
        "This document sounds more like a model than your own texts do.",
        f"For instance: {phrases}." if phrases else "Read it aloud once more.",
    )
