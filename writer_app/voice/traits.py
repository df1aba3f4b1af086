"""Habits that can be counted: sentence lengths, punctuation, contractions, function words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from writer_app.text.segments import sentences, word_count
from writer_app.voice.lexicon import STOPWORDS
from writer_app.voice.tokens import straighten

MARKS: Mapping[str, re.Pattern[str]] = {
    ",": re.compile(","),
    ";": re.compile(";"),
    ":": re.compile(r":(?!//)"),
    "—": re.compile(r"—|(?<!-)--(?!-)|(?<=\s)[–-](?=\s)"),
    "-": re.compile(r"(?<=\w)-(?=\w)"),
    ".": re.compile(r"(?<!\.)\.(?!\.)"),
    "!": re.compile("!"),
    "?": re.compile(r"\?"),
    "…": re.compile(r"…|\.{3,}"),
    "(": re.compile(r"\("),
    '"': re.compile(r"[\"“”«»]"),
    "*": re.compile(r"(?<!\w)[*_](?=\w)"),
}
"""What is counted as which mark; "*" is emphasis. Dashes are one mark however they are typed."""

_CONTRACTED = re.compile(
    r"\b(?:\w+n't|(?:i|you|he|she|it|we|they|that|there|who|what)'(?:m|re|s|ve|ll|d)|let's)\b"
)
_AUXILIARY = "am|are|is|was|were|have|has|had|do|does|did|could|would|should|must|will"
# Where a speaker could have contracted: "do not", "it is", "we shall".
_IN_FULL = re.compile(
    rf"\b(?:(?:{_AUXILIARY}) not|cannot|can not|let us"
    r"|i (?:am|have|had|will|would|shall)|(?:you|we|they) (?:are|have|had|will|would|shall)"
    r"|(?:he|she|it|that|there|who|what) (?:is|has|had|will|would))\b"
)


@dataclass(frozen=True, slots=True)
class Traits:
    """`sentence_lengths` in words, one for each sentence; `punctuation` per 1,000 words;
    `contractions` the share of places for one that have one (0 where there is no place);
    `function_words` the share of all words."""

    sentence_lengths: tuple[int, ...]
    punctuation: Mapping[str, float]
    contractions: float
    function_words: Mapping[str, float]


def traits_of(passages: Sequence[str], words: Counter[str]) -> Traits:
    """The traits of some prose and its counted words."""
    text = "\n\n".join(passages)
    total = max(1, words.total())
    plain = straighten(text).casefold()
    contracted, full = len(_CONTRACTED.findall(plain)), len(_IN_FULL.findall(plain))
    return Traits(
        sentence_lengths=tuple(lengths(passages)),
        punctuation={
            mark: round(1000 * len(pattern.findall(text)) / total, 3)
            for mark, pattern in MARKS.items()
        },
        contractions=round(contracted / max(1, contracted + full), 4),
        function_words={
            word: round(words[word] / total, 6) for word in sorted(STOPWORDS) if words[word]
        },
    )


def lengths(passages: Iterable[str]) -> list[int]:
    """Words in each sentence; what has none is no sentence."""
    found = (word_count(span.of(passage)) for passage in passages for span in sentences(passage))
    return [length for length in found if length]
