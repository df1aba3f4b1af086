"""One generation: read the prompt once, branch, decode all candidates in one batch."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from writer_app.engine.messages import CandidateDone, Done, Finish, Progress, Token
from writer_app.worker.backend import Job
from writer_app.worker.chat import ChatTemplate
from writer_app.worker.healing import Beginning, First, logprob_of, tail_length
from writer_app.worker.memory import Cancelled, Memory
from writer_app.worker.prompt import prompt_tokens, tokens_each
from writer_app.worker.sampling import PENALTY_WINDOW, Chain, seed_of
from writer_app.worker.stream import TextStream
from writer_app.worker.vocab import Vocab


@dataclass(slots=True)
class _Candidate:
    index: int
    sequence: int
    position: int
    """Of `token`, the last one chosen, which is not decoded yet."""
    token: int
    chain: Chain
    stream: TextStream
    tokens: int = 0
    row: int = -1


class Generator:
    """What is needed to write, once a model is loaded."""

    def __init__(
        self,
        library: Any,
        context: Any,
        vocab: Vocab,
        memory: Memory,
        template: ChatTemplate | None,
    ) -> None:
        self._library = library
        self._context = context
        self._vocab = vocab
        self._memory = memory
        self._template = template

    def run(self, job: Job) -> Done:
        """Raises Refused."""
        generation = job.generation
        prompt = prompt_tokens(generation, self._vocab, self._template, self._memory.n_ctx)
        limit = tokens_each(generation, self._memory.n_ctx)
        tail = 0
        if generation.heal and isinstance(generation.prompt, str) and self._memory.rewinds:
            tail = tail_length([self._vocab.pieces[token] for token in prompt])

        started = time.perf_counter()
        try:
            rows, reused = self._memory.read(
                generation.slot,
                prompt,
                tail + 1,
                generation.n * limit,
                job.cancelled,
                lambda fraction: job.send(Progress(job.id, "prompt", fraction)),
            )
        except Cancelled:
            seconds = time.perf_counter() - started
            return Done(job.id, "cancelled", len(prompt), 0, seconds, 0.0)
        read = time.perf_counter()

        beginning = Beginning(self._vocab, prompt[len(prompt) - tail :], rows)
        finished = self._write(job, prompt, tail, self._firsts(job, beginning, prompt), limit)
        return Done(
            job.id,
            "done" if finished else "cancelled",
            len(prompt),
            reused,
            read - started,
            time.perf_counter() - read,
        )

    def _firsts(self, job: Job, beginning: Beginning, prompt: Sequence[int]) -> list[First]:
        generation = job.generation
        firsts = beginning.top(generation.n) if generation.branch == "top" else []
        # A vocabulary may have fewer ways on than were asked for: the rest is drawn.
        for index in range(len(firsts), generation.n):
            seed = seed_of(generation.seed, index)
            recent = prompt[-PENALTY_WINDOW:]
            firsts.append(beginning.sampled(generation.sampling, recent, seed))
        return firsts

    def _write(
        self, job: Job, prompt: Sequence[int], tail: int, firsts: Sequence[First], limit: int
    ) -> bool:
        """All candidates to their ends; False if the job was cancelled."""
        live: list[_Candidate] = []
        try:
            for index, first in enumerate(firsts):
                kept = len(prompt) - tail + first.kept
                live.append(self._begin(job, index, first, prompt[:kept]))
            for candidate, first in zip(list(live), firsts, strict=True):
                finish = self._say(job, candidate, first.token, first.visible, first.logprob, limit)
                if finish is not None:
                    self._end(job, live, candidate, finish)
            while live:
                if job.cancelled():
                    for candidate in list(live):
                        self._end(job, live, candidate, "cancelled")
                    return False
                self._step(job, live, limit)
        finally:
            for candidate in live:
                candidate.chain.close()
                self._memory.drop(candidate.sequence)
        return True

    def _begin(self, job: Job, index: int, first: First, before: Sequence[int]) -> _Candidate:
        generation = job.generation
        sequence = self._memory.branch(generation.slot, index, len(before))
        chain = Chain(
            self._library,
            self._vocab.size,
            generation.sampling,
            seed_of(generation.seed, index),
            before,
        )
        chain.accept(first.token)
        stream = TextStream(generation.stop)
        return _Candidate(index, sequence, len(before), first.token, chain, stream)

    def _step(self, job: Job, live: list[_Candidate], limit: int) -> None:
        """One more token for every candidate."""
        batch = self._memory.batch
        batch.clear()
        for candidate in live:
            candidate.row = batch.add(
                candidate.token, candidate.position, candidate.sequence, logits=True
            )
        self._memory.decode()
        for candidate in list(live):
            logits = self._memory.row(candidate.row)
            token = candidate.chain.sample(self._context, candidate.row)
            candidate.token = token
            candidate.position += 1
            piece = self._vocab.pieces[token]
            finish = self._say(job, candidate, token, piece, logprob_of(logits, token), limit)
            if finish is not None:
                self._end(job, live, candidate, finish)

    def _say(
        self, job: Job, candidate: _Candidate, token: int, piece: bytes, logprob: float, limit: int
    ) -> Finish | None:
        """Send what the token adds; how the candidate ends with it, if it does."""
        if self._vocab.ends[token]:
            finish: Finish | None = "stop"
        else:
            candidate.tokens += 1
            self._send(job, candidate, candidate.stream.feed(piece, logprob))
            if candidate.stream.stopped:
                return "stop"
            finish = "length" if candidate.tokens >= limit else None
        if finish is not None:
            self._send(job, candidate, candidate.stream.flush())
        return finish

    def _send(self, job: Job, candidate: _Candidate, said: tuple[str, float] | None) -> None:
        if said is not None:
            job.send(Token(job.id, candidate.index, *said))

    def _end(self, job: Job, live: list[_Candidate], candidate: _Candidate, finish: Finish) -> None:
        live.remove(candidate)
        candidate.chain.close()
        self._memory.drop(candidate.sequence)
        job.send(CandidateDone(job.id, candidate.index, finish, candidate.tokens))
