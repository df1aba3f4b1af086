"""What became of each alternative of an offer: seen, taken, refused; and the decision from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from writer_app.ledger.records import CandidateRecord, Decision, Outcome
from writer_app.services.clock import Clock
from writer_app.services.offer import Alternative, Offer


class Witness:
    """Keeps count of what was painted when, for `n` alternatives."""

    def __init__(self, n: int, clock: Clock) -> None:
        self._clock = clock
        self._first: list[datetime | None] = [None] * n
        self._since: list[float | None] = [None] * n
        self._seconds = [0.0] * n
        self._taken = [""] * n
        self._written = ""
        self.reasons: dict[int, str] = {}

    @property
    def seen(self) -> bool:
        """Whether anything was painted."""
        return any(first is not None for first in self._first)

    @property
    def written(self) -> bool:
        """Whether anything was taken."""
        return bool(self._written)

    @property
    def decided(self) -> bool:
        """Whether anything was taken or refused."""
        return bool(self._written or self.reasons)

    def shown(self, index: int, *, alone: bool) -> None:
        """It is on show from now on; `alone`: the others no longer are."""
        if alone:
            for other in range(len(self._since)):
                if other != index:
                    self._hidden(other)
        if self._first[index] is None:
            self._first[index] = self._clock.now()
        if self._since[index] is None:
            self._since[index] = self._clock.monotonic()

    def was_shown(self, index: int) -> bool:
        return self._first[index] is not None

    def took_up_to(self, index: int, text: str) -> None:
        """The alternative's beginning `text` stands there now, in part perhaps typed along."""
        self._taken[index] = self._written = text

    def took(self, index: int, text: str) -> None:
        """`text` out of the alternative was put behind what was taken before."""
        self._taken[index] += text
        self._written += text

    def refused(self, index: int, reason: str) -> None:
        self._hidden(index)
        self.reasons[index] = reason

    def decision(self, asked: Decision, offer: Offer) -> Decision:
        for index in range(len(self._since)):
            self._hidden(index)
        return replace(
            asked,
            candidates=tuple(self._record(i, a) for i, a in enumerate(offer.alternatives)),
            final=self._written,
            closed_at=self._clock.now(),
        )

    def _hidden(self, index: int) -> None:
        since = self._since[index]
        if since is not None:
            self._seconds[index] += self._clock.monotonic() - since
            self._since[index] = None

    def _record(self, index: int, alternative: Alternative) -> CandidateRecord:
        return CandidateRecord(
            position=index,
            raw=alternative.raw,
            text=alternative.text,
            outcome=self._outcome(index, alternative),
            finish=alternative.finish or "cancelled",
            tokens=alternative.tokens,
            logprob=alternative.logprob,
            seconds=alternative.seconds,
            held=alternative.held,
            shown_at=self._first[index],
            shown_seconds=self._seconds[index],
            taken=self._taken[index],
            reason=self.reasons.get(index, ""),
            bans=alternative.bans,
        )

    def _outcome(self, index: int, alternative: Alternative) -> Outcome:
        taken = self._taken[index]
        if taken:
            if taken.strip() == alternative.text.strip():
                return Outcome.ACCEPTED
            return Outcome.PARTLY if taken.strip() in alternative.text else Outcome.EDITED
        if index in self.reasons:
            return Outcome.REJECTED
        if alternative.held:
            return Outcome.HELD_BACK
        if alternative.finish in (None, "cancelled"):
            return Outcome.INTERRUPTED
        return Outcome.IGNORED if self.was_shown(index) else Outcome.NEVER_SEEN
