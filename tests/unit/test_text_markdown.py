"""Markdown shown, and nothing else: no tag, address or file that a document could smuggle in."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from writer_app.text.markdown import clean, to_html

NAMES = "p br hr h1 h2 h3 h4 h5 h6 em strong code pre span blockquote ul ol li a"
HARMLESS = frozenset(f"{NAMES} table thead tbody tr th td".split())
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](file:///etc/passwd)",
    "![x](http://tracker.example/p.png)",
    "![x][r]\n\n[r]: http://tracker.example/p.png",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html,<script>1</script>)",
    "[x](file:///etc/passwd)",
    "[x](../secret.md)",
    "[x](qrc:/x)",
    "<javascript:alert(1)>",
    "<file:///etc/passwd>",
    '<link rel=stylesheet href="file:///x.css">',
    "<style>p { background: url(file:///x) }</style>",
    '<table background="file:///x"><tr><td>',
    '<body background="http://x.example/y.png">',
    '<span style="background-image: url(file:///x)">',
    "<iframe src=file:///etc/passwd></iframe>",
    "<!-- <img src=x> -->",
    "<![CDATA[ <img src=x> ]]>",
    "<![x](file:///etc/passwd)",
    "<?php x ?>",
    "&lt;img src=x&gt;",
    "\x02wzxhzdk:0\x03",
    "```html\n<img src=file:///x>\n```",
    '```"onmouseover="x\ny\n```',
    "``` {.python #id onclick=x style='background:url(x)'}\ny\n```",
    '[x](http://a.example/"onclick="alert)',
    "[x](http://a.example 'title\" onclick=\"x')",
    "`<img src=x>`",
    "# <img src=x>",
    "|<img src=x>|b|\n|-|-|\n|![i](file:///x)|[j](vbscript:x)|",
    "> <object data=file:///x>",
    "1. <video src=file:///x poster=file:///y>",
    '[r]: javascript:alert(1)\n\n[r] [x][r] "',
]
SNIPPETS = st.one_of(
    st.sampled_from(HOSTILE),
    st.sampled_from(
        ["\n", "\n\n", "    ", "> ", "- ", "`", "```", "*", "[", "](", ")", "<", "&#x"]
    ),
    st.text(max_size=12),
)
DOCUMENTS = st.lists(SNIPPETS, max_size=8).map("".join)


class Reader(HTMLParser):
    """What a reader of the HTML would find in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.other: list[str] = []
        self._words: list[str] = []
        self.feed(html)
        self.close()

    @property
    def words(self) -> str:
        return "".join(self._words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    def handle_comment(self, data: str) -> None:
        self.other.append(data)

    def handle_decl(self, decl: str) -> None:
        self.other.append(decl)

    def handle_pi(self, data: str) -> None:
        self.other.append(data)

    def unknown_decl(self, data: str) -> None:
        self.other.append(data)


def assert_harmless(html: str) -> Reader:
    reader = Reader(html)
    assert reader.other == []
    for tag, attributes in reader.found:
        assert tag in HARMLESS
        for name, value in attributes.items():
            assert value is not None
            if name == "href":
                assert tag == "a"
                assert re.match(r"(https?://|mailto:)", value, re.IGNORECASE)
            elif name == "style":
                assert "(" not in value
                assert "@" not in value
                assert "\\" not in value
            else:
                assert (tag, name) == ("ol", "start")
                assert value.isdigit()
    return reader


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("dark", [False, True])
def test_known_attacks(text: str, dark: bool) -> None:
    assert_harmless(to_html(text, dark=dark))


@given(DOCUMENTS, st.booleans())
@settings(max_examples=400)
def test_any_document(text: str, dark: bool) -> None:
    assert_harmless(to_html(text, dark=dark))


@given(DOCUMENTS)
def test_the_second_wall_holds_alone(html: str) -> None:
    """Were raw HTML ever let through by the first, this would still be all that is left of it."""
    assert_harmless(clean(html))


class Watched(QTextDocument):
    """Qt asks here for every image, style sheet and file that it wants."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def loadResource(self, kind: int, url: QUrl | str) -> Any:
        self.asked.append(str(url))
        return None


def lay_out(html: str) -> list[str]:
    document = Watched()
    document.setHtml(html)
    document.setTextWidth(400)
    document.size()
    return document.asked


def test_the_watch_works(qtbot: QtBot) -> None:
    assert lay_out('<img src="file:///etc/passwd">') != []


def test_qt_asks_for_nothing(qtbot: QtBot) -> None:
    for text in HOSTILE:
        assert lay_out(to_html(text)) == [], text


def test_tags_are_shown_as_text() -> None:
    reader = assert_harmless(to_html("A <b onclick=x>bold</b> word.\n\n<div>\nblock\n</div>"))
    assert "<b onclick=x>bold</b>" in reader.words
    assert "<div>" in reader.words


def test_pictures_are_described() -> None:
    assert "<em>a red barn</em>" in to_html("![a red barn](barn.png)")
    assert "<em>image</em>" in to_html("![](barn.png)")


def test_links() -> None:
    html = to_html(
        "[web](https://a.example/?b=1&c=2) [mail](mailto:a@b.example) [file](x.md) "
        "<http://d.example> [late] [twice][late]\n\n```\ncode\n```\n\n[late]: http://late.example\n"
    )
    assert '<a href="https://a.example/?b=1&amp;c=2">web</a>' in html
    assert '<a href="mailto:a@b.example">mail</a>' in html
    assert '<a href="http://d.example">http://d.example</a>' in html
    assert html.count('<a href="http://late.example">') == 2
    assert " file " in html


def test_what_writers_use() -> None:
    html = to_html(
        "# One\n\nTwo *three* **four** `five`.\n\n> six\n\n- seven\n- eight\n\n3. nine\n\n"
        "| a | b |\n|---|--:|\n| c | d |\n\n---\n"
    )
    for part in (
        "<h1>One</h1>",
        "<em>three</em> <strong>four</strong> <code>five</code>",
        "<blockquote>",
        "<li>seven</li>",
        '<ol start="3">',
        '<td style="text-align: right;">d</td>',
        "<hr>",
    ):
        assert part in html


def test_code_is_coloured_and_exact() -> None:
    code = '\n\ndef f(x):\n\treturn "<b>"  # & 👍\n\n'
    for dark in (False, True):
        html = to_html(f"```python\n{code}\n```", dark=dark)
        assert "<span style=" in html
        assert Reader(html).words == code
    assert to_html("```python\nx = 1\n```") != to_html("```python\nx = 1\n```", dark=True)
    assert to_html("~~~\na < b\n~~~") == "<pre>a &lt; b</pre>"
    assert to_html("```no-such-language\na < b\n```") == "<pre>a &lt; b</pre>"


def test_a_fence_that_is_never_closed() -> None:
    assert to_html("before\n\n```\n*not* emphasis") == "<p>before</p>\n<pre>*not* emphasis</pre>"


def test_text_in_other_scripts() -> None:
    assert to_html("你好 *世界* שלום 👨‍👩‍👧") == "<p>你好 <em>世界</em> שלום 👨‍👩‍👧</p>"


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "![",
        "[a](",
        "*",
        "**a_",
        "`",
        "`` `",
        "> ",
        "- ",
        "<",
        "<![CDATA[",
        "```\n",
        "&#x",
        "a\n",
    ],
)
def test_a_hundred_thousand_of_anything(piece: str) -> None:
    """Nothing may take hours, in one paragraph or in many."""
    for size in (1_000, 19_000, 100_000):
        assert_harmless(to_html(piece * (size // len(piece))))
    assert_harmless(to_html((piece * 20 + "\n\n") * 300))


def test_deep_nesting_does_not_break() -> None:
    for text in (
        "".join(" " * 4 * depth + "- x\n" for depth in range(300)),
        "".join(" " * 4 * depth + "- x\n\n" for depth in range(300)),
        "\n".join(">" * depth + " x" for depth in range(300)),
        "> - " * 300 + "x",
        "[" * 3000 + "]" * 3000,
        "*a **b " * 1000,
    ):
        assert "x" in Reader(to_html(text)).words or "x" not in text


def test_a_novel() -> None:
    paragraph = (
        "She went to the *window* and said: “It is **late**, [you know](http://a.example).” " * 6
    )
    text = f"{paragraph}\n\n" * 4000
    assert assert_harmless(to_html(text)).words.count("late") == 4000 * 6
