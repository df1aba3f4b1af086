"""What is read before it is asked for, over a scripted engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.scripted_engine import DOCUMENT, Kept, ScriptedEngine, used
from writer_app.engine.messages import WordGuess
from writer_app.prompts.context import BUDGET
from writer_app.services.continuation import Continuation, Snapshot
from writer_app.services.read_ahead import WASTE, ReadAhead


def at(text: str) -> Snapshot:
    """The caret behind `text`."""
    return Snapshot(text, "", len(text), 1, DOCUMENT)


def ignore(snapshot: Snapshot, words: Sequence[WordGuess]) -> None:
    pass


LONG = "It rained all day, and then it rained all night. " * 20


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine()


@pytest.fixture
def ahead(engine: ScriptedEngine) -> ReadAhead:
    return ReadAhead(engine, ignore)


@given(st.text(max_size=50), st.integers(0, 3 * BUDGET))
def test_it_reads_what_a_continuation_there_asks_with(end: str, length: int) -> None:
    engine = ScriptedEngine()
    snapshot = replace(at((LONG * 40)[:length] + end), keep=True)
    ReadAhead(engine, ignore).read(snapshot)
    Continuation(engine, Kept(), used, lambda _: None).ask(snapshot)
    read, asked = engine.guessings[1], engine.asked[2]
    assert (read.prompt, read.keep) == (asked.prompt, asked.keep)
    assert asked.heal
    assert read.priority > asked.priority


def test_a_newer_text_waits_and_the_newest_is_read(
    engine: ScriptedEngine, ahead: ReadAhead
) -> None:
    for end in ("a", "ab", "abc"):
        ahead.read(at(LONG + end))
    assert list(engine.guessings) == [1]
    assert engine.cancelled == []
    engine.done()
    assert [work.prompt for work in engine.guessings.values()] == [LONG + "a", LONG + "abc"]
    engine.done()
    assert list(engine.guessings) == [1, 2]


def test_what_was_read_is_not_read_again(engine: ScriptedEngine, ahead: ReadAhead) -> None:
    ahead.read(at(LONG))
    ahead.read(at(LONG))
    engine.done()
    ahead.read(at(LONG))
    assert list(engine.guessings) == [1]
    ahead.read(replace(at(LONG), keep=True))
    assert engine.guessings[2].keep


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
    assert list(engine.guessings) == [1]  # one at a time: the new one when that has ended
    engine.done(1)
    assert engine.guessings[2].prompt == elsewhere


def test_after_a_stop_nothing_that_waited_is_read(engine: ScriptedEngine, ahead: ReadAhead) -> None:
    ahead.read(at(LONG))
    ahead.read(at(LONG + "a"))
    ahead.stop()
    assert engine.cancelled == [1]
    engine.done(1)
    assert list(engine.guessings) == [1]
    ahead.read(at(LONG))  # the new model has not read it
    assert list(engine.guessings) == [1, 2]


def test_asked_again_before_the_stopped_one_has_ended(
    engine: ScriptedEngine, ahead: ReadAhead
) -> None:
    ahead.read(at(LONG))
    ahead.stop()
    ahead.read(at(LONG))
    engine.done(1)
    assert list(engine.guessings) == [1, 2]


def test_what_a_worker_died_of_is_not_given_to_the_next(
    engine: ScriptedEngine, ahead: ReadAhead
) -> None:
    ahead.read(at(LONG))
    ahead.read(at(LONG + "a"))
    engine.fail("engine_lost")
    assert list(engine.guessings) == [1]
    ahead.stop()
    ahead.read(at(LONG))
    assert list(engine.guessings) == [1]
    ahead.read(at(LONG + "a"))
    assert list(engine.guessings) == [1, 2]


def test_what_only_met_no_model_is_read_by_the_next(
    engine: ScriptedEngine, ahead: ReadAhead
) -> None:
    ahead.read(at(LONG))
    engine.fail("no_model")
    ahead.read(at(LONG))
    assert list(engine.guessings) == [1, 2]


def test_guesses_are_told_of_each_text_that_was_read(engine: ScriptedEngine) -> None:
    told: list[tuple[str, list[str]]] = []

    def hear(snapshot: Snapshot, words: Sequence[WordGuess]) -> None:
        told.append((snapshot.before, [word.text for word in words]))

    ahead = ReadAhead(engine, hear)
    ahead.read(at(LONG))
    ahead.read(at(LONG + "The"))
    engine.guess(old=0.9)
    engine.guess(rain=0.6, dog=0.1)
    assert told == [(LONG, [" old"]), (LONG + "The", [" rain", " dog"])]
    ahead.read(at(LONG + "The rain"))
    ahead.stop()
    engine.done()
    assert len(told) == 2
