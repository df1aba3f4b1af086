"""Other people's ways of putting a style into two dozen figures, for simulated writers to go by.

Nothing here knows of `writer_app`: the product has to learn a taste that was made up elsewhere.
Each set maps a name to a figure of a text. `RATES` counts marks and kinds of words by word or by
sentence, `SHAPES` looks at sentences and vocabulary. `SENSES`, what is talked of, and sounds, is no
matter of style: no feature was made for it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import lru_cache

Figure = Callable[[str], float]

_TOKEN = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")


@lru_cache(4096)
def _tokens(text: str) -> tuple[str, ...]:
    return tuple(token.lower().replace("’", "'") for token in _TOKEN.findall(text))


@lru_cache(4096)
def _sentences(text: str) -> tuple[tuple[str, ...], ...]:
    pieces = (_tokens(piece) for piece in re.split(r"(?<=[.!?])[\"'”’)]*\s+", text))
    return tuple(piece for piece in pieces if piece)


def _share(listed: str) -> Figure:
    known = frozenset(listed.split())
    return lambda text: sum(token in known for token in _tokens(text)) / max(1, len(_tokens(text)))


def _by_word(pattern: str) -> Figure:
    found = re.compile(pattern, re.I)
    return lambda text: 100 * len(found.findall(text)) / max(1, len(_tokens(text)))


def _by_sentence(pattern: str) -> Figure:
    found = re.compile(pattern, re.I)
    return lambda text: len(found.findall(text)) / max(1, len(_sentences(text)))


def _opening(test: Callable[[str], bool]) -> Figure:
    """The share of sentences whose first word is such."""
    return lambda text: (
        sum(test(sentence[0]) for sentence in _sentences(text)) / max(1, len(_sentences(text)))
    )


def _words_that(test: Callable[[str], bool]) -> Figure:
    return lambda text: sum(map(test, _tokens(text))) / max(1, len(_tokens(text)))


def _lengths(text: str) -> list[int]:
    return [len(sentence) for sentence in _sentences(text)] or [0]


def _mean(values: list[int]) -> float:
    return sum(values) / len(values)


def _spread(values: list[int]) -> float:
    middle = _mean(values)
    return math.sqrt(sum((value - middle) ** 2 for value in values) / len(values))


def _quoted(text: str) -> float:
    return sum(map(len, re.findall(r"[\"“][^\"”]*[\"”]?", text))) / max(1, len(text))


def _syllables(token: str) -> int:
    found = len(re.findall(r"[aeiouy]+", token))
    return max(1, found - (token.endswith("e") and not token.endswith("le")))


def _flesch(text: str) -> float:
    tokens = _tokens(text)
    syllables = sum(map(_syllables, tokens)) / max(1, len(tokens))
    return 206.8 - 1.015 * _mean(_lengths(text)) - 84.6 * syllables


def _once(text: str) -> float:
    counted = Counter(_tokens(text))
    return sum(n == 1 for n in counted.values()) / max(1, len(_tokens(text)))


_FUNCTION = (
    "the of and a to in i he that it was his her with as for had you not be is but at on she my "
    "have him they by me all so we this which or from were there would been their are no what if "
    "one an when who them do will"
)

RATES: Mapping[str, Figure] = {
    "mean word length": lambda text: _mean([*map(len, _tokens(text))] or [0]),
    "type-token ratio": lambda text: len(set(_tokens(text))) / max(1, len(_tokens(text))),
    "mean sentence length": lambda text: _mean(_lengths(text)),
    "sentence length deviation": lambda text: _spread(_lengths(text)),
    "commas per sentence": _by_sentence(","),
    "semicolons": _by_word(";"),
    "colons": _by_word(":"),
    "dashes": _by_word("—|–|--| - "),
    "possessives": _by_word(r"\w['’]s\b"),
    "question share": _by_sentence(r"\?"),
    "exclamation share": _by_sentence("!"),
    "quoted share": _quoted,
    "first person": _share("i me my mine myself we us our ours i'm i'd i've i'll"),
    "second person": _share("you your yours yourself thou thee thy ye"),
    "third person": _share("he him his she her hers they them their himself herself"),
    "passive": _by_word(r"\b(?:was|were|is|are|been|being|be) (?:\w+ly )?\w+(?:ed|en)\b"),
    "-ing words": _words_that(lambda token: len(token) > 4 and token.endswith("ing")),
    "and/but openings": _opening(lambda token: token in {"and", "but", "or", "so", "yet"}),
    "adverbs": _words_that(lambda token: len(token) > 3 and token.endswith("ly")),
    "function words": _share(_FUNCTION),
    "contractions": _words_that(lambda token: "'" in token),
    "negations": _by_word(r"\b(?:not|no|never|nor|none|nothing|nobody)\b|n['’]t\b"),
    "hedges": _share("perhaps maybe rather quite somewhat seem seemed seems might could almost"),
    "intensifiers": _share("very so too really most such all quite extremely utterly entirely"),
}

SHAPES: Mapping[str, Figure] = {
    "longest sentence": lambda text: max(_lengths(text)),
    "short sentences": lambda text: _mean([length < 7 for length in _lengths(text)]),
    "short words": _words_that(lambda token: len(token) <= 3),
    "long words": _words_that(lambda token: len(token) >= 7),
    "reading ease": _flesch,
    "words used once": _once,
    "past tense": _words_that(lambda token: len(token) > 3 and token.endswith("ed")),
    "prepositions": _share(
        "of in to with at on by from into upon over under about through between after before "
        "against among toward towards behind beyond within without"
    ),
    "articles": _share("the a an"),
    "and": _share("and"),
    "relatives": _share("which who whom whose that"),
    "auxiliaries": _share("was were had has have been be is are did do does am"),
    "modals": _share("would could should might may must can shall will ought"),
    "nominal endings": _by_word(r"\w{3,}(?:tion|ness|ment|ity|ance|ence)s?\b"),
    "similes": _by_word(r"\b(?:like an?|as if|as though|as \w+ as)\b"),
    "speech tags": _by_word(r"\b(?:said|says|asked|answered|replied|cried|whispered)\b"),
    "pronoun openings": _opening(lambda t: t in {"he", "she", "it", "they", "i", "we", "you"}),
    "article openings": _opening(lambda token: token in {"the", "a", "an"}),
    "participle openings": _opening(lambda t: len(t) > 4 and t.endswith(("ing", "ed"))),
    "ellipses": _by_word(r"\.\.\.|…"),
    "names": _by_word(r"(?<=[a-z,;] )[A-Z](?-i:[a-z]+)"),
    "numbers": _by_word(r"\d+|\b(?:one|two|three|four|five|six|ten|twenty|hundred|thousand)\b"),
    "subordinators": _share("because although though while when until unless since if whereas"),
    "demonstratives": _share("this that these those here there"),
}

SENSES: Mapping[str, Figure] = {
    "all marks per sentence": _by_sentence(r"[,;:—()]"),
    "words between marks": lambda text: _mean(
        [len(_tokens(piece)) for piece in re.split(r"[,;:.!?—]", text)]
    ),
    "first sentence": lambda text: _lengths(text)[0],
    "jumps of length": lambda text: _mean(
        [abs(a - b) for a, b in zip(_lengths(text), _lengths(text)[1:], strict=False)] or [0]
    ),
    "vowels": lambda text: len(re.findall("[aeiou]", text.lower())) / max(1, len(text)),
    "alliteration": lambda text: sum(
        a[0] == b[0] for a, b in zip(_tokens(text), _tokens(text)[1:], strict=False)
    ),
    "body": _share("hand hands eye eyes face head heart arm arms hair lips voice feet mouth foot"),
    "time": _share("now then when day night morning evening hour time moment again soon always"),
    "house": _share("house room door window table chair fire bed hall wall stairs street garden"),
    "thought": _share("thought think know knew felt feel believe mind wish remember understand"),
    "motion": _share("went go came come walked ran turned passed left returned rose fell going"),
    "colour and light": _share("white black red dark light green grey blue bright pale shadow sun"),
    "small words of degree": _share("little much more less most great good old young long"),
    "of": _share("of"),
    "it": _share("it its"),
    "she over he": lambda text: _share("she her")(text) - _share("he him his")(text),
    "had": _share("had"),
    "to": _share("to"),
    "as": _share("as"),
    "conjunctions openings": _opening(lambda t: t in {"when", "if", "as", "while", "though"}),
    "doubled letters": _words_that(lambda token: bool(re.search(r"(.)\1", token))),
    "-s words": _words_that(lambda token: len(token) > 3 and token.endswith("s")),
    "words of one syllable": _words_that(lambda token: _syllables(token) == 1),
    "exclaimed or asked": _by_sentence("[!?]"),
}

SETS: Mapping[str, Mapping[str, Figure]] = {"rates": RATES, "shapes": SHAPES, "senses": SENSES}
