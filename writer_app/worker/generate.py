"""One generation: read the prompt once, then write all candidates."""

from __future__ import annotations

import gc
import time

from writer_app.engine.messages import Done, Generation, Progress
from writer_app.worker.backend import Job, Steps
from writer_app.worker.bans import Phrases
from writer_app.worker.chat import ChatTemplate
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
        prompt = prompt_tokens(
            generation, self.tools.vocab, self._template, self.tools.memory.n_ctx
        )
        limit = tokens_each(generation, self.tools.memory.n_ctx)
        tail = 0
        if generation.heal and isinstance(generation.prompt, str) and self.tools.memory.rewinds:
            tail = tail_length([self.tools.vocab.pieces[token] for token in prompt])

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

    def _phrases_of(self, generation: Generation) -> Phrases:
        """The automaton of the request's bans; the last one is kept, for they seldom change."""
        if self._phrases.bans != generation.bans:
            self._phrases = Phrases(generation.bans)
            gc.freeze()  # some ten thousand dicts, which the collector would walk again and again
        return self._phrases
