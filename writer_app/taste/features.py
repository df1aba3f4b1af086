"""What a version of a span is like, in figures a writer can read: what the taste is learned over.

Only the difference between two versions of the same span counts, so what stands around both is
counted along with either: a habit that reaches over the edge of the span is found, and all that
does not change cancels out. English; of other languages the marks and lengths still say something.
"""

from __future__ import annotations

import math
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from writer_app.taste.counting import COUNTED
from writer_app.taste.grammar import ARTICLES, JOINING, PRONOUNS, participle
from writer_app.taste.machine import machine_letters, machine_likeness
from writer_app.taste.place import Place, place
from writer_app.text.align import matches
from writer_app.text.hunks import changed_share
from writer_app.voice.lexicon import STOPWORDS
from writer_app.voice.meter import Meter
from writer_app.voice.tokens import content_words, folded, straighten

_MEASURED = (
    "length",
    "sentences",
    "sentence_length",
    "sentence_spread",
    "function_words",
    "word_length",
    "names",
    "repeats",
    "machine_words",
    "machine_phrases",
    "machine_letters",
    "closing",
    "kept",
    "voice",
    "likelihood",
    "ease",
    "variety",
    "short_sentences",
    "spoken",
    "paragraphs",
    "joined_openings",
    "pronoun_openings",
    "participle_openings",
    "article_openings",
)
NAMES: tuple[str, ...] = (*_MEASURED, *COUNTED)
"""The features by name, in the order of every row of figures."""


FOLLOWING = 10
"""Words after a version whose likelihood counts as its own: a sentence has shown by then whether
it holds."""


_SHORT = 7
_SPOKEN = re.compile(r"\"[^\"\n]*\"?|(?<!\w)'(?=\w)(?:[^'\n]|(?<=\w)'(?=\w))*'(?!\w)")


@dataclass(frozen=True, slots=True)
class Version:
    """`loglik`: the model's log-likelihood of the text and of the `FOLLOWING` words after it, in
    nats, given what stands before; None where no model was asked, and then of both versions."""

    text: str
    loglik: float | None = None


def shared(a: Version, b: Version) -> float:
    """The share of the words of both that the other has as well, in their order; 0 to 1."""
    return 1 - changed_share(a.text, b.text)


def features(
    version: Version,
    *,
    before: str,
    after: str,
    source: str = "",
    meter: Meter | None = None,
    tics: Sequence[str] = (),
) -> tuple[float, ...]:
    """One figure for each of `NAMES`, of one version in its place.

    `source`: the passage that was rewritten, where there is one; `tics`: phrases that the model
    in use is known to lean on, beside the shipped ones.
    """
    here = place(version.text, before, after)
    counted = [count(here.stretch, here.stretch_words) for count in COUNTED.values()]
    if tics:
        own = straighten(here.stretch).casefold()
        at = list(COUNTED).index("tics")
        counted[at] += sum(own.count(phrase.casefold()) for phrase in tics)
    return (*_measured(version, here, source, meter), *counted)


def _measured(version: Version, here: Place, source: str, meter: Meter | None) -> tuple[float, ...]:
    words = here.words
    machine_words, machine_phrases = machine_likeness(here.stretch)
    loglik = version.loglik or 0.0
    return (
        math.log1p(len(words)),
        math.log(max(1, len(here.lengths))),
        math.log(max(1.0, statistics.fmean(here.lengths))) if here.lengths else 0.0,
        statistics.pstdev(here.lengths) if here.lengths else 0.0,
        _share(sum(word in STOPWORDS for word in here.stretch_words), len(here.stretch_words)),
        _share(sum(map(len, here.stretch_words)), len(here.stretch_words)),
        _names(here.text),
        _repeats(here),
        machine_words,
        machine_phrases,
        machine_letters(here.stretch),
        float(len(words)) if here.last else 0.0,
        _kept(source, words),
        meter.per_word(here.stretch) if meter is not None else 0.0,
        loglik,
        loglik / (len(words) + FOLLOWING),
        _share(len(set(here.stretch_words)), len(here.stretch_words)),
        _share(sum(length < _SHORT for length in here.lengths), len(here.lengths)),
        _share(sum(map(len, _SPOKEN.findall(here.stretch))), len(here.stretch)),
        float(version.text.count("\n\n")),
        _share(sum(word in JOINING for word in here.openings), len(here.openings)),
        _share(sum(word in PRONOUNS for word in here.openings), len(here.openings)),
        _share(sum(map(participle, here.openings)), len(here.openings)),
        _share(sum(word in ARTICLES for word in here.openings), len(here.openings)),
    )


def _share(part: float, whole: int) -> float:
    return part / whole if whole else 0.0


def _names(text: str) -> float:
    """Capitals within a sentence, and figures."""
    tokens = text.split()
    return sum(
        token[:1].isdigit() or (token[:1].isupper() and before[-1:].isalnum())
        for before, token in pairwise(tokens)
    )


def _repeats(here: Place) -> float:
    """Words with a meaning that stand nearby as well, or twice in the version."""
    said = content_words(here.words)
    near = set(content_words(here.near))
    return sum(word in near for word in said) + len(said) - len(set(said))


def _kept(source: str, words: Sequence[str]) -> float:
    """The share of the source's words that stand in the version, in their order."""
    theirs = folded(source)
    return len(matches(theirs, words)) / len(theirs) if theirs else 0.0
