"""The model's guesses and the words of the document."""

from __future__ import annotations

import math

import pytest

from tests.unit.scripted_engine import DOCUMENT
from writer_app.engine.messages import WordGuess
from writer_app.services.next_word import beginnings, guessing, sure, weighed
from writer_app.services.offer import Snapshot


def at(text: str) -> Snapshot:
    return Snapshot(text, "", len(text), 1, DOCUMENT)


def guesses(**shares: float) -> list[WordGuess]:
    return [WordGuess(f" {word}", math.log(share)) for word, share in shares.items()]


def texts(words: tuple[WordGuess, ...]) -> list[str]:
    return [word.text for word in words]


def test_a_name_of_the_document_comes_before_one_that_is_hardly_likelier() -> None:
    text = "Peggotty came in. Mrs. Gummidge looked at Peggotty. Then came"
    assert texts(weighed(guesses(Peter=0.12, Peggotty=0.1), at(text))) == [" Peggotty", " Peter"]
    assert texts(weighed(guesses(Peter=0.12, Peggotty=0.1), at("Then came")))[0] == " Peter"


def test_a_word_that_is_frequent_everywhere_gains_nothing_by_being_so_here() -> None:
    text = "The coast and the sea and the sky. Looking at the coast, he mentioned that"
    assert texts(weighed(guesses(he=0.25, the=0.2), at(text))) == [" he", " the"]


def test_what_the_model_is_sure_of_stays_first() -> None:
    words = weighed(guesses(rain=0.9, sea=0.01), at("The sea and the sea and the"))
    assert words[0].text == " rain"
    assert sure(words[0])


def test_together_they_are_as_likely_as_they_were() -> None:
    words = weighed(guesses(rain=0.5, sea=0.2, dog=0.1), at("The sea and the"))
    assert sum(math.exp(word.logprob) for word in words) == pytest.approx(0.8)


def test_letters_that_were_typed_belong_to_the_word() -> None:
    text = "The gulls and the gulls and the gu"
    found = weighed([WordGuess("ns", math.log(0.3)), WordGuess("lls", math.log(0.2))], at(text))
    assert texts(found) == ["lls", "ns"]


def test_with_and_without_a_capital_it_is_one_word() -> None:
    (only,) = weighed(guesses(The=0.3, the=0.2), at("So."))
    assert only.text == " The"
    assert math.exp(only.logprob) == pytest.approx(0.5)


def test_nothing_guessed_is_nothing() -> None:
    assert weighed([], at("So")) == ()


def test_the_question_is_the_prompt_of_a_continuation() -> None:
    snapshot = at("It rained. " * 3_000)
    question = guessing(snapshot, unfinished=True, priority=5)
    assert (question.prompt, question.unfinished, question.priority) == (snapshot.prompt, True, 5)


def test_a_word_that_nobody_means_is_no_way_on() -> None:
    words = [WordGuess("is", math.log(0.98)), WordGuess("isis", math.log(0.001))]
    assert texts(beginnings(words, 3)) == ["is", "is", "is"]
    several = guesses(rain=0.2, sea=0.1, dog=0.004, cat=0.001)
    assert texts(beginnings(several, 4)) == [" rain", " sea", " dog", " rain"]
    assert texts(beginnings(several, 1)) == [" rain"]
    assert beginnings([], 3) == ()
