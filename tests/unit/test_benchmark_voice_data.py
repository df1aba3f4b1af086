"""The benchmark's passages, drafts, and the keys it counts."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from tests.benchmarks.voices.drafts import Draft, best, missing
from tests.benchmarks.voices.guessers import first_word
from tests.benchmarks.voices.kept import Kept
from tests.benchmarks.voices.key_figures import keystroke_figures
from tests.benchmarks.voices.keystrokes import Guess, Place, tally, watch, words_at
from tests.benchmarks.voices.passages import authors
from tests.benchmarks.voices.words import words
from tests.unit import two_authors


@pytest.fixture
def voices(tmp_path: Path) -> Path:
    for name, write in (("ann", two_authors.plain), ("bob", two_authors.winding)):
        (tmp_path / name).mkdir()
        for seed, book in enumerate(("zeal-1901", "youth-1911", "age-1899")):
            text = "\n\n".join(write(seed, 20))
            (tmp_path / name / f"{book}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "beginner").mkdir()
    return tmp_path


def test_the_first_two_books_are_known_and_the_third_is_asked_about(voices: Path) -> None:
    found = authors(voices)
    assert [author.name for author in found] == ["ann", "bob"]
    assert [book.stem for book in found[0].known] == ["age-1899", "zeal-1901"]
    assert found[0].book.stem == "youth-1911"


def test_passages_are_whole_paragraphs_and_few_are_the_first_of_many(voices: Path) -> None:
    author = authors(voices)[1]
    many = author.passages(10)
    assert author.passages(4) == many[:4]
    assert len(set(many)) == 10
    for passage in many:
        assert 60 <= len(words(passage)) <= 120
        assert passage in author.book.read_text(encoding="utf-8")


def test_one_author_alone_cannot_be_judged(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="two authors"):
        authors(tmp_path)


PASSAGE = (
    "It was upon the whole a matter of no great difficulty for Thomas to mount the stairs, and "
    "having mounted them he stood before the painted door, and heard the clock strike seven."
)
PLAIN = (
    "It was not hard for Thomas to climb the stairs. When he had mounted them he stood in front "
    "of the painted door. He heard the clock strike seven."
)


def test_the_draft_that_is_least_like_the_passage_is_the_best() -> None:
    nearer = PASSAGE.replace("of no great difficulty", "not difficult").replace("upon", "on")
    assert best(PASSAGE, [nearer, PLAIN]) == PLAIN


@pytest.mark.parametrize(
    "bad",
    [
        PASSAGE,
        PASSAGE.replace("mount", "climb"),
        f"Here is the passage in plain English: {PLAIN}",
        PLAIN.replace("seven", "eight"),
        PLAIN.replace("Thomas", "him"),
        PLAIN.replace("he", "Thomas").replace("He", "Thomas"),
        PLAIN.replace("he ", "I ").replace("He ", "I "),
        "Thomas went up and it was seven. " * 5,
    ],
)
def test_what_says_something_else_or_the_same_is_no_draft(bad: str) -> None:
    assert best(PASSAGE, [bad]) == ""


def test_what_has_been_drafted_is_not_asked_again(voices: Path) -> None:
    every = list(missing(voices, 2, {}))
    assert [name for name, _ in every] == ["ann", "bob", "ann", "bob"]
    name, passage = every[0]
    done = {name: {passage: Draft(draft="", said=[""])}}
    assert list(missing(voices, 2, done)) == every[1:]


def test_a_word_is_watched_letter_by_letter_until_it_is_surely_right() -> None:
    asked = []

    def guess(before: str, typed: str) -> Guess:
        asked.append((before, typed))
        return [Guess("dog", 0.9), Guess("cat", 0.4), Guess("cat", 0.8)][len(typed)]

    text = "He had a cat."
    at, word = words_at(text, 3, 5)[0]
    found = watch(guess, text, at, word)
    assert asked == [("He had a ", ""), ("He had a ", "c"), ("He had a ", "ca")]
    assert watch(guess, text, at, word, 0.3) == found[:2]
    place = Place("plain", "a", at, word, found)
    assert tally([place], 0.0).keys == 2, "one letter, and the key that takes the word"
    assert tally([place], 0.5).keys == 3
    assert tally([place], 0.9).keys == 4, "never surely right: all its letters and the space"
    assert (tally([place], 0.9).shown, tally([place], 0.9).right) == (1, 0)


def test_a_word_right_at_once_saves_its_letters() -> None:
    place = Place("plain", "a", 0, "house", (Guess("house,", 0.6),))
    found = tally([place], 0.5)
    assert (found.right, found.keys, found.unaided) == (1, 1, 6)
    assert found.saved == pytest.approx(5 / 6)


def test_results_outlive_the_run_that_was_ended(tmp_path: Path) -> None:
    place = Place("plain", "a", 7, "house", (Guess("horse", 0.25, 0.1), Guess("", 0.0)))
    Kept(tmp_path / "places.jsonl", Place.read).add(place)
    again = Kept(tmp_path / "places.jsonl", Place.read)
    assert list(again) == [place]
    assert ("plain", "a", 7, None) in again
    assert ("plain", "a", 8) not in again


def test_the_gain_over_plain_completion_is_of_the_words_both_were_asked() -> None:
    right, wrong = (Guess("house", 0.9),), (Guess("horse", 0.9),) * 5
    found = [
        Place("plain completion", "a", 0, "house", right),
        Place("plain completion", "a", 6, "house", wrong),
        Place("plain completion", "a", 12, "house", right),
        Place("voice", "a", 0, "house", right),
        Place("voice", "a", 6, "house", right),
    ]
    rows = keystroke_figures(found)
    assert rows["voice, at 0.5"]["hits over plain"].value == pytest.approx(2.0)
    assert rows["voice, at 0.5"]["words"].value == 2
    assert rows["plain completion, at 0.5"]["next word right"].value == pytest.approx(2 / 3)
    assert "hits over plain" not in rows["plain completion, at 0.5"]


def test_what_was_asked_for_a_confidence_counts_for_no_other() -> None:
    right, wrong = (Guess("house", 0.9),), (Guess("horse", 0.9),) * 5
    rows = keystroke_figures(
        [
            Place("plain completion", "a", 0, "house", right),
            Place("voice", "a", 0, "house", right, 0.0),
            Place("voice", "a", 0, "house", wrong, 0.5),
        ]
    )
    assert rows["voice, at 0.0"]["hits over plain"].value == pytest.approx(1.0)
    assert rows["voice, at 0.5"]["hits over plain"].value == 0.0


def test_the_probability_of_a_word_is_that_of_the_tokens_in_it() -> None:
    pieces = [(" hou", math.log(0.5)), ("se", math.log(0.8)), (" of", math.log(0.1))]
    word, confidence = first_word(pieces, "")
    assert word == "house"
    assert confidence == pytest.approx(0.4)
    word, confidence = first_word([("use", math.log(0.5)), (".", math.log(0.1))], "ho")
    assert word == "house"
    assert confidence == pytest.approx(0.5)
    assert first_word([("...", -1.0)], "") == ("", 0.0)
