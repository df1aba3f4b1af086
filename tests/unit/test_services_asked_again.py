"""Asked again after a look is a weak no, and nothing else is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.test_services_continuation import HERE, THREE, Desk
from tests.unit.test_services_review import ONE, TWO, made
from writer_app.ledger.records import Outcome


@pytest.fixture(name="desk")
def _desk() -> Desk:
    desk = Desk()
    desk.ask(*THREE)
    return desk


def test_what_was_looked_at_and_asked_for_again(desk: Desk) -> None:
    desk.continuation.shown(0)
    desk.continuation.ask(HERE, wanted=True)
    assert desk.kept.last.regenerated
    assert desk.outcomes == [Outcome.IGNORED, Outcome.NEVER_SEEN, Outcome.NEVER_SEEN]


def test_what_nobody_saw_or_a_pause_asked_for_again(desk: Desk) -> None:
    desk.continuation.ask(HERE, wanted=True)
    assert not desk.kept.last.regenerated
    desk.engine.answer(*THREE)
    desk.continuation.shown(0)
    desk.continuation.ask(HERE)
    assert not desk.kept.last.regenerated


def test_asked_elsewhere_or_after_something_was_taken(desk: Desk) -> None:
    desk.continuation.shown(0)
    desk.continuation.ask(replace(HERE, offset=90), wanted=True)
    assert not desk.kept.last.regenerated
    desk.ask(*THREE)
    desk.continuation.shown(0)
    desk.continuation.took(" there", 0, False)
    desk.continuation.ask(HERE, wanted=True)
    assert not desk.kept.last.regenerated


def test_a_review_of_which_nothing_was_seen_says_nothing() -> None:
    review, _ = made(ONE, TWO)
    review.abandon(asked_again=True)
    assert not review.decision().regenerated


def test_a_refusal_stays_one_when_others_are_asked_for() -> None:
    review, _ = made(ONE, TWO)
    review.reject_all(0)
    review.seen(1)
    review.abandon(asked_again=True)
    decision = review.decision()
    assert decision.regenerated
    assert [c.outcome for c in decision.candidates] == [Outcome.REJECTED, Outcome.IGNORED]


def test_left_is_not_asked_again() -> None:
    review, _ = made(ONE)
    review.seen(0)
    review.abandon()
    assert not review.decision().regenerated
