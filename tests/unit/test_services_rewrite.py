"""Asked, cleaned, guarded, asked again, shown or declined; over a scripted engine."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.scripted_engine import (
    DOCUMENT,
    HandClock,
    Kept,
    ScriptedEngine,
    used,
    worth,
)
from writer_app.cli.rewriting import candidate_data
from writer_app.engine.work import Ban
from writer_app.ledger import records
from writer_app.ledger.records import Outcome
from writer_app.services.rewrite import Passage, Rewrite, RewriteState, Task
from writer_app.services.rounds import ATTEMPT
from writer_app.voice.pairs import Pair
from writer_app.voice.profile import learn
from writer_app.voice.tics import PENALTY

TEXT = (
    "It was really very cold in the kitchen that morning. Anna took the old kettle from the "
    "shelf in order to fill it."
)
GOOD = TEXT.replace("really very ", "")
ALSO = TEXT.replace("in order to", "to")
THIRD = GOOD.replace("in order to", "to")
RUBBISH = "The dragon circled the burning castle twice and then flew off over the mountains."
PASSAGE = Passage(TEXT, 40, "Before. ", " After.", DOCUMENT, 3)


class Desk:
    def __init__(self, *, chat: bool = True) -> None:
        self.engine = ScriptedEngine(chat=chat)
        self.kept = Kept()
        self.states: list[RewriteState] = []
        self.hand = HandClock()
        self.rewrite = Rewrite(self.engine, self.kept, used, self.states.append, self.hand.clock)

    def start(self, task: Task = Task.TIGHTEN, instruction: str = "") -> None:
        self.rewrite.start(PASSAGE, task, instruction, seed=11)

    @property
    def state(self) -> RewriteState:
        return self.states[-1]


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
