"""What came back for each passage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Answer:
    """`output` is the source where nothing was good enough; `shown` are all candidates offered.

    `own` is the author's passage, `draft` its plain draft. `seconds` until the whole answer,
    `first` until the first candidate that is shown, by the product's own clock, or None.
    `held` are the reasons for which candidates were held back, one for each reason.
    """

    arm: str
    task: str
    author: str
    own: str
    draft: str
    source: str
    output: str
    shown: tuple[str, ...]
    declined: bool
    seconds: float
    first: float | None
    held: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str, str, str]:
        return self.arm, self.task, self.author, self.own

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        return cls(**{**data, "shown": tuple(data["shown"]), "held": tuple(data["held"])})
