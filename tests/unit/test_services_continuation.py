"""From the question at the caret to the decision in the ledger, over a scripted engine."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.scripted_engine import DOCUMENT, HandClock, Kept, ScriptedEngine, used
from writer_app.ledger.records import Ban, CandidateRecord, Outcome
from writer_app.services.continuation import Continuation, Offer, Snapshot

HERE = Snapshot("Once upon a time", "", 16, 1, DOCUMENT)


class Desk:
    """A continuation with everything it needs, and what it said."""

    def __init__(self) -> None:
        self.engine = ScriptedEngine()
        self.kept = Kept()
        self.time = HandClock()
        self.changes: list[Offer | None] = []
        self.continuation = Continuation(
            self.engine, self.kept, used, self.changes.append, self.time.clock
        )

    def ask(self, *texts: str, at_length: bool = False) -> None:
        self.continuation.ask(HERE, seed=5, at_length=at_length)
        if texts:
            self.engine.answer(*texts)

    @property
    def offer(self) -> Offer:
        offer = self.continuation.offer
        assert offer is not None
        return offer

    def candidate(self, index: int) -> CandidateRecord:
        return self.kept.last.candidates[index]

    @property
    def outcomes(self) -> list[Outcome]:
        return [candidate.outcome for candidate in self.kept.last.candidates]


@pytest.fixture(name="desk")
def _desk() -> Desk:
    return Desk()


THREE = (" there was a king.", " a dog sang.", " it rained.")


def test_the_document_is_the_prompt(desk: Desk) -> None:
    desk.ask()
    generation = desk.engine.asked[1]
    assert generation.prompt == HERE.before
    assert (generation.n, generation.heal, generation.branch) == (3, True, "top")
    assert (generation.keep, generation.seed) == (False, 5)


def test_what_was_read_of_it_is_kept_only_where_the_snapshot_says_so(desk: Desk) -> None:
    desk.continuation.ask(replace(HERE, keep=True))
    assert desk.engine.asked[1].keep


def test_it_streams_and_shows_only_whole_changes_from_the_engine(desk: Desk) -> None:
    desk.ask()
    assert desk.changes == []
    desk.engine.write(0, " there was")
    assert desk.offer.remaining == " there was"
    assert [c.remaining for c in desk.changes if c] == [" there", " there was"]


def test_it_stops_the_engine_when_every_sentence_is_at_its_end(desk: Desk) -> None:
    desk.ask()
    for i, text in enumerate(THREE):
        desk.engine.write(i, f"{text} And")
    assert desk.engine.cancelled == [1]
    assert desk.engine.cancelled_singly == [(1, 0), (1, 1)]
    desk.engine.done()
    assert desk.offer.done
    assert [a.text for a in desk.offer.alternatives] == list(THREE)
    assert {a.finish for a in desk.offer.alternatives} == {"stop"}


def test_all_of_it_taken(desk: Desk) -> None:
    desk.ask(*THREE)
    desk.continuation.shown(0)
    desk.time.seconds = 2.5
    text, _ = desk.offer.take_all()
    assert desk.continuation.took(text, 0, whole=True) is None
    assert desk.outcomes == [Outcome.ACCEPTED, Outcome.NEVER_SEEN, Outcome.NEVER_SEEN]
    assert desk.candidate(0).taken == THREE[0]
    assert desk.candidate(0).shown_seconds == 2.5
    decision = desk.kept.last
    assert (decision.kind, decision.final, decision.start) == ("continuation", THREE[0], 16)
    assert decision.seed == 5
    assert decision.sampler["temperature"] > 0
    assert len(decision.prompt_sha256) == 64
    assert len(desk.kept.all) == 1


def test_a_word_taken_then_gone_elsewhere(desk: Desk) -> None:
    desk.ask(*THREE)
    desk.continuation.shown(0)
    word, _ = desk.offer.take_word()
    after = desk.continuation.took(word, 0, whole=False)
    assert after is not None
    assert after.remaining == " was a king."
    assert desk.continuation.typed("!") is None
    assert desk.outcomes[0] is Outcome.PARTLY
    assert desk.candidate(0).taken == " there"


def test_typed_along_and_then_taken_is_all_of_it(desk: Desk) -> None:
    desk.ask(*THREE)
    desk.continuation.shown(0)
    assert desk.continuation.typed(" there w") is not None
    desk.continuation.took(desk.offer.remaining, 0, whole=True)
    assert desk.candidate(0).taken == THREE[0]
    assert desk.outcomes[0] is Outcome.ACCEPTED


def test_what_no_longer_goes_the_writers_way_is_stopped_singly(desk: Desk) -> None:
    desk.ask()
    desk.engine.write(0, " there was a king")
    desk.engine.write(1, " a dog")
    assert desk.continuation.typed(" the") is not None
    assert desk.engine.cancelled_singly == [(1, 1)]
    assert desk.continuation.typed("re") is not None
    assert desk.engine.cancelled_singly == [(1, 1)]
    desk.engine.end(1, "cancelled")
    # The third has said nothing yet; what it says first goes elsewhere.
    desk.engine.write(2, " it")
    assert desk.engine.cancelled_singly == [(1, 1), (1, 2)]
    desk.engine.write(0, ". And")
    assert desk.engine.cancelled == [1]
    desk.engine.done()
    assert desk.offer.remaining == " was a king."


def test_at_length_all_are_written_to_their_end(desk: Desk) -> None:
    desk.ask(at_length=True)
    desk.engine.write(0, " there was a king. He had a dog.")
    desk.engine.write(1, " a dog sang.")
    desk.continuation.took(" there", 0, whole=False)
    assert (desk.engine.cancelled, desk.engine.cancelled_singly) == ([], [])


def test_typing_on_is_ignoring_and_escape_is_refusing(desk: Desk) -> None:
    desk.ask(*THREE)
    desk.continuation.shown(0)
    desk.continuation.next()
    desk.continuation.shown(1)
    desk.continuation.edited_away()
    assert desk.outcomes == [Outcome.IGNORED, Outcome.IGNORED, Outcome.NEVER_SEEN]

    desk.ask(*THREE)
    desk.continuation.shown(0)
    desk.continuation.next()
    desk.continuation.shown(1)
    desk.continuation.dismissed()
    assert desk.outcomes == [Outcome.IGNORED, Outcome.REJECTED, Outcome.NEVER_SEEN]
    assert desk.candidate(1).reason == "dismissed"


def test_escape_before_anything_was_painted_refuses_nothing(desk: Desk) -> None:
    desk.ask(*THREE)
    desk.continuation.dismissed()
    assert Outcome.REJECTED not in desk.outcomes


def test_asked_anew_while_streaming_is_interrupted(desk: Desk) -> None:
    desk.ask()
    desk.engine.write(0, " there was a")
    desk.continuation.shown(0)
    desk.continuation.ask(HERE)
    assert desk.engine.cancelled == [1]
    assert desk.outcomes == [Outcome.INTERRUPTED] * 3
    assert desk.candidate(0).raw == " there was a"
    # What still comes for the first changes nothing about the second.
    desk.engine.done(1)
    assert desk.offer.alternatives[0].raw == ""


def test_a_question_without_an_answer_is_no_decision(desk: Desk) -> None:
    desk.ask()
    desk.continuation.edited_away()
    assert desk.kept.all == []
    desk.continuation.edited_away()


def test_a_lost_engine_leaves_what_had_come(desk: Desk) -> None:
    desk.ask()
    desk.engine.write(0, " there was a king")
    desk.engine.fail("engine_lost")
    last = desk.changes[-1]
    assert last is not None
    assert last.failed is not None
    assert last.done
    assert last.remaining == " there was a king"
    desk.continuation.edited_away()
    assert desk.outcomes[0] is Outcome.INTERRUPTED


def test_an_echo_is_held_back_and_another_shown(desk: Desk) -> None:
    before = "The old man went slowly down to the sea. "
    desk.continuation.ask(Snapshot(before, "", len(before), 1, DOCUMENT))
    desk.engine.answer("The old man went slowly down to the sea.", "A dog sang.", "A dog sang.")
    assert desk.offer.index == 1
    assert desk.offer.visible == (1,)
    desk.continuation.shown(1)
    desk.continuation.edited_away()
    assert desk.outcomes == [Outcome.HELD_BACK, Outcome.IGNORED, Outcome.HELD_BACK]
    assert [c.held for c in desk.kept.last.candidates] == [("echo",), (), ("duplicate",)]


def test_the_pane_inserts_a_part_and_refuses_another(desk: Desk) -> None:
    long = " there was a king. He had a dog."
    desk.ask(long, THREE[1], THREE[2], at_length=True)
    for i in range(3):
        desk.continuation.shown(i)
    desk.time.seconds = 3.0
    assert desk.continuation.rejected(1, "cliché") is not None
    desk.time.seconds = 5.0
    desk.continuation.took(" there was a king.", 0, whole=False)
    desk.continuation.edited_away()
    assert desk.outcomes == [Outcome.PARTLY, Outcome.REJECTED, Outcome.IGNORED]
    assert desk.candidate(1).reason == "cliché"
    assert [desk.candidate(i).shown_seconds for i in range(3)] == [5.0, 3.0, 5.0]
    assert desk.kept.last.final == " there was a king."


def test_taken_in_other_words_is_edited(desk: Desk) -> None:
    desk.ask(*THREE, at_length=True)
    desk.continuation.shown(0)
    desk.continuation.took(" there was a queen.", 0, whole=True)
    assert desk.outcomes[0] is Outcome.EDITED


def test_all_refused_ends_it(desk: Desk) -> None:
    desk.ask(*THREE, at_length=True)
    assert desk.continuation.rejected(0) is not None
    assert desk.continuation.rejected(1) is not None
    assert desk.continuation.rejected(2) is None
    assert desk.outcomes == [Outcome.REJECTED] * 3


def test_without_an_offer_nothing_happens(desk: Desk) -> None:
    assert desk.continuation.typed("x") is None
    assert desk.continuation.took("x", 0, whole=True) is None
    assert desk.continuation.rejected(0) is None
    assert desk.continuation.next() is None
    desk.continuation.dismissed()
    desk.continuation.shown(0)
    assert desk.kept.all == []


def test_the_first_word_comes_with_its_probability(desk: Desk) -> None:
    desk.continuation.ask(Snapshot("Once up", "", 7, 1, DOCUMENT))
    desk.engine.write(0, "on a time.", logprob=-0.1)
    first = desk.offer.alternatives[0]
    assert first.word == "upon"
    assert 0.85 < first.confidence < 0.95


def test_a_phrase_that_was_taken_back_is_recorded_with_its_candidate(desk: Desk) -> None:
    desk.ask()
    desk.engine.write(1, " there was")
    desk.engine.take_back(1, 10)
    desk.engine.write(1, " the king")
    desk.continuation.shown(1)
    desk.continuation.edited_away()
    assert desk.candidate(0).bans == ()
    ban = Ban("a testament", 10, " a", " the", (" the", " one"))
    assert desk.candidate(1).bans == (ban,)
    assert desk.candidate(1).raw[: ban.offset] == " there was"
