"""What the benchmark counts as broken, lost, hedged, sloppy, copied."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.benchmarks.voices.answers import Answer
from tests.benchmarks.voices.broken import broken
from tests.benchmarks.voices.facts import compare, names, negations, numbers
from tests.benchmarks.voices.marks import marks
from tests.benchmarks.voices.slop import SlopLists, inside, manner, own_range
from tests.benchmarks.voices.stance import boosters_kept, hedges
from tests.benchmarks.voices.words import runs, sentences

SOURCE = (
    "On the third of May Mr. Harker walked the fourteen miles to Whitby with his dog. He did not "
    "stop at the inn, though the rain had begun, and by nine he stood at the harbour wall, very "
    "tired. Nobody was waiting there for him."
)
TIGHT = (
    "On the third of May Mr. Harker walked the fourteen miles to Whitby with his dog. He did not "
    "stop at the inn, though it rained, and by nine he stood at the harbour wall. Nobody was "
    "waiting there."
)


@pytest.mark.parametrize(
    ("output", "fault"),
    [
        (f"Here is the revised passage:\n\n{TIGHT}", "preamble"),
        (f"Sure! {TIGHT}", "preamble"),
        (f"Rewritten text: {TIGHT}", "preamble"),
        (f"{TIGHT}\n\nI have kept the names as they were.", "afterword"),
        (f"{TIGHT} This version keeps the original tone.", "afterword"),
        (TIGHT.replace("He did", "The narrator says that he did"), "afterword"),
        (f"{TIGHT}\nDraft: He went home.", "label"),
        (f"{TIGHT} He did not stop at the inn, though it rained.", "loop"),
        (TIGHT + " He went on and on and on and on and on and on and on and on.", "loop"),
        (
            TIGHT.replace("harbour wall", "harbour wall, and the harbour wall, the harbour wall"),
            "loop",
        ),
        (TIGHT.removesuffix("waiting there."), "truncated"),
        ("Mr. Harker walked to Whitby.", "truncated"),
        (TIGHT + " He thought of the long way home, and of the fire. " * 8, "sprawl"),
        ("The weather in these parts is fine in summer, as a rule. " * 3, "off topic"),
        (SOURCE, "copy"),
        (SOURCE.replace(" ", "  "), "copy"),
        ("", "empty"),
        ("* * *", "empty"),
    ],
)
def test_what_no_writer_should_see_has_a_name(output: str, fault: str) -> None:
    assert fault in broken(SOURCE, output)


def test_an_honest_edit_is_whole() -> None:
    assert broken(SOURCE, TIGHT) == ()


def test_what_the_author_does_is_no_fault() -> None:
    refrain = "He went on, and on he went, and on he went, until the night came down upon him."
    assert broken(refrain, refrain.replace("came down", "fell")) == ()
    letter = "Note: the key is under the stone by the door, where it has always been, my dear."
    assert broken(letter, letter.replace(", my dear", "")) == ()


def test_names_are_where_a_sentence_asks_for_no_capital() -> None:
    text = 'He saw Mary and St. John. "Come," said Dr. Watson; "I\'ll go." She smiled at O’Neill.'
    assert names(text) == ["Mary", "St", "John", "Dr", "Watson", "O’Neill"]


def test_numbers_are_found_in_digits_and_in_words() -> None:
    assert numbers("In 1,204 days, twenty-two men and one dog, at 3.30.") == [
        "1,204",
        "3.30",
        "twenty",
        "two",
    ]


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ("Whitby", "the town", "Whitby"),
        ("fourteen", "fifteen", "fourteen"),
        ("May", "March", "May"),
    ],
)
def test_a_lost_fact_is_told(old: str, new: str, lost: str) -> None:
    facts = compare(SOURCE, SOURCE.replace(old, new))
    assert facts.lost == (lost,)
    assert not facts.kept


def test_an_honest_edit_keeps_all_and_adds_nothing() -> None:
    facts = compare(SOURCE, TIGHT)
    assert facts.kept
    assert facts.parity
    assert facts.added == ()


def test_a_name_from_nowhere_is_added() -> None:
    assert compare(SOURCE, SOURCE.replace("his dog", "his dog Bruno")).added == ("Bruno",)


def test_a_quotation_is_kept_to_the_word_and_speech_may_be_mended() -> None:
    source = 'He only said "not before ten" and went up to his room without another word to us.'
    assert compare(source, source.replace("only ", "")).kept
    assert not compare(source, source.replace("not before", "never before")).kept
    speech = '"I do not know, and I have told you so before, my dear," he said.'
    assert compare(speech, speech.replace(", my dear", "")).kept


def test_negations_are_counted_in_every_form() -> None:
    assert negations("He didn’t, couldn't, and would never; nobody did, nor cannot.") == 6
    assert not compare(SOURCE, SOURCE.replace("did not stop", "stopped")).parity


def test_hedges_added_and_boosters_lost() -> None:
    assert hedges("Perhaps he was somewhat late. It seemed so.") == 3
    assert (
        boosters_kept("He was certainly, indeed certainly right.", "He was certainly right.") == 1
    )


def test_sentences_end_where_they_end() -> None:
    assert sentences('"Is it Mr. Hyde?" he asked. It was. "No!" "Yes." Then 4.5 men.') == [
        '"Is it Mr. Hyde?" he asked.',
        "It was.",
        '"No!"',
        '"Yes."',
        "Then 4.5 men.",
    ]


@pytest.fixture
def lists(tmp_path: Path) -> SlopLists:
    (tmp_path / "slop_list.json").write_text(json.dumps([["tapestry"], ["flickered"]]))
    (tmp_path / "slop_list_trigrams.json").write_text(json.dumps([["took deep breath"]]))
    return SlopLists.read(tmp_path)


def test_slop_is_counted_by_the_thousand_words(lists: SlopLists) -> None:
    count = lists.count("She took a deep breath. It was not a room but a tapestry; it flickered.")
    assert (count.slop, count.trigrams, count.contrasts) == (2, 1, 1)
    assert manner([count]).words == pytest.approx(2000 / 15)


@pytest.mark.parametrize(
    "contrast",
    [
        "It wasn't a house; it was a trap.",
        "He was not just late.",
        "Not for gold, but for honour.",
        "It was not fear. It was hunger.",
    ],
)
def test_contrasts(lists: SlopLists, contrast: str) -> None:
    assert lists.count(contrast).contrasts == 1


def test_own_passages_are_in_the_own_range_and_slop_is_not(lists: SlopLists) -> None:
    own = [lists.count(f"{'He went up to the old house. ' * (2 + i % 5)}Rain.") for i in range(50)]
    low, high = own_range(own, 10)
    assert all(inside(manner(own), low, high).values())
    sloppy = lists.count("The tapestry flickered. It was not light but a tapestry. " * 5)
    assert not inside(manner([sloppy]), low, high)["words"]


def test_an_answer_is_marked_by_what_was_shown_and_by_what_came_out() -> None:
    book = "and by nine he stood at the harbour wall with all the others of that company"
    copied = TIGHT.replace("wall. Nobody", "wall with all the others of that company. Nobody")
    foreign = TIGHT.replace("with his dog", "through heather, bracken, mud, gorse and thistles")
    answer = Answer(
        arm="voice",
        task="tighten",
        author="a",
        own=SOURCE,
        draft="",
        source=SOURCE,
        output=TIGHT,
        shown=(TIGHT, copied, SOURCE, foreign),
        declined=False,
        seconds=1.0,
        first=0.5,
        held=(),
    )
    found = marks(answer, runs(book, 8))
    assert [candidate.usable for candidate in found.shown] == [True, False, False, False]
    assert found.shown[1].copied
    assert found.shown[2].faults == ("copy",)
    assert found.shown[3].wrong == ("invented",)
    assert found.usable
    assert found.changed
    assert found.content[0] - found.content[1] == 3, "rain (now rained), begun, tired"
