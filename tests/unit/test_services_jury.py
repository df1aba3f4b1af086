"""What may change is enforced on the changes, not by throwing the candidate away."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from writer_app.prompts.tasks import Task
from writer_app.services.jury import reason, touched, unlike, within
from writer_app.text.hunks import diff
from writer_app.text.segments import word_count

SOURCE = (
    "The tide went out before anyone was awake. Ropes hung from the quay into nothing. "
    "A gull walked where the boats had been, looking at its feet."
)
SHORT = (
    "The tide went out early. Ropes hung from the quay. "
    "A gull walked where the boats had been, looking at its feet."
)


def test_changes_beyond_the_dial_are_put_back() -> None:
    assert within(SOURCE, SHORT, None) == SHORT
    assert within(SOURCE, SHORT, 0.5) == SHORT
    # Two words of the second sentence fit into a tenth, not the five of the first.
    assert within(SOURCE, SHORT, 0.1) == SOURCE.replace(" into nothing", "")
    assert within(SOURCE, SHORT, 0.01) == SOURCE


def test_what_is_protected_is_put_back() -> None:
    assert within(SOURCE, SHORT, None, ["Into  Nothing"]).endswith(SOURCE[SOURCE.index("Ropes") :])
    assert within(SOURCE, SHORT, None, ["gull walked", ""]) == SHORT


WORDS = st.lists(
    st.sampled_from(["the", "tide.", "gull", "walked,", "out", "Rope", "--", "it", "a"]),
    max_size=30,
)


@given(source=WORDS, text=WORDS, dial=st.floats(0.01, 1))
def test_no_more_is_changed_than_the_dial_says(
    source: list[str], text: list[str], dial: float
) -> None:
    before, after = " ".join(source), " ".join(text)
    kept = within(before, after, dial)
    assert touched(diff(before, kept)) <= dial * word_count(before) or kept == before


def test_those_that_differ_most_are_shown() -> None:
    texts = [SHORT, SHORT.replace("early", "soon"), SOURCE, SOURCE.upper()]
    assert unlike(texts, 3) == [0, 2, 3]
    assert unlike([SHORT, SHORT], 3) == [0]
    assert unlike([], 2) == []


def test_reasons_are_a_few_words() -> None:
    assert reason(SOURCE, SHORT, Task.TIGHTEN) == "cuts 5 words, keeps your sentences"
    assert reason("We was in.", "We were in.", Task.FIX) == "mends 1 slip"
    assert reason("It was odd.", "It was strange.", Task.VOICE) == "more like you in 1 place"
    unmetered = reason("It was odd.", "It was strange.", Task.VOICE, metered=False)
    assert unmetered == "changes 1 place"
    assert reason("It was odd.", "It was strange.", Task.CUSTOM) == "changes 1 place"
    assert reason("It was. It is.", "It was.", Task.TIGHTEN) == "cuts 2 words"
