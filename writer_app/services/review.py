"""Decide hunk by hunk: pure state, which neither touches the text nor the ledger.

Hunks of several candidates may be accepted together as long as they do not overlap; accepting
one takes back what it overlaps. `result` is the passage with the accepted hunks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from writer_app.ledger.records import (
    CandidateRecord,
    Decision,
    HunkVerdict,
    Outcome,
    Verdict,
)
from writer_app.services.authorship import of_rewritten
from writer_app.services.clock import Clock
from writer_app.services.passage import CandidateState, Passage, RewriteState
from writer_app.text.hunks import Hunk
from writer_app.text.provenance import Provenance

_LANDS = (Verdict.ACCEPTED, Verdict.EDITED)


@dataclass(frozen=True, slots=True)
class Applied:
    """Put `text` in place of the document's code points `start` to `end`, as one undo step."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class PassageChanged:
    """The text there is no longer what was reviewed; nothing may be changed."""

    expected: str
    found: str


class Review:
    """Candidates are named by their `position`, hunks by their index within the candidate.

    Unknown names raise KeyError.
    """

    def __init__(
        self,
        asked: Decision,
        passage: Passage,
        candidates: Sequence[CandidateState],
        clock: Clock | None = None,
        held_back: Sequence[CandidateState] = (),
    ) -> None:
        self._asked = asked
        self._passage = passage
        self._all = {c.position: c for c in (*candidates, *held_back)}
        self._under = [c.position for c in candidates]
        self._clock = clock or Clock()
        self._seen: dict[int, datetime] = {}
        self._since: dict[int, float] = {}
        self._reasons: dict[int, str] = {}
        self._final: str | None = None
        self._regenerated = False
        self._closed_at: datetime | None = None
        self._seconds: dict[int, float] = {}
        self._verdicts = {
            (c.position, h.index): HunkVerdict(
                h.index, h.start, h.end, h.before, h.after, Verdict.UNDECIDED, h.before
            )
            for c in self._all.values()
            for h in c.hunks
        }

    @classmethod
    def of(cls, state: RewriteState, clock: Clock | None = None) -> Review:
        """The shown are under review; the others can be looked at."""
        shown = tuple(c for c in state.shown if c.finish not in (None, "cancelled"))
        positions = {c.position for c in shown}
        rest = tuple(c for c in state.candidates if c.position not in positions)
        return cls(state.asked, state.passage, shown, clock, rest)

    @property
    def passage(self) -> Passage:
        return self._passage

    @property
    def candidates(self) -> tuple[CandidateState, ...]:
        """Those under review: the shown, and the held back the writer asked to look at."""
        return tuple(self._all[position] for position in self._under)

    def look(self, candidate: int) -> None:
        """The writer wants to see a candidate that was held back."""
        if candidate not in self._all:
            raise KeyError(candidate)
        if candidate not in self._under:
            self._under.append(candidate)

    def seen(self, candidate: int) -> None:
        """It was painted just now."""
        self._seen.setdefault(candidate, self._clock.now())
        self._since.setdefault(candidate, self._clock.monotonic())

    def hunks(self, candidate: int) -> tuple[Hunk, ...]:
        return self._all[candidate].hunks

    def verdict(self, candidate: int, hunk: int) -> HunkVerdict:
        return self._verdicts[candidate, hunk]

    def blocked(self, candidate: int, hunk: int) -> bool:
        """Another candidate's accepted hunk covers the same words."""
        return any(key[0] != candidate for key in self._overlapping(candidate, hunk))

    def decide(
        self,
        candidate: int,
        hunk: int,
        verdict: Verdict,
        final: str | None = None,
        reason: str = "",
    ) -> None:
        """Decide one hunk. `final` is the writer's own wording, for EDITED only."""
        self._open()
        old = self._verdicts[candidate, hunk]
        if verdict is Verdict.EDITED:
            if final is None:
                raise ValueError("an edited hunk needs the writer's wording")
            # The writer's wording may turn out to be one of the two on the table.
            if final == old.after:
                verdict = Verdict.ACCEPTED
            elif final == old.before:
                verdict = Verdict.REJECTED
        if verdict in _LANDS:
            for key in list(self._overlapping(candidate, hunk)):
                self._verdicts[key] = _undecided(self._verdicts[key])
        if verdict is not Verdict.UNDECIDED:
            self.seen(candidate)  # a quick hand may decide before the screen is painted
        text = {Verdict.ACCEPTED: old.after, Verdict.EDITED: final}.get(verdict)
        self._verdicts[candidate, hunk] = replace(
            old,
            verdict=verdict,
            final=old.before if text is None else text,
            reason=reason,
            decided_at=None if verdict is Verdict.UNDECIDED else self._clock.now(),
        )

    def accept_all(self, candidate: int) -> None:
        """The whole candidate; whatever was accepted of others is taken back."""
        self._open()
        for key, verdict in self._verdicts.items():
            if key[0] != candidate and verdict.verdict in _LANDS:
                self._verdicts[key] = _undecided(verdict)
        self._reasons.pop(candidate, None)
        for hunk in self.hunks(candidate):
            self.decide(candidate, hunk.index, Verdict.ACCEPTED)

    def reject_all(self, candidate: int, reason: str = "") -> None:
        self._open()
        for hunk in self.hunks(candidate):
            self.decide(candidate, hunk.index, Verdict.REJECTED, reason=reason)
        self._reasons[candidate] = reason

    @property
    def undecided(self) -> int:
        """Hunks without a verdict that could still be accepted."""
        return sum(
            1
            for (candidate, hunk), verdict in self._verdicts.items()
            if candidate in self._under
            and verdict.verdict is Verdict.UNDECIDED
            and not self.blocked(candidate, hunk)
        )

    @property
    def changes(self) -> int:
        """Hunks that would land now."""
        return sum(1 for verdict in self._verdicts.values() if verdict.verdict in _LANDS)

    def result(self) -> str:
        """The passage as it would stand."""
        source = self._passage.text
        landing = [v for v in self._verdicts.values() if v.verdict in _LANDS]
        parts: list[str] = []
        at = 0
        for verdict in sorted(landing, key=lambda v: (v.start, v.end)):
            parts += (source[at : verdict.start], verdict.final)
            at = verdict.end
        return "".join((*parts, source[at:]))

    def authorship(self) -> Provenance:
        """Whose each character of `result` is; what stood in the passage counts as the writer's."""
        return of_rewritten(self._passage.text, self._verdicts.values())

    def close(self, current_text: str) -> Applied | PassageChanged:
        """End the review. `current_text` is what stands in the passage's place now.

        When that is not the passage any more, nothing lands and the review stays as it is.
        """
        self._open()
        if current_text != self._passage.text:
            return PassageChanged(self._passage.text, current_text)
        self._end(self.result())
        return Applied(self._passage.start, self._passage.end, self._final or "")

    def abandon(self, *, asked_again: bool = False) -> None:
        """End the review without changing anything (Esc). What was accepted is undecided again.

        `asked_again`: the writer wants other candidates. Of what nobody looked at that says
        nothing.
        """
        if self._closed_at is None:
            self._regenerated = asked_again and bool(self._seen)
            for key, verdict in self._verdicts.items():
                if verdict.verdict in _LANDS:
                    self._verdicts[key] = _undecided(verdict)
            self._end(self._passage.text)

    def decision(self) -> Decision:
        """What to record: complete after `close` or `abandon`, provisional before."""
        return replace(
            self._asked,
            candidates=tuple(self._record(c) for _, c in sorted(self._all.items())),
            final=self._final or "",
            closed_at=self._closed_at,
            regenerated=self._regenerated,
        )

    def _open(self) -> None:
        if self._closed_at is not None:
            raise RuntimeError("the review is closed")

    def _end(self, final: str) -> None:
        self._final = final
        self._closed_at = self._clock.now()
        for candidate, since in self._since.items():
            self._seconds[candidate] = self._clock.monotonic() - since

    def _overlapping(self, candidate: int, hunk: int) -> Iterator[tuple[int, int]]:
        """Landing hunks, other than this one, that touch the same words."""
        mine = self._verdicts[candidate, hunk]
        for key, verdict in self._verdicts.items():
            if key == (candidate, hunk) or verdict.verdict not in _LANDS:
                continue
            # Hunks of one candidate never overlap, even where both begin at the same place.
            if key[0] == candidate:
                continue
            inside = mine.start < verdict.end and verdict.start < mine.end
            if inside or mine.start == verdict.start:
                yield key

    def _record(self, candidate: CandidateState) -> CandidateRecord:
        position = candidate.position
        verdicts = tuple(self._verdicts[position, h.index] for h in candidate.hunks)
        return CandidateRecord(
            position=position,
            raw=candidate.raw,
            text=candidate.text,
            outcome=self._outcome(candidate, verdicts),
            finish=candidate.finish or "cancelled",
            tokens=candidate.tokens,
            logprob=candidate.logprob,
            seconds=candidate.seconds,
            held=tuple(violation.code for violation in candidate.held),
            shown_at=self._seen.get(position),
            shown_seconds=self._seconds.get(position, 0.0),
            reason=self._reasons.get(position, ""),
            verdicts=verdicts if position in self._under else (),
            bans=candidate.bans,
        )

    def _outcome(self, candidate: CandidateState, verdicts: Sequence[HunkVerdict]) -> Outcome:
        kinds = {verdict.verdict for verdict in verdicts}
        if Verdict.EDITED in kinds:
            return Outcome.EDITED
        if Verdict.ACCEPTED in kinds:
            return Outcome.ACCEPTED if kinds == {Verdict.ACCEPTED} else Outcome.PARTLY
        if Verdict.REJECTED in kinds or candidate.position in self._reasons:
            return Outcome.REJECTED
        if candidate.finish in (None, "cancelled"):
            return Outcome.INTERRUPTED
        if candidate.held:
            return Outcome.HELD_BACK
        return Outcome.IGNORED if candidate.position in self._seen else Outcome.NEVER_SEEN


def _undecided(verdict: HunkVerdict) -> HunkVerdict:
    return replace(
        verdict, verdict=Verdict.UNDECIDED, final=verdict.before, reason="", decided_at=None
    )
