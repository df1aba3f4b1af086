"""Tokens' bytes to text that can be shown: whole characters, and nothing that may be taken back."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a stream was: what it had given out, what it held."""

    given: int
    held: str
    logprob: float
    decoder: tuple[bytes, int]


class TextStream:
    """One candidate's text. What might become a stop string, or half a character, is held back.

    `stopped` once a stop string was met; its text and what follows are never given out.
    """

    def __init__(self, stop: Sequence[str]) -> None:
        self._stop = tuple(each for each in stop if each)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = ""
        self._logprob = 0.0
        self.given = 0
        """Code points given out so far."""
        self.stopped = False

    @property
    def length(self) -> int:
        """Code points so far, those held back included."""
        return self.given + len(self._held)

    def add(self, piece: bytes, logprob: float) -> str:
        """Take a token; returns the characters that it completed, up to a stop string."""
        self._logprob += logprob
        before = len(self._held)
        self._held += self._decoder.decode(piece)
        found = [at for at in (self._held.find(stop) for stop in self._stop) if at >= 0]
        if found:
            self.stopped = True
            self._held = self._held[: min(found)]
        return self._held[before:]

    def give(self, hold: int = 0) -> tuple[str, float] | None:
        """The text that is safe now and the logprob of all tokens since the last; or None.

        `hold`: so many code points at the end may still be taken back.
        """
        keep = hold if self.stopped else max(hold, self._undecided())
        return self._give(max(0, len(self._held) - keep))

    def flush(self) -> tuple[str, float] | None:
        """The end: all that was held; half a character is dropped."""
        return self._give(len(self._held))

    def mark(self) -> Mark:
        return Mark(self.given, self._held, self._logprob, self._decoder.getstate())

    def back_to(self, mark: Mark) -> None:
        """Forget what came after the mark. What was given out since then stays given out."""
        text = mark.held[self.given - mark.given :]
        self._logprob = mark.logprob if self.given == mark.given else 0.0
        self._held = text
        self._decoder.setstate(mark.decoder)
        self.stopped = False

    def cut(self, length: int) -> None:
        """Keep `length` code points of the whole, and none that were not yet given out beyond."""
        self._held = self._held[: max(0, length - self.given)]

    def _give(self, length: int) -> tuple[str, float] | None:
        text, self._held = self._held[:length], self._held[length:]
        if not text:
            return None
        self.given += len(text)
        logprob, self._logprob = self._logprob, 0.0
        return text, logprob

    def _undecided(self) -> int:
        """Characters at the end that may be the beginning of a stop string."""
        longest = max((len(stop) - 1 for stop in self._stop), default=0)
        for length in range(min(longest, len(self._held)), 0, -1):
            if any(stop.startswith(self._held[-length:]) for stop in self._stop):
                return length
        return 0
