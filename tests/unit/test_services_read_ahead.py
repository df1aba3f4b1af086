"""What is read before it is asked for, over a scripted engine."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.scripted_engine import DOCUMENT, Kept, ScriptedEngine, used
from writer_app.prompts.context import BUDGET
from writer_app.services.continuation import Continuation, Snapshot
from writer_app.services.read_ahead import WASTE, ReadAhead


def at(text: str) -> Snapshot:
    """The caret behind `text`."""
    return Snapshot(text, "", len(text), 1, DOCUMENT)


LONG = "It rained all day, and then it rained all night. " * 20


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine()


@pytest.fixture
def ahead(engine: ScriptedEngine) -> ReadAhead:
    return ReadAhead(engine)


@given(st.text(max_size=50), st.integers(0, 3 * BUDGET))
def test_it_reads_what_a_continuation_there_asks_with(end: str, length: int) -> None:
    engine = ScriptedEngine()
    snapshot = replace(at((LONG * 40)[:length] + end), keep=True)
    ReadAhead(engine).read(snapshot)
    Continuation(engine, Kept(), used, lambda _: None).ask(snapshot)
    read, asked = engine.asked[1], engine.asked[2]
    assert (read.prompt, read.heal, read.keep) == (asked.prompt, asked.heal, asked.keep)
    assert read.n == 0
    assert read.priority > asked.priority


def test_a_newer_text_waits_and_the_newest_is_read(
    engine: ScriptedEngine, ahead: ReadAhead
) -> None:
    for end in ("a", "ab", "abc"):
        ahead.read(at(LONG + end))
    assert list(engine.asked) == [1]
    assert engine.cancelled == []
    engine.done()
    assert [work.prompt for work in engine.asked.values()] == [LONG + "a", LONG + "abc"]
    engine.done()
    assert list(engine.asked) == [1, 2]


def test_what_was_read_is_not_read_again(engine: ScriptedEngine, ahead: ReadAhead) -> None:
    ahead.read(at(LONG))
    ahead.read(at(LONG))
    engine.done()
    ahead.read(at(LONG))
    assert list(engine.asked) == [1]
    ahead.read(replace(at(LONG), keep=True))
    assert engine.asked[2].keep


def test_a_few_words_taken_back_cancel_nothing(engine: ScriptedEngine, ahead: ReadAhead) -> None:
    ahead.read(at(LONG))
    ahead.read(at(LONG[: -WASTE // 2]))
    assert engine.cancelled == []


@pytest.mark.parametrize("elsewhere", [LONG[: WASTE // 2], "Another page. " + LONG])
def test_a_caret_that_went_elsewhere_ends_what_is_read(
    engine: ScriptedEngine, ahead: ReadAhead, elsewhere: str
) -> None:
    ahead.read(at(LONG))
    ahead.read(at(elsewhere))
    assert engine.cancelled == [1]
    assert list(engine.asked) == [1]  # one at a time: the new one when that has ended
    engine.done(1)
    assert engine.asked[2].prompt == elsewhere


def test_after_a_stop_nothing_that_waited_is_read(engine: ScriptedEngine, ahead: ReadAhead) -> None:
    ahead.read(at(LONG))
    ahead.read(at(LONG + "a"))
    ahead.stop()
    assert engine.cancelled == [1]
    engine.done(1)
    assert list(engine.asked) == [1]
    ahead.read(at(LONG))  # the new model has not read it
    assert list(engine.asked) == [1, 2]


def test_asked_again_before_the_stopped_one_has_ended(
    engine: ScriptedEngine, ahead: ReadAhead
) -> None:
    ahead.read(at(LONG))
    ahead.stop()
    ahead.read(at(LONG))
    engine.done(1)
    assert list(engine.asked) == [1, 2]


def test_what_a_worker_died_of_is_not_given_to_the_next(
    engine: ScriptedEngine, ahead: ReadAhead
) -> None:
    ahead.read(at(LONG))
    ahead.read(at(LONG + "a"))
    engine.fail("engine_lost")
    assert list(engine.asked) == [1]
    ahead.stop()
    ahead.read(at(LONG))
    assert list(engine.asked) == [1]
    ahead.read(at(LONG + "a"))
    assert list(engine.asked) == [1, 2]


def test_what_only_met_no_model_is_read_by_the_next(
    engine: ScriptedEngine, ahead: ReadAhead
) -> None:
    ahead.read(at(LONG))
    engine.fail("no_model")
    ahead.read(at(LONG))
    assert list(engine.asked) == [1, 2]
