"""A pair teaches where draft and passage say the same, in other words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_app.voice.pairs import (
    LONGEST,
    Pair,
    nearest_pairs,
    similarity,
    teaches,
    to_draft,
)

OWN = (
    "There being nobody at the station to meet her, Margaret took up the bag herself, and set out "
    "upon the white road toward Helstone, which had never, in all her nineteen years, appeared so "
    "long."
)
DRAFT = (
    "Nobody was at the station to meet Margaret. She picked up the bag herself and began to walk "
    "on the white road to Helstone. It had never seemed so long in all her nineteen years."
)


def test_the_same_in_other_words_teaches() -> None:
    assert 0.3 < similarity(DRAFT, OWN) < 0.85
    assert teaches(Pair(DRAFT, OWN))


@pytest.mark.parametrize(
    "draft",
    [
        pytest.param(OWN, id="the passage itself"),
        pytest.param(OWN.replace("herself, and", "herself and"), id="a copy but for a mark"),
        pytest.param(OWN.replace("took up", "picked up"), id="a near copy"),
        pytest.param(DRAFT.replace("Margaret", "The woman"), id="a name is lost"),
        pytest.param(DRAFT.replace("nineteen", "twenty"), id="a number is another"),
        pytest.param(DRAFT.replace("never seemed", "always seemed"), id="a negation is lost"),
        pytest.param(DRAFT.split(". ")[0] + ".", id="half of it is gone"),
        pytest.param("The weather in the valley was bad for most of the year.", id="another text"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_teaches_copying_or_invention_is_none(draft: str) -> None:
    assert not teaches(Pair(draft, OWN))


def prose(number: int, words: int = 40) -> str:
    return " ".join(f"word{chr(97 + number)}{chr(97 + i % 26)}" for i in range(words)) + "."


def test_passages_are_chosen_by_themselves_alone() -> None:
    passages = [prose(number) for number in range(20)]
    chosen = to_draft(passages, 6)
    assert len(set(chosen)) == 6
    assert to_draft(reversed(passages), 6) == chosen
    without_one = [p for p in passages if p != chosen[2]]
    assert [p for p in to_draft(without_one, 6) if p in chosen] == [*chosen[:2], *chosen[3:]]


def test_what_is_too_short_or_one_long_sentence_or_spoken_is_left_out() -> None:
    spoken = f"“Come in,” he said to the {prose(2, 38)}"
    assert to_draft([prose(3, 12), prose(4, LONGEST + 1), spoken, OWN], 9) == [OWN]


def test_of_a_long_passage_the_first_sentences_are_taken() -> None:
    first, second, third = (prose(number, 35).capitalize() for number in range(3))
    assert to_draft([f"{first} {second} {third}"], 9) == [f"{first} {second}"]


def test_the_nearest_come_last_and_never_the_passage_itself() -> None:
    pairs = [
        Pair("a", f"The ferry to Helstone was late and {prose(1)}"),
        Pair("b", f"The dog slept by the kitchen stove while {prose(2)}"),
        Pair("c", OWN),
    ]
    found = nearest_pairs("She waited for the ferry to Helstone.", pairs, 2)
    assert [pair.draft for pair in found] == ["c", "a"]
    assert OWN not in {pair.own for pair in nearest_pairs(OWN, pairs)}
    assert nearest_pairs(OWN, []) == []


@given(st.text(max_size=60), st.text(max_size=60))
def test_similarity_is_a_share(one: str, other: str) -> None:
    assert 0 <= similarity(one, other) <= 1
    assert similarity(one, one) == 1
