"""Measuring, scoring and writing anew, by real workers with real (tiny) models."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tiny_gguf import PASSAGE
from tests.worker.heard import Heard, run
from writer_app.cli.worker_process import WorkerProcess
from writer_app.engine.messages import (
    Done,
    Failed,
    Load,
    Measured,
    Reply,
    Requantised,
    Scored,
    TextScore,
)
from writer_app.engine.work import Generation, Measurement, Requantisation, Sampling, Scoring, Work
from writer_app.models.header import read_header


def end_of(engine: WorkerProcess, work: Work) -> Reply:
    heard = Heard()
    engine.wait(engine.submit(work, heard.replies.append))
    return heard.last


def scores_of(engine: WorkerProcess, *texts: str) -> tuple[TextScore, ...]:
    end = end_of(engine, Scoring(texts))
    assert isinstance(end, Scored), end
    return end.scores


def measured(engine: WorkerProcess) -> Measured:
    end = end_of(engine, Measurement(seconds=0.1))
    assert isinstance(end, Measured), end
    return end


def test_every_size_is_timed(tiny: WorkerProcess) -> None:
    end = measured(tiny)
    assert end.prompt_rate > 0
    assert end.decode_rate == pytest.approx(1 / end.steps[0].seconds)
    assert [step.tokens for step in end.steps] == [1, 2, 3, 4, 8, 16, 32]
    assert all(step.seconds > 0 for step in end.steps)


def test_a_short_context_is_enough_to_measure_in(tiny_model: Path) -> None:
    with WorkerProcess() as engine:
        engine.load(Load(str(tiny_model), n_ctx=256))
        end = measured(engine)
        assert end.decode_rate > 0
        assert end.prompt_rate > 0


def test_a_recurrent_model_is_measured_and_scored(recurrent_model: Path) -> None:
    with WorkerProcess() as engine:
        engine.load(Load(str(recurrent_model)))
        assert measured(engine).decode_rate > 0
        first, again = scores_of(engine, PASSAGE, PASSAGE)
        assert first == again


def test_measuring_and_scoring_leave_what_was_read(tiny: WorkerProcess) -> None:
    first = run(tiny, Generation(PASSAGE, max_tokens=8, seed=3))
    measured(tiny)
    scores_of(tiny, "Something else altogether.", PASSAGE)
    again = run(tiny, Generation(PASSAGE, max_tokens=8, seed=3))
    assert again.done.reused_tokens == first.done.prompt_tokens
    assert again.texts() == first.texts()


def test_a_score_is_what_the_tokens_were_worth_when_they_were_written(
    tiny: WorkerProcess,
) -> None:
    """Each token of a continuation has the logprob that it adds to its text's score."""
    greedy = Sampling(temperature=0.0)
    opening = "The tide went out before anyone was awake, and the"
    written = run(tiny, Generation("\n" + opening, max_tokens=12, sampling=greedy))
    text, found = opening, []
    for token in written.tokens:
        before, after = scores_of(tiny, text, text + token.text)
        text += token.text
        if after.tokens == before.tokens + 1:  # a text that tokenises as it was written
            found.append((after.logprob - before.logprob, token.logprob))
    assert len(found) >= 6
    for score, logprob in found:
        assert score == pytest.approx(logprob, abs=1e-3)


def test_scores_do_not_depend_on_how_the_text_is_cut_into_batches(
    tiny: WorkerProcess, tiny_model: Path
) -> None:
    (whole,) = scores_of(tiny, PASSAGE)
    with WorkerProcess() as engine:
        engine.load(Load(str(tiny_model), n_ubatch=32))
        (pieces,) = scores_of(engine, PASSAGE)
    assert pieces.tokens == whole.tokens
    assert pieces.logprob == pytest.approx(whole.logprob, rel=1e-4)


def test_what_the_model_knows_scores_better(tiny: WorkerProcess) -> None:
    known, shuffled = scores_of(tiny, PASSAGE, " ".join(reversed(PASSAGE.split())))
    assert known.logprob / known.tokens > shuffled.logprob / shuffled.tokens


def test_an_empty_text_and_one_beyond_the_context(tiny_model: Path) -> None:
    with WorkerProcess() as engine:
        engine.load(Load(str(tiny_model), n_ctx=256))
        empty, long = scores_of(engine, "", PASSAGE * 4)
    assert empty == TextScore(0.0, 0)
    assert 0 < long.tokens <= 256


def test_a_cancelled_score_ends_and_leaves_a_worker_that_works(tiny: WorkerProcess) -> None:
    heard = Heard()
    request = tiny.submit(Scoring((PASSAGE,) * 50), heard.replies.append)
    tiny.cancel(request)
    tiny.wait(request)
    assert isinstance(heard.last, Done)
    assert heard.last.finish == "cancelled"
    assert run(tiny, Generation("The tide", max_tokens=4)).done.finish == "done"


def test_long_work_gives_signs_of_life(tiny: WorkerProcess) -> None:
    heard = Heard()
    tiny.wait(tiny.submit(Scoring((PASSAGE, PASSAGE)), heard.replies.append))
    fractions = [told.fraction for told in heard.progress]
    assert len(fractions) > 2
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0


def test_a_generation_goes_before_a_score(tiny: WorkerProcess) -> None:
    """What nobody waits for gives way, and is right all the same."""
    ends: list[Reply] = []
    texts = tuple(f"{number} {PASSAGE}" for number in range(20))
    alone = scores_of(tiny, *texts)
    scoring = tiny.submit(Scoring(texts), lambda r: ends.append(r))
    asked = [
        tiny.submit(Generation(PASSAGE[:at], max_tokens=4, seed=at), lambda r: ends.append(r))
        for at in (200, 350, 500)
    ]
    tiny.wait(scoring)
    order = [end.id for end in ends if isinstance(end, Done | Scored)]
    assert order == [*asked, scoring]
    last = ends[-1]
    assert isinstance(last, Scored)
    for score, before in zip(last.scores, alone, strict=True):
        assert score.tokens == before.tokens
        assert score.logprob == pytest.approx(before.logprob, rel=1e-4)


def test_a_model_written_anew_says_much_the_same(
    tiny: WorkerProcess, tiny_model: Path, tmp_path: Path
) -> None:
    target = tmp_path / "anew.gguf"
    before = tiny_model.read_bytes()
    with WorkerProcess() as engine:  # without a model of its own
        end = end_of(engine, Requantisation(str(tiny_model), str(target), "Q8_0"))
        assert isinstance(end, Requantised), end
        assert end.size == target.stat().st_size
        engine.load(Load(str(target)))
        (anew,) = scores_of(engine, PASSAGE)
    assert read_header(target).quantisation == "Q8_0"
    assert tiny_model.read_bytes() == before
    assert list(tmp_path.iterdir()) == [target]
    (as_it_was,) = scores_of(tiny, PASSAGE)
    assert anew.logprob == pytest.approx(as_it_was.logprob, rel=0.02)


@pytest.mark.parametrize(
    ("source", "layout"), [("gone.gguf", "Q8_0"), ("text.gguf", "Q8_0"), ("tiny", "Q99")]
)
def test_what_cannot_be_written_anew_is_refused_and_leaves_nothing(
    source: str, layout: str, tiny_model: Path, tmp_path: Path
) -> None:
    (tmp_path / "text.gguf").write_text("no model", encoding="utf-8")
    target = tmp_path / "anew.gguf"
    target.write_bytes(b"what was there")
    path = tiny_model if source == "tiny" else tmp_path / source
    with WorkerProcess() as engine:
        end = end_of(engine, Requantisation(str(path), str(target), layout))
        assert isinstance(end, Failed)
        assert end.code == "requantise_failed"
        assert end.message
        engine.load(Load(str(tiny_model)))  # and the worker is none the worse
    assert target.read_bytes() == b"what was there"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["anew.gguf", "text.gguf"]
