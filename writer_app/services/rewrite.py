"""Rewrite a passage: ask, clean, guard, ask again for what failed, show the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from writer_app.engine.messages import (
    CandidateDone,
    Done,
    Failed,
    Finish,
    Generation,
    Progress,
    Reply,
    Token,
)
from writer_app.engine.ports import Engine
from writer_app.ledger.records import ModelUsed
from writer_app.prompts.tasks import Task, rewrite_generation
from writer_app.services.clock import Clock
from writer_app.services.decisions import MAX_SEED, asked, new_seed
from writer_app.services.judging import judged, streamed
from writer_app.services.passage import CandidateState, Passage, RewriteState
from writer_app.services.recorder import Sink
from writer_app.services.review import Review
from writer_app.text.hunks import Hunk
from writer_app.voice.violation import Violation

__all__ = ["CandidateState", "Passage", "Rewrite", "RewriteState", "Task"]

ROUNDS = 3
"""How often is asked at most, the first time included."""
OVERVIEW = 3_000_000_000
"""Parameters from which a model is trusted to keep a passage and its surroundings apart.

Smaller ones answer the surroundings. Tightening paragraphs of eight novelists the starter had 6
candidates fit to be shown with them, in 14 s a paragraph, and 18 without, in 6 s; a model of 1.5
billion parameters had 6 on four of them in 23 s, and 9 in 12 s. Larger ones were not measured.
"""


@dataclass(slots=True)
class _Running:
    """One passage with all its rounds. `base` is the position of the round's first candidate."""

    state: RewriteState
    seed: int
    samples: tuple[str, ...]
    chat: bool
    started: float
    around: tuple[str, str]
    base: int = 0
    request_id: int = -1
    logprobs: dict[int, float] = field(default_factory=dict)
    generations: list[Generation] = field(default_factory=list)


class Rewrite:
    """One passage at a time; `start` gives up the one before.

    `on_change` gets every new state, never from within `start`, the last with `finished`.
    """

    def __init__(
        self,
        engine: Engine,
        sink: Sink,
        model: Callable[[], ModelUsed],
        on_change: Callable[[RewriteState], None],
        clock: Clock | None = None,
    ) -> None:
        self._engine = engine
        self._sink = sink
        self._model = model
        self._on_change = on_change
        self._clock = clock or Clock()
        self._now: _Running | None = None

    @property
    def state(self) -> RewriteState | None:
        return self._now.state if self._now else None

    def start(
        self,
        passage: Passage,
        task: Task,
        instruction: str = "",
        *,
        n: int = 3,
        seed: int | None = None,
        samples: Sequence[str] = (),
    ) -> RewriteState:
        """Begin. `samples`: passages in the writer's own voice, for `Task.VOICE`.

        Raises ValueError for a passage without words or a custom task without instruction.
        """
        if not passage.text.strip() or (task is Task.CUSTOM and not instruction.strip()):
            raise ValueError("nothing to rewrite, or nothing asked")
        self._give_up()
        ready = self._engine.ready
        seed = new_seed() if seed is None else seed
        chat = ready is not None and ready.chat
        overview = ready is not None and ready.n_params >= OVERVIEW
        around = (passage.before, passage.after) if overview else ("", "")
        generation = rewrite_generation(
            task,
            passage.text,
            instruction=instruction,
            before=around[0],
            after=around[1],
            samples=samples,
            chat=chat,
            n=n,
            seed=seed,
        )
        decision = asked(
            generation,
            clock=self._clock,
            session=self._sink.session,
            document=passage.document,
            kind="rewrite",
            task=task.value,
            instruction=instruction,
            before=passage.before[-2_000:],
            source=passage.text,
            after=passage.after[:2_000],
            start=passage.start,
            model=self._model(),
        )
        state = RewriteState(passage, task, instruction, n, decision)
        self._now = _Running(state, seed, tuple(samples), chat, self._clock.monotonic(), around)
        self._submit(self._now, generation)
        return state

    def cancel(self) -> None:
        """Stop; what is whole by then stays and is shown, the rest is marked interrupted."""
        if self._now and not self._now.state.finished:
            self._now.state = replace(self._now.state, cancelled=True)
            self._engine.cancel(self._now.request_id)

    def review(self) -> Review:
        """The review of what came back. Raises RuntimeError before `finished`."""
        if self._now is None or not self._now.state.finished:
            raise RuntimeError("there is nothing to review yet")
        return Review.of(self._now.state, self._clock)

    def _give_up(self) -> None:
        running, self._now = self._now, None
        if running and not running.state.finished:
            self._engine.cancel(running.request_id)
            self._record(_ended(running.state, cancelled=True))

    def _submit(self, running: _Running, generation: Generation) -> None:
        running.generations.append(generation)
        running.base = len(running.state.candidates)
        running.request_id = self._engine.submit(
            generation, lambda reply: self._replied(running, reply)
        )

    def _replied(self, running: _Running, reply: Reply) -> None:
        if running is not self._now or running.state.finished:
            return
        match reply:
            case Progress(fraction=fraction):
                running.state = replace(running.state, progress=fraction)
            case Token():
                self._token(running, reply)
            case CandidateDone():
                self._candidate_done(running, reply)
            case Failed():
                if reply.code == "bad_request" and running.chat and not running.state.candidates:
                    # The template broke on these very turns: ask as one would a base model.
                    running.chat = False
                    self._submit(running, self._again(running, running.state.n))
                    return
                self._finish(running, failed=reply)
                return
            case Done():
                self._round_over(running)
                return
        self._on_change(running.state)

    def _begun(self, running: _Running, candidate: int) -> CandidateState:
        """The candidate's state; all of a round begin together, so that their places are fixed."""
        state, position = running.state, running.base + candidate
        if position >= len(state.candidates):
            n = running.generations[-1].n
            fresh = tuple(CandidateState(running.base + i) for i in range(n))
            running.state = replace(
                state, candidates=state.candidates[: running.base] + fresh, progress=1.0
            )
        return running.state.candidates[position]

    def _token(self, running: _Running, token: Token) -> None:
        old = self._begun(running, token.candidate)
        raw = old.raw + token.text
        running.logprobs[old.position] = running.logprobs.get(old.position, 0.0) + token.logprob
        text = streamed(raw, running.state.passage.text)
        self._put(running, replace(old, raw=raw, text=text, tokens=old.tokens + 1))

    def _candidate_done(self, running: _Running, done: CandidateDone) -> None:
        old = self._begun(running, done.candidate)
        self._close(running, old, done.finish, done.tokens)

    def _close(self, running: _Running, old: CandidateState, finish: Finish, tokens: int) -> None:
        state = running.state
        text = ""
        hunks: tuple[Hunk, ...] = ()
        held: tuple[Violation, ...] = ()
        if finish != "cancelled":
            text, hunks, held = judged(
                old.raw,
                state.passage.text,
                state.task,
                state.instruction,
                samples=running.samples,
                cut=finish == "length",
                others=[c.text for c in state.candidates if c.finish and not c.held],
            )
        self._put(
            running,
            replace(
                old,
                text=text or streamed(old.raw, state.passage.text),
                finish=finish,
                held=held,
                hunks=hunks,
                tokens=tokens,
                logprob=running.logprobs.get(old.position, 0.0),
                seconds=self._clock.monotonic() - running.started,
            ),
        )

    def _put(self, running: _Running, candidate: CandidateState) -> None:
        candidates = list(running.state.candidates)
        candidates[candidate.position] = candidate
        running.state = replace(running.state, candidates=tuple(candidates))

    def _round_over(self, running: _Running) -> None:
        state = running.state
        good = sum(
            1 for c in state.candidates if c.finish and c.finish != "cancelled" and not c.held
        )
        enough = good >= state.n or state.cancelled or state.round + 1 >= ROUNDS
        # Asked to mend what needs no mending, a model says so every time.
        settled = (
            state.task is Task.FIX
            and len(state.candidates) >= state.n
            and all(
                c.held and c.held[0].code in {"unchanged", "duplicate"} for c in state.candidates
            )
        )
        if enough or settled:
            self._finish(running)
            return
        running.state = replace(state, round=state.round + 1)
        self._submit(running, self._again(running, state.n - good))
        self._on_change(running.state)

    def _again(self, running: _Running, n: int) -> Generation:
        state = running.state
        asked_before = len(state.candidates)
        return rewrite_generation(
            state.task,
            state.passage.text,
            instruction=state.instruction,
            before=running.around[0],
            after=running.around[1],
            samples=running.samples,
            chat=running.chat,
            n=n,
            seed=(running.seed + asked_before) % MAX_SEED,
        )

    def _finish(self, running: _Running, failed: Failed | None = None) -> None:
        running.state = replace(_ended(running.state, running.state.cancelled), failed=failed)
        self._record(running.state)
        self._on_change(running.state)

    def _record(self, state: RewriteState) -> None:
        # Recorded now, in case the review never closes; closing it records again.
        if any(candidate.raw for candidate in state.candidates):
            self._sink.record(Review.of(state, self._clock).decision())


def _ended(state: RewriteState, cancelled: bool) -> RewriteState:
    candidates = tuple(
        c if c.finish is not None else replace(c, finish="cancelled") for c in state.candidates
    )
    return replace(state, candidates=candidates, finished=True, cancelled=cancelled)
