"""Measure a model's tics: have it write a sample when nothing else is asked, then count.

The openings are our own, plain and about different things, so that what comes back often is the
model's and not the subject's. Models with a chat template are asked both ways, to continue and
to write.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from writer_app.engine.messages import Failed
from writer_app.engine.ports import Engine
from writer_app.engine.work import ChatTurn, Generation, Sampling
from writer_app.services.in_turn import PRIORITY, InTurn
from writer_app.services.tic_lists import TicList
from writer_app.text.segments import sentences
from writer_app.voice.tics import measured_tics

SIDE_BY_SIDE, TOKENS = 4, 160
OPENINGS = (
    "She put the letter down and went to the window.",
    "The bus was late, and nobody at the stop seemed to mind.",
    "My father kept bees for eleven years.",
    "On Tuesday the council met to talk about the bridge.",
    "He had never learned to swim.",
    "The shop on the corner closes in May.",
    "We drove all night and reached the coast before it was light.",
    "There are three ways to repair a wooden boat.",
    "The doctor asked him to wait outside.",
    "Nothing much grows on the north side of the hill.",
    "They quarrelled about the dog.",
    "In the second year of the drought the river stopped.",
    "I was asked to say a few words about my teacher.",
    "The old man at the end of the table had not spoken yet.",
    "Most people in the office walk to work.",
    "A week after the funeral the phone rang.",
)


class TicSampling:
    """One sample from one engine. `on_done` gets the list once; `on_failed` what went wrong.

    `stop` ends it within a batch, and neither is called; `start` goes on with the piece that was
    being written.
    """

    def __init__(
        self,
        engine: Engine,
        model: str,
        on_done: Callable[[TicList], None],
        on_failed: Callable[[Failed], None],
        *,
        seed: int = 1,
        openings: tuple[str, ...] = OPENINGS,
        tokens: int = TOKENS,
    ) -> None:
        self._engine = engine
        self._model = model
        self._on_done = on_done
        self._seed = seed
        self._openings = openings
        self._tokens = tokens
        self._pieces: list[str] = []
        self._turns = InTurn(engine, len(openings), self._work, self._written, on_failed)

    @property
    def fraction(self) -> float:
        """How much of it is written."""
        return self._turns.fraction

    def start(self) -> None:
        """Ask for the next piece; those after it follow of themselves."""
        self._turns.start()

    def stop(self) -> None:
        """The engine is wanted for something else."""
        self._turns.stop()

    def _work(self, number: int) -> Generation:
        opening = self._openings[number]
        ready = self._engine.ready
        chat = ready is not None and ready.chat and number % 2 == 1
        turn = ChatTurn("user", f"Write a few paragraphs of a story or an essay.\n\n{opening}")
        return Generation(
            prompt=(turn,) if chat else opening,
            n=SIDE_BY_SIDE,
            max_tokens=self._tokens,
            sampling=Sampling(temperature=1.0, min_p=0.05),
            seed=self._seed + number * SIDE_BY_SIDE,
            priority=PRIORITY,
        )

    def _written(self, number: int, texts: list[str]) -> None:
        # What was written to one opening is one piece: its candidates are about the same.
        self._pieces.append("\n\n".join(_whole(text) for text in texts))
        if self._turns.over:
            self._on_done(tic_list(self._model, self._pieces))


def tic_list(model: str, sample: list[str]) -> TicList:
    """What the pieces of a sample say of the model that wrote them."""
    return TicList(
        model=model,
        day=date.today().isoformat(),
        sentences=sum(len(sentences(piece)) for piece in sample),
        tics=measured_tics(sample),
    )


def again(old: TicList, new: TicList) -> TicList:
    """The new measurement, with what the writer had put into the old list."""
    return replace(new, never=old.never, allowed=old.allowed)


def _whole(text: str) -> str:
    """Without the sentence that the limit cut off, if there is another."""
    spans = sentences(text)
    return text[: spans[-2].end] if len(spans) > 1 else text
