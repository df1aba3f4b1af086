"""Markdown as HTML that can do nothing but be read.

Two walls, so that neither has to be perfect. Markdown is converted with raw HTML switched off,
so that tags in a document are shown as the text they are. Then everything is written anew from
a short list of tags and attributes: no images, no scripts, no style but colours and weights of
ours, and links to the web and to mail alone. Nothing that Qt would fetch or read remains.

Fenced code is cut out first and coloured by Pygments, which also keeps a document of many
fences linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser
from xml.etree import ElementTree

import markdown
from markdown.blockprocessors import BlockProcessor
from markdown.util import AtomicString
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

# Paragraphs beyond these are shown as they stand: Python-Markdown looks from each bracket to the
# end of its paragraph, in Python, which takes a minute for 20,000 of them.
_LONG_BLOCK = 20_000  # characters
_OPENERS = 200  # brackets and backticks
_WORK = 400_000  # their number times the characters
_CHUNK = 50_000
_DEEP = 12  # levels of quotation and indentation: more is no writing

_NAMES = "p br hr h1 h2 h3 h4 h5 h6 em strong code pre blockquote ul ol li a span"
_TAGS = frozenset(f"{_NAMES} table thead tbody tr th td".split())
_EMPTY = frozenset({"br", "hr"})
_LINK = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x20\x7f]+\Z", re.IGNORECASE)
_STYLE = re.compile(
    r"(?:(?:color|background-color|font-weight|font-style|text-decoration|text-align)"
    r":\s*[#a-zA-Z0-9-]+;?\s*)+\Z"
)
_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^\n`]*)\Z")


def to_html(text: str, dark: bool = False) -> str:
    """The body of a page for QTextBrowser; `dark` chooses colours of code for dark paper.

    Never raises: what no parser can take is shown as it stands. About linear in the text.
    """
    parts: list[str] = []
    converter = _Converter(text)
    for kind, piece, info in _pieces(text):
        parts.append(_code(piece, info, dark) if kind == "code" else converter.convert(piece))
    return "\n".join(parts)


def _pieces(text: str) -> Iterator[tuple[str, str, str]]:
    """("prose", text, "") and ("code", text, language), in order.

    A fence that is never closed runs to the end, as in CommonMark. Long prose is cut where
    nothing can reach across.
    """
    prose: list[str] = []
    size = 0
    code: list[str] = []
    fence = info = ""
    blank = True
    for line in text.split("\n"):
        if fence:
            closing = line.strip(" \t")
            if len(closing) >= len(fence) and set(closing) == {fence[0]}:
                yield "code", "\n".join(code), info
                code, fence = [], ""
            else:
                code.append(line)
            continue
        opening = _FENCE.match(line)
        if opening or (size > _CHUNK and blank and line[:1].isalpha()):
            if prose:
                yield "prose", "\n".join(prose), ""
            prose, size = [], 0
        if opening:
            fence, info = opening["fence"], opening["info"].strip()
        else:
            prose.append(line)
            size += len(line) + 1
            blank = not line.strip()
    if prose:
        yield "prose", "\n".join(prose), ""
    if fence:
        yield "code", "\n".join(code), info


class _AsItStands(BlockProcessor):  # type: ignore[misc]
    """Paragraphs that are no writing, or would take seconds, without looking inside."""

    def test(self, parent: ElementTree.Element, block: str) -> bool:
        if len(block) > _LONG_BLOCK or _depth(block) > _DEEP:
            return True
        openers = block.count("[") + block.count("`")
        return openers > _OPENERS or openers * len(block) > _WORK

    def run(self, parent: ElementTree.Element, blocks: list[str]) -> None:
        ElementTree.SubElement(parent, "p").text = AtomicString(blocks.pop(0))


def _depth(block: str) -> int:
    """How deep the deepest line is quoted and indented: each level is a recursion."""
    deepest = 0
    for line in block.split("\n"):
        lead = line[: len(line) - len(line.lstrip("> \t*+-"))]
        spaces = len(lead.expandtabs(4)) - len(lead.replace(" ", "").replace("\t", ""))
        deepest = max(deepest, lead.count(">"), spaces // 4)
    return deepest


class _Converter:
    """Python-Markdown without raw HTML, over the pieces of one document."""

    def __init__(self, text: str) -> None:
        self._markdown = markdown.Markdown(extensions=["tables", "sane_lists"], tab_length=4)
        self._markdown.preprocessors.deregister("html_block")
        self._markdown.inlinePatterns.deregister("html")
        self._markdown.parser.blockprocessors.register(
            _AsItStands(self._markdown.parser), "as_it_stands", 1000
        )
        # Links may be defined anywhere in the document, after their use or beyond a fence.
        for found in re.finditer(
            r"^ {0,3}\[([^\]\n]{1,200})\]:[ \t]*<?(\S{1,2000}?)>?[ \t]*$", text, re.M
        ):
            label = re.sub(r"\s+", " ", found[1].lower())
            self._markdown.references[label] = (found[2], "")

    def convert(self, piece: str) -> str:
        try:
            return clean(self._markdown.convert(piece))
        except (RecursionError, ValueError, LookupError, AssertionError):
            # Hostile or lucky enough to find a fault in the library: no reason to fail.
            return f"<pre>{escape(piece)}</pre>"


def _code(code: str, info: str, dark: bool) -> str:
    """A block of code in colour, where its language is known and it is not endless."""
    name = info.split()[0].strip("{}.") if info.strip("{}. ") else ""
    if name and len(code) <= _LONG_BLOCK:
        try:
            lexer = get_lexer_by_name(name, stripnl=False, ensurenl=False)
            style = "github-dark" if dark else "friendly"
            formatter = HtmlFormatter(noclasses=True, nowrap=True, style=style)
            return f"<pre>{clean(highlight(code, lexer, formatter))}</pre>"
        except (ClassNotFound, RecursionError, ValueError, LookupError):
            pass
    return f"<pre>{escape(code)}</pre>"


class _Cleaner(HTMLParser):
    """Writes HTML anew: known tags, known attributes, all else as text or not at all."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "img":
            # A picture would be read from the disk or fetched: its description stands for it.
            self.parts.append(f"<em>{escape(values.get('alt', '').strip() or 'image')}</em>")
        elif tag in _EMPTY:
            self.parts.append(f"<{tag}>")
        elif tag in _TAGS:
            kept = _attributes(tag, values)
            if tag == "a" and not kept:
                return
            self._open.append(tag)
            self.parts.append(f"<{tag}{kept}>")

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            return
        # Whatever was left open inside it ends with it.
        while self._open:
            inner = self._open.pop()
            self.parts.append(f"</{inner}>")
            if inner == tag:
                break

    def handle_data(self, data: str) -> None:
        self.parts.append(escape(data))

    def written(self) -> str:
        self.close()
        self.parts += [f"</{tag}>" for tag in reversed(self._open)]
        return "".join(self.parts)


def _attributes(tag: str, values: dict[str, str]) -> str:
    if tag == "a":
        address = values.get("href", "")
        return f' href="{escape(address)}"' if _LINK.match(address) else ""
    style = values.get("style", "")
    if tag in ("span", "th", "td") and _STYLE.match(style):
        return f' style="{escape(style)}"'
    return (
        f' start="{values["start"]}"' if tag == "ol" and values.get("start", "").isdigit() else ""
    )


def clean(html: str) -> str:
    """Any HTML, reduced to what can do no harm. Comments and declarations are dropped."""
    cleaner = _Cleaner()
    try:
        cleaner.feed(html)
        return cleaner.written()
    except AssertionError:
        # Python 3.11's parser does not take every declaration; then there is nothing to keep.
        return escape(html)
