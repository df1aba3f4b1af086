"""The model's vocabulary: text to tokens, tokens to bytes."""

from __future__ import annotations

import ctypes
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from writer_app.worker.sections import Sections, may_cut

BYTE_PAIRS = 2
"""`llama_vocab_type` of the tokenisers that cut a text into words first."""

TokenIds = npt.NDArray[np.int32]


class Vocab:
    """`handle` is llama.cpp's; all pieces are read at once (0.1 s for 50,000 tokens)."""

    def __init__(self, library: Any, handle: Any) -> None:
        self._library = library
        self._handle = handle
        self.size: int = library.llama_vocab_n_tokens(handle)
        self.add_bos: bool = library.llama_vocab_get_add_bos(handle)
        bos: int = library.llama_vocab_bos(handle)
        eos: int = library.llama_vocab_eos(handle)
        self.bos = bos if bos >= 0 else None
        self.eos = eos if eos >= 0 else None
        self.pieces: list[bytes] = []
        """The bytes each token stands for; empty for control tokens."""
        self.ends: npt.NDArray[np.bool_] = np.zeros(self.size, dtype=np.bool_)
        """Tokens after which nothing follows: end of text, end of turn, any control token."""
        buffer = ctypes.create_string_buffer(512)
        for token in range(self.size):
            self.pieces.append(self._piece(token, buffer))
            self.ends[token] = library.llama_vocab_is_eog(
                handle, token
            ) or library.llama_vocab_is_control(handle, token)
        self.all: TokenIds = np.arange(self.size, dtype=np.int32)
        order = sorted(range(self.size), key=self.pieces.__getitem__)
        self._sorted = [self.pieces[token] for token in order]
        self._order: TokenIds = np.array(order, dtype=np.int32)
        cuts = library.llama_vocab_type(handle) == BYTE_PAIRS
        self._sections = (
            Sections(self.tokenize) if cuts and may_cut(self.pieces, self.tokenize) else None
        )

    def document(self, text: str) -> list[int]:
        """A long text that was seen before but for some changes: as `tokenize`, and what the
        model wants at the beginning."""
        if self._sections is None:
            return self.tokenize(text, bos=True)
        tokens = self._sections.tokens(text)
        if self.add_bos and self.bos is not None:
            tokens.insert(0, self.bos)
        return tokens

    def tokenize(self, text: str, *, special: bool = False, bos: bool = False) -> list[int]:
        """`special`: control tokens spelt out in the text count as such (never for a document).

        `bos`: add what the model wants at the beginning.
        """
        data = text.encode("utf-8", "replace")
        room = len(data) + 8
        while True:
            tokens = (ctypes.c_int32 * room)()
            count: int = self._library.llama_tokenize(
                self._handle, data, len(data), tokens, room, bos, special
            )
            if count >= 0:
                found = list(tokens[:count])
                # Models that end every text with a token would end the prompt with it.
                if (
                    bos
                    and len(found) > 1
                    and found[-1] == self.eos
                    and self.pieces[found[-1]] == b""
                ):
                    found.pop()
                return found
            room = -count

    def text_of_special(self, token: int | None) -> str:
        """How a control token is spelt in a chat template."""
        if token is None:
            return ""
        spelt: bytes = self._library.llama_vocab_get_text(self._handle, token)
        return spelt.decode("utf-8", "replace")

    def beginning_with(self, prefix: bytes) -> TokenIds:
        """All tokens whose bytes begin with `prefix`, itself excluded; `prefix` not empty."""
        start = bisect_left(self._sorted, prefix)
        # No piece holds the byte 0xFF in UTF-8, but a byte token may: carry to the byte before.
        bumped = prefix.rstrip(b"\xff")
        end = len(self._sorted)
        if bumped:
            end = bisect_left(self._sorted, bumped[:-1] + bytes([bumped[-1] + 1]))
        while start < end and self._sorted[start] == prefix:
            start += 1
        return self._order[start:end]

    def spell(self, tokens: Sequence[int]) -> bytes:
        return b"".join(self.pieces[token] for token in tokens)

    def _piece(self, token: int, buffer: ctypes.Array[ctypes.c_char]) -> bytes:
        size: int = self._library.llama_token_to_piece(
            self._handle, token, buffer, len(buffer), 0, False
        )
        if size < 0:
            large = ctypes.create_string_buffer(-size)
            size = self._library.llama_token_to_piece(
                self._handle, token, large, len(large), 0, False
            )
            return large.raw[: max(0, size)]
        return buffer.raw[:size]
