"""llama.cpp's C interface, and what it says about itself.

Only `llama_cpp.llama_cpp`, the ctypes signatures, is loaded. The package's own `__init__` would
bring the high-level class along, and with it modules that can open network connections; this
process never has so much as `socket` in it, and a test holds that.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import importlib.util
import re
import sys
from collections import deque
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

WARN, ERROR, CONTINUED = 3, 4, 5
"""ggml's log levels, as in ggml.h (the Python package has older ones)."""


def load_library() -> Any:
    """The module `llama_cpp.llama_cpp`, without its package's `__init__`."""
    if "llama_cpp" not in sys.modules:
        spec = importlib.util.find_spec("llama_cpp")
        if spec is None or spec.submodule_search_locations is None:
            raise ModuleNotFoundError("llama-cpp-python is not installed")
        package = ModuleType("llama_cpp")
        package.__path__ = list(spec.submodule_search_locations)
        package.__spec__ = spec
        sys.modules["llama_cpp"] = package
        _prefer_the_systems_cpp_library()
    return importlib.import_module("llama_cpp.llama_cpp")


def _prefer_the_systems_cpp_library() -> None:
    """A llama.cpp built for CUDA may hold pieces of the C++ library that its other parts then find.

    Seen with CUDA 13.0 and GCC 13: pieces of two versions met, and loading a vocabulary crashed.
    Loaded first and for all, the system's own is found instead.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            ctypes.CDLL("libstdc++.so.6", mode=ctypes.RTLD_GLOBAL)


def version(library: Any) -> str:
    """llama-cpp-python's version and llama.cpp's own."""
    # Read from the source: `importlib.metadata` parses mail, and with it comes `socket`.
    package = Path(library.__file__).with_name("__init__.py").read_text("utf-8")
    found = re.search(r'__version__ = "(.+?)"', package)
    own: bytes = library.llama_version()
    return f"{found[1] if found else 'unknown'} (llama.cpp {own.decode()})"


class Log:
    """Warnings and errors of llama.cpp: to stderr, the last errors kept.

    The callback lives as long as this object; without a reference to it the process dies.
    """

    def __init__(self, library: Any, silent: Callable[[], bool]) -> None:
        """While `silent` what is said is not heard: of a batch that we stopped ourselves."""
        self._silent = silent
        self._errors: deque[str] = deque(maxlen=6)
        self._level = 0
        self._callback = library.llama_log_callback(self._take)
        library.llama_log_set(self._callback, None)

    def forget(self) -> None:
        self._errors.clear()

    def errors(self) -> str:
        """The last error lines since `forget()`, joined; empty if there was none."""
        lines = (line.strip() for line in "".join(self._errors).splitlines())
        return "; ".join(line for line in lines if line)

    def _take(self, level: int, text: bytes, _data: ctypes.c_void_p) -> None:
        if self._silent():
            return
        if level != CONTINUED:
            self._level = level
        if self._level in (WARN, ERROR):
            words = text.decode("utf-8", "replace")
            sys.stderr.write(words)
            sys.stderr.flush()
            if self._level == ERROR:
                self._errors.append(words)
