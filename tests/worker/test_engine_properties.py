"""Edits, jumps, cancellations and interruptions at random, against a fresh context.

The backend runs here, in the tests' own process, so that a job can be stopped after any batch and
the cache be looked into. The tiny model computes in 32 bits: where rounding differs with the
layout of the cache, it does so far below what decides a token.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.tiny_gguf import PASSAGE
from writer_app.engine.messages import Banned, CandidateDone, Done, End, Load, Token
from writer_app.engine.work import Ban, ChatTurn, Generation, Guessing, Sampling, Scoring, Work
from writer_app.worker.backend import Job, Steps, Turn
from writer_app.worker.llama import LlamaBackend
from writer_app.worker.memory import N_SEQUENCES

GREEDY = Sampling(temperature=0.0)
WORDS = PASSAGE.split()
BANS = (Ban("the"), Ban("it was"), Ban("not * sound"), Ban("water", 2.0))


@dataclass
class Running:
    """A job that is taken from batch to batch by hand."""

    job: Job
    steps: Steps
    said: list[Any] = field(default_factory=list)
    end: End | None = None

    @property
    def over(self) -> bool:
        return self.end is not None

    def step(self) -> Turn | None:
        try:
            return next(self.steps)
        except StopIteration as stop:
            self.end = stop.value
            return None

    def finish(self) -> str:
        while self.step() is not None:
            pass
        return self.text(0)

    def text(self, candidate: int) -> str:
        return "".join(
            each.text
            for each in self.said
            if isinstance(each, Token) and each.candidate == candidate
        )


class Engine:
    """A backend with a model, and what it must be like between jobs."""

    def __init__(self, model: Path, **load: Any) -> None:
        self.backend = LlamaBackend()
        ALIVE.append(self.backend)
        self.backend.load(Load(str(model), n_ctx=512, n_threads=1, **load), lambda _: None)

    def start(self, work: Work) -> Running:
        said: list[Any] = []
        job = Job(1, work, said.append)
        return Running(job, self.backend.work(job), said)

    def answer(self, work: Work) -> str:
        return self.start(work).finish()

    def finish_saving(self) -> None:
        keeper = self.backend._keeper
        assert keeper is not None
        keeper.finish_saving()

    def check_cache(self) -> None:
        """Every sequence is free and empty, or kept and holds what is noted down, no more."""
        generator = self.backend._generator
        assert generator is not None
        memory = generator.tools.memory
        library, native = memory._library, memory._memory
        kept = {prefix.sequence: len(prefix.tokens) for prefix in memory.kept}
        assert not memory._reserved
        assert sorted([*kept, *memory._free]) == sorted(range(len(kept) + len(memory._free)))
        assert len(kept) + len(memory._free) == N_SEQUENCES
        for sequence in range(N_SEQUENCES):
            last = library.llama_memory_seq_pos_max(native, sequence)
            assert last == kept.get(sequence, 0) - 1


ALIVE: list[LlamaBackend] = []
"""llama.cpp goes on calling the log of the backend that was made last."""


@pytest.fixture(scope="module")
def used(tiny_model: Path) -> Engine:
    """One engine through all examples: what they leave behind is part of the next."""
    return Engine(tiny_model)


def fresh(model: Path) -> Engine:
    return Engine(model)


def works(text: str, choose: random.Random) -> Work:
    """Something the window may ask for at this caret."""
    source = " ".join(WORDS[:12])
    turns = (ChatTurn("system", "Rewrite."), ChatTurn("user", source))
    kinds: list[Work] = [
        Generation(text, n=0, heal=True, priority=5, keep=True),
        Generation(text, n=3, heal=True, branch="top", max_tokens=8, priority=0),
        Generation(text, n=2, max_tokens=12, seed=choose.randrange(99), bans=BANS),
        Generation(turns, n=2, max_tokens=10, source=source, seed=choose.randrange(99)),
        Generation(turns, n=1, max_tokens=10, source=source, sampling=GREEDY),
        Guessing(text, n=4, unfinished=choose.random() < 0.5, keep=True, priority=5),
        Scoring((text[-40:] or "a",)),
    ]
    return choose.choice(kinds)


def edited(text: str, choose: random.Random) -> str:
    """The text after a key, a jump back, or a word changed further up."""
    kind = choose.randrange(5)
    words = text.split(" ")
    if kind == 0 and len(words) > 3:
        return " ".join(words[: choose.randrange(2, len(words))])
    if kind == 1 and len(words) > 3:
        words[choose.randrange(len(words))] = choose.choice(WORDS)
        return " ".join(words)
    if kind == 2:
        return text[: max(1, len(text) - choose.randrange(1, 9))]
    return f"{text} {' '.join(choose.choice(WORDS) for _ in range(choose.randrange(1, 9)))}"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 1 << 30))
def test_whatever_was_done_before_the_answer_is_that_of_a_fresh_context(
    used: Engine, tiny_model: Path, seed: int
) -> None:
    choose = random.Random(seed)
    text = " ".join(WORDS[: choose.randrange(3, 60)])
    waiting: list[Running] = []
    for _ in range(choose.randrange(1, 10)):
        text = edited(text, choose)
        running = used.start(works(text, choose))
        fate = choose.randrange(5)
        for _ in range(choose.randrange(1, 6) if fate else 0):
            used.backend.interrupt(choose.random() < 0.3)
            alive = running.step()
            used.backend.interrupt(False)
            if alive is None:
                break
        if running.over:
            continue
        if fate == 1:
            running.job.cancelled = True
            running.finish()
            assert isinstance(running.end, Done)
            assert running.end.finish == "cancelled"
        elif fate == 2:
            running.steps.close()
        elif fate == 3 and not waiting and not isinstance(running.job.work, Scoring):
            waiting.append(running)  # something more urgent runs first
        else:
            running.job.dropped.add(0)
            running.finish()
    asked = Generation(text, max_tokens=16, sampling=GREEDY, heal=choose.random() < 0.5)
    answer = used.answer(asked)
    for running in waiting:
        running.finish()
        assert running.end is not None
        if isinstance(running.job.work, Generation):
            ends = [each for each in running.said if isinstance(each, CandidateDone)]
            assert len(ends) == running.job.work.n
    used.check_cache()
    assert answer == fresh(tiny_model).answer(asked)
    assert used.answer(asked) == answer


@pytest.mark.parametrize("task", ["chat", "plain"])
def test_a_job_that_was_interrupted_says_what_it_would_have_said(
    tiny_model: Path, task: str
) -> None:
    source = " ".join(WORDS[:20])
    prompt = (ChatTurn("user", source),) if task == "chat" else PASSAGE[:300]
    asked = Generation(prompt, max_tokens=24, sampling=GREEDY, source=source)
    engine = Engine(tiny_model)
    running = engine.start(asked)
    turns = 0
    while running.end is None:
        engine.backend.interrupt(turns % 2 == 0)
        running.step()
        engine.backend.interrupt(False)
        if turns % 3 == 0:
            engine.answer(Generation(f"{PASSAGE[:100]} {turns}", n=2, max_tokens=3, priority=0))
        turns += 1
    assert running.text(0) == fresh(tiny_model).answer(asked)
    engine.check_cache()


@settings(max_examples=30)
@given(start=st.integers(0, 60), length=st.integers(1, 30), other=st.integers(0, 99))
def test_what_a_source_proposes_changes_nothing(
    tiny_model: Path, start: int, length: int, other: int
) -> None:
    """Drafts on and off, and a source that has nothing to do with it."""
    source = " ".join(WORDS[start : start + length])
    strange = " ".join(random.Random(other).choices(WORDS, k=20))
    asked = Generation(f"{PASSAGE[:150]} {source}", max_tokens=24, sampling=GREEDY, source=source)
    with_drafts = fresh(tiny_model).start(asked)
    said = with_drafts.finish()
    assert said == Engine(tiny_model, drafts=False).answer(asked)
    unlike = Generation(asked.prompt, max_tokens=24, sampling=GREEDY, source=strange)
    assert said == fresh(tiny_model).answer(unlike)


def test_a_source_is_proposed_and_mostly_right_where_the_model_copies(tiny_model: Path) -> None:
    engine = fresh(tiny_model)
    text = engine.answer(Generation(PASSAGE[:200], max_tokens=40, sampling=GREEDY))
    running = engine.start(Generation(PASSAGE[:200], max_tokens=40, sampling=GREEDY, source=text))
    assert running.finish() == text
    assert isinstance(running.end, Done)
    assert running.end.accepted_tokens > 20
    assert running.end.accepted_tokens <= running.end.drafted_tokens


def phrases_of(text: str, choose: random.Random) -> tuple[Ban, ...]:
    """Some that are in it, but for its first word, which may be the end of one."""
    words = text.split()[1:-1]
    starts = [choose.randrange(len(words) - 1) for _ in range(3)] if len(words) > 2 else []
    found = {" ".join(words[at : at + choose.randrange(1, 3)]).strip(".,") for at in starts}
    return tuple(Ban(phrase) for phrase in sorted(found) if phrase.strip(".,\"'"))


@settings(max_examples=25)
@given(seed=st.integers(0, 1 << 30))
def test_a_banned_phrase_is_never_written(tiny_model: Path, seed: int) -> None:
    choose = random.Random(seed)
    engine = fresh(tiny_model)
    prompt = " ".join(WORDS[: choose.randrange(5, 40)])
    sampling = choose.choice([GREEDY, Sampling(0.8)])
    plain = Generation(prompt, n=2, max_tokens=24, seed=seed, sampling=sampling)
    first = engine.start(plain)
    first.finish()
    bans = phrases_of(first.text(0), choose)
    running = engine.start(
        Generation(prompt, n=2, max_tokens=24, seed=seed, sampling=sampling, bans=bans)
    )
    running.finish()
    reports = [each for each in running.said if isinstance(each, Banned)]
    if bans:
        assert reports
    for candidate in range(2):
        whole = prompt.split()[-1] + running.text(candidate)
        words = f"{' '.join(whole.casefold().split())} "
        for ban in bans:
            for end in " .,;:!?\"'":
                assert f" {ban.phrase.casefold()}{end}" not in words
    for report in reports:
        assert report.phrase in {ban.phrase for ban in bans}
        assert report.chosen not in {report.rejected} or not report.chosen
        assert report.rejected not in report.alternatives
    engine.check_cache()


def test_a_soft_ban_is_let_pass_where_the_model_insists(tiny_model: Path) -> None:
    engine = fresh(tiny_model)
    plain = engine.answer(Generation(PASSAGE[:120], max_tokens=20, sampling=GREEDY))
    word = plain.split()[2].strip(".,")

    def answer(penalty: float | None) -> Running:
        bans = (Ban(word, penalty),)
        asked = Generation(PASSAGE[:120], max_tokens=20, sampling=GREEDY, bans=bans)
        running = engine.start(asked)
        running.finish()
        return running

    light = answer(1e-6)
    assert light.text(0) == plain
    assert [each.chosen for each in light.said if isinstance(each, Banned)]
    assert word not in answer(50.0).text(0)[: plain.index(word) + len(word) + 1]


def test_where_every_way_on_is_banned_the_candidate_ends_before_it(tiny_model: Path) -> None:
    engine = fresh(tiny_model)
    bans = tuple(Ban(word) for word in sorted({word.strip(".,\"'?") for word in WORDS}) if word)
    letters = tuple(Ban(letter) for letter in "abcdefghijklmnopqrstuvwxyz")
    running = engine.start(
        Generation(PASSAGE[:80], n=2, max_tokens=30, sampling=GREEDY, bans=bans + letters)
    )
    running.finish()
    assert isinstance(running.end, Done)
    assert len([each for each in running.said if isinstance(each, CandidateDone)]) == 2
    engine.check_cache()


def test_the_state_of_a_document_survives_a_restart(tiny_model: Path, tmp_path: Path) -> None:
    load = {"states": str(tmp_path / "states"), "model_sha256": "ab" * 32}
    text = " ".join(WORDS * 3)[:1200]
    asked = Generation(text, max_tokens=12, sampling=GREEDY, heal=True, keep=True)
    before = Engine(tiny_model, **load)
    said = before.start(asked)
    answer = said.finish()
    before.backend.rest()
    before.finish_saving()

    after = Engine(tiny_model, **load).start(asked)
    assert after.finish() == answer
    assert isinstance(after.end, Done)
    assert after.end.reused_tokens >= after.end.prompt_tokens - 12
    # Another model's state, and none at all where nothing may be kept.
    other = Engine(tiny_model, states=load["states"], model_sha256="cd" * 32).start(asked)
    assert other.finish() == answer
    assert isinstance(other.end, Done)
    assert other.end.reused_tokens == 0
    for file in (tmp_path / "states").glob("*"):
        data = bytearray(file.read_bytes())
        if len(data) > 5000:
            data[-3000] ^= 1
            file.write_bytes(data)
    damaged = Engine(tiny_model, **load).start(asked)
    assert damaged.finish() == answer
    assert isinstance(damaged.end, Done)
    assert damaged.end.reused_tokens == 0


def test_a_private_text_leaves_nothing_on_the_disk(tiny_model: Path, tmp_path: Path) -> None:
    load = {"states": str(tmp_path / "states"), "model_sha256": "ab" * 32}
    engine = Engine(tiny_model, **load)
    engine.answer(Generation(" ".join(WORDS * 3)[:1200], max_tokens=2))
    engine.backend.rest()
    engine.finish_saving()
    assert not list((tmp_path / "states").glob("*.state"))
