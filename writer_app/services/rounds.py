"""What a model writes for a passage: asked, cleaned, guarded, and asked again for what failed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from writer_app.engine.messages import (
    Banned,
    CandidateDone,
    Done,
    Failed,
    Finish,
    Progress,
    Reply,
    Token,
)
from writer_app.engine.ports import Engine
from writer_app.engine.work import Generation
from writer_app.prompts.tasks import Task, rewrite_generation
from writer_app.services.clock import Clock
from writer_app.services.decisions import MAX_SEED, ban
from writer_app.services.judging import judged, streamed
from writer_app.services.jury import reason
from writer_app.services.passage import CandidateState
from writer_app.services.running import Running, late, written
from writer_app.text.hunks import Hunk
from writer_app.voice.pairs import shown
from writer_app.voice.violation import Violation

ATTEMPT = 8.0
"""Seconds that a model of middling size is given where the search has found nothing: what it writes
then holds seldom, so it is not waited for."""


class Rounds:
    """`changed` hears of each change of a state that goes on; `over` of the end, with what went
    wrong if something did. A rewrite whose state is finished is heard of no more."""

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        changed: Callable[[Running], None],
        over: Callable[[Running, Failed | None], None],
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._changed = changed
        self._over = over

    def submit(self, running: Running) -> None:
        """Have the last of the generations written."""
        running.base = len(running.state.candidates)
        running.asked = self._clock.monotonic()
        running.request_id = self._engine.submit(
            running.generations[-1], lambda reply: self._replied(running, reply)
        )

    def _ask(self, running: Running, generation: Generation) -> None:
        """With a seed that was not asked with yet."""
        seed = (running.seed + len(running.state.candidates)) % MAX_SEED
        running.generations.append(replace(generation, seed=seed))
        self.submit(running)

    def _replied(self, running: Running, reply: Reply) -> None:
        if running.state.finished:
            return
        if running.last_attempt and self._clock.monotonic() - running.asked > ATTEMPT:
            self._engine.cancel(running.request_id)
        match reply:
            case Progress(fraction=fraction):
                running.state = replace(running.state, progress=fraction)
            case Token():
                self._token(running, reply)
            case Banned():
                old = self._begun(running, reply.candidate)
                self._put(running, replace(old, bans=(*old.bans, ban(reply))))
            case CandidateDone():
                old = self._begun(running, reply.candidate)
                self._close(running, old, reply.finish, reply.tokens)
            case Failed():
                if reply.code == "bad_request" and running.chat and not written(running.state):
                    # The template broke on these very turns: ask as one would a base model.
                    running.chat = False
                    running.proposer = "pairs"
                    self._ask(running, _without_template(running))
                    return
                self._over(running, reply)
                return
            case Done():
                self._round_over(running)
                return
        self._changed(running)

    def _begun(self, running: Running, candidate: int) -> CandidateState:
        """The candidate's state; all of a round begin together, so that their places are fixed."""
        state, position = running.state, running.base + candidate
        if position >= len(state.candidates):
            n = running.generations[-1].n
            fresh = tuple(
                CandidateState(running.base + i, proposer=running.proposer) for i in range(n)
            )
            running.state = replace(
                state, candidates=state.candidates[: running.base] + fresh, progress=1.0
            )
        return running.state.candidates[position]

    def _token(self, running: Running, token: Token) -> None:
        old = self._begun(running, token.candidate)
        raw = old.raw + token.text
        running.logprobs[old.position] = running.logprobs.get(old.position, 0.0) + token.logprob
        text = streamed(raw, running.state.passage.text)
        self._put(running, replace(old, raw=raw, text=text, tokens=old.tokens + 1))

    def _close(self, running: Running, old: CandidateState, finish: Finish, tokens: int) -> None:
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
                samples=(*running.samples, *(pair.own for pair in running.pairs)),
                cut=finish == "length",
                others=[c.text for c in state.candidates if c.finish and not c.held],
                dial=running.dial,
                protected=running.protected,
                meter=running.meter,
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
                reason="" if held or not text else self._reason(running, text),
            ),
        )

    def _reason(self, running: Running, text: str) -> str:
        state = running.state
        return reason(state.passage.text, text, state.task, metered=running.meter is not None)

    def _put(self, running: Running, candidate: CandidateState) -> None:
        candidates = list(running.state.candidates)
        candidates[candidate.position] = candidate
        running.state = replace(running.state, candidates=tuple(candidates))

    def _round_over(self, running: Running) -> None:
        if running.last_attempt and not running.state.cancelled:
            running.state = late(running.state)
        state = running.state
        good = sum(
            1 for c in state.candidates if c.finish and c.finish != "cancelled" and not c.held
        )
        enough = good >= state.n or state.cancelled or state.round + 1 >= running.rounds
        # Asked to mend what needs no mending, a model says so every time.
        settled = (
            state.task is Task.FIX
            and len(state.candidates) >= state.n
            and all(
                c.held and c.held[0].code in {"unchanged", "duplicate"} for c in state.candidates
            )
        )
        if enough or settled:
            self._over(running, None)
            return
        running.state = replace(state, round=state.round + 1)
        self._ask(running, replace(running.generations[-1], n=state.n - good))
        self._changed(running)


def _without_template(running: Running) -> Generation:
    """Asked as one would a base model."""
    state, last = running.state, running.generations[-1]
    generation = rewrite_generation(
        state.task,
        state.passage.text,
        instruction=state.instruction,
        samples=running.samples,
        pairs=shown(running.pairs),
        chat=False,
        n=state.n,
        seed=last.seed,
    )
    return replace(generation, bans=last.bans)
