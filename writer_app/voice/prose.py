"""The prose in a Markdown document: what somebody wrote in sentences, paragraph by paragraph."""

from __future__ import annotations

import re

from writer_app.text.segments import paragraphs

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
# To its closing fence, over blank lines too; one that is never closed goes on to the end.
_FENCED = re.compile(r"^[ \t]{0,3}(```+|~~~+).*?(?:^[ \t]{0,3}\1[`~]*[ \t]*$|\Z)", re.S | re.M)
_HEADING = re.compile(r"^[ \t]{0,3}#{1,6}(?:[ \t].*)?$|^.*\n[ \t]{0,3}(?:=+|-+)[ \t]*$", re.M)
_NOT_PROSE = (">", "|", "- ", "* ", "+ ", "<", "![", "[^", "---", "***", "___")
_LINK = re.compile(
    r"!?\[([^\]\n]{0,300})\]\([^)\n]{0,2000}\)|<https?://[^>\s]*>|https?://\S+|`[^`\n]+`"
)


def prose(text: str) -> list[str]:
    """The paragraphs of prose, in order; links are left with their words alone.

    Headings, lists, tables, code, quotation blocks and front matter are somebody's, but not a
    voice.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _HEADING.sub("\n", _FENCED.sub("\n\n", _FRONT_MATTER.sub("", text)))
    found = (span.of(text) for span in paragraphs(text))
    return [_LINK.sub(r"\1", part) for part in found if not part.startswith(_NOT_PROSE)]
