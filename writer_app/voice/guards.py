"""What must hold before a candidate is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from writer_app.voice.limits import Limits


@dataclass(frozen=True, slots=True)
class Violation:
    """`code` is short and stable, for the ledger; `sentence` is for the writer."""

    code: str
    sentence: str


def check(
    source: str, candidate: str, limits: Limits, *, samples: Sequence[str] = ()
) -> tuple[Violation, ...]:
    raise NotImplementedError
