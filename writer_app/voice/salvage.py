"""What is good in a candidate that fails as a whole.

A small model mends one sentence and loses its head over the next; a larger one drops a single
"not" from a good sentence. The writer's own words are put back where the candidate's do not
hold, sentence by sentence and, within a sentence, change by change, and the rest is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from writer_app.text.edits import Edit
from writer_app.text.hunks import Hunk, apply, changed_share, changed_words, diff
from writer_app.text.segments import word_count
from writer_app.voice.articles import agreed
from writer_app.voice.guards import check
from writer_app.voice.lexicon import GRAMMAR
from writer_app.voice.limits import Limits
from writer_app.voice.tokens import folded
from writer_app.voice.wording import Wording

_CLAUSE_END = re.compile(r"[,;:.!?()—–]|--")
_CHANGED = 0.7
"""A sentence in which more of the words changed is another sentence."""
_READ = 7_000
"""Words that the guards may read for one candidate: some 50 ms."""
_LONG = 300
"""Words from which a sentence is judged by itself alone: looking at the whole takes too long."""
_EDITS = 12
_PUT_BACK = 0.34
"""A sentence with more changes than that is not taken apart, and no more than this share of them
is put back: what is left of it would be nobody's."""
_SMALL = 8
"""Words gone and come of a change that may be put back by itself: a larger one leaves a seam."""


def salvage(
    source: str, candidate: str, limits: Limits, *, samples: Sequence[str] = ()
) -> str | None:
    """The source with those changes that pass the guards; None if none is left.

    Sentences that are new or gone are not kept: what they say cannot be judged by themselves.
    """
    hunks = diff(source, candidate)
    wording = Wording(source)
    long = len(wording.cased) > _LONG
    bench = _Bench(source, wording, hunks, limits, _alone(limits, long=long), samples, long)
    kept: dict[int, str] = {}
    for hunk in hunks:
        if not hunk.before.strip() or not hunk.after.strip():
            continue
        if changed_share(hunk.before, hunk.after) > _CHANGED:
            continue
        if (after := _held(hunk, bench)) is not None:
            kept[hunk.index] = after
    return _together(kept, bench)


_Faults = tuple[int, int]
"""How many guards complain, and how many words are too many, gone or changed beyond what may
be: less is better."""


@dataclass(slots=True)
class _Bench:
    """Where changes are tried on the source, within a budget."""

    source: str
    wording: Wording
    hunks: Sequence[Hunk]
    limits: Limits
    alone: Limits
    samples: Sequence[str]
    long: bool
    left: int = _READ

    def whole(self, kept: dict[int, str]) -> _Faults:
        """What is wrong with the source when it is changed so."""
        words = len(self.wording.cased)
        self.left -= words
        text = apply(self.source, self.hunks, kept)
        wrong = check(self.wording, text, self.limits, samples=self.samples)
        by = abs(word_count(text) - words)
        if self.limits.changed < 1:
            by += max(0, changed_words(self.source, text) - int(self.limits.allowance(words)))
        return len(wrong), by

    def sentence(self, hunk: Hunk, after: str) -> _Faults:
        """What is wrong with one changed sentence, by itself and in its place.

        It has fewer words to be judged by than a passage, so it is held more tightly in what it
        says; what the whole must keep may stand in another sentence.
        """
        self.left -= word_count(after)
        wrong = check(hunk.before, after, self.alone, samples=self.samples)
        if wrong or self.long:
            return len(wrong) + bool(wrong), abs(len(after) - len(hunk.before))
        return self.whole({hunk.index: after})


def _alone(limits: Limits, *, long: bool) -> Limits:
    """The limits for a single sentence; `long`: nobody looks at the whole with it."""
    return replace(
        limits,
        kept=max(limits.kept, 0.6),
        fresh=min(limits.fresh, 0.34),
        shortest=limits.shortest * 0.7,
        slack=max(limits.slack, 1),
        changed=1.0,
        same_names=long and limits.same_names,
        same_person=long and limits.same_person,
        same_stance=long and limits.same_stance,
    )


def _held(hunk: Hunk, bench: _Bench) -> str | None:
    """A changed sentence with as many of its changes as hold; None if none does."""
    if bench.left <= 0:
        return None
    best = bench.sentence(hunk, hunk.after)
    if best[0] == 0:
        return hunk.after
    changes = list(_changes(hunk.edits))
    if len(changes) > _EDITS:
        return None
    taken = set(range(len(changes)))
    small = {at for at in taken if _size(hunk.edits, changes[at]) <= _SMALL}
    least = max(1, len(changes) - max(1, int(_PUT_BACK * len(changes))))
    if bench.limits.mending:  # slips are mended one by one
        small, least = set(taken), 1
    text = hunk.after
    while best[0] > 0 and len(taken) > least and bench.left > 0:
        # The one whose loss mends most; among equals the last.
        tried = []
        for out in sorted(taken & small, reverse=True):
            text = agreed(hunk.before, _applied(hunk.edits, changes, taken - {out}))
            tried.append((bench.sentence(hunk, text), -out, text))
        if not tried:
            break
        best, out, text = min(tried)
        taken.discard(-out)
    return text if best[0] == 0 else None


def _changes(edits: Sequence[Edit]) -> Iterator[frozenset[int]]:
    """The edits that stand or fall together, by their places.

    A word that moved is one change, and so are those of one clause that touch its grammar:
    "There were boats that lay there" becomes "boats lay there" as a whole or not at all.
    """
    groups: list[set[int]] = []
    clause = 0
    clauses: dict[int, int] = {}
    for at, edit in enumerate(edits):
        if edit.kind == "equal":
            clause += bool(_CLAUSE_END.search(edit.before))
            continue
        gone, come = _carried(edit.before), _carried(edit.after)
        if not GRAMMAR.isdisjoint(folded(edit.before + " " + edit.after)):
            clauses[at] = clause
        joined = {at}
        apart: list[set[int]] = []
        for group in groups:
            if any(
                gone & _carried(edits[other].after)
                or come & _carried(edits[other].before)
                or (at in clauses and clauses.get(other) == clause)
                for other in group
            ):
                joined |= group
            else:
                apart.append(group)
        groups = [*apart, joined]
    yield from (frozenset(group) for group in sorted(groups, key=min))


def _size(edits: Sequence[Edit], change: frozenset[int]) -> int:
    return sum(word_count(edits[at].before) + word_count(edits[at].after) for at in change)


def _carried(text: str) -> frozenset[str]:
    return Wording(text).says


def _applied(edits: Sequence[Edit], changes: Sequence[frozenset[int]], taken: set[int]) -> str:
    chosen = {place for index in taken for place in changes[index]}
    return "".join(
        edit.after if at in chosen or edit.kind == "equal" else edit.before
        for at, edit in enumerate(edits)
    )


def _together(kept: dict[int, str], bench: _Bench) -> str | None:
    """The whole with those of the kept sentences that hold beside each other."""
    best = bench.whole(kept) if kept else (1, 0)
    while best[0] > 0 and len(kept) > 1 and bench.left > 0:
        tried = []
        for out in kept:
            less = {index: after for index, after in kept.items() if index != out}
            tried.append((bench.whole(less), out))
        best, out = min(tried)
        del kept[out]
    return apply(bench.source, bench.hunks, kept) if best[0] == 0 else None
