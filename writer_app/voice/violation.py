"""Why a candidate is not shown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Violation:
    """`code` is short and stable, for the ledger; `sentence` is for the writer."""

    code: str
    sentence: str
