"""The candidates of one generation, decoded together, from their first tokens to their ends."""

from __future__ import annotations

from collections.abc import Generator as Turns
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from writer_app.engine.messages import CandidateDone, Finish, Token
from writer_app.engine.work import Generation
from writer_app.worker.backend import Job, Refused, Turn
from writer_app.worker.bans import Phrases
from writer_app.worker.candidate import Candidate, Spot
from writer_app.worker.costs import best_length
from writer_app.worker.drafts import Draft
from writer_app.worker.healing import Beginning, First, logprob_of
from writer_app.worker.memory import Interrupted, Memory
from writer_app.worker.prefixes import Prefix, Rows
from writer_app.worker.rewinding import BEFORE, Rewinding, Verdict
from writer_app.worker.sampling import PENALTY_WINDOW, Chain, seed_of
from writer_app.worker.stream import TextStream
from writer_app.worker.vocab import Vocab

MAX_DRAFT = 32
"""Tokens that a source proposes at once, at most."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What is needed to write, once a model is loaded. `drafts` off: sources propose nothing."""

    library: Any
    context: Any
    vocab: Vocab
    memory: Memory
    drafts: bool


class Writing:
    """All candidates of one generation, from their first tokens to their ends."""

    def __init__(
        self,
        tools: Tools,
        job: Job,
        generation: Generation,
        prompt: Sequence[int],
        tail: int,
        prefix: Prefix,
        beginning: Beginning,
        limit: int,
        phrases: Phrases,
    ) -> None:
        self._tools = tools
        self._memory = tools.memory
        self._job = job
        self._generation = generation
        self._prompt = prompt
        self._tail = tail
        self._prefix = prefix
        self._beginning = beginning
        self._limit = limit
        self._live: list[Candidate] = []
        self._epoch = tools.memory.epoch
        self._anchor = -1
        """A sequence that holds the whole prompt as long as there are candidates."""
        self._rewinding = Rewinding(job, tools.vocab, phrases)
        self._source = tools.vocab.tokenize(generation.source) if generation.source else []
        self.drafted = 0
        self.accepted = 0

    def run(self) -> Turns[Turn, None, None]:
        self._memory.forget_written(self._prefix)
        reservation = self._memory.reserve(self._prefix.tokens, self._generation.n * self._limit)
        try:
            self._anchor = self._memory.branch(self._prefix, len(self._prompt))
            firsts = self._firsts()
            self._live = [self._branch(index, first) for index, first in enumerate(firsts)]
            for candidate, begin in zip(self._live, self._generation.begins, strict=False):
                visible = firsts[candidate.index].visible
                if begin.encode().startswith(visible):
                    candidate.begin = begin.encode()[len(visible) :]
            for candidate, first in zip(list(self._live), firsts, strict=True):
                self._settle(candidate, self._begin(candidate, first))
            while self._live:
                yield Turn.BATCH
                if self._memory.epoch != self._epoch:
                    raise Refused("decode_failed", "the cache was lost over another request")
                for candidate in list(self._live):
                    if self._job.cancelled or candidate.index in self._job.dropped:
                        self._end(candidate, "cancelled")
                if self._live:
                    self._step()
        finally:
            for candidate in self._live:
                candidate.chain.close()
                self._memory.drop(candidate.sequence)
            if self._anchor >= 0:
                self._memory.drop(self._anchor)
            self._memory.release(reservation)

    # Beginning

    def _firsts(self) -> list[First]:
        generation = self._generation
        firsts = self._beginning.top(generation.n) if generation.branch == "top" else []
        for index, begin in enumerate(generation.begins[: generation.n]):
            first = self._beginning.towards(begin.encode()) if begin else None
            firsts[index : index + 1] = [first or self._drawn(index)]
        # A vocabulary may have fewer ways on than were asked for: the rest is drawn.
        return firsts + [self._drawn(index) for index in range(len(firsts), generation.n)]

    def _drawn(
        self, index: int, without: dict[tuple[int, int], float | None] | None = None
    ) -> First:
        recent = self._prompt[-PENALTY_WINDOW:]
        seed = seed_of(self._generation.seed, index)
        return self._beginning.sampled(self._generation.sampling, recent, seed, without)

    def _branch(self, index: int, first: First) -> Candidate:
        kept = len(self._prompt) - self._tail + first.kept
        sequence = self._memory.copy(self._anchor, kept)
        tokens = list(self._prompt[:kept])
        prompt = self._generation.prompt
        before = prompt[-BEFORE:] if isinstance(prompt, str) else ""
        return Candidate(
            index,
            sequence,
            tokens,
            kept,
            first.kept,
            self._chain(index, tokens, 0),
            TextStream(self._generation.stop),
            self._rewinding.phrases.scan(before) if self._generation.bans else None,
            Draft(self._source, self._tools.vocab.pieces) if self._source else None,
        )

    def _chain(self, index: int, tokens: Sequence[int], rewinds: int) -> Chain:
        seed = seed_of(self._generation.seed + 7919 * rewinds, index)
        tools = self._tools
        return Chain(tools.library, tools.vocab.size, self._generation.sampling, seed, tokens)

    def _begin(self, candidate: Candidate, first: First) -> Verdict:
        candidate.chain.accept(first.token)
        return self._take(candidate, first.token, first.visible, first.logprob)

    def _begin_again(self, candidate: Candidate) -> Verdict:
        """Another first token: a phrase came up that began with the first one."""
        first = self._drawn(candidate.index, candidate.first_forbidden)
        self._rewinding.report_first(candidate, first)
        kept = len(self._prompt) - self._tail + first.kept
        self._memory.copy(self._anchor, kept, candidate.sequence)
        candidate.decoded = kept
        candidate.tokens = list(self._prompt[:kept])
        candidate.kept = first.kept
        candidate.begin = None
        return self._begin(candidate, first)

    # A step

    def _step(self) -> None:
        """At least one more token for every candidate."""
        batch = self._memory.batch
        batch.clear()
        most = self._draft_length()
        decoded = [candidate.decoded for candidate in self._live]
        for candidate in self._live:
            self._add(candidate, most)
        try:
            self._memory.decode()
        except Interrupted:
            for candidate, before in zip(self._live, decoded, strict=True):
                candidate.decoded = before
                self._memory.cut(candidate.sequence, before)
            return
        for candidate in list(self._live):
            self._settle(candidate, self._absorb(candidate))

    def _add(self, candidate: Candidate, most: int) -> None:
        """The candidate's part of the batch: what is not decoded yet, and what is proposed."""
        batch, start = self._memory.batch, candidate.decoded
        pending = candidate.tokens[start : start + batch.capacity // len(self._live)]
        complete = start + len(pending) == len(candidate.tokens)
        candidate.proposals = self._proposals(candidate, most) if len(pending) == 1 else []
        for at, token in enumerate(pending, start):
            last = complete and at == candidate.position
            candidate.row = batch.add(token, at, candidate.sequence, logits=last)
        for at, token in enumerate(candidate.proposals, start + 1):
            batch.add(token, at, candidate.sequence, logits=True)
        candidate.decoded = start + len(pending) + len(candidate.proposals)
        candidate.row = candidate.row if complete else -1

    @property
    def _alone(self) -> bool:
        return len(self._live) == 1

    def _draft_length(self) -> int:
        if not self._source or not self._tools.drafts or not self._memory.rewinds:
            return 0
        room = self._memory.batch.capacity // len(self._live) - 1
        confidences = [each.draft.confidence for each in self._live if each.draft is not None]
        least = 1 if self._alone else 0
        return best_length(self._memory.costs, confidences, min(MAX_DRAFT, room), least=least)

    def _proposals(self, candidate: Candidate, most: int) -> list[int]:
        if candidate.draft is None or not self._memory.rewinds:
            return []
        left = self._limit - candidate.written - 1
        found = candidate.draft.propose(min(most, left)) if most else []
        # Never one token alone: llama.cpp computes that in another way and rounds it otherwise,
        # and what is written would depend on what was proposed.
        return found or ([candidate.tokens[-1]] if self._alone else [])

    def _absorb(self, candidate: Candidate) -> Verdict:
        """Draw from the rows as long as the source had proposed what was drawn."""
        if candidate.row < 0:
            return None
        proposals = candidate.proposals
        verdict: Verdict = None
        self.drafted += len(proposals)
        for at in range(len(proposals) + 1):
            token, logprob = self._choose(candidate, candidate.row + at)
            piece = self._tools.vocab.pieces[token]
            before = len(candidate.tokens)
            verdict = self._take(candidate, token, piece, logprob)
            if verdict is not None or len(candidate.tokens) != before + 1:
                break
            if at == len(proposals) or token != proposals[at]:
                break
            self.accepted += 1
        # The last token is decoded with the next step, even where a proposal had put it there.
        if verdict != "begin again":
            self._cut(candidate)
        return verdict

    def _cut(self, candidate: Candidate) -> None:
        """The sequence loses what lies behind the tokens, and the last of them."""
        if candidate.decoded <= candidate.position:
            return
        if self._memory.rewinds:
            self._memory.cut(candidate.sequence, candidate.position)
            candidate.decoded = candidate.position
        else:
            # It cannot be cut: from the prompt again.
            self._memory.copy(self._anchor, len(self._prompt), candidate.sequence)
            candidate.decoded = len(self._prompt)

    def _choose(self, candidate: Candidate, row: int) -> tuple[int, float]:
        logits = self._memory.row(row)
        begin, candidate.begin = candidate.begin, None
        penalties = candidate.forbidden.get(len(candidate.tokens))
        if penalties:
            return self._rewinding.choose(candidate, logits, penalties)
        if begin is not None:
            return self._choose_begun(candidate, begin, logits)
        token = candidate.chain.sample(logits)
        return token, logprob_of(logits, token)

    def _choose_begun(self, candidate: Candidate, begin: bytes, logits: Rows) -> tuple[int, float]:
        """The longest token on the way to the word, then one that does not go on with it."""
        vocab = self._tools.vocab
        for length in range(len(begin), 0, -1):
            tokens = vocab.exactly(begin[:length])
            if len(tokens):
                token = int(tokens[logits[tokens].argmax()])
                candidate.chain.accept(token)
                candidate.begin = begin[length:]
                return token, logprob_of(logits, token)
        token = candidate.chain.sample(np.where(vocab.continues, np.float32(-np.inf), logits))
        return token, logprob_of(logits, token)

    def _take(self, candidate: Candidate, token: int, piece: bytes, logprob: float) -> Verdict:
        """The token is the candidate's next, unless it ends it or completes a banned phrase."""
        if self._tools.vocab.ends[token]:
            return self._rewinding.at_end(candidate) or "stop"
        if candidate.scan is not None:
            mark = candidate.stream.mark()
            spot = Spot(len(candidate.tokens), mark, candidate.scan.copy(), logprob)
            candidate.spots.append(spot)
        candidate.tokens.append(token)
        candidate.written += 1
        if candidate.draft is not None:
            candidate.draft.accept(token)
        text = candidate.stream.add(piece, logprob)
        over = candidate.stream.stopped or candidate.written >= self._limit
        verdict = self._rewinding.after(candidate, text, over)
        if verdict is not None:
            return verdict
        self._send(candidate, candidate.stream.give(self._rewinding.hold(candidate)))
        if candidate.stream.stopped:
            return "stop"
        return "length" if over else None

    def _settle(self, candidate: Candidate, verdict: Verdict) -> None:
        """What follows from a step: nothing, the way back, or the end."""
        while verdict == "begin again":
            candidate.chain.close()
            candidate.chain = self._chain(candidate.index, self._prompt, candidate.rewinds)
            verdict = self._begin_again(candidate)
        if verdict == "back":
            self._cut(candidate)
            candidate.chain.close()
            candidate.chain = self._chain(candidate.index, candidate.tokens, candidate.rewinds)
        elif verdict is not None:
            self._end(candidate, verdict)

    def _send(self, candidate: Candidate, said: tuple[str, float] | None) -> None:
        if said is not None:
            self._job.send(Token(self._job.id, candidate.index, *said))

    def _end(self, candidate: Candidate, finish: Finish) -> None:
        if finish != "cancelled":
            self._send(candidate, candidate.stream.flush())
        self._live.remove(candidate)
        candidate.chain.close()
        if self._memory.rewinds:
            self._cut(candidate)
            self._memory.adopt(candidate.sequence, candidate.tokens[: candidate.decoded])
        else:
            self._memory.drop(candidate.sequence)
        self._job.send(CandidateDone(self._job.id, candidate.index, finish, candidate.written))
