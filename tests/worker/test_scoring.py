"""Variants of one passage are scored together, and each as if it were alone."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.tiny_gguf import PASSAGE
from tests.worker.heard import Heard
from tests.worker.test_engine_properties import Engine
from writer_app.cli.worker_process import WorkerProcess
from writer_app.engine.messages import Done, Load, Scored, TextScore
from writer_app.engine.work import Scoring

WORDS = PASSAGE.split()


@pytest.fixture(scope="module", name="engine")
def _engine(tiny_model: Path) -> Iterator[WorkerProcess]:
    with WorkerProcess() as engine:
        engine.load(Load(str(tiny_model), n_ctx=1024))
        yield engine


def scores_of(engine: WorkerProcess, *texts: str, before: str = "") -> tuple[TextScore, ...]:
    heard = Heard()
    engine.wait(engine.submit(Scoring(texts, before), heard.replies.append))
    end = heard.last
    assert isinstance(end, Scored), end
    return end.scores


def variant(words: list[str], choose: random.Random) -> str:
    """Words gone, words new, or an end that comes sooner."""
    words = list(words)
    for _ in range(choose.randrange(4)):
        at = choose.randrange(len(words))
        words[at : at + choose.randrange(4)] = choose.sample(WORDS, choose.randrange(3))
        words = words or ["a"]
    return " ".join(words[: choose.randrange(1, len(words) + 1)])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 1 << 30))
def test_a_variant_is_worth_what_it_is_worth_alone(engine: WorkerProcess, seed: int) -> None:
    choose = random.Random(seed)
    words = WORDS[: choose.randrange(2, 120)]
    before = choose.choice(["", "A gull walked. "])
    texts = [" ".join(words), *(variant(words, choose) for _ in range(choose.randrange(1, 9)))]
    together = scores_of(engine, *texts, before=before)
    for text, score in zip(texts, together, strict=True):
        (alone,) = scores_of(engine, text, before=before)
        assert score.tokens == alone.tokens
        assert score.ends == alone.ends
        assert score.logprob == pytest.approx(alone.logprob, rel=1e-4, abs=1e-3)
        assert score.logprobs == pytest.approx(alone.logprobs, abs=0.01)


def test_the_tokens_say_where_they_end_and_add_up(engine: WorkerProcess) -> None:
    text = "The naïve gull — “looking” at its feet.\n\nNothing."
    (score,) = scores_of(engine, text)
    assert len(score.ends) == len(score.logprobs) == score.tokens
    assert list(score.ends) == sorted(score.ends)
    assert score.ends[-1] == len(text)
    assert math.fsum(score.logprobs) == pytest.approx(score.logprob, abs=0.01)
    half = len(text) // 2
    parts = score.between(0, half) + score.between(half, len(text))
    assert parts == pytest.approx(score.logprob, abs=0.01)


def test_what_stands_before_counts_for_nothing_and_changes_what_comes(
    engine: WorkerProcess,
) -> None:
    text = " and then we stopped laughing."
    (alone,) = scores_of(engine, text)
    (after,) = scores_of(engine, text, before="We laughed at her")
    assert after.ends[-1] == len(text)
    assert after.logprob != pytest.approx(alone.logprob, abs=0.1)


def test_texts_that_share_nothing_fill_more_than_there_is_room_for(tiny_model: Path) -> None:
    with WorkerProcess() as engine:
        engine.load(Load(str(tiny_model), n_ctx=256))
        texts = [" ".join(WORDS[at : at + 60]) for at in (0, 40, 80, 120)]
        for text, score in zip(texts, scores_of(engine, *texts), strict=True):
            (alone,) = scores_of(engine, text)
            assert score.tokens == alone.tokens
            assert score.logprob == pytest.approx(alone.logprob, rel=1e-4)


def test_a_model_that_cannot_go_back_reads_each_from_its_beginning(recurrent_model: Path) -> None:
    with WorkerProcess() as engine:
        engine.load(Load(str(recurrent_model)))
        texts = (PASSAGE[:200], PASSAGE[:150], PASSAGE[:100] + " gull")
        for text, score in zip(texts, scores_of(engine, *texts), strict=True):
            assert (score,) == scores_of(engine, text)


def test_a_score_interrupted_or_given_up_leaves_nothing_behind(tiny_model: Path) -> None:
    texts = (PASSAGE, *(PASSAGE[:at] + " gull" for at in range(100, 700, 60)))
    engine = Engine(tiny_model)
    whole = engine.start(Scoring(texts))
    whole.finish()
    assert isinstance(whole.end, Scored)
    for steps in range(1, 9):
        given_up = engine.start(Scoring(texts))
        for _ in range(steps):
            given_up.step()
        given_up.job.cancelled = True
        given_up.finish()
        assert isinstance(given_up.end, Done)
        engine.check_cache()
    held_up = engine.start(Scoring(texts))
    turns = 0
    while held_up.end is None:
        engine.backend.interrupt(turns % 2 == 0)
        held_up.step()
        engine.backend.interrupt(False)
        turns += 1
    assert isinstance(held_up.end, Scored)
    for score, same in zip(held_up.end.scores, whole.end.scores, strict=True):
        assert score.logprob == pytest.approx(same.logprob, rel=1e-4)
    engine.check_cache()
