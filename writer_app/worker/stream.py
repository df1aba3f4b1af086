"""Tokens' bytes to text that can be shown: whole characters, and nothing of a stop string."""

from __future__ import annotations

import codecs
from collections.abc import Sequence


class TextStream:
    """One candidate's text. What might become a stop string, or half a character, is held back.

    `stopped` once a stop string was met; its text and what follows are never given out.
    """

    def __init__(self, stop: Sequence[str]) -> None:
        self._stop = tuple(each for each in stop if each)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = ""
        self._logprob = 0.0
        self.stopped = False

    def feed(self, piece: bytes, logprob: float) -> tuple[str, float] | None:
        """Text that is safe now, with the logprob of all tokens since the last; None for none."""
        self._logprob += logprob
        self._held += self._decoder.decode(piece)
        found = [at for at in (self._held.find(stop) for stop in self._stop) if at >= 0]
        if found:
            self.stopped = True
            return self._give(min(found))
        return self._give(len(self._held) - self._undecided())

    def flush(self) -> tuple[str, float] | None:
        """The end, without a stop string: all that was held; half a character is dropped."""
        return None if self.stopped else self._give(len(self._held))

    def _give(self, length: int) -> tuple[str, float] | None:
        text, self._held = self._held[:length], self._held[length:]
        if not text:
            return None
        logprob, self._logprob = self._logprob, 0.0
        return text, logprob

    def _undecided(self) -> int:
        """Characters at the end that may be the beginning of a stop string."""
        longest = max((len(stop) - 1 for stop in self._stop), default=0)
        for length in range(min(longest, len(self._held)), 0, -1):
            if any(stop.startswith(self._held[-length:]) for stop in self._stop):
                return length
        return 0
