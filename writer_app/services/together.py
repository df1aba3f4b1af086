"""Whether the edits of a version go together: each was weighed by itself, in the passage as it was.

Edits whose words were read together are looked at as one: what the model makes of that stretch of
the whole version, against the sum of what each edit promised. A version where no two are so near
needs no second look.
"""

from __future__ import annotations

from writer_app.engine.messages import TextScore
from writer_app.services.search import Version
from writer_app.services.weighing import Weighed, reach

WORSE = 1.5
"""Nats by which edits may disappoint that were weighed apart."""


def neighbours(passage: str, version: Version) -> list[list[Weighed]]:
    """Edits that the words read for one another run into, in the order of the text."""
    found: list[list[Weighed]] = []
    stop = -1
    for each in sorted(version.chosen, key=lambda it: it.edit.start):
        if found and each.edit.start < stop:
            found[-1].append(each)
        else:
            found.append([each])
        stop = reach(passage, each.edit)
    return [group for group in found if len(group) > 1]


def borne_out(
    passage: str, version: Version, source: TextScore, whole: TextScore
) -> tuple[Weighed, ...]:
    """The edits of a version without those that came out worse together than they promised: of
    each such group the one that was chosen first stays. `source`, `whole`: scores of the two texts.
    """
    gone: set[Weighed] = set()
    for group in neighbours(passage, version):
        start, stop = group[0].edit.start, reach(passage, group[-1].edit)
        shift = _shift(version, start)
        inside = _shift(version, stop) - shift
        came = whole.between(start + shift, stop + shift + inside) - source.between(start, stop)
        if came < sum(each.gain for each in group) - WORSE:
            first = min(group, key=version.chosen.index)
            gone |= {each for each in group if each is not first}
    return tuple(each for each in version.chosen if each not in gone)


def _shift(version: Version, place: int) -> int:
    """Code points by which what stood at `place` of the passage stands later in the version."""
    before = (each.edit for each in version.chosen if each.edit.start < place)
    return sum(len(edit.replacement) - (edit.end - edit.start) for edit in before)
