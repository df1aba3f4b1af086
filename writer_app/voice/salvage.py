"""What is good in a candidate that fails as a whole.

A small model mends one sentence and loses its head over the next; a larger one drops a single
"not" from a good sentence. The writer's own words are put back where the candidate's do not
hold, sentence by sentence and, within a sentence, change by change, and the rest is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from writer_app.text.edits import Edit
from writer_app.text.hunks import Hunk, apply, changed_share, diff
from writer_app.voice.articles import agreed
from writer_app.voice.guards import check
from writer_app.voice.limits import Limits
from writer_app.voice.prose import Prose
from writer_app.voice.violation import Violation

_CHANGED = 0.7
"""A sentence in which more of the words changed is another sentence."""
_TRIES = 60
"""Looks at a whole or a sentence for one candidate: each takes a millisecond or less."""
_EDITS = 12
"""A sentence with more changes is not taken apart: what is left of it would be nobody's."""


def salvage(
    source: str, candidate: str, limits: Limits, *, samples: Sequence[str] = ()
) -> str | None:
    """The source with those changes that pass the guards; None if none is left.

    Sentences that are new or gone are not kept: what they say cannot be judged by themselves.
    """
    # A sentence has fewer words to be judged by than a passage, so it is held more tightly in
    # what it says; how long the whole becomes is seen in the end.
    alone = replace(
        limits,
        kept=max(limits.kept, 0.6),
        fresh=min(limits.fresh, 0.34),
        shortest=limits.shortest * 0.7,
        changed=1.0,
    )
    look = _Look(samples, _TRIES)
    hunks = diff(source, candidate)
    kept: dict[int, str] = {}
    for hunk in hunks:
        if not hunk.before.strip() or not hunk.after.strip():
            continue
        if changed_share(hunk.before, hunk.after) > _CHANGED:
            continue
        if (after := _held(hunk, alone, look)) is not None:
            kept[hunk.index] = after
    return _together(source, hunks, kept, limits, look)


@dataclass(slots=True)
class _Look:
    """Guards asked within a budget: out of it, everything fails."""

    samples: Sequence[str]
    left: int

    def at(self, source: Prose, text: str, limits: Limits) -> tuple[Violation, ...]:
        self.left -= 1
        if self.left < 0:
            return (Violation("budget", "It would take too long to sort out."),)
        return check(source, text, limits, samples=self.samples)


def _held(hunk: Hunk, limits: Limits, look: _Look) -> str | None:
    """A changed sentence with as many of its changes as hold; None if none does."""
    before = Prose(hunk.before)
    best = look.at(before, hunk.after, limits)
    if not best:
        return hunk.after
    changes = list(_changes(hunk.edits))
    if len(changes) > _EDITS:
        return None
    taken = set(range(len(changes)))
    while best and len(taken) > 1 and look.left > 0:
        # The one whose loss mends most; among equals the last, for what comes before it stands.
        tried = []
        for out in sorted(taken, reverse=True):
            text = agreed(hunk.before, _applied(hunk.edits, changes, taken - {out}))
            tried.append((look.at(before, text, limits), out))
        best, out = min(tried, key=lambda one: len(one[0]))
        taken -= {out}
    if best:
        return None
    return agreed(hunk.before, _applied(hunk.edits, changes, taken))


def _changes(edits: Sequence[Edit]) -> Iterator[frozenset[int]]:
    """The edits that stand or fall together, by their places: a word that moved is one change."""
    places = [at for at, edit in enumerate(edits) if edit.kind != "equal"]
    groups: list[set[int]] = []
    for at in places:
        gone, come = _carried(edits[at].before), _carried(edits[at].after)
        joined = {at}
        apart: list[set[int]] = []
        for group in groups:
            if any(
                gone & _carried(edits[other].after) or come & _carried(edits[other].before)
                for other in group
            ):
                joined |= group
            else:
                apart.append(group)
        groups = [*apart, joined]
    yield from (frozenset(group) for group in sorted(groups, key=min))


def _carried(text: str) -> frozenset[str]:
    return Prose(text).says if text else frozenset()


def _applied(edits: Sequence[Edit], changes: Sequence[frozenset[int]], taken: set[int]) -> str:
    chosen = {place for index in taken for place in changes[index]}
    return "".join(
        edit.after if at in chosen or edit.kind == "equal" else edit.before
        for at, edit in enumerate(edits)
    )


def _together(
    source: str, hunks: Sequence[Hunk], kept: dict[int, str], limits: Limits, look: _Look
) -> str | None:
    """The whole with those of the kept sentences that hold beside each other."""
    prose = Prose(source)
    while kept and look.left > 0:
        text = apply(source, hunks, kept)
        wrong = look.at(prose, text, limits)
        if not wrong:
            return text
        if len(kept) == 1:
            return None
        tried = []
        for out in kept:
            less = {index: after for index, after in kept.items() if index != out}
            tried.append((len(look.at(prose, apply(source, hunks, less), limits)), out))
        _, out = min(tried)
        del kept[out]
    return None
