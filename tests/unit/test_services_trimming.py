"""What of a raw continuation is shown."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_app.services.trimming import (
    faults,
    first_word,
    longest_sentence,
    trimmed,
    within,
    without_longer,
)
from writer_app.voice.profile import learn

BEFORE = "The rain had stopped. She looked"


@pytest.mark.parametrize(
    ("raw", "before", "text", "complete"),
    [
        (" out at the sea. Then", BEFORE, " out at the sea.", True),
        (" out at the sea.", BEFORE, " out at the sea.", False),
        (" out at Mr. Brown and", BEFORE, " out at Mr. Brown and", False),
        (" up.\n\nA dog", BEFORE, " up.", True),
        ("  up", BEFORE, " up", False),
        (" up", BEFORE + " ", "up", False),
        ("\n\n\nA dog barked. It", "It was over.", "\n\nA dog barked.", True),
        ("\n\nA dog", "It was over.\n\n", "A dog", False),
        ("ing for it. And", BEFORE[:-2], "ing for it.", True),
        (". Then she left. The", BEFORE, ". Then she left.", True),
        (" at “it.” He", BEFORE, " at “it.”", True),
        (" away.<|im_end|>", BEFORE, " away.", True),
        ("", BEFORE, "", False),
    ],
)
def test_a_ghost_ends_with_its_sentence(raw: str, before: str, text: str, complete: bool) -> None:
    assert trimmed(raw, before, "", at_length=False, finish=None) == (text, complete)


def test_what_the_limit_cut_off_ends_with_a_whole_word() -> None:
    raw = " out at the grey and endl"
    assert trimmed(raw, BEFORE, "", at_length=False, finish="length")[0] == " out at the grey and"
    assert trimmed(raw, BEFORE, "", at_length=False, finish=None)[0] == raw


def test_at_length_it_ends_with_the_last_whole_sentence() -> None:
    raw = " out. A dog barked.\n\nNobody came and"
    assert trimmed(raw, BEFORE, "", at_length=True, finish=None)[0] == raw
    assert trimmed(raw, BEFORE, "", at_length=True, finish="length")[0] == " out. A dog barked."
    alone = " out over the water and"
    assert trimmed(alone, BEFORE, "", at_length=True, finish="length")[0] == alone


def test_what_stands_behind_the_caret_is_not_said_again() -> None:
    text, _ = trimmed(
        " up at the wide sky", BEFORE, " the wide sky above.", at_length=False, finish=None
    )
    assert text == " up at"


def test_echoes_and_doubles_are_named() -> None:
    before = "Nobody had seen the lighthouse keeper for a week. "
    assert faults("Nobody had seen the lighthouse keeper for a week.", before, []) == ("echo",)
    assert "echo" in faults(" and on and on and on and on and on and on and on", "", [])
    assert faults(" a dog", "", [" A dog "]) == ("duplicate",)
    assert faults(" a \ufffd", "", []) == ("broken",)
    assert faults(" a dog barked in the yard.", before, [" a cat"]) == ()


def test_the_first_word_and_its_probability() -> None:
    pieces = [(" look", math.log(0.5)), ("ed", math.log(0.5)), (" up", math.log(0.1))]
    word, confidence = first_word(" looked up", "She", pieces)
    assert word == "looked"
    assert confidence == pytest.approx(0.25)
    # Begun before the caret: the word is whole, the probability that of what was added.
    word, confidence = first_word("ked up", "She loo", [("ked", math.log(0.9)), (" up", -9.0)])
    assert word == "looked"
    assert confidence == pytest.approx(0.9)
    assert first_word(" …", "She", [(" …", -1.0)]) == ("", 0.0)
    assert first_word("'d gone", "Then they", [("'d", math.log(0.2))])[0] == "they'd"
    assert first_word("m cold", "He said: I'", [("m", math.log(0.2))])[0] == "I'm"
    assert first_word("'Go on'", "He said: ", [("'Go", math.log(0.2))])[0] == "Go"


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=40), st.booleans())
def test_never_white_space_at_the_end(raw: str, before: str, after: str, at_length: bool) -> None:
    for finish in (None, "stop", "length"):
        text, _ = trimmed(raw, before, after, at_length=at_length, finish=finish)
        assert text == text.rstrip()


def test_a_moral_is_named_unless_the_writer_draws_it_too() -> None:
    assert faults("In the end it was love.", "", ()) == ("moral",)
    own = replace(learn([]), trigrams={("in", "the", "end"): 2})
    assert faults("In the end it was love.", "", (), own) == ()


LONG = " over the sea and the grey sand, and then some way along the shore until it was dark"


@pytest.mark.parametrize(
    ("before", "longest", "text", "cut"),
    [
        ("She looked", 40, LONG, False),
        ("She looked", 14, " over the sea and the grey sand,", True),
        ("She looked", 8, " over the sea and the grey", True),
        ("It was so. She looked", 8, " over the sea and the grey", True),
        ("It was so long ago that she looked", 2, " over the sea and", True),
        ("It was so.", 30, LONG, False),
    ],
)
def test_a_sentence_is_no_longer_than_the_writers_own(
    before: str, longest: int, text: str, cut: bool
) -> None:
    assert within(LONG, before, longest) == (text, cut)


def test_at_length_it_ends_before_a_sentence_longer_than_the_writers_own() -> None:
    text = "The boat was gone. Nobody had seen it go," + LONG + ". It was late."
    assert without_longer(text, "", 40) == text
    assert without_longer(text, "", 12) == "The boat was gone."
    assert (
        without_longer(text[19:], "", 12) == "Nobody had seen it go, over the sea and the grey sand"
    )


def test_a_contraction_is_out_of_register_with_who_writes_all_out() -> None:
    said = "She looked at him. “I don't know,” she said."
    formal = learn(["He did not know what it was. She had not asked, and it was not late. " * 40])
    plain = learn(["He didn't know what it was. She hadn't asked, and it wasn't late. " * 40])
    assert faults(" She didn't know.", "It rained.", (), formal) == ("register",)
    assert faults(" She did not know.", "It rained.", (), formal) == ()
    assert faults(" She did not know.", "It rained.", (), plain) == ("register",)
    assert faults(f" {said}", "It rained.", (), formal) == ()
    assert faults(" I don't know", "She said: “Well,", (), formal) == ()
    both = learn(["He did not know. He didn't know. " * 40])
    assert faults(" She didn't know.", "", (), both) == ()
    assert faults(" She didn't know.", "", (), learn(["He did not know."])) == ()


def test_lengths_of_a_few_sentences_say_nothing() -> None:
    few = learn(["The dog barked at night. Nobody came to the door."])
    assert longest_sentence(few) is None
    own = replace(few, sentence_lengths=(*[9] * 97, 40, 50, 60))
    assert longest_sentence(own) == 9
