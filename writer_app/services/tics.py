"""Measure a model's tics: have it write a sample when nothing else is asked, then count.

The openings are our own, plain and about different things, so that what comes back often is the
model's and not the subject's. Models with a chat template are asked both ways, to continue and
to write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
    "She put the letter down and went to the window. It was four o'clock, and the street was "
    "already dark. Across the road a man was taking in his shutters, and a boy held the ladder.",
    "The bus was late, and nobody at the stop seemed to mind. A woman had taken a book out of her "
    "bag. Two boys were kicking a stone about, and I ate the sandwich that was meant for noon.",
    "My father kept bees for eleven years. He never told us how he came by the first hive. On "
    "Sundays he put on his long gloves, and we had to stay in the kitchen until he was done.",
    "On Tuesday the council met to talk about the bridge. Twelve people had come to listen, most "
    "of them from the east side. The engineer had a map with him and nowhere to hang it up.",
    "He had never learned to swim. There had been a river where he grew up, but it ran behind the "
    "tannery, and no child was let near it. Now his daughter stood on the jetty and called him.",
    "The shop on the corner closes in May. It has sold buttons, thread and cloth since before the "
    "war. The owner says that people mend nothing any more, and that she is too old to learn.",
    "We drove all night and reached the coast before it was light. Nobody had said a word since "
    "the last town. When my brother stopped the car we could hear the water, but not see it.",
    "There are several ways to mend a wooden boat, and most of them are wrong. People paint over "
    "what they should cut out. I was told this by a man who had looked for a leak for a month.",
    "The doctor asked him to wait outside. In the corridor there were four chairs, and a table "
    "with a plant on it. He sat down beside a man who had his hat on his knees.",
    "Nothing much grows on the north side of the hill. The soil is thin there, and the wind takes "
    "what seed there is. Even so somebody built a house on it, and for a while lived in it.",
    "They quarrelled about the dog. It was not really about the dog, but it had to be about "
    "something, and the dog was there. By supper neither of them could say how it had begun.",
    "In the second year of the drought the river stopped. At first there were pools, and children "
    "caught fish in them with their hands. Then the mud cracked, and men walked along the bed.",
    "I was asked to say a few words about my teacher, and I have put it off for a week. She would "
    "have told me to begin with what I saw. What I saw first was the chalk on her sleeve.",
    "The old man at the end of the table had not spoken yet. The others had been talking about "
    "money since the soup. He was peeling an orange so that the skin came off in one piece.",
    "Most people in the office walk to work. The car park was sold two years ago, and what it "
    "brought paid for new windows. On wet days a coat hangs over every radiator.",
    "A week after the funeral the phone rang. My mother let it ring. It was nearly always "
    "somebody who had only just heard, and she was tired of telling the story.",
)
"""Long enough for prose: after a single sentence a model trained on questions asks some."""


class TicSampling(InTurn):
    """One sample from one engine. `on_done` gets the list once; `on_failed` what went wrong."""

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
        super().__init__(engine, len(openings), on_failed)
        self._model = model
        self._on_done = on_done
        self._seed = seed
        self._openings = openings
        self._tokens = tokens
        self._pieces: list[str] = []

    def _asked(self, number: int) -> Generation:
        opening = self._openings[number]
        ready = self._engine.ready
        chat = ready is not None and ready.chat and number % 2 == 1
        turn = ChatTurn("user", f"Go on with this for a few paragraphs, in prose.\n\n{opening}")
        return Generation(
            prompt=(turn,) if chat else opening,
            n=SIDE_BY_SIDE,
            max_tokens=self._tokens,
            sampling=Sampling(temperature=1.0, min_p=0.05),
            seed=self._seed + number * SIDE_BY_SIDE,
            priority=PRIORITY,
        )

    def _answered(self, number: int, texts: list[str]) -> None:
        self._pieces.append(one_piece(texts))
        if self.over:
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


def one_piece(texts: Iterable[str]) -> str:
    """What was written to one opening, since all of it is about the same: each sentence once,
    however often a model that goes round in circles says it, and none that the limit cut off."""
    said: dict[str, None] = {}
    for text in texts:
        spans = sentences(text)
        for span in spans[:-1] if len(spans) > 1 else spans:
            said.setdefault(span.of(text))
    return "\n\n".join(said)
