"""What of a document is prose, and what of prose is counted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from writer_app.voice.grams import MASK, folded_prose, grams, names
from writer_app.voice.phrases import phrases_of
from writer_app.voice.prose import prose

DOCUMENT = """---
title: A day
---
# Heading
The first paragraph, under its heading.

> Somebody else's words.

- a list
- of things

```python
code = 1

more = "after a blank line"
```

A setext heading
================

The second has a [link](https://example.org/a) and `code` in it.

| a | b |
|---|---|

The last.
"""


def test_prose_is_what_somebody_wrote_in_sentences() -> None:
    assert prose(DOCUMENT) == [
        "The first paragraph, under its heading.",
        "The second has a link and  in it.",
        "The last.",
    ]


def test_line_ends_make_no_difference() -> None:
    assert prose(DOCUMENT.replace("\n", "\r\n")) == prose(DOCUMENT)


def test_a_fence_that_is_never_closed_is_code_to_the_end() -> None:
    assert prose("Before.\n\n```\nx = 1\n\ny = 2\n") == ["Before."]


def test_names_within_a_sentence_are_masked_and_what_begins_one_is_not() -> None:
    line = folded_prose(
        "When Marta saw Mr. Jones, I waved. “Come,” she said to Ann's I-don't-know."
    )
    assert (
        line
        == f'when {MASK} saw {MASK}. {MASK}, i waved. "come," she said to {MASK} i-don\'t-know.'
    )
    assert names("He met Ann and Éloise there.") == ["ann", "éloise"]


def test_what_the_keyboard_decides_is_folded() -> None:
    typed = folded_prose("It's  *late* -- he said -- very late...")
    assert typed == folded_prose("It’s late—he said — very\nlate…")


def test_no_gram_reaches_into_a_name() -> None:
    found = grams(folded_prose("She saw Marta go."))
    assert found[:3] == [" she", "she ", "he s"]
    assert found[-3:] == [" go.", "go. "] or found[-2:] == [" go.", "go. "]
    assert not any(MASK in gram or "mart" in gram for gram in found)


def test_phrases_do_not_reach_over_punctuation_or_names() -> None:
    counted = phrases_of([folded_prose("We went home, and Ann went home again.")])
    assert counted.words["went"] == 2
    assert counted.bigrams["went", "home"] == 2
    assert ("home", "and") not in counted.bigrams
    assert ("and", "went") not in counted.bigrams
    assert counted.trigrams["went", "home", "again"] == 1


@given(st.text())
def test_any_text_can_be_counted(text: str) -> None:
    for passage in prose(text):
        line = folded_prose(passage)
        assert all(len(gram) == 4 for gram in grams(line))
        phrases_of([line])
