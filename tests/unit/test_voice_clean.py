"""What is taken off what a model wrote, and what never is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_app.voice.clean import clean, clean_partial, has_preamble

SOURCE = "The pub was alive, the air thick with laughter. Regulars stood at the bar."
PLAIN = "The pub was alive with laughter. Regulars stood at the bar."


@pytest.mark.parametrize(
    "raw",
    [
        PLAIN,
        f"  {PLAIN}\n",
        f"Here is the revised passage:\n\n{PLAIN}",
        f"Here's a tightened version of the passage:\n{PLAIN}",
        f"Sure! Here is the text:\n\n{PLAIN}",
        f"Certainly.\n\n{PLAIN}",
        f"I'm looking for a fresh take on this passage. Here's a revised version:\n\n{PLAIN}",
        "The passage needs to be edited to improve grammar and spelling. Here's the revised "
        f"passage:\n\n{PLAIN}",
        f"**Revised passage:**\n\n{PLAIN}",
        f"Rewritten text: {PLAIN}",
        f"Author: {PLAIN}",
        f"Draft: {PLAIN}",
        f'"{PLAIN}"',
        f"“{PLAIN}”",
        f"```\n{PLAIN}\n```",
        f"```markdown\n{PLAIN}\n```",
        f"{PLAIN}\n\nI made these changes to enhance the narrative's pacing.",
        f"{PLAIN}\n\nNote: the adjective was removed.",
        f"{PLAIN}\n\nLet me know if you would like another version!",
        f"{PLAIN}\n\n---\n\nChanges: shorter.",
        f"{PLAIN}\n\nThis revised version maintains the original tone.",
        f"{PLAIN}\n\nDraft: It was very dark.\nAuthor: It was dark.",
        f"{PLAIN}<|im_end|>\n<|im_start|>user",
        f"<think>\nThey want it shorter.\n</think>\n\n{PLAIN}",
    ],
)
def test_the_passage_is_found(raw: str) -> None:
    assert clean(raw, SOURCE) == PLAIN


@pytest.mark.parametrize(
    "text",
    [
        "Here is where we stood, she said: at the bar.",
        "Sure of himself, he went on: there was nothing to fear.",
        "The letter was revised twice. Here is what it said.",
        "Note the date, he told them. Nobody did.",
        "Okay then, thought Mary. It was time to go.",
        '"Here is the key," he said. "Take it."',
        "I made the bed and went down. The house was still asleep.",
        "First she wrote: nothing.\n\nI hope you are well, the second letter began.",
    ],
)
def test_prose_that_only_looks_like_it_stays_when_the_writer_wrote_it(text: str) -> None:
    assert clean(text, text) == text


def test_outer_white_space_is_the_sources() -> None:
    assert clean(f" {PLAIN}\n\n", f"  {SOURCE}\n") == f"  {PLAIN}\n"


def test_quotes_and_dashes_are_the_sources_kind() -> None:
    curly = "“It’s late,” she said—and left."
    straight = '"It\'s late," she said—and left.'
    assert clean(straight, curly) == curly
    assert clean(curly, straight) == straight
    assert clean("He paused—then left.", "He paused -- then he left.") == "He paused--then left."


def test_dialogue_is_not_unwrapped() -> None:
    text = '"No," he said. "Go."'
    assert clean(text, "He told her no, and to go.") == text


def test_a_line_break_in_a_one_line_answer_is_a_space() -> None:
    assert clean("One line.\nAnother line.", SOURCE) == "One line. Another line."


def test_nothing_stays_nothing() -> None:
    assert clean("", SOURCE) == ""
    assert clean(" \n ", SOURCE) == ""


@given(st.text(max_size=300), st.text(max_size=80))
def test_whatever_a_model_says_is_survived(raw: str, source: str) -> None:
    assert isinstance(clean(raw, source), str)


def test_a_preamble_being_written_is_not_shown() -> None:
    whole = f"Sure! Here is the text:\n\n{PLAIN}"
    for end in range(1, whole.index("\n")):
        assert clean_partial(whole[:end], SOURCE) == ""
    assert clean_partial(whole[: whole.index("alive") + 5], SOURCE) == "The pub was alive"
    assert clean_partial("The pub was", SOURCE) == "The pub was"


def test_cleaning_twice_changes_nothing(failures: list[dict[str, str]]) -> None:
    for failure in failures:
        once = clean(failure["raw"], failure["source"])
        assert clean(once, failure["source"]) == once
        assert not has_preamble(once)


@pytest.fixture(name="failures")
def _failures() -> list[dict[str, str]]:
    path = Path(__file__).parent / "starter_failures.json"
    found: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return found
