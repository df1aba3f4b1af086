"""How a worker's process ended, as a value that can say so."""

from __future__ import annotations

import signal as signals
from dataclasses import dataclass

STDERR_TAIL = 8 * 1024
"""Bytes of a worker's last words that are kept."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Exit code or signal, one of them None; both None when the process never started.

    `hung`: we ended it, because it was busy and silent for too long.
    """

    exit_code: int | None
    signal: int | None
    stderr_tail: str = ""
    hung: bool = False

    @classmethod
    def of_returncode(cls, code: int | None, stderr_tail: str = "", hung: bool = False) -> Outcome:
        """From `subprocess`, which gives a signal as a negative number."""
        if code is not None and code < 0:
            return cls(None, -code, stderr_tail, hung)
        return cls(code, None, stderr_tail, hung)

    @property
    def last_words(self) -> str:
        """The last line on stderr, for the curious; empty if there was none."""
        lines = [line.strip() for line in self.stderr_tail.splitlines() if line.strip()]
        return lines[-1] if lines else ""

    def sentence(self) -> str:
        """What happened, for the writer."""
        if self.hung:
            return "The model's process gave no sign of life for half a minute and was ended."
        if self.exit_code is None and self.signal is None:
            return "The model's process could not be started."
        if self.signal == getattr(signals, "SIGKILL", 9):
            return "The model's process was killed, most likely for lack of memory."
        if self.signal == getattr(signals, "SIGILL", 4):
            return "The model's process uses an instruction that this processor does not have."
        if self.signal in (getattr(signals, "SIGTERM", 15), getattr(signals, "SIGINT", 2)):
            return "The model's process was told to end by another program."
        # Windows gives 3 for abort() and an NTSTATUS above 0xC0000000 for a crash.
        if self.signal is not None or self.exit_code == 3 or (self.exit_code or 0) >= 0xC0000000:
            return "The model's process crashed inside llama.cpp."
        if self.exit_code == 0:
            return "The model's process closed."
        return f"The model's process ended with an error (exit code {self.exit_code})."
