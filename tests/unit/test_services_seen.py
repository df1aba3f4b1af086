"""What a writer wrote last is told from what they wrote before, by hashes alone."""

from __future__ import annotations

from dataclasses import asdict

from writer_app.services.seen import LATELY, Seen


def paragraph(name: str, words: int = 20) -> str:
    return " ".join(f"{name}{number}" for number in range(words))


OLD = "\n\n".join(paragraph(name) for name in "abc")


def test_of_what_was_learned_at_once_nothing_came_last() -> None:
    assert Seen.at_once([OLD]).apart(OLD) == ([], OLD.split("\n\n"))


def test_what_is_new_or_was_rewritten_came_last() -> None:
    now = f"{paragraph('new')}\n\n{OLD.replace('b3', 'other')}"
    newer, older = Seen.at_once([OLD]).apart(now)
    assert newer == [paragraph("new"), paragraph("b").replace("b3", "other")]
    assert older == [paragraph("a"), paragraph("c")]


def test_marks_and_capitals_make_no_paragraph_new() -> None:
    assert Seen.at_once([OLD]).apart(OLD.upper().replace(" ", ", "))[0] == []


def test_what_came_stays_the_latest_until_enough_has_come_after_it() -> None:
    first = f"{OLD}\n\n{paragraph('first', LATELY)}"
    second = f"{first}\n\n{paragraph('second', LATELY)}"
    seen = Seen.at_once([OLD]).and_now([first])
    assert seen.apart(first)[0] == [paragraph("first", LATELY)]
    assert seen.and_now([first]) == seen
    assert seen.and_now([second]).apart(second)[0] == [paragraph("second", LATELY)]


def test_what_is_gone_is_forgotten() -> None:
    seen = Seen.at_once([OLD]).and_now([f"{OLD}\n\n{paragraph('x')}"]).and_now([paragraph("a")])
    assert seen == Seen.at_once([paragraph("a")])


def test_a_voice_from_before_this_was_kept_begins_with_what_is_there() -> None:
    assert Seen().and_now([OLD]) == Seen.at_once([OLD])


def test_no_word_is_kept() -> None:
    kept = str(asdict(Seen.at_once([OLD]).and_now([f"{OLD}\n\n{paragraph('secret')}"])))
    assert "secret" not in kept
