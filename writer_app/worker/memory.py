"""llama.cpp's cache: what each purpose has read is kept, and candidates branch off it.

    sequence 0, 1      the prompts last read for the slots "document" and "rewrite"
    sequence 2 ...     the candidates of the running generation

All share one pool of `n_ctx` cells. A new prompt re-reads only from where it differs from what
its slot holds; a branch costs no arithmetic and no memory.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from writer_app.worker.backend import Refused
from writer_app.worker.batch import Batch

SLOTS = {"document": 0, "rewrite": 1}
MAX_CANDIDATES = 8
N_SEQUENCES = len(SLOTS) + MAX_CANDIDATES
CHUNK = 128
"""Tokens of a prompt read between two signs of life."""

NO_ROOM, ABORTED = 1, 2
"""What `llama_decode` returns beside 0."""


class Cancelled(Exception):
    """The job was cancelled while its prompt was read; what was read is kept."""


class Memory:
    """The context's sequences. `rewinds`: whether a sequence can be cut back (recurrent: not)."""

    def __init__(self, library: Any, context: Any, n_vocab: int, *, rewinds: bool) -> None:
        self._library = library
        self._context = context
        self._memory = library.llama_get_memory(context)
        self._n_vocab = n_vocab
        self._kept: dict[int, list[int]] = {sequence: [] for sequence in SLOTS.values()}
        self._cancelled: Callable[[], bool] = lambda: False
        self._abort = library.ggml_abort_callback(lambda _data: self._cancelled())
        self._never = library.ggml_abort_callback()
        self.n_ctx: int = library.llama_n_ctx(context)
        self.rewinds = rewinds
        self.batch = Batch(library, CHUNK)

    def read(
        self,
        slot: str,
        prompt: Sequence[int],
        n_rows: int,
        spare: int,
        cancelled: Callable[[], bool],
        progress: Callable[[float], None],
    ) -> tuple[npt.NDArray[np.float32], int]:
        """Bring the slot's sequence to `prompt` and leave `spare` cells free for candidates.

        Returns the logits of the last `n_rows` tokens (rows copied) and how many tokens were
        there already. Raises Cancelled, or Refused if llama.cpp cannot go on.
        """
        sequence = SLOTS[slot]
        done = reused = self._rewind(sequence, prompt, len(prompt) - n_rows)
        self._make_room(sequence, len(prompt) + spare)
        self._cancelled = cancelled
        # Asked from Python at each node of the graph: worth it for a chunk, not for a token.
        self._library.llama_set_abort_callback(self._context, self._abort, None)
        try:
            while done < len(prompt):
                if cancelled():
                    raise Cancelled
                size = min(CHUNK, len(prompt) - done)
                if 0 < len(prompt) - done - size < n_rows:
                    size = len(prompt) - done - n_rows  # the rows come from one batch
                self._read_chunk(sequence, prompt, done, size, n_rows)
                done += size
                self._kept[sequence] = list(prompt[:done])
                progress(done / len(prompt))
        finally:
            self._library.llama_set_abort_callback(self._context, self._never, None)
        count = self.batch.native.n_tokens
        rows = np.stack([self.row(count - n_rows + j).copy() for j in range(n_rows)])
        return rows, reused

    def branch(self, slot: str, candidate: int, length: int) -> int:
        """The candidate's sequence, holding the first `length` tokens of the slot's."""
        sequence = len(SLOTS) + candidate
        end = length if self.rewinds else -1
        self._library.llama_memory_seq_cp(self._memory, SLOTS[slot], sequence, -1, end)
        return sequence

    def decode(self) -> None:
        """Decode what is in `batch`. Raises Refused."""
        code: int = self._library.llama_decode(self._context, self.batch.native)
        if code != 0:
            self.forget_all()
            raise Refused("decode_failed", f"llama_decode returned {code}")

    def row(self, index: int) -> npt.NDArray[np.float32]:
        """The logits of the batch's token `index`: llama.cpp's own memory, gone with the next."""
        pointer = self._library.llama_get_logits_ith(self._context, index)
        if not pointer:
            raise Refused("decode_failed", "llama.cpp gives no logits for this model")
        return np.ctypeslib.as_array(pointer, shape=(self._n_vocab,))

    def drop(self, sequence: int) -> None:
        """Forget one sequence whole."""
        self._library.llama_memory_seq_rm(self._memory, sequence, -1, -1)
        if sequence in self._kept:
            self._kept[sequence] = []

    def forget_all(self) -> None:
        self._library.llama_memory_clear(self._memory, True)
        for sequence in self._kept:
            self._kept[sequence] = []

    def _rewind(self, sequence: int, prompt: Sequence[int], at_most: int) -> int:
        """Cut the sequence back to what it has in common with the prompt; how long that is."""
        kept = self._kept[sequence]
        common = 0
        for common, (old, new) in enumerate(zip(kept, prompt, strict=False)):  # noqa: B007
            if old != new:
                break
        else:
            common = min(len(kept), len(prompt))
        common = min(common, at_most)
        if common == len(kept):
            return common
        if (
            self.rewinds
            and common > 0
            and self._library.llama_memory_seq_rm(self._memory, sequence, common, -1)
        ):
            self._kept[sequence] = kept[:common]
            return common
        self.drop(sequence)
        return 0

    def _make_room(self, sequence: int, cells: int) -> None:
        for other, kept in self._kept.items():
            if other != sequence and kept and len(kept) + cells > self.n_ctx:
                self.drop(other)

    def _read_chunk(
        self, sequence: int, prompt: Sequence[int], start: int, size: int, n_rows: int
    ) -> None:
        self.batch.clear()
        first_row = len(prompt) - n_rows
        for position in range(start, start + size):
            self.batch.add(prompt[position], position, sequence, logits=position >= first_row)
        code: int = self._library.llama_decode(self._context, self.batch.native)
        if code == 0:
            return
        # The part of the chunk that was read is unknown: back to where the chunk began.
        if code == ABORTED or self._cancelled():
            if not (
                self.rewinds
                and start > 0
                and self._library.llama_memory_seq_rm(self._memory, sequence, start, -1)
            ):
                self.drop(sequence)
            raise Cancelled
        self.forget_all()
        raise Refused("decode_failed", f"llama_decode returned {code}")
