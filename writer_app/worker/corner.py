"""Sequences lent to work that leaves no trace; a `scratch.Scratch`, and branches off it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from writer_app.worker.backend import Refused
from writer_app.worker.memory import Interrupted, Memory
from writer_app.worker.prefixes import as_tokens


class Corner:
    """One sequence; `chunk` and `room` in tokens. `lent` has all that are out, this one too."""

    def __init__(self, memory: Memory, lent: list[int], sequence: int, room: int) -> None:
        self._memory = memory
        self._lent = lent
        self._sequence = sequence
        self._held = 0
        self._epoch = memory.epoch
        self.chunk = memory.batch.capacity
        self.room = room
        self.row = memory.row

    @property
    def held(self) -> int:
        return self._held if self._epoch == self._memory.epoch else 0

    def decode(self, tokens: Sequence[int], *, every: bool) -> bool:
        return self.decode_beside([(self, tokens)], every=every)

    def decode_beside(
        self, parts: Sequence[tuple[Corner, Sequence[int]]], *, every: bool = True
    ) -> bool:
        memory = self._memory
        held = [corner.held for corner, _ in parts]
        memory.batch.clear()
        for (corner, tokens), start in zip(parts, held, strict=True):
            for position, token in enumerate(tokens, start):
                last = position == start + len(tokens) - 1
                memory.batch.add(token, position, corner._sequence, logits=every or last)
        try:
            memory.decode()
        except Interrupted:
            for (corner, _), start in zip(parts, held, strict=True):
                memory.cut(corner._sequence, start)
            return False
        for (corner, tokens), start in zip(parts, held, strict=True):
            corner._held, corner._epoch = start + len(tokens), memory.epoch
        return True

    def branch(self, length: int) -> Corner | None:
        memory = self._memory
        sequence = memory.sequence(None) if memory.rewinds else None
        if sequence is None:
            return None
        self._lent.append(sequence)
        twin = Corner(memory, self._lent, sequence, self.room)
        if 0 < length <= self.held:
            memory.copy(self._sequence, length, sequence)
            twin._held = length
        return twin

    def clear(self) -> None:
        self._memory.cut(self._sequence, 0)
        self._held = 0

    def drop(self) -> None:
        self._lent.remove(self._sequence)
        self._memory.drop(self._sequence)


@contextmanager
def lend(memory: Memory, wanted: int | None = None) -> Iterator[Corner]:
    """A sequence to measure or score in, and as many cells as are wanted. Raises Refused.

    At most half of the context's, which is also what None means: what is kept goes for them.
    """
    room = min(memory.n_ctx // 2, wanted or memory.n_ctx)
    nothing = as_tokens(())
    if not memory.make_room(None, 0, nothing, room):
        raise Refused("decode_failed", "there is no room beside other work")
    sequence = memory.sequence(None)
    if sequence is None:
        raise Refused("decode_failed", "no sequence is free")
    reservation = memory.reserve(nothing, room)
    lent = [sequence]
    try:
        yield Corner(memory, lent, sequence, room)
    finally:
        memory.release(reservation)
        for each in lent:
            memory.drop(each)
