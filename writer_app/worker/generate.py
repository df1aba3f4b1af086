"""One generation: read the prompt once, then write all candidates."""

from __future__ import annotations

import gc
import time

from writer_app.engine.messages import Done, Guessed, Progress
from writer_app.engine.work import Generation, Guessing
from writer_app.worker.backend import Job, Steps
from writer_app.worker.bans import Phrases
from writer_app.worker.chat import ChatTemplate
from writer_app.worker.guessing import LONGEST, WIDTH, Search
from writer_app.worker.healing import Beginning, tail_length
from writer_app.worker.prompt import prompt_tokens, tokens_each
from writer_app.worker.reading import Cancelled, Reader
from writer_app.worker.writing import Tools, Writing


class Generator:
    def __init__(self, tools: Tools, reader: Reader, template: ChatTemplate | None) -> None:
        self.tools = tools
        self._reader = reader
        self._template = template
        self._phrases = Phrases(())

    def run(self, job: Job, generation: Generation) -> Steps:
        """Raises Refused."""
        prompt, tail = self._prompt(generation)
        limit = tokens_each(generation, self.tools.memory.n_ctx)

        started = time.perf_counter()
        try:
            prefix, rows, reused = yield from self._reader.read(
                job,
                prompt,
                tail + 1,
                generation.n * limit,
                generation.keep,
                lambda fraction: job.send(Progress(job.id, "prompt", fraction)),
            )
        except Cancelled:
            seconds = time.perf_counter() - started
            return Done(job.id, "cancelled", len(prompt), 0, seconds, 0.0)
        read = time.perf_counter()
        beginning = Beginning(self.tools.vocab, prompt[len(prompt) - tail :], rows)
        writing = Writing(
            self.tools,
            job,
            generation,
            prompt,
            tail,
            prefix,
            beginning,
            limit,
            self._phrases_of(generation),
        )
        if generation.n:
            yield from writing.run()
        return Done(
            job.id,
            "cancelled" if job.cancelled else "done",
            len(prompt),
            reused,
            read - started,
            time.perf_counter() - read,
            writing.drafted,
            writing.accepted,
        )

    def guess(self, job: Job, work: Guessing) -> Steps:
        """Raises Refused."""
        # The very prompt of a generation there, so that what was read serves both.
        generation = Generation(work.prompt, n=WIDTH, max_tokens=LONGEST, heal=True)
        prompt, tail = self._prompt(generation)
        spare = WIDTH * LONGEST
        try:
            prefix, rows, _ = yield from self._reader.read(
                job,
                prompt,
                tail + 1,
                spare,
                work.keep,
                lambda fraction: job.send(Progress(job.id, "prompt", fraction)),
            )
        except Cancelled:
            return Done(job.id, "cancelled", len(prompt), 0, 0.0, 0.0)
        beginning = Beginning(self.tools.vocab, prompt[len(prompt) - tail :], rows)
        search = Search(self.tools, job, beginning, prompt, tail, prefix)
        words = yield from search.run(max(1, work.n), work.unfinished and tail > 0)
        if job.cancelled:
            return Done(job.id, "cancelled", len(prompt), 0, 0.0, 0.0)
        return Guessed(job.id, words)

    def _prompt(self, generation: Generation) -> tuple[list[int], int]:
        """Its tokens, and how many of the last are reconsidered."""
        vocab, memory = self.tools.vocab, self.tools.memory
        prompt = prompt_tokens(generation, vocab, self._template, memory.n_ctx)
        if generation.heal and isinstance(generation.prompt, str) and memory.rewinds:
            return prompt, tail_length([vocab.pieces[token] for token in prompt])
        return prompt, 0

    def _phrases_of(self, generation: Generation) -> Phrases:
        """The automaton of the request's bans; the last one is kept, for they seldom change."""
        if self._phrases.bans != generation.bans:
            self._phrases = Phrases(generation.bans)
            gc.freeze()  # some ten thousand dicts, which the collector would walk again and again
        return self._phrases
