"""Whether a worker that ended is started again, and when. Pure: the caller brings the time."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from writer_app.engine.outcome import Outcome

DELAYS = (0.0, 1.0, 4.0)
"""Seconds to wait before the first, second and third restart within a minute."""
WINDOW = 60.0


@dataclass(frozen=True, slots=True)
class Restart:
    """Start again with the same model after `delay` seconds."""

    delay: float


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Leave it; `reason` is a sentence for the writer."""

    reason: str


class RestartPolicy:
    """Three restarts a minute, each later than the one before."""

    def __init__(self) -> None:
        self._restarts: deque[float] = deque()

    def after(self, outcome: Outcome, while_loading: bool, now: float) -> Restart | GiveUp:
        """What to do about a worker that was not told to end. `now` in seconds, monotonic."""
        if while_loading:
            # The same file would bring it down in the same way.
            return GiveUp(f"{outcome.sentence()} It was loading the model.")
        if outcome.exit_code is None and outcome.signal is None:
            return GiveUp(outcome.sentence())
        while self._restarts and now - self._restarts[0] > WINDOW:
            self._restarts.popleft()
        if len(self._restarts) >= len(DELAYS):
            return GiveUp(f"{outcome.sentence()} It has now ended four times within a minute.")
        delay = DELAYS[len(self._restarts)]
        self._restarts.append(now)
        return Restart(delay)

    def forgive(self) -> None:
        """Forget the past: the writer asked for a fresh start."""
        self._restarts.clear()
