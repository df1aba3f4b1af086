"""Edits put together: versions of a passage at different strengths, each change worth its price."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import inf

from writer_app.services.weighing import Weighed
from writer_app.text.segments import sentences, word_count
from writer_app.voice.edits.edit import Edit, Kind, edited
from writer_app.voice.guards import check
from writer_app.voice.limits import Limits
from writer_app.voice.wording import Wording

# Nats that the words after a change may be harder, by how sure the rule behind it is. What a
# rule takes out of a sentence by its form alone must leave it as easy to read as it was.
_PATIENCE: dict[Kind, float] = {
    "wordy": 5.0,
    "pointer": 6.0,
    "spare": 5.0,
    "filler": 6.0,
    "double": 1.0,
    "adjective": 2.0,
    "aside": 4.0,
    "trail": 3.0,
    "rest": 1.0,
}
# Nats that a change costs by its kind: craft first, what is said last.
_PRICE: dict[Kind, float] = {
    "wordy": -2.0,
    "spare": -1.0,
    "pointer": 0.0,
    "filler": 0.0,
    "double": 2.0,
    "adjective": 2.0,
    "aside": 4.0,
    "trail": 5.0,
    "rest": 8.0,
}
_MODIFIES = frozenset[Kind]({"filler", "double", "adjective"})
_TELLS = frozenset[Kind]({"aside", "trail", "rest"})
"""Of each a sentence gives up one at most: else it keeps its bones and nothing of the writer's."""
_STOPS: dict[Kind, float] = {"aside": -2.0, "trail": -2.0, "rest": 0.0}
"""Nats from which a clause may as well end before what it is told to do without."""
APART, JOINTS_APART = 2, (40, 150)
"""Code points at least between two edits: those that touch were not read together. Between two
sentences joined and the next two there are more, or all would run into one, most of all where they
are joined alike."""
COMMON: dict[Kind, float] = {"adjective": 5.5, "double": 5.5, "rest": 7.0}
"""Nats a word up to which anybody might have put it there."""
MANNER = 12.5
"""Nats of an adverb that surprises nobody: it has a stem and an ending to be guessed."""
DOUBT = 3.0
"""Nats that a word must gain before it counts as meant for another."""
SURE = -2.0
"""Nats that what is plainly a slip may lose by being mended."""


@dataclass(frozen=True, slots=True)
class Version:
    """A passage with some edits made to it, in the order in which they were chosen."""

    text: str
    chosen: tuple[Weighed, ...]

    @property
    def removed(self) -> int:
        """Words, less those that were added."""
        return sum(each.removed - each.added for each in self.chosen)

    @property
    def touched(self) -> int:
        """Words that are gone, or new where that is more."""
        return sum(max(each.removed, each.added) for each in self.chosen)


def shortening(weighed: Iterable[Weighed], friction: float) -> list[Weighed]:
    """Those that leave the sentence whole and the writer's own words alone: first what says
    little, then what tells something, of each the cheapest first.

    `friction`: nats a word from which what would be taken away is the writer's own.
    """
    fit = [
        each
        for each in weighed
        if each.loss <= _PATIENCE.get(each.edit.kind, 0.0)
        and each.surprise <= _expected(each.edit.kind, friction)
        and each.stop >= _STOPS.get(each.edit.kind, -inf)
    ]
    return sorted(
        fit, key=lambda each: (each.edit.kind in _TELLS, each.edit.kind == "rest", price(each))
    )


def _expected(kind: Kind, friction: float) -> float:
    """Nats a word up to which what goes is nobody's own."""
    if kind == "wordy":
        return inf
    if kind == "filler":
        return max(friction, MANNER)
    return min(friction, COMMON.get(kind, friction))


def price(weighed: Weighed) -> float:
    """Nats for each word that goes: what it says, and what its loss costs the rest. What tells
    something is not the cheaper for being long."""
    kind = weighed.edit.kind
    saved = 1 if kind in _TELLS else max(1, weighed.removed - weighed.added)
    # A turn of phrase says what its shorter one says, however surprising it was.
    said = 0.0 if kind in {"wordy", "spare", "pointer"} else weighed.surprise * weighed.removed / 3
    return (max(-1.0, weighed.loss) + said + _PRICE.get(kind, 0.0)) / saved


def mending(weighed: Iterable[Weighed]) -> list[Weighed]:
    """Slips, and what the model is sure was meant for another word; the surest first."""
    fit = [each for each in weighed if each.gain >= (SURE if each.edit.kind == "slip" else DOUBT)]
    return sorted(fit, key=lambda each: -each.gain)


def versions(
    passage: str,
    ranked: Sequence[Weighed],
    limits: Limits,
    shares: Iterable[float] = (1.0,),
    apart: int = APART,
    telling: float = 1.0,
    better: Callable[[str, str], bool] = lambda one, other: True,
) -> list[Version]:
    """For each share of the passage's words that may be gone or new, the best that holds.

    Shares for which nothing holds are left out. `apart` in code points. What tells something goes
    only while fewer than the share `telling` are gone. `better`: whether the second of two texts,
    with one change more than the first, is no worse for it.
    """
    source = Wording(passage)

    @cache  # weaker and stronger versions begin alike
    def wrong(text: str) -> tuple[str, ...]:
        return tuple(violation.code for violation in check(source, text, limits))

    def holds(text: str) -> bool:
        # A mark alone is no rewrite, but the next change may make it one.
        return not wrong(text) or wrong(text) == ("unchanged",)

    starts = [span.start for span in sentences(passage)]

    def together(one: Edit, other: Edit) -> bool:
        joints = one.kind == other.kind == "joint"
        far = JOINTS_APART[one.note == other.note] if joints else apart
        if not one.clear_of(other, far):
            return False
        alike = any({one.kind, other.kind} <= kinds for kinds in (_MODIFIES, _TELLS))
        return not alike or bisect_right(starts, one.start) != bisect_right(starts, other.start)

    words = word_count(passage)

    def best(share: float) -> Version:
        def of(ranked: Sequence[Weighed]) -> Version:
            return _version(
                passage, ranked, holds, better, share * words, together, telling * words
            )

        found = of(ranked)
        if found.chosen and wrong(found.text):
            # Marks alone were better than what would have made it a rewrite.
            found = of(sorted(ranked, key=lambda each: not each.removed + each.added))
        return found

    return [each for each in map(best, shares) if each.chosen and not wrong(each.text)]


def lighter(passage: str, version: Version) -> Version:
    """With those of its changes that were chosen first, and at most half as much touched."""
    chosen: tuple[Weighed, ...] = ()
    for number in range(len(version.chosen)):
        fewer = Version(passage, version.chosen[:number])
        if 2 * fewer.touched <= version.touched:
            chosen = fewer.chosen
    return Version(edited(passage, (each.edit for each in chosen)), chosen)


def _version(
    passage: str,
    ranked: Sequence[Weighed],
    holds: Callable[[str], bool],
    better: Callable[[str, str], bool],
    room: float,
    together: Callable[[Edit, Edit], bool],
    telling: float,
) -> Version:
    """The passage with the first of the edits that hold beside those that are there already."""
    best = Version(passage, ())
    for each in ranked:
        if each.edit.kind in _TELLS and best.touched >= telling:
            continue
        if not all(together(each.edit, other.edit) for other in best.chosen):
            continue
        chosen = (*best.chosen, each)
        found = Version(edited(passage, (other.edit for other in chosen)), chosen)
        if found.touched <= room and better(best.text, found.text) and holds(found.text):
            best = found
    return best
