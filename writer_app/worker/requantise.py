"""A model's weights in another number format, by llama.cpp's own function."""

from __future__ import annotations

import ctypes
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from writer_app.engine.work import Requantisation
from writer_app.worker.backend import Refused

LAYOUTS = {
    "Q4_0": 2,
    "Q4_1": 3,
    "Q8_0": 7,
    "Q4_K_S": 14,
    "Q4_K_M": 15,
    "Q5_K_M": 17,
    "Q6_K": 18,
    "IQ4_NL": 25,
}
"""llama.cpp's names and numbers (`llama_ftype`) of formats that need no further data."""


def requantise(
    library: Any,
    work: Requantisation,
    threads: int,
    errors: Callable[[], str],
    progress: Callable[[float], None],
) -> tuple[int, float]:
    """Bytes of the new file, seconds it took. Raises Refused with llama.cpp's own words.

    Blocks until it is done; `progress` is told every second, on another thread. The target is
    replaced by a whole file or not at all. A process that is killed over it leaves `target` with
    ".part" after its name.
    """
    started = time.perf_counter()
    target = Path(work.target)
    part = target.with_name(f"{target.name}.part")
    try:
        with _signs_of_life(part, Path(work.source).stat().st_size, progress):
            _quantise(library, work, part, threads, errors)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(target)
        return target.stat().st_size, time.perf_counter() - started
    except OSError as error:
        raise Refused("requantise_failed", str(error)) from error
    finally:
        part.unlink(missing_ok=True)


def _quantise(
    library: Any, work: Requantisation, part: Path, threads: int, errors: Callable[[], str]
) -> None:
    if work.layout not in LAYOUTS:
        raise Refused("requantise_failed", f"there is no layout {work.layout}")
    params = library.llama_model_quantize_default_params()
    params.nthread = threads
    params.ftype = LAYOUTS[work.layout]
    params.allow_requantize = True
    source, target = os.fsencode(work.source), os.fsencode(part)
    if library.llama_model_quantize(source, target, ctypes.byref(params)) != 0:
        raise Refused("requantise_failed", errors() or "llama.cpp could not write the file")


@contextmanager
def _signs_of_life(part: Path, expected: int, progress: Callable[[float], None]) -> Iterator[None]:
    """Says every second how much is written: whoever is silent for long counts as hung."""
    over = threading.Event()

    def tell() -> None:
        while not over.wait(1.0):
            with suppress(OSError):
                progress(min(0.99, part.stat().st_size / max(1, expected)))

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        over.set()
        teller.join()
