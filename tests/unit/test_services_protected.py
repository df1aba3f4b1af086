"""Phrases kept document by document, in a file that a writer may break."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from writer_app.errors import SettingsError
from writer_app.services.protected import LONGEST, ProtectedWords, phrase_of


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "protected.json"


def test_each_document_has_its_own_in_the_order_of_marking(file: Path) -> None:
    kept = ProtectedWords(file)
    kept.keep("one", ("the old bell", "Nan"))
    kept.keep("two", ("alright",))
    again = ProtectedWords(file)
    assert again.of("one") == ("the old bell", "Nan")
    assert again.of("two") == ("alright",)
    assert again.of("three") == ()


def test_two_windows_do_not_undo_each_other(file: Path) -> None:
    mine, theirs = ProtectedWords(file), ProtectedWords(file)
    mine.keep("one", ("a",))
    theirs.keep("two", ("b",))
    mine.keep("one", ("a", "c"))
    assert (mine.of("one"), mine.of("two")) == (("a", "c"), ("b",))


def test_none_left_leaves_no_trace_of_the_document(file: Path) -> None:
    kept = ProtectedWords(file)
    kept.keep("one", ("a",))
    kept.keep("one", ())
    assert json.loads(file.read_text(encoding="utf-8")) == {}


@pytest.mark.parametrize("text", ["no json", "[1, 2]", '{"one": "a", "two": [1, "", "b"]}', "\xff"])
def test_what_makes_no_sense_protects_nothing_and_stops_nobody(file: Path, text: str) -> None:
    file.write_text(text, encoding="latin-1")
    kept = ProtectedWords(file)
    assert kept.of("one") == ()
    assert kept.of("two") in ((), ("b",))
    kept.keep("three", ("c",))
    assert kept.of("three") == ("c",)


def test_a_damaged_file_is_kept_beside(file: Path) -> None:
    file.write_text("{ half", encoding="utf-8")
    ProtectedWords(file).keep("one", ("a",))
    assert file.with_name("protected.json.bad").read_text(encoding="utf-8") == "{ half"


def test_a_place_that_takes_nothing_is_told_in_words(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    kept = ProtectedWords(blocked / "protected.json")
    with pytest.raises(SettingsError, match="could not be kept"):
        kept.keep("one", ("a",))


@pytest.mark.parametrize(
    ("marked", "phrase"),
    [
        ("  the old\n bell ", "the old bell"),
        ("&c.", "&c."),
        (" — ", ""),
        ("\n", ""),
        ("word " * LONGEST, ""),
    ],
)
def test_what_is_marked_becomes_one_line_or_nothing(marked: str, phrase: str) -> None:
    assert phrase_of(marked) == phrase
