"""One model, asked for distributions and activations through llama.cpp's C interface."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from writer_app.worker.batch import Batch
from writer_app.worker.library import Log, load_library
from writer_app.worker.vocab import Vocab

N_CTX = 4096
N_ACTIVE = 512
"""Tokens of a text whose activations are asked for, at most: they are read at once."""
Rows = NDArray[np.float32]
"""Shape (tokens, vocabulary) or (tokens, width of the model)."""


class Model:
    """Raises RuntimeError where llama.cpp cannot."""

    def __init__(self, path: Path, threads: int = 2) -> None:
        self._library = load_library()
        self._log = Log(self._library, lambda: False)
        self._threads = threads
        self._library.llama_backend_init()
        params = self._library.llama_model_default_params()
        self._model = self._library.llama_model_load_from_file(os.fsencode(path), params)
        if not self._model:
            raise RuntimeError(self._log.errors())
        self.vocab = Vocab(self._library, self._library.llama_model_get_vocab(self._model))
        self.layers: int = self._library.llama_model_n_layer(self._model)
        self.width: int = self._library.llama_model_n_embd(self._model)
        trained: int = self._library.llama_model_n_ctx_train(self._model)
        self._n_ctx = min(N_CTX, trained)
        self._batch = Batch(self._library, self._n_ctx)
        self._context = self._new_context(self._n_ctx)
        self._active: Any = None
        self._rows = np.empty((N_ACTIVE, self.width), dtype=np.float32)
        self._found = np.zeros((self.layers, self.width), dtype=np.float32)

    def logprobs(self, before: Sequence[int], tokens: Sequence[int]) -> Rows:
        """Of every token in each place of `tokens`, which stand behind `before` (not empty)."""
        self._decode(self._context, [*before, *tokens[:-1]], len(before) - 1)
        size = self.vocab.size
        found = np.empty((len(tokens), size), dtype=np.float32)
        for row in range(len(tokens)):
            at = self._library.llama_get_logits_ith(self._context, len(before) - 1 + row)
            found[row] = np.ctypeslib.as_array(at, shape=(size,))
        return normalised(found)

    def activations(self, tokens: Sequence[int]) -> Rows:
        """The residual stream after each layer, averaged over the tokens: (layers, width).

        Without the first of them, to which models give a hundred times the usual activation: its
        share would tell a short text from a long one.
        """
        if self._active is None:
            self._active = self._new_context(min(N_ACTIVE, self._n_ctx), self._watch())
        self._rows = np.empty((len(tokens), self.width), dtype=np.float32)
        self._decode(self._active, tokens, 0)
        return self._found.copy()

    def _watch(self) -> Callable[[int | None, bool, object], bool]:
        """What llama.cpp asks of every tensor: whether it is wanted, and then whether to go on."""
        base = ctypes.CDLL(str(Path(self._library.__file__).parent / "lib" / "libggml-base.so"))
        base.ggml_get_name.restype = ctypes.c_char_p
        base.ggml_get_name.argtypes = [ctypes.c_void_p]
        base.ggml_backend_tensor_get.argtypes = [
            *(ctypes.c_void_p, ctypes.c_void_p),
            *(ctypes.c_size_t, ctypes.c_size_t),
        ]

        def seen(tensor: int | None, ask: bool, _data: object) -> bool:
            name, _, layer = base.ggml_get_name(tensor).partition(b"-")
            if name == b"l_out" and not ask:
                base.ggml_backend_tensor_get(tensor, self._rows.ctypes.data, 0, self._rows.nbytes)
                self._found[int(layer)] = self._rows[1:].mean(axis=0)
            return bool(name == b"l_out" or not ask)

        return seen

    def steer(self, vectors: Rows | None) -> None:
        """Add a vector to the residual stream after each layer but the first; None: no longer."""
        if vectors is None:
            self._library.llama_set_adapter_cvec(self._context, None, 0, self.width, -1, -1)
            return
        data = np.ascontiguousarray(vectors[1:], dtype=np.float32)
        pointer = data.ctypes.data_as(ctypes.POINTER(ctypes.c_float))
        last = self.layers - 1
        if self._library.llama_set_adapter_cvec(
            self._context, pointer, data.size, self.width, 1, last
        ):
            raise RuntimeError("llama.cpp takes no control vector for this model")

    def _new_context(
        self, n_ctx: int, seen: Callable[[int | None, bool, object], bool] | None = None
    ) -> Any:
        params = self._library.llama_context_default_params()
        params.n_ctx = params.n_batch = n_ctx
        params.n_ubatch = min(512, n_ctx)
        params.flash_attn_type = 0
        params.n_threads = params.n_threads_batch = self._threads
        if seen is not None:
            self._seen = self._library.ggml_backend_sched_eval_callback(seen)
            params.cb_eval = self._seen
        context = self._library.llama_init_from_model(self._model, params)
        if not context:
            raise RuntimeError(self._log.errors())
        return context

    def _decode(self, context: Any, tokens: Sequence[int], first: int) -> None:
        """Read these alone, with the logits from place `first` on."""
        library = self._library
        library.llama_memory_clear(library.llama_get_memory(context), True)
        self._batch.clear()
        for place, token in enumerate(tokens):
            self._batch.add(token, place, 0, logits=place >= first)
        if code := library.llama_decode(context, self._batch.native):
            raise RuntimeError(f"llama_decode returned {code}")


def normalised(rows: Rows) -> Rows:
    """Logits, or any scores, as logarithms of probabilities."""
    rows = rows - rows.max(axis=1, keepdims=True)
    return np.asarray(rows - np.log(np.exp(rows).sum(axis=1, keepdims=True)), dtype=np.float32)
