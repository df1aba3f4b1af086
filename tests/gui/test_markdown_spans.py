"""What is what in a line of Markdown, and that no line takes long."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_app.gui.code_spans import code_marks
from writer_app.gui.markdown_spans import Fence, fence_after, marks


def found(line: str, *kinds: str) -> list[tuple[str, str]]:
    """What the marks of these kinds cover."""
    return [(m.kind, line[m.start : m.start + m.length]) for m in marks(line) if m.kind in kinds]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("# One", [("heading1", "# One"), ("mark", "# ")]),
        ("###### Six", [("heading6", "###### Six"), ("mark", "###### ")]),
        ("####### Seven", []),
        ("#hashtag", []),
        ("***", [("mark", "***")]),
        ("- - -", [("mark", "- - -")]),
        ("===", [("mark", "===")]),
        ("> Said.", [("quote", "> Said."), ("mark", "> ")]),
        ("  - [x] done", [("list", "- [x] ")]),
        ("12. twelfth", [("list", "12. ")]),
        ("1984 was a year.", []),
        ("- ", [("list", "- ")]),
        ("", []),
        ("   ", []),
    ],
)
def test_what_a_line_begins_with(line: str, expected: list[tuple[str, str]]) -> None:
    kinds = ("mark", "quote", "list", *(f"heading{n}" for n in range(1, 7)))
    assert found(line, *kinds) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("an *emphatic* word", [("emphasis", "*emphatic*")]),
        ("an _emphatic_ word", [("emphasis", "_emphatic_")]),
        ("a **strong** word", [("strong", "**strong**")]),
        ("a ***both***", [("emphasis", "***both***"), ("strong", "***both***")]),
        ("**a *nested* b**", [("emphasis", "*nested*"), ("strong", "**a *nested* b**")]),
        ("snake_case_name", []),
        ("2 * 3 * 4", []),
        (r"\*not\*", []),
        ("*never closed", []),
        ("~~gone~~", [("strike", "~~gone~~")]),
        ("`a *b* c`", [("code", "`a *b* c`")]),
        ("``a ` b`` c", [("code", "``a ` b``")]),
        ("a ` b", []),
        ("<!-- *a* note --> *b*", [("comment", "<!-- *a* note -->"), ("emphasis", "*b*")]),
    ],
)
def test_what_stands_within(line: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(found(line, "emphasis", "strong", "strike", "code", "comment")) == sorted(
        expected
    )


def test_links_and_their_targets() -> None:
    line = "See [the *map*](http://x.y/a_(b) 'Title') and ![alt](i.png), https://z.w/q."
    assert found(line, "link") == [
        ("link", "the *map*"),
        ("link", "alt"),
        ("link", "https://z.w/q"),
    ]
    assert found(line, "url") == [("url", "](http://x.y/a_(b) 'Title')"), ("url", "](i.png)")]


def test_fences_open_and_close() -> None:
    python = Fence("`", 3, "python")
    assert fence_after("```python", None) == python
    assert fence_after("x = 1", python) == python
    assert fence_after("~~~", python) == python
    assert fence_after("```js", python) == python
    assert fence_after("````", python) is None
    assert fence_after("```", python) is None
    assert fence_after("```a`b", None) is None
    assert fence_after("~~~~ {.c}", None) == Fence("~", 4, "")


@given(st.text(alphabet="ab *_`~[]()!<>-#\\:/h.😀\u0301", max_size=60))
def test_marks_lie_within_the_line(line: str) -> None:
    for mark in marks(line):
        assert 0 <= mark.start <= mark.start + mark.length <= len(line)
    fence_after(line, None)


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "piece",
    ["`", "` ``", "*", "**a", "* *", "_a", "[", "](", "[a](", "<!--", "~~", "- ", "> ", "http://"],
)
def test_no_line_takes_quadratic_time(piece: str) -> None:
    # Hours, were any of it quadratic in earnest.
    marks(piece * (300_000 // len(piece)))


def test_code_is_marked_across_lines() -> None:
    lines = ["def f(x):", '    """Two', '    lines."""', "    return 3  # three"]
    found = code_marks(lines, "python")
    kinds = [
        {lines[row][m.start : m.start + m.length]: m.kind for m in found[row]} for row in range(4)
    ]
    assert kinds[0]["def"] == "keyword"
    assert kinds[0]["f"] == "definition"
    assert set(kinds[1].values()) == set(kinds[2].values()) <= {"string", "comment"}
    assert kinds[3]["3"] == "number"
    assert kinds[3]["# three"] == "comment"


@pytest.mark.parametrize("language", ["", "no-such-language", "python"])
def test_code_nobody_can_read_is_left_alone(language: str) -> None:
    assert code_marks([], language) in ([], [[]])
    assert code_marks(["x" * 30_000], language) == [[]]
