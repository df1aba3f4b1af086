"""Past decisions asked again: what would today's model and today's taste have put first?"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from writer_app.ledger.reading import Kept
from writer_app.ledger.records import Decision
from writer_app.services.lessons import DROPPED, KEPT, Contest, contest
from writer_app.services.schooling import School
from writer_app.taste.features import Version

Read = Callable[[Sequence[str], str, str], Sequence[Version]]
"""Texts, what stands before and after: the versions with what the model makes of each."""
_NORMAL = 1.96


@dataclass(frozen=True, slots=True)
class Share:
    """`right` of `of`, with a 95 % interval (Wilson 1927)."""

    right: int
    of: int
    low: float
    high: float

    @classmethod
    def counted(cls, answers: Sequence[bool]) -> Share:
        return cls.of_count(sum(answers), len(answers))

    @classmethod
    def of_count(cls, right: int, n: int) -> Share:
        if not n:
            return cls(0, 0, 0.0, 1.0)
        share, z2 = right / n, _NORMAL**2
        centre = (share + z2 / (2 * n)) / (1 + z2 / n)
        margin = _NORMAL * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
        return cls(right, n, max(0.0, centre - margin), min(1.0, centre + margin))


@dataclass(frozen=True, slots=True)
class Replayed:
    """How often the first choice is what the writer took: by the taste, by the model's likelihood
    for each word alone, and in the order without either."""

    taste: Share
    model: Share
    order: Share


def replay(kept: Sequence[Kept], limit: int, school: School, read: Read) -> Replayed:
    """The last `limit` of these decisions that chose among several, each asked before it is
    learned; the ones before are learned first. Two versions without an order between them (the
    writer's own edits) count the shorter as first."""
    asked = [decision.id for decision, _ in kept if _contest(decision) is not None][-limit:]
    wanted = set(asked)
    taste: list[bool] = []
    model: list[bool] = []
    order: list[bool] = []
    for decision, survival in kept:
        found = _contest(decision) if decision.id in wanted else None
        if found is not None:
            texts = [version.text for version in found.versions]
            versions = tuple(read(texts, found.before, found.after))
            first = school.order(versions, found.before, found.after, found.source)[0]
            taste.append(first == found.taken)
            model.append(_likeliest(versions) == found.taken)
            order.append(found.taken == 0)
            decision = _with_scores(decision, versions)
        school.teach(decision, survival)
    return Replayed(Share.counted(taste), Share.counted(model), Share.counted(order))


def _contest(decision: Decision) -> Contest | None:
    if decision.task != "own":
        return contest(decision)
    if decision.source.split() == decision.final.split():
        return None
    pair = sorted((decision.source, decision.final), key=lambda text: (len(text.split()), text))
    when = decision.closed_at or decision.asked_at
    versions = tuple(map(Version, pair))
    return Contest(when, decision.before, decision.after, "", versions, pair.index(decision.final))


def _with_scores(decision: Decision, versions: Sequence[Version]) -> Decision:
    """An own edit with what today's model makes of both sides, which another may have read."""
    if decision.task != "own":
        return decision
    by_text = {version.text: version.loglik for version in versions}
    scores = {KEPT: by_text[decision.final], DROPPED: by_text[decision.source]}
    sampler = {k: v for k, v in {**decision.sampler, **scores}.items() if v is not None}
    return replace(decision, sampler=sampler)


def _likeliest(versions: Sequence[Version]) -> int:
    def per_word(version: Version) -> float:
        return (version.loglik or 0.0) / max(1, len(version.text.split()))

    return max(range(len(versions)), key=lambda at: (per_word(versions[at]), -at))
