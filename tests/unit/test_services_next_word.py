"""The model's guesses, the words of the document, the writer's, and those they passed over."""

from __future__ import annotations

import math

import pytest

from tests.unit.scripted_engine import DOCUMENT
from writer_app.engine.messages import WordGuess
from writer_app.services.next_word import (
    beaten,
    beginnings,
    giving_way,
    guessing,
    narrowed,
    sure,
    weighed,
)
from writer_app.services.offer import Snapshot
from writer_app.services.passed_over import Place
from writer_app.voice.profile import learn


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


def test_what_the_writer_has_behind_these_words_comes_before_what_is_hardly_likelier() -> None:
    own = learn(["We sat upon the wall and looked upon the sea. " * 40])
    text = "And then we sat"
    assert texts(weighed(guesses(on=0.22, upon=0.2), at(text), own)) == [" upon", " on"]
    assert texts(weighed(guesses(on=0.22, upon=0.2), at("And then we ran"), own))[0] == " on"
    begun = [WordGuess("n", math.log(0.22)), WordGuess("pon", math.log(0.2))]
    assert texts(weighed(begun, at(text + " u"), own)) == ["pon", "n"]


def test_a_word_that_was_passed_over_gives_way_to_the_next() -> None:
    place = Place.of("So t")
    begun = [WordGuess("he", math.log(0.6)), WordGuess("hey", math.log(0.1))]
    found = giving_way(begun, place, {"the": 1})
    assert texts(found) == ["hey", "he"]
    assert sum(math.exp(word.logprob) for word in found) == pytest.approx(0.7)
    sure_of = [WordGuess("he", math.log(0.9)), WordGuess("hey", math.log(0.02))]
    assert texts(giving_way(sure_of, place, {"the": 1}))[0] == "he"
    assert texts(giving_way(sure_of, place, {"the": 2}))[0] == "hey"
    assert giving_way([], place, {"the": 1}) == ()


def test_letters_narrow_what_was_guessed_without_them() -> None:
    found = narrowed(guesses(the=0.4, was=0.2, they=0.1, them=0.1), " th")
    assert texts(found) == ["e", "ey", "em"]
    # Two in ten were not guessed at all; of the rest, three in four began so.
    assert [math.exp(each.logprob) for each in found] == pytest.approx([0.533, 0.133, 0.133], 0.01)
    assert narrowed(guesses(the=0.4), " x") == ()


def test_a_word_that_is_whole_already_keeps_its_share() -> None:
    (found,) = narrowed(guesses(the=0.6, they=0.2), " the")
    assert found.text == "y"
    assert math.exp(found.logprob) == pytest.approx(0.2)


def test_a_word_on_show_stays_unless_another_is_clearly_likelier() -> None:
    place = Place.of("So t")
    words = [WordGuess("hey", math.log(0.5)), WordGuess("he", math.log(0.3))]
    assert not beaten("the", words, place)
    assert not beaten("they", words, place)
    assert beaten("the", [words[0], WordGuess("he", math.log(0.1))], place)
    assert beaten("too", words, place)  # it is not even among them


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
