"""Have a model make plain drafts of the writer's passages when nothing else is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from writer_app.engine.messages import Failed
from writer_app.engine.ports import Engine
from writer_app.engine.work import Generation
from writer_app.prompts import plain
from writer_app.services.in_turn import PRIORITY, InTurn
from writer_app.voice.clean import clean
from writer_app.voice.pairs import Pair, similarity, teaches

A_DRAFTER = 1_000_000_000
"""Parameters from which a model is asked for drafts. What smaller ones make was not tried.

Shown such pairs, a model of 1.5 billion gave back the draft as it stood in 7 candidates of 12 (four
passages of three novelists), and was no nearer to them than asked in turns. Larger ones were not
tried.
"""


class Drafting(InTurn):
    """Drafts of `passages`, one after the other, in the engine's idle time.

    `made(passage, draft)` gets each as it comes, None where none of them teaches anything;
    `failed` what went wrong.
    """

    def __init__(
        self,
        engine: Engine,
        passages: Sequence[str],
        made: Callable[[str, str | None], None],
        failed: Callable[[Failed], None],
        *,
        seed: int = 1,
    ) -> None:
        super().__init__(engine, len(passages), failed)
        self._passages = passages
        self._made = made
        self._seed = seed

    def _asked(self, number: int) -> Generation:
        ready = self._engine.ready
        return plain.plain_generation(
            self._passages[number],
            chat=ready is not None and ready.chat,
            seed=self._seed + number * plain.N,
            priority=PRIORITY,
        )

    def _answered(self, number: int, texts: list[str]) -> None:
        passage = self._passages[number]
        self._made(passage, best_draft(passage, (clean(text, passage) for text in texts)))


def best_draft(passage: str, drafts: Iterable[str]) -> str | None:
    """The one of which most can be learned: least like the passage, and yet the same."""
    good = [draft for draft in drafts if teaches(Pair(draft, passage))]
    return min(good, key=lambda draft: similarity(draft, passage), default=None)
