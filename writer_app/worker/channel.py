"""The worker's two pipes.

    editor --stdin--> reader thread --> jobs
    editor <--private copy of stdout-- send()

llama.cpp and its Python package write to file descriptor 1, and redirect it, as they please; a
line of the protocol must not meet that. So the pipe is moved to a descriptor of its own and 1 is
pointed at stderr. The reader thread sees the editor's end (EOF, even when it was killed) while
the main thread sits in a C call, and ends the process on the spot.
"""

from __future__ import annotations

import math
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from writer_app.engine.codec import Decoder, encode
from writer_app.engine.messages import Banned, CandidateDone, Command, Done, Failed, Report, Token
from writer_app.errors import ProtocolError

GAP = 0.04
"""Seconds between two pieces of what is written without an end."""


class Channel:
    """Takes over descriptors 0 and 1; make one, before anything else writes to stdout."""

    def __init__(self) -> None:
        self._in = os.dup(0)
        self._out = os.dup(1)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        os.dup2(2, 1)
        if os.name == "nt":
            import msvcrt

            msvcrt.setmode(self._in, os.O_BINARY)  # type: ignore[attr-defined,unused-ignore]
            msvcrt.setmode(self._out, os.O_BINARY)  # type: ignore[attr-defined,unused-ignore]
        self._lock = threading.Lock()
        self._gathered: list[bytes] | None = None
        self._written = -math.inf
        self._begun: set[int | None] = set()
        """Requests of which something was written and more may come."""

    def send(self, message: Report) -> None:
        """Write one message, whole; from any thread.

        Only what candidates write may wait for what follows, and not the first of it.
        """
        waits = False
        if isinstance(message, Token | Banned | CandidateDone):
            waits = message.id in self._begun
            self._begun.add(message.id)
        elif isinstance(message, Done | Failed):
            self._begun.discard(message.id)
        self.send_raw(encode(message), at_once=not waits)

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is sent meanwhile goes out in one piece, and not much oftener than eyes can follow.

        Each write wakes the editor, on a core that the model's threads are using: they wait for
        each other, and lose more than the editor takes. What is left over goes out with the next
        piece.
        """
        with self._lock:
            self._gathered = self._gathered or []
        try:
            yield
        finally:
            with self._lock:
                if time.monotonic() - self._written >= GAP:
                    gathered, self._gathered = self._gathered, None
                    self._write(b"".join(gathered or ()))

    def send_raw(self, data: bytes, *, at_once: bool = True) -> None:
        """Write these bytes; the fake backend babbles with it."""
        with self._lock:
            if self._gathered is None:
                self._write(data)
                return
            self._gathered.append(data)
            if at_once:
                self._write(b"".join(self._gathered))
                self._gathered.clear()

    def _write(self, data: bytes) -> None:
        if data:
            self._written = time.monotonic()
        rest = memoryview(data)
        while rest:
            try:
                rest = rest[os.write(self._out, rest) :]
            except OSError:
                os._exit(0)  # nobody reads us any more

    def listen(self, handle: Callable[[Command | Report], None]) -> None:
        """Read commands on a thread of their own; `handle` is called there. EOF ends it all."""
        threading.Thread(target=self._read, args=(handle,), name="stdin", daemon=True).start()

    def leave(self, code: int = 0) -> None:
        """End the process now, between two lines, whatever C code is running.

        Neither Python's nor the libraries' exit handlers run: there is nothing to save, and
        they would wait for the main thread.
        """
        with self._lock:
            os._exit(code)

    def _read(self, handle: Callable[[Command | Report], None]) -> None:
        decoder = Decoder()
        while True:
            try:
                data = os.read(self._in, 65536)
            except OSError:
                data = b""
            if not data:
                os._exit(0)  # without the lock: a writer may be stuck in a full pipe
            for message in decoder.feed(data):
                if isinstance(message, ProtocolError):
                    self.send(Failed(None, "bad_request", str(message)))
                else:
                    handle(message)
