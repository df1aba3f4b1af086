"""Files that ship with the app: fonts, themes, samples, the catalog of models."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_INSTALLED = _PACKAGE / "_assets"
_CHECKOUT = _PACKAGE.parent


def resource(name: str) -> Path:
    """The file or folder `assets/<name>`, in a checkout or an installed wheel.

    `FileNotFoundError` when there is none: a fault of the program, not of the writer.
    """
    return _first(_INSTALLED / name, _CHECKOUT / "assets" / name)


def catalog_path() -> Path:
    """The catalog of known models."""
    return _first(_INSTALLED / "catalog.toml", _CHECKOUT / "models" / "catalog.toml")


def _first(*candidates: Path) -> Path:
    for candidate in candidates:
        if candidate.exists():
            return candidate
    raise FileNotFoundError(f"not shipped: {candidates[-1]}")
