"""What belongs to the words before it: half of a verb ("put it on the table"), what a noun is of,
at or about, where somebody is.

A rule sees no more than the words, so this is a guess, one of those that a judge of cuts weighs.
"""

from __future__ import annotations

from writer_app.voice.edits.view import View
from writer_app.voice.edits.words import carries, listed
from writer_app.voice.lexicon import IRREGULAR

_IS = listed("am is are was were be been being has have had having with there here")
"""What follows these is what is said: "was in the garden", "had a scar on his chin"."""
_NEED_A_PLACE = listed(
    "put puts putting place placed placing set sets setting lay lays laid laying lie lies lying "
    "keep kept keeping leave left leaving find found throw threw thrown throwing hang hung hanging "
    "fix fixed fixing stick stuck plant planted pour poured press pressed thrust plunge plunged "
    "lodge lodged seat seated spread store stored sit sat sitting stand stood standing live lived "
    "living dwell dwelt remain remained stay stayed rest rested resting lean leaned leant leaning "
    "fall fell fallen cast see saw seen seeing see feel felt held hold holding"
    " turn turned lead led open opened bend bent rely relied depend depended consist consisted "
    "insist insisted look looked looking gaze gazed stare stared glance glanced arrive arrived "
    "drop dropped bury buried wrap wrapped hide hid hidden fold folded strike struck catch caught "
    "seize seized take took taken join joined engage engaged"
)
_COMPARES = listed("more less than so such too enough as rather same other like most least not")
_LEAD_ON = listed(
    "interest faith belief share change difference effect attack hold influence eye eyes look "
    "glance attempt skill success delight pleasure pride part place experience advantage war "
    "control power victory confidence trust rise fall increase decline participation "
    "insight improvement end beginning middle rest sense sort kind way direction point "
    "tax authority reliance emphasis stress impression blame dependence opinion judgment comment "
    "feet foot miles mile yards yard inches inch hours days years half "
    "book lecture essay treatise expert hand hands arm arms burden demand claim curse blessing"
)
"""Nouns that a preposition belongs to: "an interest in", "an attack on"."""
_FAR = {"with", "there", "here", "spend", "spent", "spends"}
"""The same, with more between: "with a slab of meat across his knee"."""
OBJECTS = {"him", "them", "it", "us", "you", "her"}


def start_of_clause(view: View, i: int) -> int:
    """The first word behind the last mark."""
    while i > 0 and view.gap(i - 1) == " ":
        i -= 1
    return i


def needed(view: View, i: int) -> bool:
    """Whether the phrase that begins with word `i` belongs to what stands before it."""
    if i == 0 or view.gap(i - 1) != " ":
        return False
    clause = [view.low(j) for j in range(start_of_clause(view, i - 1), i)]
    head = clause[-1]
    if head in _LEAD_ON | IRREGULAR or not (carries(head) or head in OBJECTS):
        return True  # "an interest in", "ran across"
    if not (_IS | _NEED_A_PLACE).isdisjoint(clause[-3:]) or not _COMPARES.isdisjoint(clause[-5:]):
        return True
    # "from the house into the garden": neither says anything alone.
    return not _FAR.isdisjoint(clause[-8:]) or "from" in clause[-6:]
