"""Rewrite a passage: weigh edits, ask, clean, guard, ask again for what failed, show the rest.

What a search among single edits finds (`spans`) comes first, because the model only reads for it.
Then the model writes what is still wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from writer_app.engine.messages import (
    Failed,
    TextScore,
)
from writer_app.engine.ports import Engine
from writer_app.engine.work import Ban
from writer_app.ledger.records import ModelUsed
from writer_app.prompts.tasks import Task, rewrite_generation
from writer_app.services.clock import Clock
from writer_app.services.decisions import asked, new_seed
from writer_app.services.jury import ordered
from writer_app.services.passage import CandidateState, Passage, RewriteState
from writer_app.services.recorder import Sink
from writer_app.services.review import Review
from writer_app.services.rounds import Rounds
from writer_app.services.running import A_WRITER, SEARCHED, Running, ended
from writer_app.services.search import Version
from writer_app.services.searching import Aside, Searching, at_once, throw
from writer_app.services.spans import Prepared, prepare
from writer_app.services.taste import Taste
from writer_app.services.weighing import surprising
from writer_app.voice.pairs import Pair, shown
from writer_app.voice.profile import Profile
from writer_app.voice.quirks import kept_of
from writer_app.voice.tics import bans_of, seed_tics, sparing

__all__ = ["CandidateState", "Passage", "Rewrite", "RewriteState", "Task"]

BEFORE = 300
"""Code points of what stands before the passage that the model reads to weigh edits."""
PAIR = 2
"""Candidates that a model of middling size is asked for where the search has found none."""
OVERVIEW = 3_000_000_000
"""Parameters from which a model is trusted to keep a passage and its surroundings apart.

Smaller ones answer the surroundings. Tightening paragraphs of eight novelists the starter had 6
candidates fit to be shown with them, in 14 s a paragraph, and 18 without, in 6 s; a model of 1.5
billion parameters had 6 on four of them in 23 s, and 9 in 12 s. Larger ones were not measured.
"""


class Rewrite:
    """One passage at a time; `start` gives up the one before.

    `on_change` gets every new state, never from within `start`, the last with `finished`.
    `aside` does what takes longer than a key may wait.
    """

    def __init__(
        self,
        engine: Engine,
        sink: Sink,
        model: Callable[[], ModelUsed],
        on_change: Callable[[RewriteState], None],
        clock: Clock | None = None,
        aside: Aside = at_once,
        taste: Taste | None = None,
    ) -> None:
        self._engine = engine
        self._sink = sink
        self._model = model
        self._on_change = on_change
        self._clock = clock or Clock()
        self._aside = aside
        self._taste = taste
        self._rounds = Rounds(
            engine, self._clock, lambda running: on_change(running.state), self._finish
        )
        self._now: Running | None = None

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
        pairs: Sequence[Pair] = (),
        profile: Profile | None = None,
        dial: float | None = None,
        protected: Sequence[str] = (),
        bans: Sequence[Ban] | None = None,
    ) -> RewriteState:
        """Begin. `samples`: passages in the writer's own voice, `pairs`: such with plain drafts,
        both for `Task.VOICE`; `profile`: that voice, if it is known.

        `dial`: the share of the passage's words that may be gone or new at most, None for any;
        `protected`: words and phrases that stay as they are. `bans`: phrases that the model does
        not write unless the passage has them; None: the seeds, without the writer's own.
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
            pairs=shown(pairs),
            chat=chat,
            n=n,
            seed=seed,
        )
        bans = bans_of(seed_tics(profile)) if bans is None else bans
        generation = replace(generation, bans=sparing(bans, passage.text))
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
        n_params = ready.n_params if ready is not None else 0
        if profile is not None:
            protected = (*protected, *kept_of(profile.quirks, passage.text))
        self._now = running = Running(
            state,
            seed,
            tuple(samples),
            tuple(pairs),
            chat,
            self._clock.monotonic(),
            dial,
            tuple(protected),
            "pairs" if isinstance(generation.prompt, str) else "chat",
            able=n_params >= A_WRITER,
            beside=n_params >= (OVERVIEW if task in SEARCHED else A_WRITER),
        )
        running.generations.append(generation)
        before = passage.before[-BEFORE:]
        self._aside(
            lambda: prepare(passage.text, task, before, dial, protected, profile, n_params),
            lambda ready: self._prepared(running, ready),
            throw,
        )
        return state

    def cancel(self) -> None:
        """Stop; what is whole by then stays and is shown, the rest is marked interrupted."""
        if self._now and not self._now.state.finished:
            self._now.state = replace(self._now.state, cancelled=True)
            self._now.stop(self._engine)

    def review(self) -> Review:
        """The review of what came back. Raises RuntimeError before `finished`."""
        if self._now is None or not self._now.state.finished:
            raise RuntimeError("there is nothing to review yet")
        return Review.of(self._now.state, self._clock)

    def _give_up(self) -> None:
        running, self._now = self._now, None
        if running and not running.state.finished:
            running.stop(self._engine)
            running.state = ended(running.state, cancelled=True)
            self._record(running.state)

    def _prepared(self, running: Running, ready: Prepared) -> None:
        if running.state.finished:
            return
        if running.state.cancelled:
            self._finish(running)
            return
        running.meter, running.search = ready.meter, ready.search
        if running.search is None:
            self._rounds.submit(running)
            return
        # One place is for what the model writes, where it writes well and there are several.
        n = running.state.n
        running.searching = Searching(
            self._engine,
            running.search,
            n - 1 if running.beside and n > 1 else n,
            self._aside,
            lambda scores: self._scored(running, scores),
            lambda versions, failed: self._searched(running, versions, failed),
        )
        running.searching.start()

    def _scored(self, running: Running, scores: Sequence[TextScore]) -> None:
        running.looked = any(score.tokens for score in scores)
        if running.dial is not None and scores:
            # What is this writer's own is polished away only where anything may change.
            running.protected += surprising(running.state.passage.text, scores[0])

    def _searched(
        self, running: Running, versions: Sequence[Version], failed: Failed | None
    ) -> None:
        """What was found comes first; the model writes what is still wanted."""
        if running.state.finished:
            return
        if running.state.cancelled or (failed and failed.code in {"engine_lost", "no_model"}):
            self._finish(running, failed)
            return
        if versions and running.search is not None:
            seconds = self._clock.monotonic() - running.started
            candidates = running.search.candidates(versions, seconds)
            # The sampler drew none of these: the record says how many there are.
            sampler = {**running.state.asked.sampler, "spans": float(len(candidates))}
            decision = replace(running.state.asked, sampler=sampler)
            running.state = replace(running.state, candidates=candidates, asked=decision)
        found = len(running.state.candidates)
        wanted = running.state.n - found
        # Where no edit holds, what a small model writes mends no slip and is in nobody's voice.
        looked = failed is None and running.state.task in {Task.FIX, Task.VOICE}
        settled = found or looked
        # It takes a model of middling size many times as long to say much the same, or worse.
        enough = found > 0 and not running.beside
        spoken = running.search is not None and running.search.spoken
        if wanted <= 0 or enough or spoken or (settled and not running.able):
            self._finish(running)
            return
        if running.looked and not running.beside:
            wanted = min(wanted, PAIR)
        if wanted < running.state.n:
            running.generations[-1] = replace(running.generations[-1], n=wanted)
        if found:
            self._on_change(running.state)
        self._rounds.submit(running)

    def _finish(self, running: Running, failed: Failed | None = None) -> None:
        state = replace(ended(running.state, running.state.cancelled), failed=failed)
        if self._taste is not None:
            state = replace(state, order=ordered(state, self._taste))
        running.state = state
        self._record(running.state)
        self._on_change(running.state)

    def _record(self, state: RewriteState) -> None:
        # Recorded now, in case the review never closes; closing it records again.
        if any(candidate.raw for candidate in state.candidates):
            self._sink.record(Review.of(state, self._clock).decision())
