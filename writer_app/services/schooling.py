"""What was learned of the decisions so far: each is predicted first, and then learned."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from writer_app.ledger.records import Decision, Outcome, Survival
from writer_app.services.lessons import Contest, contest, lessons
from writer_app.taste.features import Version, features, shared
from writer_app.taste.prior import Prior
from writer_app.taste.ranker import Choice, Learner, Ranker
from writer_app.voice.meter import Meter

HeldOut = tuple[datetime, bool, bool]
"""When; whether the taste's first choice was taken; whether the order's without it was."""
ENOUGH = 10
"""Choices that were predicted before they were learned, below which nothing is said of helping."""
RECENT = 200
"""The last so many of them count: a taste that no longer helps steps back."""

_SEEN = (Outcome.ACCEPTED, Outcome.PARTLY, Outcome.EDITED, Outcome.REJECTED, Outcome.IGNORED)
_TAKEN = _SEEN[:3]


@dataclass(frozen=True, slots=True)
class Taught:
    """What one decision came to: figures, no prose."""

    choices: tuple[Choice, ...]
    held_out: HeldOut | None
    asked: tuple[str, str]
    taken: int
    shown: int
    reasons: tuple[str, ...]


class School:
    """All decisions that taught something, by their id; one that comes again replaces itself."""

    def __init__(
        self,
        prior: Prior,
        overruled: Mapping[str, float],
        meter: Callable[[], Meter | None] = lambda: None,
    ) -> None:
        self._prior = prior
        self._overruled = dict(overruled)
        self._meter = meter
        # What is predicted is mostly what is learned then.
        self._features = lru_cache(16)(features)
        self._taught: dict[str, Taught] = {}
        self._learner = Learner(prior, overruled)
        self._ranker: Ranker | None = None

    @property
    def ranker(self) -> Ranker:
        if self._ranker is None:
            self._ranker = self._learner.ranker()
        return self._ranker

    def teach(
        self, decision: Decision, survival: Survival | None = None, *, at_once: bool = True
    ) -> None:
        """Predict what was chosen, then learn it. `at_once`: the ranker is refitted for the next;
        without it the next is predicted by an older one, which is as good when there are many.
        What comes again was foreseen before any of it was learned, and that stays."""
        if decision.closed_at is None:
            return
        taught = self._taught_by(decision, survival)
        old = self._taught.get(decision.id)
        if old is not None and old.choices:
            self._taught[decision.id] = replace(taught, held_out=old.held_out)
            if taught.choices != old.choices:
                self._again(self._overruled)
            return
        self._taught.pop(decision.id, None)
        self._taught[decision.id] = taught
        if taught.choices:
            self._learner.add(taught.choices)
            if at_once:
                self._ranker = None

    @property
    def taught(self) -> Mapping[str, Taught]:
        """By the decision's id."""
        return self._taught

    def recall(self, taught: Mapping[str, Taught]) -> None:
        """Take up what was worked out earlier, in this order; to be called first."""
        self._taught = dict(taught)
        self._again(self._overruled)

    def sort(self, ids: Iterable[str]) -> None:
        """Put what was taught in the order of these ids: only so is the last the latest."""
        self._taught = {each: self._taught[each] for each in ids if each in self._taught}

    def refit(self) -> None:
        """Bring the ranker up to all that was taught."""
        self._ranker = None

    def overrule(self, overruled: Mapping[str, float]) -> None:
        self._again(overruled)

    def figures(self, version: Version, before: str, after: str, source: str) -> tuple[float, ...]:
        return self._features(
            version, before=before, after=after, source=source, meter=self._meter()
        )

    def order(self, versions: Sequence[Version], before: str, after: str, source: str) -> list[int]:
        """The places of the versions, the one most likely to be kept first."""
        return self.ranker.order(
            [self.figures(v, before, after, source) for v in versions],
            lambda one, other: shared(versions[one], versions[other]),
        )

    @property
    def decisions(self) -> int:
        """How many taught something."""
        return sum(bool(taught.choices) for taught in self._taught.values())

    @property
    def held_out(self) -> tuple[HeldOut, ...]:
        return tuple(
            taught.held_out for taught in self._taught.values() if taught.held_out is not None
        )

    @property
    def helps(self) -> bool:
        """Of the last choices the taste foresaw more than the order without it did.

        By more than one standard deviation of what chance makes of the ones where they differ.
        """
        recent = self.held_out[-RECENT:]
        gained = sum(taste and not plain for _, taste, plain in recent)
        lost = sum(plain and not taste for _, taste, plain in recent)
        return len(recent) >= ENOUGH and gained - lost > math.sqrt(gained + lost)

    @property
    def reasons(self) -> Mapping[str, int]:
        counted = Counter(reason for taught in self._taught.values() for reason in taught.reasons)
        return dict(counted.most_common())

    @property
    def accepted(self) -> Mapping[tuple[str, str], tuple[int, int]]:
        counted: dict[tuple[str, str], tuple[int, int]] = {}
        for taught in self._taught.values():
            if taught.shown:
                taken, shown = counted.get(taught.asked, (0, 0))
                counted[taught.asked] = (taken + taught.taken, shown + taught.shown)
        return counted

    def _again(self, overruled: Mapping[str, float]) -> None:
        self._overruled = dict(overruled)
        self._learner = Learner(self._prior, overruled)
        self._learner.add(choice for taught in self._taught.values() for choice in taught.choices)
        self._ranker = None

    def _taught_by(self, decision: Decision, survival: Survival | None) -> Taught:
        found = contest(decision)
        choices = tuple(
            Choice(
                self.figures(lesson.chosen, lesson.before, lesson.after, lesson.source),
                self.figures(lesson.rejected, lesson.before, lesson.after, lesson.source),
                lesson.weight,
                shared(lesson.chosen, lesson.rejected),
            )
            for lesson in lessons(decision, survival)
        )
        held_out = self._foreseen(found) if found is not None else None
        if held_out is None and decision.task == "own" and choices:
            held_out = self._foreseen_own(decision, choices)
        seen = [c for c in decision.candidates if c.shown_at is not None and c.outcome in _SEEN]
        spoken = [c.reason for c in seen] + [v.reason for c in seen for v in c.verdicts]
        return Taught(
            choices,
            held_out,
            (decision.model.file_name, decision.task),
            sum(candidate.outcome in _TAKEN for candidate in seen),
            len(seen),
            tuple(reason for reason in spoken if reason),
        )

    def _foreseen(self, found: Contest) -> HeldOut:
        first = self.order(found.versions, found.before, found.after, found.source)[0]
        return found.when, first == found.taken, found.taken == 0

    def _foreseen_own(self, decision: Decision, choices: Sequence[Choice]) -> HeldOut:
        """Of two versions without an order between them the shorter comes first."""
        scores = [self.ranker.score(c.chosen, c.rejected, c.shared) for c in choices]
        shorter = len(decision.final.split()) < len(decision.source.split())
        return decision.closed_at or decision.asked_at, sum(scores) > 0, shorter
