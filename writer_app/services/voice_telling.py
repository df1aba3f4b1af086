"""What a reading of the meter means, in words: for the window and for the command line."""

from __future__ import annotations

from dataclasses import dataclass

from writer_app.voice.drift import Drift
from writer_app.voice.meter import SHORTEST, Meter, Reading
from writer_app.voice.profile import WANTED

TOO_SHORT, FOREIGN, YOURS, EDGE, NOT_YOURS = (
    "too short to say",
    "only English can be read",
    "yours",
    "near the edge of your range",
    "not how you write",
)
SAME = 0.02  # per word: two versions of one passage that read as much alike as this are the same


@dataclass(frozen=True, slots=True)
class Told:
    """`words` for the line, `tip` with the figures and their interval."""

    words: str
    tip: str


def signed(score: float) -> str:
    """A reading: +0.29, −0.12, 0.00."""
    rounded = round(score, 2)
    return f"{rounded:+.2f}".replace("-", "−") if rounded else "0.00"


def told(reading: Reading, meter: Meter, what: str, *, learned: int, known: bool = False) -> Told:
    """`what` was read: "this document", "the selection". `learned`: the words that the
    voice was learned from; `known`: it was learned from this very text.

    It is decided by the interval: whether that reaches what the writer's own passages read, and
    whether it stays above whoever is nearest to them, other people or models. One that reaches
    both says nothing; not the writer's is what stays below the middle between them.
    """
    nearest = max(meter.others, meter.machine)
    narrow = reading.high - reading.low < meter.own - nearest and reading.words >= SHORTEST
    if not meter.speaks_english or (narrow and not reading.enough):
        return Told(
            FOREIGN, "Your text is compared with English prose; no other language is known."
        )
    apart, own = reading.low > nearest, reading.high >= meter.own
    if reading.words < SHORTEST or (own and not apart):
        words = TOO_SHORT
    elif apart and own:
        words = YOURS
    else:
        # A writer's next book reads lower than those it was learned from: no stranger at once.
        words = NOT_YOURS if reading.high < (meter.own + nearest) / 2 else EDGE
    low, high = signed(reading.low), signed(reading.high)
    tip = (
        f"{what.capitalize()} scores {signed(reading.score)}, with 95% confidence between "
        f"{low} and {high} ({reading.words:,} words). Your own passages score "
        f"{signed(meter.own)}, other writers {signed(meter.others)}, models "
        f"{signed(meter.machine)}."
    )
    if known:
        tip += " Your voice was learned from this very text, so it scores too high."
    if words == TOO_SHORT:
        tip += " More words narrow the interval."
    if learned < WANTED:
        tip += f" Your voice is known from {learned:,} words; learning from more would tell more."
    return Told(words, tip)


def beside(text: str, source: str, meter: Meter) -> Told:
    """How a candidate reads beside the passage it is to replace, and whether it is the writer's.

    A passage is mostly too short for the second: then only the tip speaks of it.
    """
    gained = meter.per_word(text) - meter.per_word(source)
    near = f"{'nearer to' if gained > 0 else 'further from'} your voice"
    if abs(gained) < SAME:
        near = "as close to your voice as before"
    place = told(meter.read([text]), meter, "this version", learned=WANTED)
    sure = {YOURS: "; reads as yours", NOT_YOURS: "; does not read as yours"}
    tip = f"Beside your passage: {signed(gained)}. {place.tip}"
    return Told(near + sure.get(place.words, ""), tip)


def drifted(drift: Drift) -> tuple[str, str]:
    """The alarm over a document in words, with the phrases that say most."""
    return "This document sounds more like a model than your own texts do.", _what_to_do(drift)


def drifted_lately(drift: Drift) -> tuple[str, str]:
    """The alarm over what the writer wrote last."""
    return (
        "What you wrote last sounds more like a model than what you wrote before.",
        _what_to_do(drift),
    )


def _what_to_do(drift: Drift) -> str:
    low, high = max(0.0, drift.low), min(1.0, drift.high)
    phrases = ", ".join(f"“{evidence.phrase}”" for evidence in drift.evidence[:3])
    instance = f" For instance: {phrases}." if phrases else ""
    return (
        f"It has gone {low:.0%} to {high:.0%} of the way there.{instance} "
        "Read it aloud, and put in your own words what you would not say like this."
    )
