"""A few models known to serve prose, from the catalog that ships with the app."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class CatalogModel:
    """`size` in bytes, about; `sha256` of the whole file; `kind` base: it continues text only."""

    name: str
    repo: str
    file: str
    size: int
    sha256: str
    licence: str
    kind: Literal["base", "instruct"]
    sentence: str


def read_catalog(path: Path) -> tuple[CatalogModel, ...]:
    """The catalog at `path`. It ships with the app, so anything wrong in it is a plain error."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(CatalogModel(**entry) for entry in table["model"])
