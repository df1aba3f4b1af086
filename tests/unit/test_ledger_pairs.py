"""What counts as preferred, and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.ledger_samples import (
    NOON,
    SOURCE,
    candidate,
    continuation,
    decision,
    hunk,
    rewrite,
)
from writer_app.ledger.pairs import (
    Completion,
    FinalToken,
    Labelled,
    Preference,
    completions,
    final_tokens,
    labelled,
    preferences,
    prompt_of,
)
from writer_app.ledger.records import (
    Ban,
    CandidateRecord,
    Decision,
    HunkVerdict,
    Outcome,
    Survival,
    Verdict,
)
from writer_app.ledger.signals import ACTS, Signal, of_candidate

BEFORE = "The house stood at the end of the lane"
DARK = ("It was very dark.", "It was dark.")
RAN = ("She walked quickly.", "She ran.")
DOOR = ("The door was open.", "The door stood open.")


def survived(share: float, text: str = "") -> Survival:
    return Survival("any", NOON, share, text)


def texts(decision: Decision, survival: Survival | None = None) -> list[tuple[str, str]]:
    return [(p.chosen, p.rejected) for p in preferences(decision, survival)]


def test_an_accepted_continuation_is_preferred_to_a_refused_one() -> None:
    asked = continuation(
        candidate(" in the rain.", Outcome.REJECTED, 0),
        candidate(" like a dare.", Outcome.ACCEPTED, 1, taken=" like a dare."),
        candidate(", alone.", Outcome.REJECTED, 2),
    )
    assert preferences(asked) == (
        Preference(BEFORE, " like a dare.", " in the rain.", Signal.ACCEPTED),
        Preference(BEFORE, " like a dare.", ", alone.", Signal.ACCEPTED),
    )
    assert labelled(asked) == (
        Labelled(BEFORE, " like a dare.", True, Signal.ACCEPTED),
        Labelled(BEFORE, " in the rain.", False, Signal.REJECTED),
        Labelled(BEFORE, ", alone.", False, Signal.REJECTED),
    )
    assert completions(asked) == (Completion(BEFORE, " like a dare.", Signal.ACCEPTED),)


@pytest.mark.parametrize(
    "outcome",
    [Outcome.IGNORED, Outcome.NEVER_SEEN, Outcome.INTERRUPTED, Outcome.HELD_BACK],
)
def test_what_was_not_refused_is_no_refusal(outcome: Outcome) -> None:
    asked = continuation(
        candidate(" a", Outcome.ACCEPTED, 0, taken=" a"), candidate(" b", outcome, 1)
    )
    assert preferences(asked) == ()
    assert labelled(asked) == (Labelled(BEFORE, " a", True, Signal.ACCEPTED),)
    alone = rewrite(candidate("It was dark.", outcome))
    assert (preferences(alone), labelled(alone), completions(alone)) == ((), (), ())


def test_what_was_never_painted_cannot_be_refused() -> None:
    asked = continuation(
        candidate(" a", Outcome.ACCEPTED, 0), candidate(" b", Outcome.REJECTED, 1, seen=False)
    )
    assert preferences(asked) == ()
    unseen = rewrite(
        candidate("x", Outcome.REJECTED, seen=False, verdicts=(hunk(*RAN, Verdict.REJECTED),))
    )
    assert (preferences(unseen), labelled(unseen)) == ((), ())


def test_a_part_that_was_taken_is_a_yes_and_the_rest_is_nothing() -> None:
    asked = continuation(candidate(" in the rain.", Outcome.PARTLY, taken=" in"))
    assert preferences(asked) == ()
    assert labelled(asked) == (Labelled(BEFORE, " in", True, Signal.PARTLY),)


def test_pieces_of_several_alternatives_need_to_say_how_they_stand() -> None:
    pair = (
        candidate(" in the rain", Outcome.PARTLY, 0, taken=" in"),
        candidate(" a storm", Outcome.PARTLY, 1, taken=" a storm"),
        candidate(" at night", Outcome.REJECTED, 2),
    )
    assert completions(continuation(*pair)) == ()
    assert preferences(continuation(*pair)) == ()
    whole = continuation(*pair, final=" in a storm")
    assert completions(whole) == (Completion(BEFORE, " in a storm", Signal.PARTLY),)
    assert texts(whole) == [(" in a storm", " at night")]


def test_a_word_of_one_and_then_the_rest_of_another_that_begins_alike() -> None:
    asked = continuation(
        candidate(" in the rain", Outcome.PARTLY, 0, taken=" in"),
        candidate(" in fog", Outcome.PARTLY, 1, taken=" in fog"),
        candidate(" at night", Outcome.REJECTED, 2),
    )
    assert texts(asked) == [(" in fog", " at night")]


def test_text_edited_while_taking_beats_the_suggestion_which_is_yet_no_refusal() -> None:
    asked = continuation(candidate(" in the rain", Outcome.EDITED), final=" in thin rain")
    assert texts(asked) == [(" in thin rain", " in the rain")]
    assert labelled(asked) == (Labelled(BEFORE, " in thin rain", True, Signal.EDITED),)


def test_text_edited_after_acceptance_is_the_best_pair() -> None:
    asked = continuation(candidate(" in the rain", Outcome.ACCEPTED, taken=" in the rain"))
    assert texts(asked, survived(0.8, " in thin rain")) == [(" in thin rain", " in the rain")]
    assert completions(asked, survived(0.8, " in thin rain")) == (
        Completion(BEFORE, " in thin rain", Signal.REWORDED),
    )
    assert texts(asked, survived(1.0, " in the rain")) == []


def test_text_that_was_taken_back_is_no_longer_a_yes() -> None:
    asked = continuation(
        candidate(" in the rain", Outcome.ACCEPTED, 0), candidate(" b", Outcome.REJECTED, 1)
    )
    assert texts(asked, survived(0.1, " x")) == []
    assert completions(asked, survived(0.0)) == ()
    assert labelled(asked, survived(0.0)) == (Labelled(BEFORE, " b", False, Signal.REJECTED),)


def partly() -> CandidateRecord:
    return candidate(
        "It was dark. She ran. The door stood open.",
        Outcome.PARTLY,
        verdicts=(
            hunk(*DARK, Verdict.ACCEPTED, 0),
            hunk(*RAN, Verdict.REJECTED, 1),
            hunk(*DOOR, Verdict.EDITED, 2, final="The door gaped."),
        ),
    )


def test_a_pair_differs_in_the_refused_and_mended_hunks_alone() -> None:
    final = "It was dark. She walked quickly. The door gaped."
    asked = rewrite(partly(), final=final)
    assert texts(asked) == [(final, "It was dark. She ran. The door stood open.")]
    assert completions(asked) == (Completion(prompt_of(asked), final, Signal.EDITED),)
    assert labelled(asked) == (
        Labelled(prompt_of(asked), final, True, Signal.EDITED),
        # The hunk that was liked is not in what is labelled a refusal.
        Labelled(
            prompt_of(asked),
            "It was very dark. She ran. The door was open.",
            False,
            Signal.REJECTED,
        ),
    )


def test_without_a_final_passage_it_is_put_together() -> None:
    assert texts(rewrite(partly())) == texts(
        rewrite(partly(), final="It was dark. She walked quickly. The door gaped.")
    )


def test_with_everything_refused_the_own_passage_is_preferred() -> None:
    asked = rewrite(
        candidate("It was dark.", Outcome.REJECTED, 0),
        candidate(
            SOURCE.replace(*RAN), Outcome.REJECTED, 1, verdicts=(hunk(*RAN, Verdict.REJECTED),)
        ),
        final=SOURCE,
    )
    assert texts(asked) == [(SOURCE, "It was dark."), (SOURCE, SOURCE.replace(*RAN))]
    assert completions(asked) == ()
    assert [row.label for row in labelled(asked)] == [False, False]


def test_a_hunk_taken_from_one_candidate_beats_one_refused_in_another() -> None:
    asked = rewrite(
        candidate("a", Outcome.PARTLY, 0, verdicts=(hunk(*RAN, Verdict.ACCEPTED),)),
        candidate(
            "b",
            Outcome.REJECTED,
            1,
            verdicts=(hunk(RAN[0], "She hurried.", Verdict.REJECTED),),
        ),
        candidate(
            "c", Outcome.IGNORED, 2, verdicts=(hunk(RAN[0], "She sped.", Verdict.UNDECIDED),)
        ),
    )
    assert texts(asked) == [
        (SOURCE.replace(*RAN), SOURCE.replace(RAN[0], "She hurried.")),
    ]


def test_a_candidate_taken_whole() -> None:
    asked = rewrite(
        candidate("It was dark. She ran.", Outcome.ACCEPTED, 0),
        candidate("It was pitch-black.", Outcome.REJECTED, 1),
    )
    assert texts(asked) == [("It was dark. She ran.", "It was pitch-black.")]
    edited = rewrite(candidate("It was dark.", Outcome.EDITED), final="Dark, it was.")
    assert texts(edited) == [("Dark, it was.", "It was dark.")]


def test_a_rewrite_that_changed_nothing_in_the_end_is_no_example() -> None:
    asked = rewrite(
        candidate("x", Outcome.ACCEPTED, verdicts=(hunk(*RAN, Verdict.ACCEPTED),)), final=SOURCE
    )
    assert (texts(asked), completions(asked), labelled(asked)) == ([], (), ())


def test_hunks_that_do_not_fit_the_passage_teach_nothing() -> None:
    asked = rewrite(partly(), source="Something else entirely stands here, and is long enough.")
    assert (texts(asked), completions(asked), labelled(asked)) == ([], (), ())


def test_an_insertion_and_a_deletion() -> None:
    source_end = len(SOURCE)
    insertion = HunkVerdict(1, source_end, source_end, "", " Wind came in.", Verdict.REJECTED, "")
    asked = rewrite(
        candidate(
            "x",
            Outcome.PARTLY,
            verdicts=(hunk(" The door was open.", "", Verdict.ACCEPTED, final=""), insertion),
        )
    )
    shorter = "It was very dark. She walked quickly."
    assert texts(asked) == [(shorter, f"{shorter} Wind came in.")]


def test_what_has_no_words_is_no_row() -> None:
    assert labelled(continuation(candidate("\n\n", Outcome.ACCEPTED, taken="\n\n"))) == ()
    assert labelled(continuation(candidate(" a", Outcome.ACCEPTED), before="")) == ()
    same = continuation(candidate(" a ", Outcome.ACCEPTED, 0), candidate(" a", Outcome.REJECTED, 1))
    assert preferences(same) == ()
    assert [row.label for row in labelled(same)] == [True]


def test_the_prompt_of_a_rewrite_is_the_task_with_the_passage_in_its_place() -> None:
    prompt = prompt_of(rewrite())
    assert prompt.startswith("Tighten the passage")
    assert prompt.endswith(f"The passage:\n{SOURCE}\n\nThe passage rewritten:\n")
    assert prompt.index("Night fell.") < prompt.index("Nobody was home.") < prompt.index(SOURCE)
    own = prompt_of(rewrite(task="custom", instruction="Make it sadder.", before="", after=""))
    assert own.startswith(f"Make it sadder.\n\nThe passage:\n{SOURCE}")
    assert prompt_of(decision(before="Once ")) == "Once "


def test_a_weak_no_counts_only_when_it_is_asked_for() -> None:
    yes = candidate(" a", Outcome.ACCEPTED, 0, taken=" a")
    asked = continuation(yes, candidate(" b", Outcome.IGNORED, 1))
    again = continuation(candidate(" b", Outcome.IGNORED, 1), regenerated=True)
    assert preferences(asked, None, ACTS | {Signal.IGNORED}) == (
        Preference(BEFORE, " a", " b", Signal.IGNORED),
    )
    assert labelled(again) == labelled(again, None, ACTS | {Signal.IGNORED}) == ()
    assert labelled(again, None, {Signal.REGENERATED}) == (
        Labelled(BEFORE, " b", False, Signal.REGENERATED),
    )
    # A rewrite that was only asked for again does not make the passage the better one.
    passage = rewrite(candidate("It was dark.", Outcome.IGNORED), regenerated=True)
    assert preferences(passage, None, {Signal.REGENERATED}) == ()
    assert [row.label for row in labelled(passage, None, {Signal.REGENERATED})] == [False]


def test_only_the_signals_asked_for_lead_to_rows() -> None:
    asked = continuation(
        candidate(" a", Outcome.ACCEPTED, 0, taken=" a"), candidate(" b", Outcome.REJECTED, 1)
    )
    assert preferences(asked, None, {Signal.REJECTED}) == ()
    assert [row.label for row in labelled(asked, None, {Signal.REJECTED})] == [False]
    assert completions(asked, survived(0.8, " c"), {Signal.ACCEPTED}) == ()
    assert completions(asked, survived(0.8, " c"), {Signal.REWORDED}) == (
        Completion(BEFORE, " c", Signal.REWORDED),
    )


def test_the_writers_own_version_beats_what_it_replaced_and_what_was_refused_for_it() -> None:
    own = rewrite(task="own", final="Dark. She walked.")
    assert preferences(own) == (
        Preference(prompt_of(own), "Dark. She walked.", SOURCE, Signal.OWN_VERSION),
    )
    assert completions(own) == (
        Completion(prompt_of(own), "Dark. She walked.", Signal.OWN_VERSION),
    )
    refused = rewrite(candidate("It was pitch-black.", Outcome.REJECTED))
    assert preferences(own, refused=refused)[1:] == (
        Preference(
            prompt_of(refused), "Dark. She walked.", "It was pitch-black.", Signal.OWN_VERSION
        ),
    )
    elsewhere = rewrite(task="own", final="Dark. She walked.", origin="docx")
    assert [row.signal for row in preferences(elsewhere)] == [Signal.IMPORTED]
    assert preferences(rewrite(task="own", final=SOURCE)) == ()


def test_a_phrase_that_was_taken_back_prefers_what_was_written_instead() -> None:
    bans = (
        Ban("a testament to", 9, " testament", " sign", (" sign", " mark", " testament")),
        Ban("tapestry", 0, " tap", "", ()),
    )
    made = candidate(" was the sign of it", Outcome.IGNORED, bans=bans)
    assert final_tokens(continuation(made)) == (
        FinalToken(f"{BEFORE} was the ", " testament", (" sign", " mark")),
    )
    assert preferences(continuation(made), None, frozenset(Signal)) == ()


@pytest.mark.parametrize("outcome", Outcome)
def test_each_outcome_has_its_own_signal(outcome: Outcome) -> None:
    asked = continuation(candidate(" a", outcome))
    signal = of_candidate(asked, asked.candidates[0])
    assert signal == (None if outcome is Outcome.HELD_BACK else outcome.value)


def test_a_chat_is_asked_and_a_text_goes_on() -> None:
    assert prompt_of(continuation(), chat=True).endswith(f"\n\n{BEFORE}")
    question = prompt_of(rewrite(), chat=True)
    assert prompt_of(rewrite()) == f"{question}\n\nThe passage rewritten:\n"


OUTCOMES = st.sampled_from(Outcome)


@given(
    st.lists(st.tuples(st.text("ab ", max_size=4), OUTCOMES, st.booleans()), max_size=4),
    st.floats(0, 1),
    st.text("ab ", max_size=4),
)
def test_no_row_contradicts_itself(
    made: list[tuple[str, Outcome, bool]], share: float, left: str
) -> None:
    candidates = [
        candidate(text, outcome, n, seen=seen, taken=text)
        for n, (text, outcome, seen) in enumerate(made)
    ]
    for asked in (continuation(*candidates), rewrite(*candidates)):
        for survival in (None, survived(share, left)):
            for pair in preferences(asked, survival):
                assert pair.chosen.split() != pair.rejected.split()
            rows = labelled(asked, survival)
            assert len({(row.prompt, row.completion) for row in rows}) == len(rows)
