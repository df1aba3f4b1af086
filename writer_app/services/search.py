"""Edits put together: versions of a passage at different strengths, each change worth its price."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from writer_app.services import line_editor
from writer_app.services.weighing import Weighed
from writer_app.text.segments import word_count
from writer_app.voice.edits.edit import Edit, edited
from writer_app.voice.edits.view import View
from writer_app.voice.guards import check
from writer_app.voice.limits import Limits
from writer_app.voice.wording import Wording

APART, JOINTS_APART = 2, (40, 150)
"""Code points at least between two edits: those that touch were not read together. Between two
sentences joined and the next two there are more, or all would run into one, most of all where they
are joined alike."""
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


def shortening(passage: str, weighed: Iterable[Weighed]) -> list[tuple[float, Weighed]]:
    """Those that save words, each with how likely an editor would take it; the likeliest first."""
    view, editor = View(passage), line_editor.shipped()
    judged = [(editor.likely(view, each), each) for each in weighed if each.removed > each.added]
    return sorted(judged, key=lambda pair: -pair[0])


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
    better: Callable[[str, str], bool] = lambda one, other: True,
) -> list[Version]:
    """For each share of the passage's words that may be gone or new, the best that holds.

    Shares for which nothing holds are left out. `apart` in code points. `better`: whether the
    second of two texts, with one change more than the first, is no worse for it.
    """
    source = Wording(passage)

    @cache  # weaker and stronger versions begin alike
    def wrong(text: str) -> tuple[str, ...]:
        return tuple(violation.code for violation in check(source, text, limits))

    def holds(text: str) -> bool:
        # A mark alone is no rewrite, but the next change may make it one.
        return not wrong(text) or wrong(text) == ("unchanged",)

    def together(one: Edit, other: Edit) -> bool:
        joints = one.kind == other.kind == "joint"
        return one.clear_of(other, JOINTS_APART[one.note == other.note] if joints else apart)

    words = word_count(passage)

    def best(share: float) -> Version:
        def of(ranked: Sequence[Weighed]) -> Version:
            return _version(passage, ranked, holds, better, share * words, together)

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
) -> Version:
    """The passage with the first of the edits that hold beside those that are there already."""
    best = Version(passage, ())
    for each in ranked:
        if not all(together(each.edit, other.edit) for other in best.chosen):
            continue
        chosen = (*best.chosen, each)
        found = Version(edited(passage, (other.edit for other in chosen)), chosen)
        if found.touched <= room and better(best.text, found.text) and holds(found.text):
            best = found
    return best
