"""Two sentences as one, in the ways in which this writer joins clauses."""

from __future__ import annotations

import math
from collections.abc import Iterator

from writer_app.voice.background import shipped
from writer_app.voice.custom import beyond
from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.habits import Habits
from writer_app.voice.edits.view import View
from writer_app.voice.edits.words import DETERMINERS, listed
from writer_app.voice.lexicon import STARTERS
from writer_app.voice.told import SUBJECTS, joint_of

_ALONE = ("and", "but", "yet", "so")
"""Words with which a sentence may begin or a clause be joined."""
_SUBJECTS = frozenset(SUBJECTS.split("|"))
_AFTER_AND = _SUBJECTS | DETERMINERS | {"when", "as", "if", "though"}
_SAME = listed("he she they we i it")
# Behind one of these somebody else may be what a verb is said of.
_OTHERS = _SUBJECTS | listed(
    "that who which whom whose when as while because if where what how so than and but or for"
)
# What "this" is followed by where it stands for all that was said before.
_THIS = listed(
    "was is made makes meant means gave gives caused causes left seemed seems led brought took had "
    "has would could will struck set kept filled allowed showed proved helped added explained"
)
_TITLES = listed("mr mrs miss dr sir lady lord madame captain colonel master uncle aunt")
_WHICH = 0.4
"""Nats by which a writer has more of "which" than models, and less of "this"."""
_SELDOM = 0.2
"""A joint is tried that the writer has this often beside the one they have most."""


def joined(view: View, habits: Habits, longest: float) -> Iterator[Edit]:
    """No more than `longest` words together. `theirs`: how usual the joint is, 0 for the usual."""
    firsts = [*(i for i, word in enumerate(view.words) if word.first), len(view.words)]
    for one, at, end in zip(firsts, firsts[1:], firsts[2:], strict=False):
        stop = view.words[at - 1].end
        if view.gap(at - 1) != ". " or end - one > longest:
            continue
        if not view.is_fixed(stop - 1, view.words[at].end + 1):
            yield from _joints(view, habits, one, at)


def _joints(view: View, habits: Habits, one: int, at: int) -> Iterator[Edit]:
    word, after = view.words[at], view.low(at + 1)
    if word.low in _ALONE:
        clause = after in _AFTER_AND or _name(view, at + 1)
        ways = [(mark, word.low) for mark in ((",", ";") if clause else (";",))]
        yield from _by_mark(view, habits, at, ways, word.low)
        return
    text = _within(view, at)
    if text is None:
        return
    ways = [(";", "")]
    if word.low in _AFTER_AND or text == word.text:
        ways += [(",", "and"), (";", "and")]
    yield from _by_mark(view, habits, at, ways, text)
    start, end = view.words[at - 1].end, word.end
    if view.gap(at) != " ":
        return
    if word.low == "this" and after in _THIS:
        nats = beyond(habits, shipped().machine, ["this"], ["which"])
        if nats >= _WHICH:
            yield Edit(start, end, ", which", "joint", "two sentences with “which”", min(nats, 1.0))
    others = (view.low(i) for i in range(one + 1, at))
    if word.low in _SAME and view.low(one) == word.low and _OTHERS.isdisjoint(others):
        told = habits.told.get
        mark = "," if told(", and did", 0) > told("and did", 0) else ""
        yield Edit(start, end, f"{mark} and", "joint", "two sentences with one subject")


def _by_mark(
    view: View, habits: Habits, at: int, ways: list[tuple[str, str]], text: str
) -> Iterator[Edit]:
    counts = {way: habits.told.get(joint_of(*way), 0) for way in ways}
    most = max(counts.values())
    for (mark, joint), count in counts.items():
        if not count or count < _SELDOM * most:
            continue
        start, end = view.words[at - 1].end, view.words[at].end
        new = " ".join((mark, *([joint] if joint and joint != text else []), text))
        note = f"two sentences with “{f'{mark} {joint}'.strip()}”"
        yield Edit(start, end, new, "joint", note, theirs=math.log(count / most))


def _within(view: View, at: int) -> str | None:
    """The first word of a sentence as it is written within one; None where that is not known."""
    word = view.words[at]
    if word.low == "i" or word.low.startswith("i'") or _name(view, at):
        return word.text
    # "; for a man" gives a reason that was none.
    plain = word.low in STARTERS and word.low != "for"
    return word.text[0].lower() + word.text[1:] if plain else None


def _name(view: View, at: int) -> bool:
    """A title, or what has its capital within a sentence too."""
    if at >= len(view.words):
        return False
    word = view.words[at]
    return word.low in _TITLES or any(
        other.text == word.text and other.text[:1].isupper() and not other.first
        for other in view.words
    )
