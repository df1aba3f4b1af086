"""A sequence lent to work that leaves no trace; a `scratch.Scratch`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from writer_app.worker.backend import Refused
from writer_app.worker.memory import Interrupted, Memory
from writer_app.worker.prefixes import as_tokens


class Corner:
    """`sequence` is its own; `chunk` and `room` in tokens."""

    def __init__(self, memory: Memory, sequence: int, chunk: int, room: int) -> None:
        self._memory = memory
        self._sequence = sequence
        self._held = 0
        self._epoch = memory.epoch
        self.chunk = chunk
        self.room = room
        self.row = memory.row

    @property
    def held(self) -> int:
        return self._held if self._epoch == self._memory.epoch else 0

    def decode(self, tokens: Sequence[int], *, every: bool) -> bool:
        memory, start = self._memory, self.held
        memory.batch.clear()
        for position, token in enumerate(tokens, start):
            last = position == start + len(tokens) - 1
            memory.batch.add(token, position, self._sequence, logits=every or last)
        try:
            memory.decode()
        except Interrupted:
            memory.cut(self._sequence, start)
            return False
        self._held, self._epoch = start + len(tokens), memory.epoch
        return True

    def clear(self) -> None:
        self._memory.cut(self._sequence, 0)
        self._held = 0


@contextmanager
def lend(memory: Memory) -> Iterator[Corner]:
    """A sequence to measure or score in, and half the context's cells. Raises Refused."""
    room = memory.n_ctx // 2
    nothing = as_tokens(())
    if not memory.make_room(None, 0, nothing, room):
        raise Refused("decode_failed", "there is no room beside other work")
    sequence = memory.sequence(None)
    if sequence is None:
        raise Refused("decode_failed", "no sequence is free")
    reservation = memory.reserve(nothing, room)
    try:
        yield Corner(memory, sequence, memory.batch.capacity, room)
    finally:
        memory.release(reservation)
        memory.drop(sequence)
