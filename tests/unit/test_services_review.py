"""Hunk by hunk: what lands, what is recorded, what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.scripted_engine import DOCUMENT, MODEL, HandClock
from writer_app.engine.work import Generation
from writer_app.ledger.records import Outcome, Verdict
from writer_app.services.decisions import asked
from writer_app.services.passage import CandidateState, Passage
from writer_app.services.review import Applied, PassageChanged, Review
from writer_app.text.hunks import diff
from writer_app.voice.violation import Violation

TEXT = "It was very dark. She walked quickly. The door was open. Nobody spoke."
ONE = "It was dark. She walked quickly. The door stood open. Nobody spoke."
TWO = "It was pitch dark. She ran. The door was open. Nobody spoke."
HELD = "A dragon flew. She walked quickly. The door was open. Nobody spoke."
PASSAGE = Passage(TEXT, 100, "", "", DOCUMENT)


def made(*texts: str, held: str = "", source: str = TEXT) -> tuple[Review, HandClock]:
    time = HandClock()
    decision = asked(
        Generation("prompt", seed=3),
        clock=time.clock,
        session="s",
        document=DOCUMENT,
        kind="rewrite",
        task="tighten",
        before="",
        after="",
        start=100,
        model=MODEL,
        source=source,
    )
    candidates = [CandidateState(i, t, t, "stop", (), diff(source, t)) for i, t in enumerate(texts)]
    back = [
        CandidateState(
            len(texts), held, held, "stop", (Violation("drift", "Other."),), diff(source, held)
        )
    ]
    passage = Passage(source, 100, "", "", DOCUMENT)
    return Review(decision, passage, candidates, time.clock, back if held else ()), time


def outcomes(review: Review) -> list[Outcome]:
    return [candidate.outcome for candidate in review.decision().candidates]


def test_one_hunk_lands_and_the_rest_stays() -> None:
    review, _ = made(ONE, TWO)
    review.seen(0)
    review.decide(0, 1, Verdict.ACCEPTED)
    assert review.result() == TEXT.replace("was open", "stood open")
    assert review.changes == 1
    assert review.close(TEXT) == Applied(100, 100 + len(TEXT), review.result())
    assert outcomes(review) == [Outcome.PARTLY, Outcome.NEVER_SEEN]
    verdicts = review.decision().candidates[0].verdicts
    assert [v.verdict for v in verdicts] == [Verdict.UNDECIDED, Verdict.ACCEPTED]
    assert verdicts[1].decided_at is not None


def test_hunks_of_two_candidates_land_together() -> None:
    review, _ = made(ONE, TWO)
    review.decide(0, 1, Verdict.ACCEPTED)
    review.decide(1, 1, Verdict.ACCEPTED)
    assert review.result() == "It was very dark. She ran. The door stood open. Nobody spoke."


def test_accepting_takes_back_what_it_overlaps() -> None:
    review, _ = made(ONE, TWO)
    review.decide(0, 0, Verdict.ACCEPTED)
    assert review.blocked(1, 0)
    assert not review.blocked(1, 1)
    review.decide(1, 0, Verdict.ACCEPTED)
    assert review.verdict(0, 0).verdict is Verdict.UNDECIDED
    assert review.blocked(0, 0)
    assert review.result().startswith("It was pitch dark.")


def test_edited_in_the_writers_words() -> None:
    review, _ = made(ONE)
    review.decide(0, 0, Verdict.EDITED, final="It was dusk.")
    assert review.result().startswith("It was dusk. She")
    review.close(TEXT)
    assert outcomes(review) == [Outcome.EDITED]
    verdict = review.decision().candidates[0].verdicts[0]
    assert (verdict.final, verdict.after) == ("It was dusk.", review.hunks(0)[0].after)


def test_an_edit_that_is_one_of_the_two_is_that_verdict() -> None:
    review, _ = made(ONE)
    hunk = review.hunks(0)[0]
    review.decide(0, 0, Verdict.EDITED, final=hunk.after)
    assert review.verdict(0, 0).verdict is Verdict.ACCEPTED
    review.decide(0, 0, Verdict.EDITED, final=hunk.before)
    assert review.verdict(0, 0).verdict is Verdict.REJECTED
    with pytest.raises(ValueError, match="wording"):
        review.decide(0, 0, Verdict.EDITED)


def test_the_whole_candidate_replaces_what_was_taken_of_another() -> None:
    review, _ = made(ONE, TWO)
    review.decide(0, 1, Verdict.ACCEPTED)
    review.accept_all(1)
    assert review.result() == TWO
    assert outcomes(review) == [Outcome.IGNORED, Outcome.ACCEPTED]


def test_a_rejection_with_its_reason() -> None:
    review, _ = made(ONE, TWO)
    review.seen(0)
    review.decide(0, 0, Verdict.REJECTED, reason="cliché")
    review.reject_all(1, "not my voice")
    assert review.result() == TEXT
    assert outcomes(review) == [Outcome.REJECTED, Outcome.REJECTED]
    candidates = review.decision().candidates
    assert candidates[0].verdicts[0].reason == "cliché"
    assert candidates[1].reason == "not my voice"


def test_seen_and_left_is_ignored() -> None:
    review, time = made(ONE, TWO)
    review.seen(0)
    time.seconds = 4.0
    review.close(TEXT)
    assert outcomes(review) == [Outcome.IGNORED, Outcome.NEVER_SEEN]
    candidates = review.decision().candidates
    assert candidates[0].shown_seconds == 4.0
    assert candidates[1].shown_at is None
    assert review.decision().final == TEXT


def test_undecided_counts_what_could_still_land() -> None:
    review, _ = made(ONE, TWO)
    assert review.undecided == 4
    review.decide(0, 0, Verdict.ACCEPTED)
    assert review.undecided == 2  # the other's first hunk is blocked
    review.reject_all(1)
    assert review.undecided == 1
    review.decide(0, 0, Verdict.UNDECIDED)
    assert review.undecided == 2


def test_a_held_back_one_counts_only_when_looked_at() -> None:
    review, _ = made(ONE, held=HELD)
    assert [c.position for c in review.candidates] == [0]
    assert outcomes(review) == [Outcome.NEVER_SEEN, Outcome.HELD_BACK]
    before = review.undecided
    review.look(1)
    review.seen(1)
    assert [c.position for c in review.candidates] == [0, 1]
    assert review.undecided == before + 1
    review.decide(1, 0, Verdict.ACCEPTED)
    review.close(TEXT)
    assert review.result() == HELD
    assert outcomes(review)[1] is Outcome.ACCEPTED
    assert review.decision().candidates[1].held == ("drift",)


def test_a_changed_passage_is_left_alone_and_the_review_goes_on() -> None:
    review, _ = made(ONE)
    review.accept_all(0)
    assert review.close(TEXT + "!") == PassageChanged(TEXT, TEXT + "!")
    assert review.decision().closed_at is None
    assert isinstance(review.close(TEXT), Applied)


def test_leaving_lands_nothing() -> None:
    review, _ = made(ONE, TWO)
    review.seen(0)
    review.accept_all(0)
    review.reject_all(1, "tense")
    review.abandon()
    decision = review.decision()
    assert decision.final == TEXT
    assert decision.closed_at is not None
    assert outcomes(review) == [Outcome.IGNORED, Outcome.REJECTED]
    with pytest.raises(RuntimeError):
        review.decide(0, 0, Verdict.ACCEPTED)


def test_unknown_names() -> None:
    review, _ = made(ONE)
    with pytest.raises(KeyError):
        review.decide(0, 9, Verdict.ACCEPTED)
    with pytest.raises(KeyError):
        review.look(5)


SENTENCES = st.lists(
    st.sampled_from(["It rained.", "She ran home.", "The door was open.", "Nobody spoke.", "Oh!"]),
    min_size=1,
    max_size=5,
).map(" ".join)


@given(SENTENCES, SENTENCES, SENTENCES, st.randoms())
def test_whatever_is_decided_the_result_is_made_of_what_was_chosen(
    source: str, one: str, two: str, random: object
) -> None:
    from random import Random

    assert isinstance(random, Random)
    review, _ = made(one, two, source=source)
    keys = [(c, h.index) for c in (0, 1) for h in review.hunks(c)]
    for candidate, hunk in random.sample(keys, len(keys)):
        review.decide(candidate, hunk, random.choice([Verdict.ACCEPTED, Verdict.REJECTED]))
    landing = [v for c, h in keys if (v := review.verdict(c, h)).verdict is Verdict.ACCEPTED]
    assert len(review.result()) == len(source) + sum(len(v.after) - len(v.before) for v in landing)
    review.accept_all(0)
    assert review.result() == one
    review.accept_all(1)
    assert review.result() == two
    review.reject_all(1)
    assert review.result() == source
