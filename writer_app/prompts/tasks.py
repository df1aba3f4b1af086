"""What a passage can be rewritten for, and the prompt for each."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from writer_app.engine.messages import Generation


class Task(StrEnum):
    TIGHTEN = "tighten"
    FIX = "fix"  # grammar and spelling only
    VOICE = "voice"  # in the writer's own voice
    CUSTOM = "custom"  # the writer's own instruction


def rewrite_generation(
    task: Task,
    passage: str,
    *,
    instruction: str = "",
    before: str = "",
    after: str = "",
    samples: Sequence[str] = (),
    chat: bool,
    n: int,
    seed: int,
) -> Generation:
    raise NotImplementedError
