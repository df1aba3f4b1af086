"""A flag that stops llama.cpp in the midst of a batch, raised from another thread.

llama.cpp asks a callback before each node of its graph, some hundred times for a token. Were it
written in Python, each question would wait for the interpreter's lock. `atoi` of the C library
reads a string and says its number, so it serves as one that looks at a byte and needs no lock.
"""

from __future__ import annotations

import ctypes
import os
from typing import Any


class Interrupt:
    """Raised and lowered by the loop; read by llama.cpp."""

    def __init__(self) -> None:
        self._flag = ctypes.create_string_buffer(b"0")
        self._libc = ctypes.cdll.msvcrt if os.name == "nt" else ctypes.CDLL(None)

    @property
    def is_up(self) -> bool:
        return self._flag.value == b"1"

    def up(self) -> None:
        self._flag[0] = b"1"

    def down(self) -> None:
        self._flag[0] = b"0"

    def install(self, library: Any, context: Any) -> None:
        """From now on a decode of this context ends with 2 once the flag is up."""
        question = ctypes.cast(self._libc.atoi, library.ggml_abort_callback)
        library.llama_set_abort_callback(context, question, ctypes.addressof(self._flag))

    def remove(self, library: Any, context: Any) -> None:
        library.llama_set_abort_callback(context, library.ggml_abort_callback(), None)
