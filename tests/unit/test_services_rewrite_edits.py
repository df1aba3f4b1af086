"""Edits weighed first, then the model asked for the rest: over a scripted engine."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.rewrite_desk import ALSO, GOOD, PASSAGE, RUBBISH, TEXT, THIRD, Desk
from tests.unit.scripted_engine import (
    worth,
)
from writer_app.cli.rewriting import candidate_data
from writer_app.engine.work import Ban
from writer_app.ledger import records
from writer_app.services.rewrite import Task
from writer_app.services.rounds import ATTEMPT
from writer_app.voice.pairs import Pair
from writer_app.voice.profile import learn
from writer_app.voice.tics import PENALTY


@pytest.fixture(name="desk")
def _desk() -> Desk:
    return Desk()


def weighing(desk: Desk, n_params: int, task: Task = Task.TIGHTEN, **options: object) -> None:
    """The model finds every edit good."""
    assert desk.engine.ready is not None
    desk.engine.ready = replace(desk.engine.ready, n_params=n_params)
    desk.engine.scores = worth
    desk.rewrite.start(PASSAGE, task, seed=11, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("n_params", [135_000_000, 1_500_000_000])
def test_a_small_model_weighs_edits_and_need_not_write(desk: Desk, n_params: int) -> None:
    weighing(desk, n_params)
    assert desk.states == []
    desk.engine.weigh()
    state = desk.state
    assert state.finished
    assert desk.engine.asked == {}
    assert state.shown[0].text.endswith("from the shelf to fill it.")
    assert {c.proposer for c in state.shown} == {"spans"}
    assert state.shown[0].reason.startswith("cuts ")
    assert state.asked.sampler["spans"] == len(state.shown)
    record = desk.kept.last.candidates[0]
    assert (record.text, record.tokens, record.finish) == (state.shown[0].text, 0, "stop")
    assert desk.rewrite.review().candidates == state.shown


def test_a_model_that_writes_is_asked_for_the_rest_while_edits_are_on_show(desk: Desk) -> None:
    weighing(desk, 7_000_000_000)
    desk.engine.weigh()
    first = desk.state
    assert not first.finished
    assert first.shown
    wanted = desk.engine.asked[1].n
    assert wanted == first.n - len(first.shown)
    desk.engine.answer(*[RUBBISH] * wanted)
    assert desk.state.finished  # one round, since there is something to look at
    assert desk.state.shown == first.shown
    assert len(desk.state.held_back) == wanted


def test_a_passage_of_speech_in_which_nothing_may_go_is_declined_at_once(desk: Desk) -> None:
    desk.engine.scores = worth
    speech = replace(PASSAGE, text="“He walked slowly home in order to eat,” said Tom.")
    desk.rewrite.start(speech, Task.TIGHTEN, seed=11)
    assert desk.states == []
    desk.engine.weigh()
    assert desk.state.declined
    assert desk.engine.asked == {}


def test_where_no_edit_holds_a_model_of_middling_size_is_asked_once_for_two(desk: Desk) -> None:
    desk.engine.scores = worth
    plain = replace(PASSAGE, text="The kettle stood there. Anna took it.")
    desk.rewrite.start(plain, Task.TIGHTEN, seed=11)
    assert desk.engine.asked[1].n == 2
    desk.engine.answer(RUBBISH, RUBBISH)
    assert desk.state.declined
    assert len(desk.engine.asked) == 1


def test_such_an_attempt_is_given_up_when_its_time_is_over(desk: Desk) -> None:
    desk.engine.scores = worth
    plain = replace(PASSAGE, text="The kettle stood there. Anna took it.")
    desk.rewrite.start(plain, Task.TIGHTEN, seed=11)
    desk.engine.weigh()
    desk.hand.seconds = ATTEMPT
    desk.engine.write(0, "The kettle")
    assert desk.engine.cancelled == []
    desk.hand.seconds = ATTEMPT + 1
    desk.engine.write(0, " stood")
    assert desk.engine.cancelled == [1]
    desk.engine.done()
    assert desk.state.declined
    assert [c.held[0].code for c in desk.state.held_back] == ["unfinished", "unfinished"]
    assert not any(candidate_data(c)["shown"] for c in desk.state.candidates)


def test_a_voice_that_edits_restore_is_not_waited_for(desk: Desk) -> None:
    own = "They sat upon the shelf, and it was very cold till noon upon the shelf. " * 80
    passage = replace(PASSAGE, text="Anna sat on the shelf until noon. It was cold on the shelf.")
    desk.engine.scores = worth
    desk.rewrite.start(passage, Task.VOICE, seed=11, profile=learn([own]), samples=["It was."])
    desk.engine.weigh()
    assert desk.state.finished
    assert desk.engine.asked == {}
    assert desk.state.shown[0].text.startswith("Anna sat upon the shelf")


def test_a_voice_that_edits_do_not_restore_is_no_small_models_to_write(desk: Desk) -> None:
    own = "They sat upon the shelf, and it was very cold till noon upon the shelf. " * 80
    assert desk.engine.ready is not None
    desk.engine.ready = replace(desk.engine.ready, n_params=135_000_000)
    desk.engine.scores = worth
    passage = replace(PASSAGE, text="Anna went home.")
    desk.rewrite.start(passage, Task.VOICE, seed=11, profile=learn([own]), samples=["It was."])
    desk.engine.weigh()
    assert desk.state.declined
    assert desk.engine.asked == {}


def test_where_the_weighing_fails_the_model_writes(desk: Desk) -> None:
    desk.start()
    desk.engine.answer(GOOD, ALSO, THIRD)
    assert len(desk.engine.scored) == 1
    assert [c.proposer for c in desk.state.shown] == ["chat"] * 3
    assert "spans" not in desk.state.asked.sampler


def test_cancelled_while_edits_are_weighed(desk: Desk) -> None:
    weighing(desk, 135_000_000)
    desk.rewrite.cancel()
    assert desk.state.finished
    assert desk.state.cancelled


def test_the_dial_and_what_is_protected_bind_what_is_written(desk: Desk) -> None:
    desk.rewrite.start(PASSAGE, Task.TIGHTEN, seed=11, dial=0.05, protected=["in order to"])
    desk.engine.answer(THIRD, GOOD, ALSO)
    # Neither fits: a twentieth of these words is one word.
    assert len(desk.state.held_back) == 3
    desk.rewrite.start(PASSAGE, Task.TIGHTEN, seed=11, dial=0.3, protected=["in order to"])
    desk.engine.answer(THIRD, RUBBISH, RUBBISH)
    assert desk.state.shown[0].text == GOOD


def test_a_small_model_is_not_asked_three_times(desk: Desk) -> None:
    assert desk.engine.ready is not None
    desk.engine.ready = replace(desk.engine.ready, n_params=135_000_000)
    desk.start()
    desk.engine.answer(RUBBISH, RUBBISH, RUBBISH)
    assert not desk.state.finished
    desk.engine.answer(RUBBISH, RUBBISH, RUBBISH)
    assert desk.state.declined


def test_only_what_sounds_more_like_the_writer_is_offered_as_their_voice(desk: Desk) -> None:
    own = "It was really very late, and it was really very dark on the shelf. " * 80
    desk.rewrite.start(PASSAGE, Task.VOICE, seed=11, profile=learn([own]), samples=["It was."])
    desk.engine.weigh()
    asked = desk.engine.asked[1]
    desk.engine.answer(*[GOOD, TEXT, RUBBISH][: asked.n])
    held = {why.code for c in desk.state.held_back for why in c.held}
    assert {"no_nearer"} <= held


def test_the_models_tics_are_banned_but_for_what_the_passage_says(desk: Desk) -> None:
    bans = (Ban("a testament to"), Ban("really very"), Ban("palpable", 2.0))
    desk.rewrite.start(PASSAGE, Task.TIGHTEN, seed=11, bans=bans)
    desk.engine.answer(RUBBISH, RUBBISH, RUBBISH)
    asked = list(desk.engine.asked.values())
    assert len(asked) == 2
    assert all(each.bans == (bans[0], bans[2]) for each in asked)


def test_until_tics_are_measured_the_seeds_are_banned_without_the_writers_own(desk: Desk) -> None:
    desk.start()
    assert Ban("tapestry", PENALTY) in desk.engine.asked[1].bans
    own = learn(["The tapestry hung by the tapestry of my aunt. " * 80])
    desk.rewrite.start(PASSAGE, Task.TIGHTEN, seed=11, profile=own)
    bans = [ban.phrase for ban in desk.engine.asked[2].bans]
    assert bans
    assert "tapestry" not in bans


def test_pairs_are_shown_to_the_model_each_time_and_never_copied(desk: Desk) -> None:
    own = "Upon the shelf there stood, in all weathers, the old black kettle that nobody owned."
    pair = Pair("An old black kettle was always on the shelf. It was nobody's.", own)
    desk.rewrite.start(PASSAGE, Task.VOICE, seed=11, pairs=[pair])
    copy = f"{GOOD[:-1]}, in all weathers, the old black kettle that nobody owned."
    desk.engine.answer(copy, copy, copy)
    for generation in desk.engine.asked.values():
        assert isinstance(generation.prompt, str)
        assert generation.prompt.startswith(f"Draft: {pair.draft}\nAuthor: {own}\n\n")
    assert [c.text for c in desk.state.shown] == [GOOD]


def test_a_phrase_that_was_taken_back_is_recorded_with_its_candidate(desk: Desk) -> None:
    desk.start()
    desk.engine.take_back(1, 0)
    desk.engine.answer(GOOD, ALSO, THIRD)
    ban = records.Ban("a testament", 0, " a", " the", (" the", " one"))
    assert [candidate.bans for candidate in desk.kept.last.candidates] == [(), (ban,), ()]
