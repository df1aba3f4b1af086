"""Banned phrases in a candidate's text, one thing at a time."""

from __future__ import annotations

import pytest

from tests.unit.ban_reference import (
    first_match,
    found_in,
    phrases,
)
from writer_app.worker.bans import Match


@pytest.mark.parametrize(
    ("banned", "text", "start"),
    [
        ("delve", "They delve deep.", 5),
        ("delve", "They delve", 5),
        ("delve", "They delved deep.", None),
        ("delve", "redelve it", None),
        ("delve", "well-delve-d", 5),
        ("Rich Tapestry", "a RICH tapestry.", 2),
        ("rich tapestry", "a rich  \n\t tapestry.", 2),
        ("rich  tapestry", "a rich tapestry.", 2),
        ("rich tapestry", "a richtapestry.", None),
        ("it's not", "But it’s not.", 4),
        ("it’s not", "But it's not.", 4),
        ('said "no"', "he said “no” twice", 3),
        ("yes—no", "yes–no", 0),
        ("delve", "_delve_ and", 1),
        ("café", "a CAFÉ here", 2),
        ("cafe", "a cafe\u0301 here", None),
        ("straße", "die STRAẞE", 4),
        ("straße", "die STRASSE", None),
        ("strasse", "İİ die strasse", 7),
        ("...", "Well.... so", 4),
        ("well,", "well,so", 0),
        ("— and", "this— and that", 4),
        ("", "nothing", None),
        (" * ", "nothing at all", None),
        ("* delve *", "They delve.", 5),
    ],
)
def test_a_phrase(banned: str, text: str, start: int | None) -> None:
    assert found_in(text, banned) == (None if start is None else (banned, start))


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("It was not just big but old.", 7),
        ("It was not just big, but old.", 7),
        ("It was not just but old.", None),
        ("not just one two three four five six but", 0),
        ("not just one two three four five six seven but", None),
        ("not just don't well-off a b c d but", 0),
        ("not just a dog. But", None),
        ("not just a dog! but", None),
        ("not just a dog? but", None),
        ("not just a dog\nbut", None),
        ("not just a dog \n but", None),
        ("not just a dog but", 0),
        ("not just a dog butter", None),
        ("knot just a dog but", None),
        ("not justly a dog but", None),
        ("not just but a dog but", 0),
        ("not just. Not just a dog but", 10),
        ("not just a not just b c d e f but", 11),
    ],
)
def test_a_pattern(text: str, start: int | None) -> None:
    banned = "not just * but"
    assert found_in(text, banned) == (None if start is None else (banned, start))


def test_a_pattern_of_three_parts() -> None:
    assert found_in("so neither a nor b nor c.", "neither * nor * nor") == (
        "neither * nor * nor",
        3,
    )
    assert found_in("so neither a nor b or c.", "neither * nor * nor") is None


def test_a_segment_begins_before_the_seventh_word_or_not_at_all() -> None:
    banned = "not * but also"
    assert found_in("not a b c d e f but also", banned)
    assert not found_in("not a b c d e f g but also", banned)


def test_a_segment_may_have_the_end_of_the_sentence_in_itself() -> None:
    assert found_in("Not a dog. But a wolf.", "not * . but a") == ("not * . but a", 0)
    assert found_in("Not a dog? But a wolf.", "not * . but a") is None


def test_a_late_segment_may_stand_inside_another_phrase() -> None:
    assert found_in("not a b c d e f x z", "f x w", "not * x z") == ("not * x z", 0)


def test_a_word_may_begin_where_the_gap_begins() -> None:
    assert found_in("—a b c d e f—g x", "— * x") == ("— * x", 12)


def test_among_several_the_one_that_is_certain_first() -> None:
    assert found_in("a rich tapestry of", "rich tapestry of", "tapestry") == ("tapestry", 7)


def test_among_those_certain_at_once_the_one_that_begins_first() -> None:
    assert found_in("a rich tapestry.", "tapestry", "rich tapestry") == ("rich tapestry", 2)
    assert found_in("delve, then", "delve,", "delve") == ("delve,", 0)


def test_a_phrase_that_fails_late_leaves_the_one_inside_it() -> None:
    assert found_in("a bb c dd", "a bb c d", "bb c dd") == ("bb c dd", 2)


def test_what_began_in_the_prompt_has_a_negative_start() -> None:
    assert found_in("ve into", "delve", before="They del") == ("delve", -3)
    assert found_in("a dog but", "not just * but", before="Not just ") == ("not just * but", -9)
    assert found_in("ve into", "delve", before="They redel") is None


def test_what_was_whole_in_the_prompt_is_let_be() -> None:
    assert found_in(" into", "delve", before="They delve") is None
    assert found_in("d", "delve", before="They delve") is None
    assert found_in(" x", "a * b", before="a dog b") is None


def test_what_is_held() -> None:
    compiled = phrases("delve", "not just * but", "well,")
    shown = {
        "They del": 5,
        "They delve": 5,
        "They delved": 11,
        "They delx": 9,
        "They redel": 10,
        "Well": 0,
        "not just a": 0,
        "is not just one two three four five six": 3,
        "is not just one two three four five six b": 3,
        "is not just one two three four five six seven": 45,
        "is not just one but": 3,
        "is not just one. ": 17,
    }
    for text, expected in shown.items():
        scan = compiled.scan()
        assert scan.feed(text) is None
        assert len(text) - scan.held == expected, text


def test_the_beginning_of_a_phrase_is_held_inside_a_segment_that_is_not_awaited() -> None:
    scan = phrases("a * x, delve", "delve into").scan()
    scan.feed("x, delve")
    assert scan.held == 5


def test_the_end_changes_nothing() -> None:
    scan = phrases("not * but").scan()
    scan.feed("not")
    assert scan.end() is None
    assert scan.feed("hing at all but this") is None


def test_the_prompt_is_not_held() -> None:
    scan = phrases("not just * but").scan("It is not just ")
    assert scan.held == 0
    scan.feed("a")
    assert scan.held == 1


def test_a_permitted_phrase_passes_there_and_only_there() -> None:
    scan = phrases("delve", "not just * but").scan()
    scan.feed("To ")
    snapshot = scan.copy()
    match = scan.feed("delve ")
    assert match == Match(0, 3)
    snapshot.permit(match)
    assert snapshot.feed("delve and ") is None
    assert snapshot.feed("delve ") == Match(0, 13)


def test_a_permitted_pattern_no_longer_holds_the_text() -> None:
    scan = phrases("not just * but").scan()
    scan.feed("not just a ")
    assert scan.held == 11
    scan.permit(Match(0, 0))
    assert scan.held == 0
    assert scan.feed("but not just b but ") == Match(0, 15)


def test_what_is_permitted_beforehand_holds_only_while_it_looks_like_any_other() -> None:
    scan = phrases("well,", "not just * but").scan()
    scan.permit(Match(0, 0))
    scan.permit(Match(1, 6))
    assert scan.feed("well,") is None
    assert scan.held == 0
    assert scan.feed(" not just a ") is None
    assert scan.held == 0


def test_a_hard_ban_inside_a_permitted_one_holds() -> None:
    scan = phrases("rich tapestry", "tapestry").scan()
    scan.permit(Match(0, 2))
    assert scan.feed("a rich tapestry ") == Match(1, 7)


def test_each_of_two_thousand_phrases_is_found() -> None:
    plain = [f"phrase {number} of the {number % 7} kind" for number in range(1000)]
    patterns = [f"either {number} * or {number}" for number in range(1000)]
    compiled = phrases(*plain, *patterns)
    for index, phrase in enumerate(plain):
        assert first_match(compiled.scan(), [f"A {phrase}!"]) == Match(index, 2)
    for index, pattern in enumerate(patterns, 1000):
        text = f"So {pattern.replace('*', 'this, then,')}."
        assert first_match(compiled.scan(), [text]) == Match(index, 3)
    text = "A phrase 1000 of the 6 kind, either 7 this or 8, neither phrase 12 of the 6 kind."
    assert first_match(compiled.scan(), [text]) is None


def test_endless_white_space_costs_no_memory() -> None:
    scan = phrases("rich tapestry").scan()
    scan.feed("rich")
    for _ in range(20_000):
        scan.feed(" \n")
    assert scan.held == 40_004
    assert scan.feed("tapestry.") == Match(0, 0)
