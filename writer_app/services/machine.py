"""What a measurement depends on beside the model: the processor, and how llama.cpp was built."""

from __future__ import annotations

import importlib.util
import os
import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

CPUINFO = Path("/proc/cpuinfo")


@cache
def machine() -> str:
    """One line that changes when what was measured may no longer hold."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{_processor()}, {cores} cores, {_llama_cpp()}"


def _processor() -> str:
    try:
        lines = CPUINFO.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    facts: dict[str, str] = {}
    for line in lines:
        key, _, value = line.partition(":")
        facts[key.strip()] = value.strip()
    name = facts.get("model name") or platform.processor() or platform.machine()
    # A virtual machine's processor may have no better name than its maker's.
    numbers = [facts.get(key, "") for key in ("cpu family", "model", "stepping")]
    return " ".join([name, *numbers]).strip()


def _llama_cpp() -> str:
    """Version and size: one build of a version computes on the GPU, another does not."""
    try:
        number = version("llama-cpp-python")
    except PackageNotFoundError:
        return "no llama.cpp"
    spec = importlib.util.find_spec("llama_cpp")
    folders = list(spec.submodule_search_locations or []) if spec else []
    size = sum(
        file.stat().st_size
        for folder in folders
        for file in (Path(folder) / "lib").glob("*")
        if file.is_file()
    )
    return f"llama-cpp-python {number} of {size} bytes"
