"""A profile says what its writer does, and comes back from the disk as it was."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.voice_samples import ornate, terse
from writer_app.voice.marked import Marked, avoided
from writer_app.voice.profile import LEAST, Profile, from_json, learn, to_json


@pytest.fixture(scope="module")
def plain() -> Profile:
    return learn([terse(3000)])


@pytest.fixture(scope="module")
def fancy() -> Profile:
    return learn([ornate(3000)])


def words(marked: Iterable[Marked]) -> set[str]:
    return {mark.word for mark in marked}


def test_it_tells_how_two_writers_differ(plain: Profile, fancy: Profile) -> None:
    assert plain.words >= 3000
    mean = sum(plain.sentence_lengths) / len(plain.sentence_lengths)
    assert mean < 8 < 20 < sum(fancy.sentence_lengths) / len(fancy.sentence_lengths)
    assert plain.contractions > 0.8
    assert fancy.contractions == 0
    assert fancy.punctuation[","] > 3 * plain.punctuation[","]
    assert plain.punctuation["!"] > 0 == fancy.punctuation["!"]
    assert "whilst" in words(fancy.favourites)
    assert "for" in words(fancy.avoided)
    assert "was" in words(plain.avoided) - words(fancy.avoided)


def test_quirks_are_named(fancy: Profile, plain: Profile) -> None:
    for quirk in ("“to-day” for “today”", "“&c.” for “etc.”", "“upon” for “on”"):
        assert quirk in fancy.quirks
        assert quirk not in plain.quirks
    assert any("alright" in quirk for quirk in fancy.quirks)


def test_names_are_no_favourites() -> None:
    text = terse(2000).replace("Nobody came.", "Almayer came. I saw Almayer go.")
    favourites = words(learn([text]).favourites)
    assert "didn't" in favourites
    assert "almayer" not in favourites


def test_what_is_left_of_a_possessive_is_no_word() -> None:
    """Old texts have “the man s hat”: a writer whose apostrophes are whole avoids nothing."""
    assert words(avoided({"the": 5_000}, {"s": 3_000.0, "upon": 3_000.0})) == {"upon"}


def test_phrases_seen_once_are_not_kept(plain: Profile) -> None:
    assert plain.count("nobody came") > 1
    assert min(plain.bigrams.values()) >= 2
    assert plain.count("never seen this") == 0


def test_code_quotations_and_headings_are_nobodys_voice() -> None:
    text = "# Whereupon\n\n> Whereupon he said so.\n\n```\nwhereupon()\n```\n\nI said so."
    assert learn([text]).vocabulary == {"i": 1, "said": 1, "so": 1}


def test_it_comes_back_as_it_was(fancy: Profile) -> None:
    text = to_json(fancy)
    assert from_json(text) == fancy
    assert list(json.loads(text))[:3] == ["format", "words", "quirks"]


def test_one_that_was_kept_before_the_telling_was_counted_is_read(plain: Profile) -> None:
    data = json.loads(to_json(plain))
    assert data.pop("told")
    assert from_json(json.dumps(data)) == replace(plain, told={})


@pytest.mark.parametrize(
    "texts",
    [
        [],
        [""],
        ["# Only a heading"],
        ["No."],
        ["Привет, мир. Это не английский текст."],
        ["これは日本語の文章です。今日は雨が降っています。"],
        ["\u202eשלום עולם"],
        ["a" * 100_000],
    ],
)
def test_little_or_strange_text_makes_a_profile_that_is_not_usable(texts: list[str]) -> None:
    profile = learn(texts)
    assert profile.words < LEAST
    assert not profile.usable
    assert from_json(to_json(profile)) == profile


@given(st.lists(st.text(max_size=200), max_size=4))
def test_any_text_can_be_learned_from(texts: list[str]) -> None:
    profile = learn(texts)
    assert from_json(to_json(profile)) == profile


@pytest.mark.parametrize(
    "change",
    [
        {"format": 0},
        {"words": -1},
        {"words": "many"},
        {"grams": None},
        {"grams": {"abcd": 1.5}},
        {"bigrams": {"one": 2}},
        {"own_range": [float("nan")]},
        {"favourites": ["word"]},
        {"quirks": [1]},
    ],
)
def test_what_is_no_profile_is_refused(plain: Profile, change: dict[str, object]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        from_json(json.dumps(json.loads(to_json(plain)) | change))


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "[" * 100_000])
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        from_json(text)


@pytest.mark.parametrize(
    ("sentence", "quirk"),
    [
        ("He said 'Come in, all of you.' and left.", "speech in single quotation marks"),
        ("It was late -- too late -- for us.", "double hyphens for dashes (--)"),
        ("It was late – too late – for us.", "spaced dashes ( – )"),
        ("We saw the colour of the harbour.", "British spelling (colour)"),
        ("And he went. But I stayed. So it goes.", "sentences that open with “And”, “But”"),
        ("We had bread, cheese, and wine there.", "a comma before the last of three"),
        ("We had bread, cheese and wine, mostly.", "no comma before the last of three"),
        ("Go. Stay. Sit. Wait for me there now.", "sentences of three words and fewer"),
    ],
)
def test_a_habit_is_a_quirk_and_once_is_none(sentence: str, quirk: str) -> None:
    assert quirk in learn(["\n\n".join([sentence] * 12)]).quirks
    plain = "She went along the road for a while and came home before it was dark.\n\n" * 60
    assert quirk not in learn([f"{plain}{sentence}"]).quirks
