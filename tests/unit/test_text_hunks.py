"""Changes that can be taken one by one, and nothing lost whichever are."""

from __future__ import annotations

import random
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from writer_app.text.align import matches
from writer_app.text.hunks import Hunk, apply, changed_share, diff

SENTENCES = st.sampled_from(
    [
        "The lamp went out.",
        "He stood up, slowly, and looked at the door.",
        "“Who is there?” she asked.",
        "Nobody answered.",
        "你好。",
        "Mr. Grey had 3 dogs… or 4!",
        "- an item",
        "👨‍👩‍👧 came in 👍🏽.",
        "שלום לכולם.",
        "Nobody\nanswered.",
        "cafe\u0301",
    ]
)
GAPS = st.sampled_from([" ", "  ", "\n", "\n\n", "", " \n \n"])
PROSE = st.lists(st.tuples(SENTENCES, GAPS), max_size=8).map(
    lambda parts: "".join(sentence + gap for sentence, gap in parts)
)
NOISE = st.text(alphabet=st.sampled_from([*list("ab .!\n“”,好。"), "👍", "́"]), max_size=40)
TEXTS = st.one_of(PROSE, NOISE, st.text(max_size=30))


def shown(hunks: tuple[Hunk, ...]) -> list[tuple[str, str]]:
    return [(hunk.before, hunk.after) for hunk in hunks]


def told(hunk: Hunk) -> list[str]:
    """The edits in short: what stays, -what goes-, +what comes+."""
    parts = []
    for edit in hunk.edits:
        if edit.kind == "equal":
            parts.append(edit.before)
        else:
            parts += [f"-{edit.before}-"] * bool(edit.before) + [f"+{edit.after}+"] * bool(
                edit.after
            )
    return parts


@given(TEXTS, TEXTS)
@settings(max_examples=400)
def test_all_or_none_or_some(source: str, candidate: str) -> None:
    hunks = diff(source, candidate)
    assert apply(source, hunks, {}) == source
    assert apply(source, hunks, {hunk.index: hunk.after for hunk in hunks}) == candidate
    at = 0
    for number, hunk in enumerate(hunks):
        assert hunk.index == number
        assert at <= hunk.start <= hunk.end
        assert source[hunk.start : hunk.end] == hunk.before != hunk.after
        assert "".join(edit.before for edit in hunk.edits) == hunk.before
        assert "".join(edit.after for edit in hunk.edits) == hunk.after
        for edit in hunk.edits:
            assert (edit.before == edit.after) == (edit.kind == "equal")
            assert bool(edit.before) == (edit.kind != "insert")
            assert bool(edit.after) == (edit.kind != "delete")
        at = hunk.end
    assert bool(hunks) == (source != candidate)


@given(PROSE, PROSE, st.randoms())
def test_any_subset_is_between_the_two(source: str, candidate: str, dice: random.Random) -> None:
    hunks = diff(source, candidate)
    picked = {hunk.index: hunk.after for hunk in hunks if dice.random() < 0.5}
    mixed = apply(source, hunks, picked)
    # Taking the rest later comes to the same, whatever was taken first.
    grown = sum(len(hunk.after) - len(hunk.before) for hunk in hunks if hunk.index in picked)
    assert len(mixed) == len(source) + grown


@given(TEXTS, TEXTS)
def test_changed_share_is_a_share(source: str, candidate: str) -> None:
    assert 0 <= changed_share(source, candidate) <= 1
    assert changed_share(source, source) == 0


def test_unrelated_changes_stay_apart() -> None:
    source = "The lamp went out. Nobody spoke at all. He stood up. The door was open."
    candidate = "The lamp died. Nobody spoke at all. He rose. The door stood open."
    assert shown(diff(source, candidate)) == [
        ("The lamp went out.", "The lamp died."),
        ("He stood up.", "He rose."),
        ("The door was open.", "The door stood open."),
    ]


def test_words_are_the_unit() -> None:
    (hunk,) = diff("He was walking very slowly.", "He walked slowly.")
    assert told(hunk) == ["He", "- was walking very-", "+ walked+", " slowly."]


def test_white_space_goes_with_the_word() -> None:
    (hunk,) = diff("The dog ran home.", "The old dog ran.")
    assert told(hunk) == ["The", "+ old+", " dog ran", "- home-", "."]


def test_an_emoji_of_many_code_points_is_one_sign() -> None:
    (hunk,) = diff("They 👨‍👩‍👧 came 👍🏽 in.", "They 👨‍👩‍👦 came 👍🏿 in.")
    assert told(hunk) == ["They", "- 👨‍👩‍👧-", "+ 👨‍👩‍👦+", " came", "- 👍🏽-", "+ 👍🏿+", " in."]


def test_a_combining_mark_stays_with_its_letter() -> None:
    (hunk,) = diff("The cafe\u0301 closed.", "The cafe closed.")
    assert told(hunk) == ["The", "- cafe\u0301-", "+ cafe+", " closed."]


def test_right_to_left_and_cjk() -> None:
    (hunk,) = diff("שלום לכולם היום.", "שלום היום.")
    assert told(hunk) == ["שלום", "- לכולם-", " היום."]
    assert shown(diff("你好。我很好。再见。", "你好。我不好。再见。")) == [("我很好。", "我不好。")]


def test_a_sentence_added_takes_its_space_along() -> None:
    assert shown(diff("One came. Three came.", "One came. Two saw us. Three came.")) == [
        ("", "Two saw us. ")
    ]
    assert shown(diff("One came.", "One came. Two saw us.")) == [("", " Two saw us.")]
    assert shown(diff("One came.\n\nThree.", "One came. Two saw.\n\nThree.")) == [("", " Two saw.")]


def test_a_sentence_dropped_takes_its_space_along() -> None:
    assert shown(diff("One came. Two saw us. Three.", "One came. Three.")) == [("Two saw us. ", "")]
    assert shown(diff("One came. Two saw us.", "One came.")) == [(" Two saw us.", "")]
    assert shown(diff("One came. Two saw us.", "Two saw us.")) == [("One came. ", "")]


def test_joined_and_split_sentences_are_one_change() -> None:
    before = "It rained. He ran to the barn. She sat down by the lake. Night came."
    after = "It rained. He ran to the barn, and she sat down by the lake. Night came."
    for source, candidate in ((before, after), (after, before)):
        (hunk,) = diff(source, candidate)
        assert hunk.before.startswith("He ran")
        assert hunk.before.endswith("lake.")
    (hunk,) = diff(before, after)
    assert told(hunk) == ["He ran to the barn", "-. She-", "+, and she+", " sat down by the lake."]


def test_three_joined_with_a_change_beside_them() -> None:
    source = "He rose early. He washed his face. He ate the bread. The sun was low."
    candidate = "He rose early, washed his face and ate the bread. The sun stood low."
    assert [hunk.before for hunk in diff(source, candidate)] == [
        "He rose early. He washed his face. He ate the bread.",
        "The sun was low.",
    ]


def test_a_moved_sentence_is_one_change() -> None:
    source = "The lamp went out. Nobody spoke. He stood up. A dog barked. It was late."
    candidate = "He stood up. The lamp went out. Nobody spoke. A dog barked. It was late indeed."
    first, second = diff(source, candidate)
    assert told(first) == ["+He stood up. +", "The lamp went out. Nobody spoke.", "- He stood up.-"]
    assert second.before == "It was late."


def test_paragraphs_joined_is_a_change_of_its_own() -> None:
    source, candidate = "One came in.\n\nTwo sat down here.", "One came in. Two sat here."
    hunks = diff(source, candidate)
    assert apply(source, hunks, {hunk.index: hunk.after for hunk in hunks}) == candidate
    assert shown(diff("One came.\n\nTwo sat.", "One came. Two sat.")) == [("\n\n", " ")]


def test_reordered_at_random_comes_back() -> None:
    dice = random.Random(7)
    sentences = [f"Sentence {word} is about {word} and no other." for word in "abcdefghij"]
    for _ in range(50):
        source = " ".join(sentences)
        candidate = " ".join(dice.sample(sentences, 8))
        hunks = diff(source, candidate)
        for size in range(min(3, len(hunks)) + 1):
            for picked in combinations(hunks, size):
                apply(source, hunks, {hunk.index: hunk.after for hunk in picked})
        assert apply(source, hunks, {hunk.index: hunk.after for hunk in hunks}) == candidate


def test_the_writers_own_words_for_a_hunk() -> None:
    source = "One came. Two sat."
    hunks = diff(source, "One came. Two stood.")
    assert apply(source, hunks, {0: "Two slept."}) == "One came. Two slept."


def test_hunks_of_another_text_are_refused() -> None:
    hunks = diff("One came. Two sat.", "One came. Two stood.")
    with pytest.raises(ValueError, match="does not fit"):
        apply("Something else entirely.", hunks, {})
    with pytest.raises(ValueError, match="no such hunk"):
        apply("One came. Two sat.", hunks, {5: "x"})


@pytest.mark.parametrize(
    ("source", "candidate", "share"),
    [
        ("one two three four", "one two three five", 0.25),
        ("one two", "three four", 1.0),
        ("one, two", "one two.", 0.0),
        ("", "", 0.0),
        ("…", "!", 1.0),
        ("", "one", 1.0),
    ],
)
def test_changed_share(source: str, candidate: str, share: float) -> None:
    assert changed_share(source, candidate) == pytest.approx(share)


@given(
    st.lists(st.sampled_from("abcdef"), max_size=30),
    st.lists(st.sampled_from("abcdef"), max_size=30),
)
def test_matches_are_equal_and_rising(a: list[str], b: list[str]) -> None:
    pairs = matches(a, b)
    assert all(a[i] == b[j] for i, j in pairs)
    assert all(p[0] < q[0] and p[1] < q[1] for p, q in pairwise(pairs))


def book(words: int, seed: int) -> str:
    dice = random.Random(seed)
    vocabulary = ["".join(dice.choices("etaoinshrdlu", k=dice.randint(2, 9))) for _ in range(3000)]
    out = []
    for at in range(words):
        out.append(
            dice.choice(vocabulary) + (".\n\n" if at % 97 == 0 else "." if at % 13 == 0 else "")
        )
    return " ".join(out)


def test_a_book_with_a_few_changes() -> None:
    source = book(700_000, 1)
    assert len(source) > 4_500_000
    sentences = source.split(". ")
    for at in range(1000, len(sentences), 5000):
        sentences[at] += " indeed"
    candidate = ". ".join(sentences)
    hunks = diff(source, candidate)
    assert len(hunks) == len(range(1000, len(sentences), 5000))
    assert apply(source, hunks, {hunk.index: hunk.after for hunk in hunks}) == candidate


@pytest.mark.parametrize("piece", ["word ", "…", "\n", "Same again. "])
def test_megabytes_without_sentences(piece: str) -> None:
    source = piece * (1_000_000 // len(piece))
    candidate = "x " + source[: len(source) // 2] + " y " + source[len(source) // 2 + 50 :]
    hunks = diff(source, candidate)
    assert apply(source, hunks, {hunk.index: hunk.after for hunk in hunks}) == candidate


def test_two_different_books() -> None:
    source, candidate = book(150_000, 1), book(150_000, 2)
    hunks = diff(source, candidate)
    assert apply(source, hunks, {hunk.index: hunk.after for hunk in hunks}) == candidate
