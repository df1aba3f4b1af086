"""Words, sentences and paragraphs as a reader would count them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_app.text.segments import (
    Span,
    next_word,
    paragraph_at,
    paragraphs,
    sentence_at,
    sentences,
    word_count,
    words,
)

TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from([*list("aB1 .,!?…“”'’\"-—#>*_\n\n\t()。！你かé"), "́", "👍", "\u200d", "א"]),
        st.characters(codec="utf-8"),
    ),
    max_size=80,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("don't stop", ["don't", "stop"]),
        ("the writers’ well-known ’tis", ["the", "writers", "well-known", "tis"]),
        ("1,000.5 at 3.14.", ["1,000.5", "at", "3.14"]),
        ("_very_ **good**—so", ["very", "good", "so"]),
        ("cafe\u0301 naïve", ["cafe\u0301", "naïve"]),
        ("你好世界", ["你", "好", "世", "界"]),
        ("かば\u3099ん", ["か", "ば\u3099", "ん"]),
        ("안녕 세계", ["안녕", "세계"]),
        ("שָׁלוֹם עולם", ["שָׁלוֹם", "עולם"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("می\u200cخواهم", ["می\u200cخواهم"]),
        ("👍🏽 — … 👨‍👩‍👧", []),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in words(text)] == expected
    assert word_count(text) == len(expected)


@pytest.mark.parametrize(
    "expected",
    [
        ["Mr. Smith went to St. Ives.", "He saw J. R. R. Tolkien at 5 p.m. and left."],
        ["“Stop!” he said.", "“Go?”", "She did… then not.", "It ended…", "Truly."],
        ["No. 5 was alive.", "He said no.", "Five men came."],
        ["So did I.", "He left etc.", "Then it rained."],
        ["She asked, “Why?”", "He shrugged.", "*Where am I?* he wondered."],
        ["It cost 3.50 at example.com that day.", "Cheap!"],
        ["In 1912.", "He was born."],
        ["What?!", "Oh!", "(He left.)", "She did not."],
        ["“Go.”", "“No.”"],
        ["all in small letters.", "as some people write."],
        ["Use e.g. this one, i.e. that.", "Done."],
        ["Er kam, z.B. gestern.", "Dann ging er."],
    ],
)
def test_sentences_of_european_prose(expected: list[str]) -> None:
    text = " ".join(expected)
    assert [span.of(text) for span in sentences(text)] == expected


def test_sentences_of_cjk_need_no_space() -> None:
    text = "你好。我是谁？「走吧！」他说。"
    assert [span.of(text) for span in sentences(text)] == [
        "你好。",
        "我是谁？",
        "「走吧！」",
        "他说。",
    ]


def test_sentences_of_other_scripts() -> None:
    text = "هل أنت هنا؟ نعم. वह आया। वह गया।"
    assert [span.of(text) for span in sentences(text)] == [
        "هل أنت هنا؟",
        "نعم.",
        "वह आया।",
        "वह गया।",
    ]


def test_markdown_stands_for_itself() -> None:
    text = "# A title\nText here. Wrapped\nonce.\n- one\n- two. three\n1. First\n> said\n\nNext"
    assert [span.of(text) for span in sentences(text)] == [
        "# A title",
        "Text here.",
        "Wrapped\nonce.",
        "- one",
        "- two.",
        "three",
        "1. First",
        "> said",
        "Next",
    ]


def test_no_sentence_crosses_a_blank_line() -> None:
    text = "He went\n \t\nhome"
    assert [span.of(text) for span in sentences(text)] == ["He went", "home"]


@given(TEXTS)
def test_segments_cover_all_that_is_not_space(text: str) -> None:
    for spans in (sentences(text), paragraphs(text)):
        assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
        assert all(span.of(text).strip() == span.of(text) != "" for span in spans)
        covered = {at for span in spans for at in range(span.start, span.end)}
        assert all(text[at].isspace() for at in range(len(text)) if at not in covered)
    assert not any("\n\n" in span.of(text) for span in sentences(text))


@given(TEXTS, st.integers(-2, 90))
def test_what_is_at_an_offset_agrees_with_the_whole(text: str, offset: int) -> None:
    here = paragraph_at(text, offset)
    inside = [span for span in paragraphs(text) if span.start <= offset <= span.end]
    if here.start == here.end:
        line_start = text.rfind("\n", 0, max(0, here.start)) + 1
        assert not text[line_start:].split("\n", 1)[0].strip()
    else:
        assert here in paragraphs(text)
    if inside:
        assert here == inside[0]
    sentence = sentence_at(text, offset)
    assert sentence == here or sentence in sentences(text)


def test_sentence_at_the_edges() -> None:
    text = "One. Two.\n\n\nThree."
    assert sentence_at(text, 0).of(text) == "One."
    assert sentence_at(text, 4).of(text) == "One."
    assert sentence_at(text, 5).of(text) == "Two."
    assert sentence_at(text, 9).of(text) == "Two."
    assert sentence_at(text, 10) == Span(10, 10)
    assert sentence_at(text, 99).of(text) == "Three."
    assert sentence_at("", 0) == Span(0, 0)


@pytest.mark.parametrize(
    ("ghost", "parts"),
    [
        (" said, and left.", [" said,", " and", " left."]),
        (" “hello there—you”", [" “hello", " there—", "you”"]),
        ("’t go", ["’t", " go"]),
        ("你好。再见", ["你", "好。", "再", "见"]),
        (" — and… ok", [" —", " and…", " ok"]),
        (" 👨‍👩‍👧 yes👍🏽 no", [" 👨‍👩‍👧", " yes👍🏽", " no"]),
        ("\n\nShe", ["\n\nShe"]),
        (" [link](there)", [" [link]", "(there)"]),
        ("", []),
    ],
)
def test_word_after_word(ghost: str, parts: list[str]) -> None:
    taken = []
    while ghost:
        taken.append(next_word(ghost))
        ghost = ghost[len(taken[-1]) :]
    assert taken == parts


@given(TEXTS)
def test_taking_words_takes_all(text: str) -> None:
    rest = text
    for _ in range(len(text)):
        if not rest:
            break
        word = next_word(rest)
        assert word
        assert rest.startswith(word)
        rest = rest[len(word) :]
    assert rest == ""


@pytest.mark.parametrize(
    "piece",
    [
        "The quick brown fox said: “Stop!” and e.g. Mr. Fox ran. ",
        "....",
        "“”",
        "a",
        "\n \n",
        "# \n",
        "(",
        "好。",
    ],
)
def test_megabytes_of_anything(piece: str) -> None:
    """Nothing here may be worse than linear: quadratic would take hours and end at the timeout."""
    text = piece * ((5_000_000 if len(piece) > 10 else 1_000_000) // len(piece))
    sentences(text)
    paragraphs(text)
    word_count(text)
    sentence_at(text, len(text) // 2)
    next_word(text)
