"""The window of the manuscript: where it begins, and that it stays there while one types."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from writer_app.prompts.context import manuscript_window, surroundings

PARAGRAPH = "The rain had stopped before noon. " * 6
MANUSCRIPT = "\n\n".join(f"{i}. {PARAGRAPH}" for i in range(200))


def test_a_short_manuscript_is_the_window() -> None:
    assert manuscript_window("Once upon a time", 1000) == "Once upon a time"


def test_it_begins_with_a_paragraph_and_ends_at_the_caret() -> None:
    window = manuscript_window(MANUSCRIPT, 3000)
    assert MANUSCRIPT.endswith(window)
    assert 1000 < len(window) <= 3000
    assert window[0].isdigit()


def test_typing_extends_the_window_and_seldom_moves_its_start() -> None:
    starts = [
        len(MANUSCRIPT[:end]) - len(manuscript_window(MANUSCRIPT[:end], 3000))
        for end in range(20_000, 24_000)
    ]
    assert starts == sorted(starts)
    assert len(set(starts)) <= 4


def test_a_cut_snapshot_gives_the_same_window_as_the_whole() -> None:
    for end in range(20_000, 22_000, 7):
        whole = manuscript_window(MANUSCRIPT[:end], 3000)
        cut = manuscript_window(MANUSCRIPT[end - 4000 : end], 3000, offset=end)
        assert whole == cut


def test_one_endless_paragraph_is_cut_at_a_word() -> None:
    text = "word " * 5000
    window = manuscript_window(text, 1000)
    assert text.endswith(window)
    assert window.startswith("word")
    assert len(window) <= 1000


@given(st.text(max_size=400), st.integers(2, 100))
@example("00\r", 2)  # the only place to cut at is the very end
def test_always_an_end_of_the_text_within_the_budget(text: str, budget: int) -> None:
    window = manuscript_window(text, budget)
    assert text.endswith(window)
    assert len(window) <= budget
    assert window or not text


def test_no_room_is_a_fault() -> None:
    with pytest.raises(ValueError, match="room"):
        manuscript_window("text", 1)


def test_surroundings_are_next_to_the_passage() -> None:
    head, tail = surroundings(MANUSCRIPT, MANUSCRIPT, 600)
    assert MANUSCRIPT.rstrip().endswith(head)
    assert MANUSCRIPT.startswith(tail)
    assert len(head) + len(tail) <= 600
    assert surroundings("", "") == ("", "")
