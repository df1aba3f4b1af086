"""What a model says too often, and that the writer's own words are never among it."""

from __future__ import annotations

import pytest

from tests.unit.voice_samples import machine, ornate
from writer_app.engine.work import Ban
from writer_app.voice.background import shipped
from writer_app.voice.contrasts import contrasts_in, pattern_of
from writer_app.voice.profile import learn
from writer_app.voice.tics import bans_of, measured_tics, seed_tics, sparing

SAMPLE = [machine(300, seed=seed) for seed in range(8)]


def test_what_a_model_leans_on_is_found() -> None:
    found = {tic.text: tic for tic in measured_tics(SAMPLE)}
    for phrase in ("a testament to", "barely above a", "palpable", "flicker"):
        assert phrase in found, phrase
        assert found[phrase].rate > 5 * found[phrase].general
    kinds = {tic.kind for tic in found.values()}
    assert kinds == {"word", "pair", "triple", "contrast"}
    assert "not as * but as" in found
    assert "of the" not in found


def test_what_one_piece_is_about_is_no_tic() -> None:
    zeppelins = " ".join(["The zeppelin rose, and the zeppelin fell."] * 50)
    assert "zeppelin" not in {tic.text for tic in measured_tics([*SAMPLE, zeppelins])}


def test_a_phrase_that_other_models_say_too_needs_less_to_be_believed() -> None:
    said = "She knew the scent of it. She knew the tin of it."
    assert "the scent of" in shipped().habits
    found = {tic.text for tic in measured_tics([*SAMPLE[:4], said, said])}
    assert "the scent of" in found
    assert "the tin of" not in found


def test_the_writers_own_words_are_exempt() -> None:
    own = learn(
        [ornate(500) + "\n\nIt was palpable. A testament to it, palpable: a testament to it."]
    )
    found = {tic.text for tic in measured_tics(SAMPLE, own)}
    assert {"palpable", "a testament to"}.isdisjoint(found)
    assert "flicker" in found
    assert {"palpable", "a testament to"}.isdisjoint(tic.text for tic in seed_tics(own))


def test_words_are_made_rare_and_phrases_forbidden() -> None:
    for ban in bans_of(measured_tics(SAMPLE)):
        assert (ban.penalty is None) == (ban.phrase.count(" ") > 1)
    assert {tic.text for tic in seed_tics()} == {ban.phrase for ban in bans_of(seed_tics())}


def test_nothing_comes_of_nothing() -> None:
    assert measured_tics([]) == ()
    assert measured_tics(["", "# heading", "Да."]) == ()


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("It was not just rain but hail.", "not just * but"),
        ("Not just the rain, but the cold and the dark.", "not just * but"),
        ("It wasn’t fear, it was hunger.", "it wasn't * it was"),
        ("He came not as a friend but as a judge.", "not as * but as"),
    ],
)
def test_contrasts_are_found(text: str, form: str) -> None:
    assert contrasts_in([text])[form] == 1


@pytest.mark.parametrize(
    "text", ["It was not just. But he went.", "Not just one two three four five six seven but."]
)
def test_contrasts_keep_to_a_sentence_and_a_few_words(text: str) -> None:
    assert not contrasts_in([text])
    assert not pattern_of("not just * but").search(text)


def test_what_the_passage_says_itself_is_not_banned() -> None:
    bans = (Ban("tapestry", 2.0), Ban("a testament to"), Ban("not just * but"), Ban("delve", 2.0))
    passage = "It was no Tapestry of lies: not just the rain, but all of it."
    assert sparing(bans, passage) == (Ban("a testament to"), Ban("delve", 2.0))
    assert sparing(bans, "It was a testament  to\nher.")[1:] == (bans[2], bans[3])
