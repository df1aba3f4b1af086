"""What a decision teaches: which version of which span, how strongly, and what teaches nothing."""

from __future__ import annotations

import pytest

from tests.unit.ledger_samples import NOON, SOURCE, candidate, continuation, hunk, rewrite
from writer_app.ledger.records import Outcome, Survival, Verdict
from writer_app.services.lessons import (
    AGAIN,
    CHOSEN,
    DECIDED,
    DROPPED,
    KEPT,
    OWN,
    Lesson,
    contest,
    lessons,
)
from writer_app.taste.features import Version

SHORTER = SOURCE.replace("very dark", "dark")


def pairs(found: tuple[Lesson, ...]) -> list[tuple[str, str, float]]:
    return [(lesson.chosen.text, lesson.rejected.text, lesson.weight) for lesson in found]


def test_an_own_edit_is_the_writers_version_against_what_stood_there() -> None:
    own = rewrite(task="own", final=SHORTER, sampler={KEPT: -3.0, DROPPED: -5.0})
    (lesson,) = lessons(own)
    assert (lesson.chosen, lesson.rejected) == (Version(SHORTER, -3.0), Version(SOURCE, -5.0))
    assert lesson.weight == OWN
    assert (lesson.before, lesson.after) == (own.before, own.after)


def test_an_own_edit_that_cuts_all_is_one_too() -> None:
    assert pairs(lessons(rewrite(task="own", final=""))) == [("", SOURCE, OWN)]


def test_a_long_own_edit_is_learned_change_by_change() -> None:
    source = " ".join(f"This is sentence number {n} of it, really." for n in range(12))
    final = source.replace("number 3 of it, really", "3").replace("number 9 of it", "9")
    found = lessons(rewrite(task="own", source=source, final=final))
    assert len(found) == 2
    for lesson in found:
        assert lesson.before + lesson.rejected.text + lesson.after == (
            "Night fell.\n\n" + source + "\n\nNobody was home."
        )


def test_a_long_choice_between_two_versions_is_one_however_much_they_share() -> None:
    source = " ".join(f"This is sentence number {n} of it, really." for n in range(12))
    final = source.replace("number 3 of it, really", "3").replace("number 9 of it", "9")
    chosen = rewrite(task="own", source=source, final=final, origin=CHOSEN)
    assert pairs(lessons(chosen)) == [(final, source, OWN)]


def test_a_long_passage_that_was_written_anew_is_one_choice() -> None:
    source = " ".join(f"This is sentence number {n} of it, really." for n in range(12))
    final = " ".join(f"Something else altogether, {n} times over." for n in range(12))
    assert pairs(lessons(rewrite(task="own", source=source, final=final))) == [(final, source, OWN)]


def test_each_change_that_was_decided_is_a_choice_in_its_place() -> None:
    taken = hunk("very dark", "dark", Verdict.ACCEPTED)
    refused = hunk("quickly", "fast", Verdict.REJECTED, 1)
    open_ = hunk("open", "ajar", Verdict.UNDECIDED, 2)
    decision = rewrite(candidate(SHORTER, Outcome.PARTLY, verdicts=(taken, refused, open_)))
    first, second = lessons(decision)
    assert pairs((first, second)) == [
        ("dark", "very dark", DECIDED),
        ("quickly", "fast", DECIDED),
    ]
    assert second.before.endswith("She walked ")
    assert second.after.startswith(". The door")


def test_a_change_in_the_writers_words_beats_the_suggestion_and_the_source() -> None:
    mended = hunk("very dark", "dark", Verdict.EDITED, final="black")
    decision = rewrite(candidate(SHORTER, Outcome.EDITED, verdicts=(mended,)))
    assert pairs(lessons(decision)) == [
        ("black", "dark", OWN),
        ("black", "very dark", DECIDED),
    ]


def test_a_change_refused_unseen_teaches_nothing() -> None:
    refused = hunk("quickly", "fast", Verdict.REJECTED)
    assert lessons(rewrite(candidate("x", Outcome.REJECTED, verdicts=(refused,), seen=False))) == ()


def test_the_one_taken_beats_the_others_on_show() -> None:
    decision = continuation(
        candidate(" of old oaks.", Outcome.IGNORED),
        candidate(" by the sea.", Outcome.ACCEPTED, 1, taken=" by the sea."),
        candidate(" and waited for ever.", Outcome.IGNORED, 2),
        candidate(" unseen.", Outcome.NEVER_SEEN, 3, seen=False),
        final=" by the sea.",
    )
    found = contest(decision)
    assert found is not None
    assert found.taken == 1
    assert len(found.versions) == 3
    assert pairs(lessons(decision)) == [
        (" by the sea.", " of old oaks.", DECIDED / 2),
        (" by the sea.", " and waited for", DECIDED / 2),
    ]


@pytest.mark.parametrize(
    "outcome",
    [Outcome.IGNORED, Outcome.REJECTED, Outcome.NEVER_SEEN, Outcome.INTERRUPTED, Outcome.HELD_BACK],
)
def test_with_nothing_taken_nothing_is_compared(outcome: Outcome) -> None:
    decision = continuation(candidate(" a.", outcome), candidate(" b.", outcome, 1))
    assert contest(decision) is None
    assert lessons(decision) == ()


def test_being_asked_again_is_a_weak_no() -> None:
    decision = rewrite(candidate(SHORTER, Outcome.IGNORED), regenerated=True, final=SOURCE)
    assert pairs(lessons(decision)) == [(SOURCE, SHORTER, AGAIN)]


def test_what_was_reworded_later_teaches_and_what_was_taken_back_does_not() -> None:
    taken = hunk("very dark", "dark", Verdict.ACCEPTED)
    decision = rewrite(candidate(SHORTER, Outcome.ACCEPTED, verdicts=(taken,)), final=SHORTER)
    reworded = Survival(decision.id, NOON, 0.8, SHORTER.replace("dark", "black"))
    assert pairs(lessons(decision, reworded))[-1] == (reworded.text, SHORTER, OWN)
    assert lessons(decision, Survival(decision.id, NOON, 0.1)) == ()
    assert len(lessons(decision, Survival(decision.id, NOON, 1.0, SHORTER))) == 1
