"""A prompt into the cache, chunk by chunk, from where it differs from what is there."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence

import numpy as np

from writer_app.worker.backend import Job, Turn
from writer_app.worker.keeping import Keeper
from writer_app.worker.memory import Interrupted, Memory
from writer_app.worker.prefixes import Prefix, Rows, Tokens, as_tokens, closest, common_length

LOSS = 64
"""Tokens that a prompt may cut off a kept text; if it is more, the text stays and it branches."""
EDITED = 7 / 8
"""A prompt that agrees with a kept text for this share of itself and then differs is that text,
edited: what came after holds no longer, and its cells would make every step slower."""
AHEAD = (32, 16, 8, 4)
"""Tokens read at once by what nobody waits for: as many as `PATIENCE` seconds allow, for what is
interrupted is lost."""
PATIENCE = 0.1
TOGETHER = 2
"""Tokens of a prompt that are never read by fewer: llama.cpp rounds otherwise for one alone."""
URGENT = 4
"""The largest priority of a job that somebody waits for."""


class Cancelled(Exception):
    """The job was cancelled while its prompt was read; what was read is kept."""


class Reader:
    """Reads for every job, a batch at once where somebody waits for it."""

    def __init__(self, memory: Memory, keeper: Keeper) -> None:
        self._memory = memory
        self._keeper = keeper

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
        self._keeper.restore(wanted)
        reused: int | None = None
        while True:
            if job.cancelled:
                raise Cancelled
            for prefix in self._memory.kept:
                if prefix.rows is not None and _is_read(prefix, wanted, n_rows):
                    self._memory.touch(prefix, keep)
                    whole = len(wanted) if reused is None else reused
                    return prefix, prefix.rows[-n_rows:], whole
            found, common = closest(self._memory.kept, wanted)
            # While it was interrupted others may have used what it had read, or thrown it away.
            place = self._place(found, common, wanted, n_rows, spare)
            if place is None:
                yield Turn.CROWDED
                continue
            self._memory.touch(place, keep)
            reused = len(place.tokens) if reused is None else reused
            if self._read_chunk(job, place, wanted, n_rows):
                progress(len(place.tokens) / len(wanted))
                if place.rows is not None:
                    return place, place.rows, reused
            yield Turn.BATCH

    def _read_chunk(self, job: Job, prefix: Prefix, wanted: Tokens, n_rows: int) -> bool:
        """A few more tokens of the prompt; False if it was interrupted."""
        done, rest = len(prefix.tokens), len(wanted) - len(prefix.tokens)
        largest = self._memory.batch.capacity
        if job.work.priority > URGENT:
            quick = (size for size in AHEAD if self._memory.costs.of(size) <= PATIENCE)
            largest = min(next(quick, AHEAD[-1]), largest)
        size = min(largest, rest)
        least = max(n_rows, TOGETHER)
        if 0 < rest - size < least:
            size = rest - least  # the rows come from one batch
        self._memory.batch.clear()
        first_row = len(wanted) - n_rows
        for position, token in enumerate(wanted[done : done + size].tolist(), done):
            self._memory.batch.add(token, position, prefix.sequence, logits=position >= first_row)
        try:
            self._memory.decode()
        except Interrupted:
            self._memory.cut_prefix(prefix, done)
            return False
        prefix.tokens = wanted[: done + size]
        if done + size == len(wanted):
            rows = [self._memory.row(size - n_rows + j).copy() for j in range(n_rows)]
            for other in self._memory.kept:
                other.rows = None  # the last are enough, and they are large
            prefix.rows = np.stack(rows)
        return True

    def _place(
        self, found: Prefix | None, common: int, wanted: Tokens, n_rows: int, spare: int
    ) -> Prefix | None:
        """A kept sequence that holds the beginning of the prompt and nothing else.

        None if there is no room as long as other jobs' candidates need theirs.
        """
        edited = EDITED * len(wanted) <= common < len(wanted)
        common = max(0, min(common, len(wanted) - n_rows))
        if not self._memory.make_room(found, common, wanted, spare):
            return None
        common = min(common, len(found.tokens)) if found is not None else 0
        lost = len(found.tokens) - common if found is not None else 0
        if (
            found is not None
            and common > 0
            and (lost == 0 or (self._memory.rewinds and (lost <= LOSS or edited)))
        ):
            found.rows = None
            if lost:
                self._memory.cut_prefix(found, common)
            return found
        sequence = self._memory.sequence(found)
        if sequence is None:
            return None
        prefix = Prefix(sequence, wanted[:0], self._memory.clock)
        if found is not None and common > 0 and self._memory.rewinds:
            self._memory.copy(found.sequence, common, sequence)
            prefix.tokens = wanted[:common]
        self._memory.kept.append(prefix)
        return prefix


def _is_read(prefix: Prefix, wanted: Tokens, n_rows: int) -> bool:
    """The very prompt was read before, and its last logits are still there."""
    return (
        prefix.rows is not None
        and len(prefix.rows) >= n_rows
        and len(prefix.tokens) == len(wanted)
        and common_length(prefix.tokens, wanted) == len(wanted)
    )
