"""An engine that says what a test tells it: a real implementation of the port, without a model."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from writer_app.engine.messages import (
    Banned,
    CandidateDone,
    Done,
    Failed,
    FailureCode,
    Finish,
    Guessed,
    Progress,
    Ready,
    Reply,
    Scored,
    TextScore,
    Token,
    WordGuess,
)
from writer_app.engine.work import Generation, Guessing, Scoring, Work
from writer_app.ledger.records import Decision, DocumentRef, ModelUsed
from writer_app.services.clock import Clock

DOCUMENT = DocumentRef("novel", "/home/w/novel.md")
MODEL = ModelUsed("ab" * 32, "starter.gguf")


def used() -> ModelUsed:
    return MODEL


def worth(text: str, table: Mapping[str, float] | None = None) -> TextScore:
    """A score by words, marks included: those of the table as it says, any other -3."""
    spans = [(found[0], found.end()) for found in re.finditer(r"\S+", text)]
    logprobs = tuple((table or {}).get(word, -3.0) for word, _ in spans)
    return TextScore(sum(logprobs), len(spans), tuple(end for _, end in spans), logprobs)


class ScriptedEngine:
    """Requests wait in `asked` until the test answers them, in any order.

    What is to be scored is answered when the test first looks, by `scores`: a text is worth
    nothing at all unless a test says otherwise, so that no edit can be weighed.
    """

    def __init__(self, *, chat: bool = True) -> None:
        self.ready: Ready | None = Ready(
            "m.gguf", "m", 2048, 2048, 100, 1_500_000_000, 1, 1, chat, 0, 0.1
        )
        self.scores: Callable[[str], TextScore] = lambda text: TextScore(0.0, 0)
        self.scored: list[Scoring] = []
        self._waiting: list[tuple[Scoring, Callable[[Reply], None]]] = []
        self._asked: dict[int, Generation] = {}
        self.guessings: dict[int, Guessing] = {}
        self.cancelled: list[int] = []
        self.cancelled_singly: list[tuple[int, int]] = []
        self._requests: list[int] = []
        self._replies: dict[int, Callable[[Reply], None]] = {}

    def submit(self, work: Work, reply: Callable[[Reply], None]) -> int:
        if isinstance(work, Scoring):
            self.scored.append(work)
            self._waiting.append((work, reply))
            return 0
        request_id = len(self._requests) + 1
        self._requests.append(request_id)
        if isinstance(work, Guessing):
            self.guessings[request_id] = work
        else:
            assert isinstance(work, Generation)
            self._asked[request_id] = work
        self._replies[request_id] = reply
        return request_id

    @property
    def asked(self) -> dict[int, Generation]:
        """What is to be written, by the number of the request."""
        self.weigh()
        return self._asked

    def weigh(self) -> None:
        """Answer what is to be scored."""
        while self._waiting:
            work, reply = self._waiting.pop(0)
            reply(Scored(0, tuple(self.scores(text) for text in work.texts)))

    def cancel(self, request_id: int, candidate: int | None = None) -> None:
        self.weigh()
        if request_id not in self._replies:
            return
        if candidate is None:
            self.cancelled.append(request_id)
        else:
            self.cancelled_singly.append((request_id, candidate))

    @property
    def last(self) -> int:
        self.weigh()
        return max(self._requests)

    def read(self, fraction: float) -> None:
        self._replies[self.last](Progress(self.last, "prompt", fraction))

    def write(self, candidate: int, text: str, logprob: float = -0.5) -> None:
        """Stream `text` in pieces of a word each."""
        for piece in _pieces(text):
            self._replies[self.last](Token(self.last, candidate, piece, logprob))

    def take_back(self, candidate: int, offset: int) -> None:
        """A phrase that would have begun at `offset` was taken back."""
        told = Banned(self.last, candidate, "a testament", offset, " a", " the", (" the", " one"))
        self._replies[self.last](told)

    def end(self, candidate: int, finish: Finish = "stop", tokens: int = 9) -> None:
        self._replies[self.last](CandidateDone(self.last, candidate, finish, tokens))

    def done(self, request_id: int | None = None) -> None:
        """As the worker does: a cancelled request ends its open candidates by a `Done` alone."""
        request_id = request_id or self.last
        finish = "cancelled" if request_id in self.cancelled else "done"
        self._replies.pop(request_id)(
            Done(request_id, finish, 10, 0, 0.1, 0.1)  # type: ignore[arg-type]
        )

    def guess(self, **words: float) -> None:
        """Each word with its probability, spaces before all of them."""
        guesses = tuple(WordGuess(f" {word}", math.log(p)) for word, p in words.items())
        self._replies.pop(self.last)(Guessed(self.last, guesses))

    def fail(self, code: FailureCode) -> None:
        self._replies.pop(self.last)(Failed(self.last, code, "as told"))

    def answer(self, *texts: str, finish: Finish = "stop") -> None:
        """All of one request at once."""
        for i, text in enumerate(texts):
            self.write(i, text)
            self.end(i, finish)
        self.done()


def _pieces(text: str) -> list[str]:
    pieces, word = [], ""
    for character in text:
        if character == " " and word:
            pieces.append(word)
            word = ""
        word += character
    return [*pieces, word] if word else pieces


class Kept:
    """A sink that keeps what it gets; the last of an id counts."""

    session = "sitting"

    def __init__(self) -> None:
        self.all: list[Decision] = []

    def record(self, decision: Decision) -> None:
        self.all.append(decision)

    @property
    def last(self) -> Decision:
        return self.all[-1]


class HandClock:
    """Stands still until the test moves it on."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.clock = Clock(self._now, lambda: self.seconds)

    def _now(self) -> datetime:
        return datetime(2026, 3, 1, 12, tzinfo=UTC) + timedelta(seconds=self.seconds)
