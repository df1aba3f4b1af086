"""Asked, cleaned, guarded, asked again, shown or declined; over a scripted engine."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.rewrite_desk import ALSO, GOOD, PASSAGE, RUBBISH, TEXT, THIRD, Desk
from writer_app.ledger.records import Outcome
from writer_app.services.rewrite import Task


@pytest.fixture(name="desk")
def _desk() -> Desk:
    return Desk()


def test_three_good_ones_are_shown_after_one_round(desk: Desk) -> None:
    desk.start()
    assert desk.states == []
    desk.engine.answer(f"Here is the text:\n\n{GOOD}", ALSO, THIRD)
    assert desk.state.finished
    assert [c.text for c in desk.state.shown] == [GOOD, ALSO, THIRD]
    assert [len(c.hunks) for c in desk.state.shown] == [1, 1, 2]
    assert not desk.state.declined
    assert desk.state.held_back == ()
    assert len(desk.engine.asked) == 1


def test_candidates_stream_without_their_preamble(desk: Desk) -> None:
    desk.start()
    desk.engine.read(0.5)
    assert desk.state.progress == 0.5
    desk.engine.write(0, "Here is the text:")
    assert desk.state.shown[0].text == ""
    desk.engine.write(0, "\n\nIt was cold")
    assert desk.state.shown[0].text == "It was cold"
    assert desk.state.shown[0].writing
    assert len(desk.state.shown) == 3


@pytest.mark.parametrize(("n_params", "told"), [(1_500_000_000, False), (7_000_000_000, True)])
def test_only_a_larger_model_is_told_of_the_surroundings(
    desk: Desk, n_params: int, told: bool
) -> None:
    assert desk.engine.ready is not None
    desk.engine.ready = replace(desk.engine.ready, n_params=n_params)
    desk.start()
    desk.engine.answer(RUBBISH, RUBBISH, RUBBISH)
    for generation in desk.engine.asked.values():
        assert isinstance(generation.prompt, tuple)
        contents = "".join(turn.content for turn in generation.prompt)
        assert ("Before." in contents, "After." in contents) == (told, told)


def test_what_fails_is_asked_again_with_new_seeds_and_then_held_back(desk: Desk) -> None:
    desk.start()
    desk.engine.answer(GOOD, RUBBISH, GOOD)
    assert not desk.state.finished
    again = desk.engine.asked[2]
    assert again.n == 2
    # No candidate is drawn twice with one seed.
    assert again.seed >= desk.engine.asked[1].seed + 3
    desk.engine.answer(RUBBISH, ALSO)
    assert desk.engine.asked[3].n == 1
    desk.engine.answer(TEXT)
    state = desk.state
    assert state.finished
    assert [c.text for c in state.shown] == [GOOD, ALSO]
    assert [c.held[0].code for c in state.held_back] == ["drift", "duplicate", "drift", "unchanged"]
    assert (state.reasons[0][0].code, state.reasons[0][1]) == ("drift", 2)
    assert [c.position for c in state.candidates] == list(range(6))


def test_nothing_good_enough_is_declined(desk: Desk) -> None:
    desk.start()
    for _ in range(3):
        desk.engine.answer(RUBBISH, "", f"{RUBBISH} {RUBBISH}")
    assert desk.state.declined
    assert desk.state.shown == ()
    assert len(desk.state.held_back) == 9
    assert not desk.state.unchanged
    assert {c.outcome for c in desk.kept.last.candidates} == {Outcome.HELD_BACK}


def test_a_bad_candidate_is_shown_with_its_good_sentence(desk: Desk) -> None:
    desk.start()
    bad = GOOD.split(". ")[0] + ". " + RUBBISH
    desk.engine.answer(bad, ALSO, THIRD)
    first = desk.state.shown[0]
    assert first.text == GOOD
    assert first.raw == bad


def test_nothing_to_mend_is_settled_after_one_round(desk: Desk) -> None:
    desk.start(Task.FIX)
    desk.engine.answer(TEXT, TEXT, f" {TEXT}")
    assert desk.state.declined
    assert desk.state.unchanged
    assert len(desk.engine.asked) == 1


def test_a_candidate_cut_by_the_limit_is_not_shown_as_whole(desk: Desk) -> None:
    desk.start()
    desk.engine.answer(GOOD, ALSO, f"{GOOD} It was", finish="length")
    assert all(c.held or c.text in (GOOD, ALSO) for c in desk.state.candidates)
    assert desk.state.candidates[0].held or desk.state.candidates[0].text == GOOD


def test_cancel_keeps_what_is_whole(desk: Desk) -> None:
    desk.start()
    desk.engine.write(0, GOOD)
    desk.engine.end(0)
    desk.engine.write(1, "It was")
    desk.rewrite.cancel()
    assert desk.engine.cancelled == [1]
    desk.engine.done()
    state = desk.state
    assert state.finished
    assert state.cancelled
    assert not state.declined
    assert [c.text for c in state.shown] == [GOOD]
    assert [c.outcome for c in desk.kept.last.candidates] == [
        Outcome.NEVER_SEEN,
        Outcome.INTERRUPTED,
        Outcome.INTERRUPTED,
    ]


def test_a_lost_engine_ends_it_and_keeps_what_is_whole(desk: Desk) -> None:
    desk.start()
    desk.engine.write(0, GOOD)
    desk.engine.end(0)
    desk.engine.write(1, "It")
    desk.engine.fail("engine_lost")
    assert desk.state.finished
    assert desk.state.failed is not None
    assert not desk.state.declined
    assert [c.text for c in desk.state.shown] == [GOOD]
    assert desk.kept.last.candidates[1].outcome is Outcome.INTERRUPTED


def test_starting_anew_gives_up_the_one_before(desk: Desk) -> None:
    desk.start()
    desk.engine.write(0, "It was")
    desk.start()
    assert desk.engine.cancelled == [1]
    assert desk.kept.last.candidates[0].outcome is Outcome.INTERRUPTED
    desk.engine.done(1)
    assert desk.rewrite.state is not None
    assert desk.rewrite.state.candidates == ()


def test_a_template_that_breaks_on_these_turns_is_gone_without() -> None:
    desk = Desk()
    desk.start()
    assert isinstance(desk.engine.asked[1].prompt, tuple)
    desk.engine.fail("bad_request")
    assert isinstance(desk.engine.asked[2].prompt, str)
    desk.engine.answer(GOOD, ALSO, THIRD)
    assert len(desk.state.shown) == 3
    assert desk.state.failed is None


def test_a_base_model_is_asked_by_pairs() -> None:
    desk = Desk(chat=False)
    desk.start()
    assert isinstance(desk.engine.asked[1].prompt, str)


def test_it_is_recorded_when_asked_and_completed_by_the_review(desk: Desk) -> None:
    desk.start()
    desk.engine.answer(GOOD, ALSO, THIRD)
    asked = desk.kept.last
    assert (asked.kind, asked.task, asked.source, asked.start) == ("rewrite", "tighten", TEXT, 40)
    assert {c.outcome for c in asked.candidates} == {Outcome.NEVER_SEEN}
    assert asked.closed_at is None
    review = desk.rewrite.review()
    review.seen(0)
    review.accept_all(0)
    review.close(TEXT)
    closed = review.decision()
    assert closed.id == asked.id
    assert closed.final == GOOD
    assert closed.candidates[0].outcome is Outcome.ACCEPTED


def test_no_review_before_the_end_and_no_rewriting_of_nothing(desk: Desk) -> None:
    with pytest.raises(RuntimeError):
        desk.rewrite.review()
    desk.start()
    with pytest.raises(RuntimeError):
        desk.rewrite.review()
    with pytest.raises(ValueError, match="nothing"):
        desk.rewrite.start(replace(PASSAGE, text=" \n"), Task.FIX)
    with pytest.raises(ValueError, match="nothing"):
        desk.rewrite.start(PASSAGE, Task.CUSTOM, " ")


def test_own_instructions_are_what_counts(desk: Desk) -> None:
    longer = f"{TEXT} It had rained all night, and the window was open. The stove was out."
    desk.start(Task.CUSTOM, "brighter")
    desk.engine.answer(longer, longer + " Nobody came.", longer + " She sat.")
    assert not desk.state.shown
    desk.start(Task.CUSTOM, "make it longer")
    desk.engine.answer(longer, longer + " Nobody came.", longer + " She sat.")
    assert len(desk.state.shown) == 3
