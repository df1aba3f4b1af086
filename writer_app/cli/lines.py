"""Lines of a stream, for who has something else to do until the next one comes."""

from __future__ import annotations

import contextlib
import os
import queue
import threading


class Lines:
    """Read in a thread of its own, from a file descriptor.

    Not from Python's own reader of standard input: its lock, held by a thread that waits, is
    what an interpreter that ends would stumble over.
    """

    def __init__(self, descriptor: int) -> None:
        self._lines: queue.Queue[bytes | None] = queue.Queue()
        self._held: list[bytes | None] = []
        threading.Thread(target=self._read, args=(descriptor,), daemon=True).start()

    def wait(self, seconds: float) -> bool:
        """Whether `next` returns at once, within `seconds` from now."""
        if not self._held:
            with contextlib.suppress(queue.Empty):
                self._held.append(self._lines.get(timeout=seconds))
        return bool(self._held)

    def next(self) -> bytes | None:
        """The next line without its end; None at the end of the stream, asked once."""
        return self._held.pop() if self._held else self._lines.get()

    def _read(self, descriptor: int) -> None:
        begun: list[bytes] = []
        try:
            while data := os.read(descriptor, 65536):
                first, *more = data.split(b"\n")
                begun.append(first)
                for following in more:
                    self._lines.put(b"".join(begun))
                    begun = [following]
        except OSError:
            pass  # a terminal that is gone ends the input, too
        if last := b"".join(begun):
            self._lines.put(last)
        self._lines.put(None)
