"""Guards of the form of the page: Markdown, links, paragraphs and lines as they were."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from writer_app.text.segments import paragraphs
from writer_app.voice.violation import Violation
from writer_app.voice.wording import Wording

_MARKUP = re.compile(r"[#*_\[\]`>|~<\n+-]|\d[.)]|https?:")
"""Without any of these a text has no form of its own."""
_MARKDOWN: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("a heading", re.compile(r"^[ \t]{0,3}#{1,6}\s", re.M)),
    ("a list", re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)])\s", re.M)),
    ("a quotation block", re.compile(r"^[ \t]{0,3}>", re.M)),
    ("a code block", re.compile(r"^[ \t]{0,3}(?:```|~~~)", re.M)),
    ("a table", re.compile(r"^[ \t]*\|.*\|", re.M)),
    ("bold type", re.compile(r"\*\*\S[^*\n]*\*\*|__\S[^_\n]*__")),
    (
        "italic type",
        re.compile(r"(?<![\w*])\*[^\s*][^*\n]*\*(?!\*)|(?<![\w_])_[^\s_][^_\n]*_(?!\w)"),
    ),
)
# These carry something that must arrive letter for letter.
_VERBATIM: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("A link", re.compile(r"\]\([^)\s]*[^)]*\)|\]\[[^\]\n]*\]|https?://[^\s)>\]]+")),
    ("A footnote", re.compile(r"\[\^[^\]\s]+\]")),
    ("A piece of code", re.compile(r"`[^`\n]+`")),
    ("A tag", re.compile(r"</?[A-Za-z][^<>\n]*>")),
)
_WRAPPED = 50
"""Characters: lines that are shorter than this are meant to end where they do."""


def structure(source: Wording, candidate: Wording) -> Iterator[Violation]:
    theirs, ours = source.text, candidate.text
    if not _MARKUP.search(theirs) and not _MARKUP.search(ours):
        return
    for what, pattern in _VERBATIM:
        if Counter(pattern.findall(theirs)) != Counter(pattern.findall(ours)):
            yield Violation("link", f"{what} is gone, new or changed.")
            return
    for what, pattern in _MARKDOWN:
        before, after = len(pattern.findall(theirs)), len(pattern.findall(ours))
        if before != after:
            verb = "gone" if after < before else "new"
            yield Violation("structure", f"The form has changed: {what} is {verb}.")
            return
    for what, before, after in (
        ("paragraphs", len(paragraphs(theirs)), len(paragraphs(ours))),
        ("lines", _lines(theirs), _lines(ours)),
    ):
        if before != after:
            more = "more" if after > before else "fewer"
            yield Violation("structure", f"The form has changed: there are {more} {what}.")
            return


def _lines(text: str) -> int:
    """How many lines are meant as lines; those of a text wrapped at some width are not."""
    lines = [line for line in text.splitlines() if line.strip()]
    return sum(len(line) < _WRAPPED for line in lines[:-1])
