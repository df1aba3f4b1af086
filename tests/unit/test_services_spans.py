"""Edits weighed by a model's likelihoods and put together; the model is a table here."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from tests.unit.scripted_engine import worth
from writer_app.engine.messages import TextScore
from writer_app.prompts.tasks import Task
from writer_app.services import search
from writer_app.services.jury import touched
from writer_app.services.search import Version
from writer_app.services.spans import Search, plan
from writer_app.services.weighing import Weighed, friction, scoring, surprising, weigh
from writer_app.text.hunks import diff
from writer_app.text.segments import word_count
from writer_app.voice.edits.edit import Edit
from writer_app.voice.limits import TIGHTEN, VOICE
from writer_app.voice.marked import Marked
from writer_app.voice.profile import learn

TEXT = (
    "The old man walked slowly along the muddy shore in order to look for his boat, which was "
    "moored to a rotten post. He knew that he would not find the great grey thing quickly, and "
    "he whistled softly in the cold evening. Marlow had gone home at three. The man rose up at "
    "that moment, looking at the sea."
)


def found(
    text: str = TEXT,
    task: Task = Task.TIGHTEN,
    scores: Callable[[str], TextScore] = worth,
    dial: float | None = None,
    protected: Sequence[str] = (),
) -> list[Version]:
    wanted = plan(text, task, dial=dial, protected=protected)
    assert wanted is not None
    return wanted.found([scores(each) for each in wanted.scoring().texts], 3)


def test_the_words_after_a_change_say_what_it_costs() -> None:
    passage = "He walked slowly along the shore."
    edits = (Edit(9, 16, "", "filler"), Edit(16, 32, "", "phrase"))
    asked = scoring(passage, edits)
    assert asked.texts == (passage, "He walked along the shore.", "He walked slowly.")

    def table(text: str) -> TextScore:
        return worth(
            text, {"slowly": -7.0, "slowly.": -9.0, "along": -1.0 if "slowly" in text else -2.0}
        )

    adverb, trail = weigh(passage, edits, [table(text) for text in asked.texts])
    assert (adverb.loss, adverb.surprise, adverb.removed, adverb.added) == (1.0, 7.0, 1, 0)
    assert adverb.gain == pytest.approx(6.0)
    assert trail.removed == 3


def test_what_nobody_would_have_guessed_is_friction() -> None:
    passage = "The sea was a drawer of knives and the old men went home to sleep."
    source = worth(passage, {"drawer": -14.0, "knives": -12.0, "the": -16.0})
    assert friction(passage, source) == 14.0
    assert surprising(passage, source) == ("drawer",)
    assert friction("", worth("")) == 8.0


def test_an_image_that_nobody_would_have_guessed_stays() -> None:
    text = (
        "Behind us the ground rose to a long, whale-backed ridge, and before us it ran slowly "
        "down to the sea. The men who were with us had gone home to their wives at three."
    )

    def scores(odd: float) -> Callable[[str], TextScore]:
        return lambda each: worth(each, {"whale-backed": odd})

    expected, surprising = (
        {
            w.edit.replacement or text[w.edit.start : w.edit.end]
            for v in found(text, scores=scores(odd))
            for w in v.chosen
        }
        for odd in (-3.0, -20.0)
    )
    assert any("whale-backed" in cut for cut in expected)
    assert not any("whale-backed" in cut for cut in surprising)
    assert surprising


def test_no_cut_takes_what_sounds_like_this_writer() -> None:
    phrase = "along the muddy shore"
    profile = learn([f"We went {phrase} and came {phrase} again that day. " * 40])
    anybody, writer = (plan(TEXT, Task.TIGHTEN, profile=of) for of in (None, profile))
    assert anybody is not None
    assert writer is not None

    def cut(wanted: Search) -> set[str]:
        return {TEXT[each.start : each.end].strip() for each in wanted.edits}

    assert phrase in cut(anybody) - cut(writer)
    assert "slowly" in cut(writer)


def test_what_the_model_says_nothing_about_is_no_candidate() -> None:
    assert found(scores=lambda text: TextScore(0.0, 0)) == []


def test_versions_differ_in_strength_and_are_shorter() -> None:
    versions = found()
    assert len(versions) == 3
    shares = [version.removed / word_count(TEXT) for version in versions]
    assert shares[1] < shares[0] < shares[2] <= 0.25
    for version in versions:
        assert version.removed == word_count(TEXT) - word_count(version.text)
        assert "Marlow had gone home at three." in version.text
        assert "would not find" in version.text


@pytest.mark.parametrize("dial", [0.05, 0.15, 0.3])
def test_the_dial_bounds_what_is_touched(dial: float) -> None:
    for version in found(dial=dial):
        assert touched(diff(TEXT, version.text)) <= dial * word_count(TEXT)


def test_what_is_protected_stays() -> None:
    for version in found(protected=["muddy shore", "in order to"]):
        assert "muddy shore" in version.text
        assert "in order to" in version.text


def test_an_edit_that_breaks_a_sentence_is_left_out() -> None:
    def table(text: str) -> TextScore:
        # What follows is hard unless the whole of the source stands before it.
        return worth(text, {"along": -20.0} if "slowly" not in text else {})

    for version in found(scores=table):
        assert "walked slowly" in version.text


def test_slips_are_mended_all_at_once_and_clean_prose_is_left_alone() -> None:
    slipped = "We was late. He dont know it, and recieved the the letter."
    (mended,) = found(slipped, Task.FIX)
    assert mended.text == "We were late. He doesn't know it, and received the letter."
    clean = "They went to the house; its door was open, and there was nobody in it."
    assert found(clean, Task.FIX) == []


def test_what_a_writer_always_does_is_no_slip() -> None:
    profile = learn(["They wisht that the boats wouldve gone, and gonna be home. " * 60])
    text = "He wouldve gone, and they was late."
    wanted = plan(text, Task.FIX, profile=profile)
    assert wanted is not None
    (mended,) = wanted.found([worth(each) for each in wanted.scoring().texts], 3)
    assert mended.text == "He wouldve gone, and they were late."


def test_words_that_mark_the_writer_stay() -> None:
    muddy = Marked("muddy", rate=900.0, general=20.0, log_ratio=3.8, z=9.0)
    profile = replace(learn(["The boat lay on the shore in the dark."]), favourites=(muddy,))
    wanted = plan(TEXT, Task.TIGHTEN, profile=profile)
    assert wanted is not None
    for version in wanted.found([worth(each) for each in wanted.scoring().texts], 3):
        assert "muddy" in version.text


def test_what_may_be_a_slip_is_one_if_the_model_is_sure() -> None:
    text = "Its late, and the dog wants its dinner."

    def table(text: str) -> TextScore:
        return worth(text, {"It's": -1.0, "Its": -9.0, "it's": -9.0})

    assert [version.text for version in found(text, Task.FIX, table)] == [
        "It's late, and the dog wants its dinner."
    ]


def test_where_a_clause_cannot_end_nothing_is_cut_off() -> None:
    text = "He had finished the work, and she mended the great nets in the dark."

    def table(text: str) -> TextScore:
        return worth(text, {"in": -0.2, "nets.": -6.0})

    assert any("great nets." in version.text for version in found(text))
    assert found(text, scores=table) == []


def test_the_likeliest_cut_goes_first_and_what_saves_nothing_never() -> None:
    text = "He could see slowly. She mended the great nets in the dark. The others slept."
    weighed = [
        Weighed(Edit(12, 19, "", "filler"), 0.0, 0.0, 1.0, 0.0, 1, 0),
        Weighed(Edit(3, 12, "saw", "wordy"), 0.0, 0.0, 1.0, 0.0, 2, 1),
        Weighed(Edit(25, 31, "darned", "wordy"), 0.0, 0.0, 1.0, 0.0, 1, 1),
        Weighed(Edit(46, 58, "", "phrase"), 9.0, 0.0, 9.0, -9.0, 3, 0),
    ]
    assert text[46:58] == " in the dark"
    judged = search.shortening(text, weighed)
    assert weighed[2] not in [each for _, each in judged]
    chances = [chance for chance, _ in judged]
    assert chances == sorted(chances, reverse=True)
    assert judged[-1][1] is weighed[3]


def test_a_lighter_version_has_half_of_the_changes_at_most() -> None:
    version = found()[0]
    light = search.lighter(TEXT, version)
    assert 0 < light.touched <= version.touched / 2
    assert light.chosen == version.chosen[: len(light.chosen)]
    once = search.Version("A very odd thing.", version.chosen[:1])
    assert search.lighter("A very odd thing.", once).chosen == ()


def test_a_passage_of_speech_is_looked_at_and_known_as_such() -> None:
    speech = plan("“He walked slowly home in order to eat,” said Tom, laughing.", Task.TIGHTEN)
    assert speech is not None
    assert speech.spoken
    told = plan("He walked home. “Go,” said Tom.", Task.TIGHTEN)
    assert told is not None
    assert not told.spoken


def test_an_edit_beside_another_waits_for_a_guard() -> None:
    weighed = [
        Weighed(Edit(0, 3, "A", "filler"), 0.0, 0.0, 1.0, 0.0, 1, 1),
        Weighed(Edit(10, 16, "", "filler"), 0.0, 0.0, 1.0, 0.0, 1, 0),
    ]
    # Each by itself is allowed, but a negation is none.
    text = "The thing never was."
    (version,) = search.versions(text, weighed, TIGHTEN)
    assert "never" in version.text
    assert search.versions(text, weighed[1:], TIGHTEN) == []


def test_a_mark_alone_is_no_rewrite_but_may_be_part_of_one() -> None:
    text = "He sat on the wall. He went home."
    mark = Weighed(Edit(18, 22, "; he", "joint"), 0.0, 0.0, 1.0, 0.0, 0, 0)
    word = Weighed(Edit(7, 9, "upon", "variant"), 0.0, 0.0, 1.0, 0.0, 1, 1)
    (both,) = search.versions(text, [mark, word], VOICE)
    assert both.text == "He sat upon the wall; he went home."
    assert search.versions(text, [mark], VOICE) == []


def test_two_joints_stand_farther_apart_where_they_are_alike() -> None:
    text = "He sat on the wall until it was late in the day. He went home. He slept."
    one, two = text.index(". He went"), text.index(". He slept")

    def joint(at: int, note: str) -> Weighed:
        return Weighed(Edit(at, at + 4, "; he", "joint", note), 0.0, 0.0, 1.0, 0.0, 0, 0)

    word = Weighed(Edit(7, 9, "upon", "variant"), 0.0, 0.0, 1.0, 0.0, 1, 1)
    near = [joint(one, "one"), joint(two, "other"), word]
    assert len(search.versions(text, near, VOICE)[0].chosen) == 2
    apart = text.replace("went home", "went home through the rain, which fell on all of them")
    two = apart.index(". He slept")
    unlike = [joint(one, "one"), joint(two, "other"), word]
    assert len(search.versions(apart, unlike, VOICE)[0].chosen) == 3
    alike = [joint(one, "one"), joint(two, "one"), word]
    assert len(search.versions(apart, alike, VOICE)[0].chosen) == 2


@pytest.mark.parametrize("task", [Task.VOICE, Task.CUSTOM])
def test_no_edits_for_a_task_that_needs_a_writer(task: Task) -> None:
    assert plan(TEXT, task) is None
    assert plan("“Go!”", Task.FIX) is None


def test_no_edits_by_the_rules_of_another_language() -> None:
    german = "Der alte Mann ging in der Nacht langsam in das Haus, und die Hand war kalt und alt."
    assert plan(german, Task.TIGHTEN) is None
    assert plan(german, Task.FIX) is None


def test_a_large_model_weighs_fewer_and_the_surest_first() -> None:
    few = plan(TEXT * 4, Task.TIGHTEN, n_params=3_000_000_000)
    many = plan(TEXT * 4, Task.TIGHTEN)
    assert few is not None
    assert many is not None
    assert len(few.edits) == 24 < len(many.edits)
    words = {(TEXT * 4)[edit.start : edit.end] for edit in few.edits}
    assert " that" in words
    assert " in the cold evening" not in words
    assert all(a.start <= b.start for a, b in itertools.pairwise(few.edits))
