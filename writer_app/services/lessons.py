"""What a decision says of the writer's taste: which version of a span was kept, and which not.

The signals weigh differently: the writer's own wording says most, being asked again little, and
what was ignored, never seen or interrupted nothing at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from writer_app.ledger.pairs import GONE_BELOW
from writer_app.ledger.records import (
    CandidateRecord,
    Decision,
    HunkVerdict,
    Outcome,
    Survival,
    Verdict,
)
from writer_app.taste.features import Version
from writer_app.text.hunks import changed_share, diff
from writer_app.text.segments import WORD, word_count

OWN = 1.0
"""The writer's own wording: an edit, a suggestion mended, accepted text reworded later."""
DECIDED = 0.7
"""One of several, or a change taken or refused."""
AGAIN = 0.2
"""What was on show when others were asked for."""
SHORT, ANEW = 60, 0.5
"""Words up to which an own edit is one choice, and the share of changed words from which it is one
however long: else it is learned change by change."""
CHOSEN = "serve"
"""Origin of a choice between two versions that were asked about as they are: always one."""
KEPT, DROPPED = "loglik_final", "loglik_source"
"""In a decision's `sampler`: what a model made of the two versions of an own edit."""

_TAKEN = (Outcome.ACCEPTED, Outcome.PARTLY, Outcome.EDITED)


@dataclass(frozen=True, slots=True)
class Lesson:
    """`chosen` was kept and `rejected` not, between `before` and `after`."""

    before: str
    after: str
    chosen: Version
    rejected: Version
    weight: float
    source: str = ""


@dataclass(frozen=True, slots=True)
class Contest:
    """Versions that were on show at once, in the order without a taste, and which was taken."""

    when: datetime
    before: str
    after: str
    source: str
    versions: tuple[Version, ...]
    taken: int


def lessons(decision: Decision, survival: Survival | None = None) -> tuple[Lesson, ...]:
    """All that a decision teaches; () for most continuations, which are merely seen."""
    if survival is not None and survival.kept_share < GONE_BELOW:
        return ()  # taken back: what was said of it no longer holds
    found = _continued(decision) if decision.kind == "continuation" else _rewritten(decision)
    reworded = _reworded(decision, survival)
    return tuple(
        lesson
        for lesson in (*found, *reworded)
        if lesson.chosen.text.split() != lesson.rejected.text.split()
    )


def contest(decision: Decision) -> Contest | None:
    """The choice among several on show that a decision was; None where it was none."""
    shown = _shown(decision)
    taken = [at for at, candidate in enumerate(shown) if candidate.outcome in _TAKEN]
    if len(shown) < 2 or not taken:
        return None
    best = max(taken, key=lambda at: (_landed(shown[at]), -at))
    versions = tuple(Version(candidate.text) for candidate in shown)
    when = decision.closed_at or decision.asked_at
    return Contest(when, decision.before, decision.after, decision.source, versions, best)


def _shown(decision: Decision) -> list[CandidateRecord]:
    """Those that were painted, by their number: the order without a taste."""
    judged = (*_TAKEN, Outcome.REJECTED, Outcome.IGNORED)
    return [
        candidate
        for candidate in sorted(decision.candidates, key=lambda c: c.position)
        if candidate.shown_at is not None and candidate.outcome in judged
    ]


def _landed(candidate: CandidateRecord) -> int:
    """How much of it went into the text, in changes or, for a continuation, in characters."""
    landing = (Verdict.ACCEPTED, Verdict.EDITED)
    return len(candidate.taken) + sum(v.verdict in landing for v in candidate.verdicts)


def _rewritten(decision: Decision) -> Iterator[Lesson]:
    if not decision.candidates:
        yield from _own(decision)
        return
    for candidate in decision.candidates:
        for verdict in candidate.verdicts:
            yield from _hunk(decision, candidate, verdict)
    found = contest(decision)
    if found is not None:
        yield from _over_others(found, found.versions[found.taken].text)
    elif decision.regenerated:
        for candidate in _shown(decision):
            yield Lesson(
                decision.before,
                decision.after,
                Version(decision.source),
                Version(candidate.text),
                AGAIN,
                decision.source,
            )


def _own(decision: Decision) -> Iterator[Lesson]:
    """The writer's own edit, as one choice or change by change."""
    before, after, source = decision.before, decision.after, decision.source
    if _at_once(decision):
        kept, dropped = (decision.sampler.get(name) for name in (KEPT, DROPPED))
        if kept is None or dropped is None:
            kept = dropped = None
        yield Lesson(before, after, Version(decision.final, kept), Version(source, dropped), OWN)
        return
    for hunk in diff(source, decision.final):
        yield Lesson(
            before + source[: hunk.start],
            source[hunk.end :] + after,
            Version(hunk.after),
            Version(hunk.before),
            OWN,
        )


def _at_once(decision: Decision) -> bool:
    return (
        decision.origin == CHOSEN
        or word_count(decision.source) <= SHORT
        or changed_share(decision.source, decision.final) >= ANEW
    )


def _hunk(decision: Decision, candidate: CandidateRecord, hunk: HunkVerdict) -> Iterator[Lesson]:
    source = decision.source
    before, after = decision.before + source[: hunk.start], source[hunk.end :] + decision.after
    old, new, final = Version(hunk.before), Version(hunk.after), Version(hunk.final)
    match hunk.verdict:
        case Verdict.ACCEPTED:
            yield Lesson(before, after, new, old, DECIDED)
        case Verdict.REJECTED if candidate.shown_at is not None:
            yield Lesson(before, after, old, new, DECIDED)
        case Verdict.EDITED:
            yield Lesson(before, after, final, new, OWN)
            yield Lesson(before, after, final, old, DECIDED)


def _continued(decision: Decision) -> Iterator[Lesson]:
    found = contest(decision)
    if found is not None:
        taken = (decision.candidates and decision.final) or found.versions[found.taken].text
        yield from _over_others(found, taken)


def _over_others(found: Contest, taken: str) -> Iterator[Lesson]:
    """The one taken over each other; of continuations as many words as were taken."""
    others = [version for at, version in enumerate(found.versions) if at != found.taken]
    for other in others:
        text = other.text if found.source else _first_words(other.text, word_count(taken))
        yield Lesson(
            found.before,
            found.after,
            Version(taken),
            Version(text),
            DECIDED / len(others),
            found.source,
        )


def _reworded(decision: Decision, survival: Survival | None) -> Iterator[Lesson]:
    """Text that was taken and then mended: the best a ledger has."""
    if survival is None or not survival.text or survival.kept_share >= 1 or not decision.final:
        return
    yield Lesson(
        decision.before,
        decision.after,
        Version(survival.text),
        Version(decision.final),
        OWN,
        decision.source,
    )


def _first_words(text: str, count: int) -> str:
    words = list(WORD.finditer(text))
    return text if len(words) <= count else text[: words[count - 1].end()] if count else ""


def texts(lesson: Lesson) -> Sequence[str]:
    return lesson.chosen.text, lesson.rejected.text
