"""Output that no writer should ever be shown: what is wrong with it, by name.

A name is given for what can be seen in the text alone, beside its source.
"""

from __future__ import annotations

import re
from collections import Counter

from tests.benchmarks.voices.function_words import FUNCTION_WORDS
from tests.benchmarks.voices.words import paragraphs, sentences, words

_PREAMBLE = re.compile(
    r"\W*(?:sure|certainly|of course|absolutely|okay|here(?:'s|’s| is| are)\b.{0,60}"
    r"(?:version|rewrit|revis|text|passage|paragraph)|(?:the )?(?:re-?writ|revis|edit|correct|"
    r"improv|tighten)\w+ (?:version|text|passage|paragraph|sentence)|"
    r"(?:draft|author|input|output|text|rewritten|revised|passage|answer|assistant|user)\s*:)",
    re.IGNORECASE,
)
_AFTERWORD = re.compile(
    r"\b(?:let me know|hope (?:this|that) helps|feel free to|(?:this|the) (?:version|revision|"
    r"rewrite|rewriting|rewritten|revised|edited|original|above|following) (?:version|text|"
    r"passage|paragraph|is|has|keeps|was|conveys|maintains)|(?:i|i've|i have) (?:made|kept|"
    r"rewritten|revised|corrected|changed|removed|tightened) (?:the|some|a few|these)|"
    r"the (?:passage|paragraph|protagonist|narrator|speaker)\b|in summary|to summari[sz]e|"
    r"changes made|note that (?:the|this|i)|as an ai|language model)\b|^\W*(?:note|explanation|"
    r"changes)\s*:",
    re.IGNORECASE | re.MULTILINE,
)
_LABEL = re.compile(r"^(?:\W*(?:draft|author|input|output|user|assistant)\s*:)|<\|", re.I | re.M)
_ENDS = re.compile(r"[.!?…:;—–-][\"”’')\]*_]*\s*$|[\"”]\s*$")
_LOOPED = {6: 1, 3: 2}
"""So many words running come back more often than so, and than in the source."""
_ON_TOPIC = 0.35
"""Of the content words on either side, by their first five letters, that are on the other too."""
_SHORTEST, _LONGEST = 0.4, 1.8
"""Words of the output over those of the source."""


def broken(source: str, output: str) -> tuple[str, ...]:
    """What is wrong with `output` as a rewrite of `source`; () when nothing is.

    "empty", "preamble", "afterword", "label", "loop", "truncated", "sprawl", "off topic", "copy".
    """
    if not words(output):
        return ("empty",)
    length = len(words(output)) / len(words(source))
    checks = {
        "preamble": _new(_PREAMBLE, source[:200], output[:200], at_start=True),
        "afterword": _new(_AFTERWORD, source, output),
        "label": _new(_LABEL, source, output),
        "loop": _loops(source, output),
        "truncated": length < _SHORTEST or bool(_ENDS.search(source) and not _ENDS.search(output)),
        "sprawl": length > _LONGEST or len(paragraphs(output)) > len(paragraphs(source)) + 1,
        "off topic": min(_shared(source, output), _shared(output, source)) < _ON_TOPIC,
        "copy": is_copy(source, output),
    }
    return tuple(name for name, found in checks.items() if found)


def is_copy(source: str, output: str) -> bool:
    """Whether not even a mark of punctuation was changed, spaces and kinds of quotes apart."""
    return _even(source) == _even(output)


def content_stems(text: str) -> set[str]:
    return {word[:5] for word in words(text) if word not in _FUNCTION_WORDS}


def _new(pattern: re.Pattern[str], source: str, output: str, at_start: bool = False) -> bool:
    find = pattern.match if at_start else pattern.search
    return bool(find(output)) and not find(source)


def _loops(source: str, output: str) -> bool:
    pairs = [(1, _sentence_counts(source), _sentence_counts(output))]
    pairs += [
        (most, _run_counts(source, length), _run_counts(output, length))
        for length, most in _LOOPED.items()
    ]
    return any(
        count > max(most, before[item])
        for most, before, after in pairs
        for item, count in after.items()
    )


def _run_counts(text: str, length: int) -> Counter[tuple[str, ...]]:
    """Of words running; few of them must say something, "as soon as" may come as it likes."""
    found = words(text)
    runs = (tuple(found[i : i + length]) for i in range(len(found) - length + 1))
    return Counter(run for run in runs if length > 3 or not _FUNCTION_WORDS.issuperset(run))


def _sentence_counts(text: str) -> Counter[tuple[str, ...]]:
    return Counter(tuple(words(sentence)) for sentence in sentences(text))


def _shared(text: str, other: str) -> float:
    wanted = content_stems(text)
    return len(wanted & content_stems(other)) / len(wanted) if wanted else 1.0


def _even(text: str) -> str:
    for curly, straight in (("“", '"'), ("”", '"'), ("‘", "'"), ("’", "'")):
        text = text.replace(curly, straight)
    return "".join(text.split())


_FUNCTION_WORDS = frozenset(FUNCTION_WORDS)
