"""llama.cpp's cache: what was read is kept, whatever it was read for, and candidates branch off.

All sequences share one pool of `n_ctx` cells. A prompt is read from where it differs from the
kept text that it agrees with for longest; a branch costs no arithmetic and no memory. The least
recently used goes first.
"""

from __future__ import annotations

import ctypes
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from writer_app.worker.backend import Refused
from writer_app.worker.batch import Batch
from writer_app.worker.costs import Costs
from writer_app.worker.interrupt import Interrupt
from writer_app.worker.prefixes import (
    Prefix,
    Rows,
    Tokens,
    as_tokens,
    cells,
    least_wanted,
)
from writer_app.worker.threads import Pace

MAX_CANDIDATES = 8
MAX_KEPT = 6
MAX_WRITTEN = 3
"""Of these, texts that candidates wrote."""
BESIDE = 256
"""Cells that all kept texts but the longest may take: each makes every step a little slower,
because llama.cpp computes attention over all cells in use and masks those of other sequences. After
a rewrite beside 3,500 tokens a step of a model of 1.5 billion parameters takes 89 ms, with 512 it
took 92."""
N_SEQUENCES = MAX_KEPT + 2 * (MAX_CANDIDATES + 1)
"""Beside what is kept, the prompt and candidates of two jobs: an interrupted and an urgent one."""
N_RECURRENT = 2 + MAX_CANDIDATES + 1
"""For models whose sequences each take memory of their own."""

NO_ROOM, ABORTED = 1, 2
"""What `llama_decode` returns beside 0."""


class Interrupted(Exception):
    """The batch was stopped in its midst: whoever decoded it cuts its sequences back."""


@dataclass(frozen=True, slots=True, eq=False)
class Reservation:
    """What a job's candidates take: the text they branch from and so many cells beyond it."""

    text: Tokens
    spare: int


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
    ) -> None:
        self._library = library
        self._context = context
        self._memory = library.llama_get_memory(context)
        self._row_type = ctypes.c_float * n_vocab
        self._interrupt = interrupt
        self._pace = pace
        self.kept: list[Prefix] = []
        self._reserved: list[Reservation] = []
        count = N_SEQUENCES if rewinds else N_RECURRENT
        self._free = list(range(count - 1, -1, -1))
        self.clock = 0
        self.n_ctx: int = library.llama_n_ctx(context)
        self.rewinds = rewinds
        self.epoch = 0
        self.batch = Batch(library, n_ubatch)
        self.costs = Costs()
        if rewinds:
            interrupt.install(library, context)

    # Candidates

    def reserve(self, text: Tokens, spare: int) -> Reservation:
        """Hold `spare` cells for candidates that branch off this text."""
        reservation = Reservation(text, spare)
        self._reserved.append(reservation)
        return reservation

    def release(self, reservation: Reservation) -> None:
        self._reserved.remove(reservation)

    def branch(self, prefix: Prefix, length: int) -> int:
        """A new sequence that holds the first `length` tokens of the prefix. Raises Refused."""
        return self.copy(prefix.sequence, length, self.sequence(prefix))

    def copy(self, source: int, length: int, target: int | None = None) -> int:
        """Have `target`, or a free sequence, hold the first `length` tokens of `source`."""
        target = self.sequence(None) if target is None else target
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
        written = [prefix for prefix in self.kept if prefix.written]
        if len(written) >= MAX_WRITTEN:
            self._evict(min(written, key=lambda prefix: prefix.used))
        self.clock += 1
        self.kept.append(Prefix(sequence, as_tokens(tokens), self.clock, written=True))
        self._trim()

    def forget_written(self, chosen: Prefix) -> None:
        """What candidates wrote and `chosen` does not go on from: the writer went another way."""
        for prefix in [each for each in self.kept if each.written and each is not chosen]:
            self._evict(prefix)

    # llama.cpp

    def decode(self) -> None:
        """Decode what is in `batch`. Raises Interrupted, or Refused."""
        self._pace.before()
        started = time.perf_counter()
        code: int = self._library.llama_decode(self._context, self.batch.native)
        if code == NO_ROOM:
            # The reckoning shares more cells than llama.cpp does. What is only kept goes.
            wanted = self.batch.sequences()
            for prefix in [each for each in self.kept if each.sequence not in wanted]:
                self._evict(prefix)
            code = self._library.llama_decode(self._context, self.batch.native)
        self._pace.after()
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
        address = ctypes.cast(pointer, ctypes.c_void_p).value or 0
        row: Rows = np.frombuffer(memoryview(self._row_type.from_address(address)), np.float32)
        return row

    def forget_all(self) -> None:
        """Everything; candidates that are not done find another `epoch` and end."""
        self.epoch += 1
        self._library.llama_memory_clear(self._memory, True)
        self._free += [prefix.sequence for prefix in self.kept]
        self.kept.clear()

    # Room

    def touch(self, prefix: Prefix, keep: bool) -> None:
        self.clock += 1
        prefix.used = self.clock
        prefix.written = False
        prefix.keep = keep
        self._trim()

    def cut_prefix(self, prefix: Prefix, length: int) -> None:
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
        self.kept.remove(prefix)
        self.drop(prefix.sequence)

    def _trim(self) -> None:
        """What is kept stays within its bounds; what was wanted last stays in any case."""
        while len(self.kept) > 1:
            texts = [prefix.tokens for prefix in self.kept]
            beside = cells(texts) - max(len(text) for text in texts)
            longest = max(self.kept, key=lambda prefix: (len(prefix.tokens), prefix.used))
            latest = max(self.kept, key=lambda prefix: prefix.used)
            least = least_wanted(each for each in self.kept if each not in (longest, latest))
            if least is None or (len(self.kept) <= MAX_KEPT and beside <= BESIDE):
                return
            self._evict(least)

    def sequence(self, spared: Prefix | None) -> int | None:
        """A free sequence; something kept goes for it if need be, but not `spared`."""
        while not self._free or len(self.kept) >= (MAX_KEPT if self.rewinds else 2):
            least = least_wanted(each for each in self.kept if each is not spared)
            if least is None:
                break
            self._evict(least)
        return self._free.pop() if self._free else None

    def make_room(self, found: Prefix | None, common: int, wanted: Tokens, spare: int) -> bool:
        """Evict until `wanted` and `spare` cells beyond it fit; False if they can't now."""
        while self._needed(wanted) + spare > self.n_ctx:
            least = least_wanted(each for each in self.kept if each is not found)
            if least is not None:
                self._evict(least)
            elif found is not None and len(found.tokens) > common:
                self.cut_prefix(found, common)
            else:
                return not self._reserved
        return True

    def _needed(self, wanted: Tokens) -> int:
        texts = [prefix.tokens for prefix in self.kept]
        texts += [reservation.text for reservation in self._reserved]
        return cells([*texts, wanted]) + sum(each.spare for each in self._reserved)
