"""What each feature counts, on texts small enough to count by hand."""

from __future__ import annotations

import math

import pytest

from writer_app.taste.features import NAMES, Version, features, shared
from writer_app.taste.sayings import SAYINGS, saying


def figure(name: str, text: str, before: str = "", after: str = "", source: str = "") -> float:
    row = features(Version(text), before=before, after=after, source=source)
    assert len(row) == len(NAMES)
    return row[NAMES.index(name)]


@pytest.mark.parametrize(
    ("name", "text", "count"),
    [
        ("adverbs", "He slowly and quietly left the family.", 2),
        ("modifiers", "A beautiful, endless night.", 2),
        ("hedges", "Perhaps it was sort of late.", 2),
        ("boosters", "It was certainly very late, of course.", 3),
        ("contractions", "I don't know, it's Anna's.", 2),
        ("dashes", "He came — late -- and left.", 2),
        ("semicolons", "One; two; three.", 2),
        ("commas", "One, two.", 1),
        ("colons", "Two things: rain and https://example.org.", 1),
        ("exclamations", "Stop! Now!", 2),
        ("questions", "Why? Who?", 2),
        ("speech", "“Stop,” he said.", 2),
        ("long_words", "An extraordinary cat.", 1),
        ("latinate", "The station of humanity.", 2),
        ("abstractions", "A sense of loss.", 2),
        ("being", "It was late and they were cold.", 2),
        ("first_person", "I saw my dog.", 2),
        ("filters", "He seemed to sleep. She began to sing.", 2),
        ("contrasts", "It was not a dog but a cat.", 1),
        ("similes", "He stood like a tree, as if asleep.", 2),
        ("triads", "Red, green, and blue.", 1),
        ("pairs", "Rain and snow.", 1),
        ("tails", "He left, slamming the door.", 1),
        ("absolutes", "He left, his hands cold.", 1),
        ("as_clauses", "As she left, it rained.", 1),
        ("with_phrases", "He came with a smile.", 1),
        ("names", "He met Anna on May 5.", 3),
        ("repeats", "The door by the door.", 1),
        ("possessives", "Anna's cat; it's the dog's.", 2),
        ("negations", "No, he didn't; nobody did, never.", 4),
        ("you", "You and your dog, if you're here.", 3),
        ("third_person", "He saw her, and they'd gone.", 3),
        ("passives", "The door was slowly opened and the bread eaten; it was written.", 2),
        ("participles", "Walking on, he saw nothing in the morning.", 1),
        ("past", "He walked and needed a bed, a hundred indeed.", 2),
        ("articles", "The cat and a dog saw an owl.", 3),
        ("prepositions", "In the house at the end of the road.", 3),
        ("ands", "Rain and snow and wind.", 2),
        ("relatives", "The man who came, which is a thing that happens.", 3),
        ("subordinators", "Because it rained, when he left, if he did.", 3),
        ("haves", "He had gone, and they haven't.", 2),
        ("modals", "He would go; you must, if you can.", 3),
        ("mays", "He could go, or you may, if you can.", 2),
        ("pointers", "This is that, and there it is.", 3),
        ("degrees", "So very cold, and quite dark too.", 3),
        ("numbers", "Three of 40.", 2),
        ("parentheses", "He left (late) and (perhaps) cold.", 2),
        ("ellipses", "Well... yes … no.", 2),
        ("paragraphs", "One.\n\nTwo.\n\nThree.", 2),
        ("short_sentences", "He left. It rained on and on and on all night.", 0.5),
        ("joined_openings", "And he left. It rained. But why?", 2 / 3),
        ("pronoun_openings", "He left. Rain fell.", 0.5),
        ("participle_openings", "Walking home, he sang. Rain fell.", 0.5),
        ("article_openings", "The rain fell. He left.", 0.5),
        ("variety", "The cat saw the cat.", 0.6),
        ("spoken", '"Yes," he said.', 6 / 15),
        ("spoken", "‘Yes,’ he said.", 6 / 15),
    ],
)
def test_a_habit_is_counted(name: str, text: str, count: float) -> None:
    assert figure(name, text) == pytest.approx(count)


def test_every_feature_has_a_saying_for_either_sign() -> None:
    assert set(SAYINGS) == set(NAMES)
    for name in NAMES:
        assert saying(name, 1.0) != saying(name, -1.0)
    assert saying("adverbs", 0.0) == ""


def test_lengths_are_of_the_version_and_sentences_of_its_place() -> None:
    assert figure("length", "two words") == pytest.approx(math.log(3))
    assert figure("sentence_length", "long", "It was a ", " night. Rain.") == pytest.approx(
        math.log(5)
    )
    assert figure("sentences", ". Then it", "It rained", " snowed.") == pytest.approx(math.log(2))
    assert figure("sentence_spread", "One two three four. Five six.") == 1.0


def test_a_habit_over_the_edge_of_the_span_is_found() -> None:
    """Counted with what stands around; without it the version has nothing of the kind."""
    assert figure("similes", "a tree", "He stood like ", ".") == 1
    assert figure("similes", "a tree") == 0


def test_what_stands_around_counts_as_said_before() -> None:
    assert figure("repeats", "the door", "He shut the door. Now ", ".") == 1
    assert figure("repeats", "the gate", "He shut the door. Now ", ".") == 0


def test_a_word_does_not_run_into_what_stands_before() -> None:
    assert figure("pairs", "and ran", "He turned", ".") == 1


def test_the_close_of_a_passage_is_where_nothing_follows() -> None:
    assert figure("closing", "It was late.", "He left. ") == 3
    assert figure("closing", "It was late.", "He left. ", " Rain fell.") == 0
    assert figure("closing", "It was late.", "He left. ", "\n\nRain fell.") == 3


def test_the_machine_is_known_by_its_words() -> None:
    machine = figure("machine_words", "Her voice barely a whisper, a testament to the silence.")
    human = figure("machine_words", "He had, upon my word, no great opinion of the gentleman.")
    assert machine > 0 > human


def test_tics_that_were_measured_count_beside_the_shipped_ones() -> None:
    plain = features(Version("He hummed softly along."), before="", after="")
    told = features(
        Version("He hummed softly along."), before="", after="", tics=("Hummed softly",)
    )
    changed = {name for name, a, b in zip(NAMES, plain, told, strict=True) if a != b}
    assert changed == {"tics"}


def test_the_share_of_the_source_that_is_kept() -> None:
    assert figure("kept", "one two", source="one two three four") == 0.5
    assert figure("kept", "one two") == 0


def test_what_the_model_makes_of_it_is_told_for_the_whole_and_a_word() -> None:
    row = features(Version("one two", -6.0), before="", after=" three.")
    assert row[NAMES.index("likelihood")] == -6.0
    assert row[NAMES.index("ease")] == -0.5


@pytest.mark.parametrize("text", ["", " ", "\n\n", "…", "Ünïcödé 中文 🌱", "a" * 3000, "(((", "'"])
def test_any_text_has_figures(text: str) -> None:
    row = features(Version(text), before=text, after=text, source=text)
    assert all(math.isfinite(value) for value in row)


def test_what_two_versions_share() -> None:
    assert shared(Version("He left, cold."), Version("He left.")) == pytest.approx(0.8)
    assert shared(Version("He left."), Version("Rain fell all night.")) == 0
    assert shared(Version(""), Version("")) == 1


def test_the_same_text_has_the_same_figures() -> None:
    rows = {features(Version("He left, cold."), before="It rained. ", after="") for _ in range(2)}
    assert len(rows) == 1
