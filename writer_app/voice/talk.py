"""Guards against talk about the passage, before it, after it or in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from writer_app.text.segments import paragraphs
from writer_app.voice.clean import has_preamble, is_afterword
from writer_app.voice.lexicon import COMMENTARY, MORALS
from writer_app.voice.violation import Violation
from writer_app.voice.wording import Wording

_COMMENTARY = tuple(re.compile(pattern, re.I) for pattern in COMMENTARY)
_ANY_COMMENT = re.compile("|".join(COMMENTARY), re.I)
_MORAL = re.compile(rf"\A(?:{'|'.join(MORALS)})\b", re.I)


def talk(source: Wording, candidate: Wording) -> Iterator[Violation]:
    """A preamble, an explanation after, or an answer in place of a rewrite."""
    if has_preamble(candidate.text) and not has_preamble(source.text):
        yield Violation("preamble", "It announces itself before it begins.")
        return
    parts = [span.of(candidate.text) for span in paragraphs(candidate.text)]
    if len(parts) > 1 and is_afterword(parts[-1]) and parts[-1] not in source.text:
        yield Violation("afterword", "It explains itself at the end.")
        return
    if not set(source.each(_comments)).issuperset(candidate.each(_comments)):
        yield Violation("commentary", "It talks about the passage instead of rewriting it.")


def _comments(sentence: Wording) -> list[re.Pattern[str]]:
    if not _ANY_COMMENT.search(sentence.plain):
        return []
    return [pattern for pattern in _COMMENTARY if pattern.search(sentence.plain)]


def moral(source: Wording, candidate: Wording) -> Iterator[Violation]:
    """A summary or a lesson at the end where the passage has none."""
    if len(candidate.sentences) < 2:
        return
    last = candidate.sentences[-1]
    its_own = sum(word not in source.says for word in last.content)
    if _MORAL.match(last.plain) and 3 * its_own >= len(last.content):
        yield Violation("moral", "It ends with a summary or a lesson of its own.")
