"""Which edits bring a passage nearer to a writer: by their own counts, their meter and the model.

The counts and the meter speak for a change, and cost nothing; the model may only say that what
comes of it does not hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from writer_app.services.weighing import Weighed
from writer_app.voice.edits.edit import Edit, Kind, edited

HARDER, ODDEST = 1.0, -6.0
"""Nats that the words behind a change may come harder, and that all of it may be less likely,
where it sounds like the writer: a model finds most writers odd."""
WHOLE = 1.5
"""Nats more that a sentence may come harder behind another that it is joined to by a mark: it stays
whole. Behind "and" it must go on from there."""
USUAL: dict[Kind, float] = {
    "joint": 4.0, "form": 4.0, "spelling": 4.0, "variant": 1.5, "order": 1.5, "punctuation": 1.5
}  # fmt: skip
"""Nats less likely that such a change is however well it fits, since what it changes was written
by a model. Medians of 244 edits of plain drafts: joints -5.4 by the starter and -5.8 by a 1.5B,
words -1.9 and -3.0."""
FARTHER = -1.5
"""Nats that a change which the writer's counts speak for may take from the meter."""
MOST_TOLD = 3.0
"""Nats beyond which neither counts nor meter say any more of one change."""
LEAST_WORTH, AGAIN = 0.3, 0.5
"""Nats from which a change is made, and more for each of the same that was made already."""


def promised(
    passage: str, edits: Iterable[Edit], likeness: Callable[[str], float]
) -> dict[Edit, float]:
    """What the writer's counts and their meter say for each edit, in nats, before any model is
    asked; without those that are against the meter.

    `likeness`: of a whole text to the writer's, in nats.
    """
    before = likeness(passage)
    found = {}
    for edit in edits:
        closer = likeness(edited(passage, [edit])) - before
        if closer >= FARTHER:
            found[edit] = min(MOST_TOLD, edit.theirs) + min(MOST_TOLD, closer) / 2
    return found


def voicing(
    passage: str, weighed: Sequence[Weighed], likeness: Callable[[str], float]
) -> list[Weighed]:
    """Those that sound more like the writer and read as easily; what sounds most so first."""
    promises = promised(passage, (each.edit for each in weighed), likeness)
    ranked = []
    for each in weighed:
        if each.edit not in promises:
            continue
        told = min(MOST_TOLD, each.edit.theirs)
        odd = min(0.0, each.gain + USUAL.get(each.edit.kind, 0.0))
        # The model may find the writer's word odd, but not what then follows; the clearer the
        # writer's habit, the less the model's counts against it.
        whole = each.edit.kind == "joint" and each.added <= each.removed
        if each.loss <= HARDER + told / 2 + WHOLE * whole and odd >= ODDEST - told:
            ranked.append((promises[each.edit] + odd / 3, each))
    ranked.sort(key=lambda pair: -pair[0])
    seen: Counter[str] = Counter()
    fit = []
    for worth, each in ranked:
        # Who likes a word does not say it every time.
        key = each.edit.note
        if worth > LEAST_WORTH + AGAIN * seen[key]:
            fit.append(each)
            seen[key] += 1
    return fit
