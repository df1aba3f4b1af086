"""Continuations that begin with words already guessed, and words offered alone."""

from __future__ import annotations

import math

import pytest

from tests.unit.scripted_engine import DOCUMENT, Kept, ScriptedEngine, used
from writer_app.engine.messages import WordGuess
from writer_app.ledger.records import Outcome
from writer_app.services.continuation import Continuation, Offer, Snapshot

HERE = Snapshot("Once upon a time", "", 16, 1, DOCUMENT)
BEGINS = (WordGuess(" there", math.log(0.6)), WordGuess(" a", math.log(0.2)))


class Desk:
    def __init__(self) -> None:
        self.engine = ScriptedEngine()
        self.kept = Kept()
        self.continuation = Continuation(self.engine, self.kept, used, lambda _: None)

    def begin(self, *texts: str, finish: str = "stop") -> Offer:
        self.continuation.ask(HERE, n=2, begins=BEGINS)
        self.engine.answer(*texts, finish=finish)  # type: ignore[arg-type]
        offer = self.continuation.offer
        assert offer is not None
        return offer


@pytest.fixture(name="desk")
def _desk() -> Desk:
    return Desk()


def test_each_alternative_begins_with_its_word_and_is_as_sure(desk: Desk) -> None:
    offer = desk.begin(" there was a king.", " a dog sang.")
    assert desk.engine.asked[1].begins == (" there", " a")
    assert [a.word for a in offer.alternatives] == ["there", "a"]
    assert [a.confidence for a in offer.alternatives] == pytest.approx([0.6, 0.2])


def test_what_cannot_be_shown_is_cut_back_to_its_word(desk: Desk) -> None:
    offer = desk.begin(" there there there there there there there there.", " a dog sang.")
    assert offer.alternatives[0].text == " there"
    assert offer.alternatives[0].showable


def test_a_word_that_the_limit_cut_is_whole_all_the_same(desk: Desk) -> None:
    offer = desk.begin(" the", " a dog", finish="length")
    assert offer.alternatives[0].text == " there"


def test_of_two_with_one_word_one_is_cut_back_to_it(desk: Desk) -> None:
    """Where the second word is no way on, both begin with the first."""
    sure = (WordGuess(" there", math.log(0.9)), WordGuess(" thereby", math.log(0.001)))
    desk.continuation.ask(HERE, n=2, begins=sure)
    desk.engine.answer(" there there there there there there there there.", " the", finish="length")
    offer = desk.continuation.offer
    assert offer is not None
    assert desk.engine.asked[1].begins == (" there", " there")
    assert [(a.text, a.showable) for a in offer.alternatives] == [(" there", True), (" the", False)]


def test_one_that_was_whole_first_does_not_say_the_same_again(desk: Desk) -> None:
    desk.continuation.ask(HERE, n=3, begins=(WordGuess(" there", math.log(0.9)),))
    desk.engine.write(0, " there")
    for candidate, text in ((2, " there."), (0, "."), (1, " there was a king.")):
        desk.engine.write(candidate, text)
        desk.engine.end(candidate)
    desk.engine.done()
    offer = desk.continuation.offer
    assert offer is not None
    assert [a.text for a in offer.alternatives] == [" there.", " there was a king.", " there."]
    assert (offer.index, offer.visible) == (0, (0, 1))


def test_of_those_that_say_the_same_the_one_on_show_stays(desk: Desk) -> None:
    desk.continuation.ask(HERE, n=2, begins=(WordGuess(" there", math.log(0.9)),))
    for candidate in (1, 0):
        desk.engine.write(candidate, " there.")
        desk.engine.end(candidate)
    desk.engine.done()
    offer = desk.continuation.offer
    assert offer is not None
    assert (offer.index, offer.visible) == (1, (1,))


def test_what_began_otherwise_is_as_sure_as_the_model_said(desk: Desk) -> None:
    offer = desk.begin(" here was a king.", " a dog sang.")
    assert offer.alternatives[0].confidence == pytest.approx(math.exp(-0.5), abs=0.01)


def test_a_known_word_is_on_offer_at_once(desk: Desk) -> None:
    offer = desk.continuation.offer_word(HERE, BEGINS[0])
    assert (offer.remaining, offer.done) == (" there", True)
    assert desk.continuation.only_a_word
    assert desk.engine.asked == {}
    desk.continuation.shown(0)
    desk.continuation.took(" there", 0, whole=True)
    assert desk.kept.last.candidates[0].outcome is Outcome.ACCEPTED
    assert not desk.continuation.only_a_word


def test_a_known_word_nobody_took_or_refused_is_no_decision(desk: Desk) -> None:
    desk.continuation.offer_word(HERE, BEGINS[0])
    desk.continuation.shown(0)
    assert desk.continuation.typed(" th") is not None
    assert desk.continuation.typed("x") is None
    assert desk.kept.all == []
    desk.continuation.offer_word(HERE, BEGINS[0])
    desk.continuation.shown(0)
    desk.continuation.dismissed()
    assert desk.kept.last.candidates[0].outcome is Outcome.REJECTED
    assert len(desk.kept.all) == 1
