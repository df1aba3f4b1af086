"""A rewrite over a scripted engine."""

from __future__ import annotations

from tests.unit.scripted_engine import (
    DOCUMENT,
    HandClock,
    Kept,
    ScriptedEngine,
    used,
)
from writer_app.services.rewrite import Passage, Rewrite, RewriteState, Task

TEXT = (
    "It was really very cold in the kitchen that morning. Anna took the old kettle from the "
    "shelf in order to fill it."
)
GOOD = TEXT.replace("really very ", "")
ALSO = TEXT.replace("in order to", "to")
THIRD = GOOD.replace("in order to", "to")
RUBBISH = "The dragon circled the burning castle twice and then flew off over the mountains."
PASSAGE = Passage(TEXT, 40, "Before. ", " After.", DOCUMENT, 3)


class Desk:
    def __init__(self, *, chat: bool = True) -> None:
        self.engine = ScriptedEngine(chat=chat)
        self.kept = Kept()
        self.states: list[RewriteState] = []
        self.hand = HandClock()
        self.rewrite = Rewrite(self.engine, self.kept, used, self.states.append, self.hand.clock)

    def start(self, task: Task = Task.TIGHTEN, instruction: str = "") -> None:
        self.rewrite.start(PASSAGE, task, instruction, seed=11)

    @property
    def state(self) -> RewriteState:
        return self.states[-1]
