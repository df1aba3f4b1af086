"""What is said of a worker's end, and whether it is started again."""

from __future__ import annotations

import signal

import pytest

from writer_app.engine.outcome import Outcome
from writer_app.engine.restart import GiveUp, Restart, RestartPolicy

CRASH = Outcome(None, signal.SIGABRT)


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Outcome(None, 9), "lack of memory"),
        (Outcome(None, 6), "crashed inside llama.cpp"),
        (Outcome(None, 11), "crashed inside llama.cpp"),
        (Outcome(0xC0000005, None), "crashed inside llama.cpp"),
        (Outcome(None, 4), "processor"),
        (Outcome(None, 15), "another program"),
        (Outcome(0, None), "closed"),
        (Outcome(7, None), "exit code 7"),
        (Outcome(None, None), "could not be started"),
        (Outcome(None, 9, hung=True), "no sign of life"),
    ],
)
def test_an_outcome_states_itself(outcome: Outcome, words: str) -> None:
    assert words in outcome.sentence()
    assert outcome.sentence().endswith(".")


def test_returncodes_of_subprocess() -> None:
    assert Outcome.of_returncode(-9) == Outcome(None, 9)
    assert Outcome.of_returncode(1, "a\nb\n\n") == Outcome(1, None, "a\nb\n\n")
    assert Outcome.of_returncode(1, "a\nb\n\n").last_words == "b"
    assert Outcome(1, None).last_words == ""


def test_each_restart_waits_longer_and_the_fourth_is_refused() -> None:
    policy = RestartPolicy()
    assert [policy.after(CRASH, False, now) for now in (0, 1, 3)] == [
        Restart(0.0),
        Restart(1.0),
        Restart(4.0),
    ]
    last = policy.after(CRASH, False, 20)
    assert isinstance(last, GiveUp)
    assert CRASH.sentence() in last.reason


def test_a_quiet_minute_is_forgiven() -> None:
    policy = RestartPolicy()
    for now in (0, 1, 3):
        policy.after(CRASH, False, now)
    assert policy.after(CRASH, False, 61.5) == Restart(1.0)  # two of three are forgotten
    assert policy.after(CRASH, False, 500) == Restart(0.0)


def test_the_writer_may_ask_for_a_fresh_start() -> None:
    policy = RestartPolicy()
    for now in (0, 1, 3, 4):
        policy.after(CRASH, False, now)
    policy.forgive()
    assert policy.after(CRASH, False, 5) == Restart(0.0)


def test_a_crash_while_loading_is_not_repeated() -> None:
    result = RestartPolicy().after(CRASH, True, 0)
    assert isinstance(result, GiveUp)
    assert "loading" in result.reason


def test_what_never_started_is_not_tried_again() -> None:
    assert isinstance(RestartPolicy().after(Outcome(None, None), False, 0), GiveUp)
