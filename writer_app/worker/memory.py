"""llama.cpp's cache: what was read is kept, whatever it was read for, and candidates branch off.

All sequences share one pool of `n_ctx` cells. A prompt is read from where it differs from the
kept text that it agrees with for longest; a branch costs no arithmetic and no memory. The least
recently used goes first.
"""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from writer_app.worker.backend import Job, Refused, Turn
from writer_app.worker.batch import Batch
from writer_app.worker.costs import Costs
from writer_app.worker.interrupt import Interrupt
from writer_app.worker.prefixes import (
    Prefix,
    Rows,
    Tokens,
    as_tokens,
    cells,
    closest,
    common_length,
    least_wanted,
)
from writer_app.worker.states import States
from writer_app.worker.threads import Pace

MAX_CANDIDATES = 8
MAX_KEPT = 8
N_SEQUENCES = MAX_KEPT + 2 * (MAX_CANDIDATES + 1)
"""Beside what is kept, the prompt and candidates of two jobs: an interrupted and an urgent one."""
N_RECURRENT = 2 + MAX_CANDIDATES + 1
"""For models whose sequences each take memory of their own."""
LOSS = 64
"""Tokens that a prompt may cut off a kept text; if it is more, the text stays and it branches."""
AHEAD = 32
"""Tokens read at once by what nobody waits for, so that little is lost when it is interrupted."""
TOGETHER = 2
"""Tokens of a prompt that are never read by fewer: llama.cpp rounds otherwise for one alone."""
WORTH_RESTORING = 128
WORTH_SAVING = 256
SAVED_ENOUGH = 32
"""Tokens that may be missing from what lies on the disk."""
URGENT = 4
"""The largest priority of a job that somebody waits for."""

NO_ROOM, ABORTED = 1, 2
"""What `llama_decode` returns beside 0."""


class Interrupted(Exception):
    """The batch was stopped in its midst: whoever decoded it cuts its sequences back."""


class Cancelled(Exception):
    """The job was cancelled while its prompt was read; what was read is kept."""


@dataclass(frozen=True, slots=True, eq=False)
class Reservation:
    """What a job's candidates take: the text they branch from and so many cells beyond it."""

    text: Tokens
    spare: int


class Corner:
    """What `lend` gives; a `scratch.Scratch`."""

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


class Memory:
    """The context's sequences. `rewinds`: whether a sequence can be cut back (recurrent: not)."""

    def __init__(
        self,
        library: Any,
        context: Any,
        n_vocab: int,
        *,
        rewinds: bool,
        n_ubatch: int,
        interrupt: Interrupt,
        pace: Pace,
        states: States | None,
    ) -> None:
        self._library = library
        self._context = context
        self._memory = library.llama_get_memory(context)
        self._n_vocab = n_vocab
        self._n_ubatch = n_ubatch
        self._interrupt = interrupt
        self._pace = pace
        self._states = states
        self._writer: threading.Thread | None = None
        self._kept: list[Prefix] = []
        self._reserved: list[Reservation] = []
        count = N_SEQUENCES if rewinds else N_RECURRENT
        self._free = list(range(count - 1, -1, -1))
        self._clock = 0
        self.n_ctx: int = library.llama_n_ctx(context)
        self.rewinds = rewinds
        self.epoch = 0
        self.batch = Batch(library, n_ubatch)
        self.costs = Costs()
        if rewinds:
            interrupt.install(library, context)

    # Reading

    def read(
        self,
        job: Job,
        prompt: Sequence[int],
        n_rows: int,
        spare: int,
        keep: bool,
        progress: Callable[[float], None],
    ) -> Generator[Turn, None, tuple[Prefix, Rows, int]]:
        """Have the prompt in the cache and `spare` cells free for candidates.

        Returns where it is, the logits of its last `n_rows` tokens, and how many tokens were
        there already. Raises Cancelled, or Refused if llama.cpp cannot go on.
        """
        wanted = as_tokens(prompt)
        self._restore(wanted)
        reused: int | None = None
        while True:
            if job.cancelled:
                raise Cancelled
            for prefix in self._kept:
                if prefix.rows is not None and _is_read(prefix, wanted, n_rows):
                    self._touch(prefix, keep)
                    whole = len(wanted) if reused is None else reused
                    return prefix, prefix.rows[-n_rows:], whole
            found, common = closest(self._kept, wanted)
            # While it was interrupted others may have used what it had read, or thrown it away.
            place = self._place(found, common, wanted, n_rows, spare)
            if place is None:
                yield Turn.CROWDED
                continue
            self._touch(place, keep)
            reused = len(place.tokens) if reused is None else reused
            if self._read_chunk(job, place, wanted, n_rows):
                progress(len(place.tokens) / len(wanted))
                if place.rows is not None:
                    return place, place.rows, reused
            yield Turn.BATCH

    def _read_chunk(self, job: Job, prefix: Prefix, wanted: Tokens, n_rows: int) -> bool:
        """A few more tokens of the prompt; False if it was interrupted."""
        done, rest = len(prefix.tokens), len(wanted) - len(prefix.tokens)
        largest = self._n_ubatch if job.work.priority <= URGENT else min(AHEAD, self._n_ubatch)
        size = min(largest, rest)
        least = max(n_rows, TOGETHER)
        if 0 < rest - size < least:
            size = rest - least  # the rows come from one batch
        self.batch.clear()
        first_row = len(wanted) - n_rows
        for position, token in enumerate(wanted[done : done + size].tolist(), done):
            self.batch.add(token, position, prefix.sequence, logits=position >= first_row)
        try:
            self.decode()
        except Interrupted:
            self._cut(prefix, done)
            return False
        prefix.tokens = wanted[: done + size]
        if done + size == len(wanted):
            rows = [self.row(size - n_rows + j).copy() for j in range(n_rows)]
            for other in self._kept:
                other.rows = None  # the last are enough, and they are large
            prefix.rows = np.stack(rows)
        return True

    def _place(
        self, found: Prefix | None, common: int, wanted: Tokens, n_rows: int, spare: int
    ) -> Prefix | None:
        """A kept sequence that holds the beginning of the prompt and nothing else.

        None if there is no room as long as other jobs' candidates need theirs.
        """
        common = max(0, min(common, len(wanted) - max(n_rows, TOGETHER)))
        if not self._make_room(found, common, wanted, spare):
            return None
        common = min(common, len(found.tokens)) if found is not None else 0
        lost = len(found.tokens) - common if found is not None else 0
        if found is not None and common > 0 and (lost == 0 or (self.rewinds and lost <= LOSS)):
            found.rows = None
            if lost:
                self._cut(found, common)
            return found
        sequence = self._sequence(found)
        if sequence is None:
            return None
        prefix = Prefix(sequence, wanted[:0], self._clock)
        if found is not None and common > 0 and self.rewinds:
            self._library.llama_memory_seq_cp(self._memory, found.sequence, sequence, 0, common)
            prefix.tokens = wanted[:common]
        self._kept.append(prefix)
        return prefix

    # Candidates

    def reserve(self, prefix: Prefix, spare: int) -> Reservation:
        """Hold `spare` cells for candidates that branch off this prefix."""
        reservation = Reservation(prefix.tokens, spare)
        self._reserved.append(reservation)
        return reservation

    def release(self, reservation: Reservation) -> None:
        self._reserved.remove(reservation)

    def branch(self, prefix: Prefix, length: int) -> int:
        """A new sequence that holds the first `length` tokens of the prefix. Raises Refused."""
        return self.copy(prefix.sequence, length, self._sequence(prefix))

    def copy(self, source: int, length: int, target: int | None = None) -> int:
        """Have `target`, or a free sequence, hold the first `length` tokens of `source`."""
        target = self._sequence(None) if target is None else target
        if target is None:
            raise Refused("decode_failed", "no sequence is free")
        self._library.llama_memory_seq_rm(self._memory, target, -1, -1)
        end = length if self.rewinds else -1
        self._library.llama_memory_seq_cp(self._memory, source, target, 0, end)
        return target

    def cut(self, sequence: int, length: int) -> None:
        """Forget what comes after the first `length` tokens; a candidate's sequence."""
        self._library.llama_memory_seq_rm(self._memory, sequence, length, -1)

    def drop(self, sequence: int) -> None:
        """Forget a candidate's sequence whole."""
        self._library.llama_memory_seq_rm(self._memory, sequence, -1, -1)
        self._free.append(sequence)

    def adopt(self, sequence: int, tokens: Sequence[int]) -> None:
        """Keep a candidate that has ended: the writer may take it and go on from there.

        Its sequence holds just these tokens.
        """
        written = [prefix for prefix in self._kept if prefix.written]
        if len(written) >= MAX_KEPT // 2:
            self._evict(min(written, key=lambda prefix: prefix.used))
        self._clock += 1
        self._kept.append(Prefix(sequence, as_tokens(tokens), self._clock, written=True))
        self._trim()

    # Work that leaves no trace

    @contextmanager
    def lend(self) -> Iterator[Corner]:
        """A sequence to measure or score in, and half the context's cells. Raises Refused."""
        room = self.n_ctx // 2
        nothing = as_tokens(())
        if not self._make_room(None, 0, nothing, room):
            raise Refused("decode_failed", "there is no room beside other work")
        sequence = self._sequence(None)
        if sequence is None:
            raise Refused("decode_failed", "no sequence is free")
        reservation = Reservation(nothing, room)
        self._reserved.append(reservation)
        try:
            yield Corner(self, sequence, self._n_ubatch, room)
        finally:
            self._reserved.remove(reservation)
            self.drop(sequence)

    # llama.cpp

    def decode(self) -> None:
        """Decode what is in `batch`. Raises Interrupted, or Refused."""
        self._pace.look()
        started = time.perf_counter()
        code: int = self._library.llama_decode(self._context, self.batch.native)
        if code == NO_ROOM:
            # The reckoning shares more cells than llama.cpp does. What is only kept goes.
            wanted = self.batch.sequences()
            for prefix in [each for each in self._kept if each.sequence not in wanted]:
                self._evict(prefix)
            code = self._library.llama_decode(self._context, self.batch.native)
        if code == 0:
            self.costs.observe(self.batch.native.n_tokens, time.perf_counter() - started)
            return
        if code == ABORTED:
            raise Interrupted
        self.forget_all()
        raise Refused("decode_failed", f"llama_decode returned {code}")

    def row(self, index: int) -> Rows:
        """The logits of the batch's token `index`: llama.cpp's own memory, gone with the next."""
        pointer = self._library.llama_get_logits_ith(self._context, index)
        if not pointer:
            raise Refused("decode_failed", "llama.cpp gives no logits for this model")
        return np.ctypeslib.as_array(pointer, shape=(self._n_vocab,))

    def forget_all(self) -> None:
        """Everything; candidates that are not done find another `epoch` and end."""
        self.epoch += 1
        self._library.llama_memory_clear(self._memory, True)
        self._free += [prefix.sequence for prefix in self._kept]
        self._kept.clear()

    # Over restarts

    def save(self) -> None:
        """Put the document that was read last on the disk, if that is worth it."""
        document = max(
            (prefix for prefix in self._kept if prefix.keep),
            key=lambda prefix: prefix.used,
            default=None,
        )
        if self._states is None or document is None or len(document.tokens) < WORTH_SAVING:
            return
        saved = document.saved
        if saved is not None and (
            common_length(saved, document.tokens) >= len(document.tokens) - SAVED_ENOUGH
        ):
            return
        sequence = document.sequence
        size: int = self._library.llama_state_seq_get_size(self._context, sequence)
        data = (ctypes.c_uint8 * size)()
        got: int = self._library.llama_state_seq_get_data(self._context, data, size, sequence)
        if got == size:
            # Written beside the work; a worker that ends over it leaves the last one in place.
            self.finish_saving()
            args = (document.tokens, data)
            self._writer = threading.Thread(target=self._states.write, args=args, daemon=True)
            self._writer.start()
            document.saved = document.tokens

    def finish_saving(self) -> None:
        """Wait for what is being written."""
        if self._writer is not None:
            self._writer.join()
            self._writer = None

    def _restore(self, wanted: Tokens) -> None:
        """Bring back what the disk has of this prompt, if it is much more than is here."""
        if self._states is None:
            return
        _, common = closest(self._kept, wanted)
        if common + WORTH_RESTORING > len(wanted):
            return
        saved = self._states.best(wanted, common + WORTH_RESTORING)
        data = saved.data() if saved is not None else None
        if saved is None or data is None or not self._make_room(None, 0, saved.tokens, 0):
            return
        sequence = self._sequence(None)
        if sequence is None:
            return
        raw = data.ctypes.data_as(ctypes.POINTER(ctypes.c_uint8))
        read: int = self._library.llama_state_seq_set_data(self._context, raw, len(data), sequence)
        if read != len(data):
            self.drop(sequence)
            return
        self._clock += 1
        self._kept.append(Prefix(sequence, saved.tokens, self._clock, saved=saved.tokens))

    # Room

    def _touch(self, prefix: Prefix, keep: bool) -> None:
        self._clock += 1
        prefix.used = self._clock
        prefix.written = False
        prefix.keep = keep

    def _cut(self, prefix: Prefix, length: int) -> None:
        prefix.rows = None
        if length > 0 and self._library.llama_memory_seq_rm(
            self._memory, prefix.sequence, length, -1
        ):
            prefix.tokens = prefix.tokens[:length]
            return
        # What is in a recurrent sequence now is unknown: it begins anew.
        self._library.llama_memory_seq_rm(self._memory, prefix.sequence, -1, -1)
        prefix.tokens = prefix.tokens[:0]

    def _evict(self, prefix: Prefix) -> None:
        self._kept.remove(prefix)
        self.drop(prefix.sequence)

    def _trim(self) -> None:
        while len(self._kept) > MAX_KEPT:
            least = least_wanted(self._kept)
            assert least is not None
            self._evict(least)

    def _sequence(self, spared: Prefix | None) -> int | None:
        """A free sequence; something kept goes for it if need be, but not `spared`."""
        while not self._free or len(self._kept) >= (MAX_KEPT if self.rewinds else 2):
            least = least_wanted(each for each in self._kept if each is not spared)
            if least is None:
                break
            self._evict(least)
        return self._free.pop() if self._free else None

    def _make_room(self, found: Prefix | None, common: int, wanted: Tokens, spare: int) -> bool:
        """Evict until `wanted` and `spare` cells beyond it fit; False if they can't now."""
        while self._needed(wanted) + spare > self.n_ctx:
            least = least_wanted(each for each in self._kept if each is not found)
            if least is not None:
                self._evict(least)
            elif found is not None and len(found.tokens) > common:
                self._cut(found, common)
            else:
                return not self._reserved
        return True

    def _needed(self, wanted: Tokens) -> int:
        texts = [prefix.tokens for prefix in self._kept]
        texts += [reservation.text for reservation in self._reserved]
        return cells([*texts, wanted]) + sum(each.spare for each in self._reserved)


def _is_read(prefix: Prefix, wanted: Tokens, n_rows: int) -> bool:
    """The very prompt was read before, and its last logits are still there."""
    return (
        prefix.rows is not None
        and len(prefix.rows) >= n_rows
        and len(prefix.tokens) == len(wanted)
        and common_length(prefix.tokens, wanted) == len(wanted)
    )
