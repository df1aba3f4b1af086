"""What was read of a document, kept on the disk over restarts."""

from __future__ import annotations

import ctypes
import threading
from typing import Any

from writer_app.worker.memory import Memory
from writer_app.worker.prefixes import Prefix, Tokens, closest, common_length
from writer_app.worker.states import States

WORTH_RESTORING = 128
WORTH_SAVING = 256
SAVED_ENOUGH = 32
"""Tokens that may be missing from what lies on the disk."""


class Keeper:
    """`states` None: nothing is kept."""

    def __init__(self, library: Any, context: Any, memory: Memory, states: States | None) -> None:
        self._library = library
        self._context = context
        self._memory = memory
        self._states = states
        self._writer: threading.Thread | None = None

    def save(self) -> None:
        """Put the document that was read last on the disk, if that is worth it."""
        document = max(
            (prefix for prefix in self._memory.kept if prefix.keep),
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

    def restore(self, wanted: Tokens) -> None:
        """Bring back what the disk has of this prompt, if it is much more than is here."""
        if self._states is None:
            return
        _, common = closest(self._memory.kept, wanted)
        if common + WORTH_RESTORING > len(wanted):
            return
        saved = self._states.best(wanted, common + WORTH_RESTORING)
        data = saved.data() if saved is not None else None
        if saved is None or data is None or not self._memory.make_room(None, 0, saved.tokens, 0):
            return
        sequence = self._memory.sequence(None)
        if sequence is None:
            return
        raw = data.ctypes.data_as(ctypes.POINTER(ctypes.c_uint8))
        read: int = self._library.llama_state_seq_set_data(self._context, raw, len(data), sequence)
        if read != len(data):
            self._memory.drop(sequence)
            return
        self._memory.clock += 1
        self._memory.kept.append(
            Prefix(sequence, saved.tokens, self._memory.clock, saved=saved.tokens)
        )
