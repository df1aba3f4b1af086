"""Habits of one writer that a copy editor, or a model, would take away."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

OFTEN = 3
"""A habit is shown at least so often."""

# One way and the other; a writer who always takes the first has a quirk.
_FORMS = """
alright / all right
to-day / today
to-morrow / tomorrow
to-night / tonight
any one / anyone
every one / everyone
some one / someone
for ever / forever
on to / onto
whilst / while
amongst / among
towards / toward
toward / towards
till / until
grey / gray
gray / grey
upon / on
oughtn't / shouldn't
shan't / won't
gonna / going to
wanna / want to
gotta / got to
ain't / isn't
o'er / over
'tis / it's
'twas / it was
okay / ok
ok / okay
thru / through
tho / though
'em / them
""".strip()
# Where others use the other form nearly always, once in three is habit enough.
_RARE = {"upon", "till", "whilst", "amongst", "shan't", "ain't", "'em", "o'er", "oughtn't"}

_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("“&c.” for “etc.”", re.compile(r"&c\b")),
    ("“&” for “and”", re.compile(r"(?<=\w )&(?= \w)")),
    ("double hyphens for dashes (--)", re.compile(r"(?<!-)--(?!-)")),
    ("spaced hyphens for dashes ( - )", re.compile(r"(?<=[^\s-]) - (?=\S)")),
    ("spaced dashes ( – )", re.compile(r"(?<=\S) [–—] (?=\S)")),
    ("four dots and more (....)", re.compile(r"\.{4,}")),
    ("“?!” and “!?”", re.compile(r"\?!|!\?")),
    ("several exclamation marks (!!)", re.compile(r"!!+")),
    ("words in capitals", re.compile(r"(?<![A-Z] )\b[A-Z]{4,}\b(?! [A-Z]{2})")),
    ("two spaces after a full stop", re.compile(r"(?<=[a-z][.!?])  (?=[A-Z])")),
    ("“i” in lower case", re.compile(r"(?<=[a-z] )i(?= [a-z])")),
    ("dashes that open speech", re.compile(r"(?m)^[—–-] ?(?=[A-Z])")),
)
_SINGLE = re.compile(r"(?<!\S)['‘](?=[A-Z][^'\n]{2,80}[,.!?]')")
_DOUBLE = re.compile(r"(?<!\S)[\"“](?=[A-Z])")
_BRITISH = re.compile(r"\b\w*(?:colour|honour|favour|labour|behaviour|humour|neighbour|harbour)\w*")
_AMERICAN = re.compile(r"\b\w*(?:color|honor|favor|labor|behavior|humor|neighbor|harbor)(?!u)\w*")
_SERIAL = re.compile(r"(?<!\w)\w+, (?:\w+ ){1,3}\w+, (?:and|or) \w|(?<!\w)\w+, \w+, (?:and|or) \w")
_NO_SERIAL = re.compile(r"(?<!\w)\w+, \w+ (?:and|or) \w+[.,;]")
_OPENED = re.compile(r"(?:(?<![^\n])|(?<=[.!?] ))(And|But|So|For|Yet|Or|Nor) \w+")
_OPENS_WITH = re.compile(r"(?:\A|(?<=[.!?] )|(?<=\n))[\"“‘']?(And|But|So|For|Yet|Or|Nor)\b")


BRITISH = "British spelling (colour)"
_OPENINGS = "sentences that open with "
_LITERAL = re.compile(r"\A“([^”]+)”(?: for “[^”]+”)?\Z")


def literal(quirk: str) -> str:
    """The words that a quirk is about, where it is about words: “alright” for “all right”."""
    found = _LITERAL.match(quirk)
    return found[1] if found else ""


def kept_of(quirks: Iterable[str], passage: str) -> tuple[str, ...]:
    """The words and phrases of a passage that are quirks of its writer's: no rewrite takes them."""
    found: list[str] = []
    for quirk in quirks:
        if quirk == BRITISH:
            found += _BRITISH.findall(passage)
        elif quirk.startswith(_OPENINGS):
            opened = (word for word in _OPENED.finditer(passage) if f"“{word[1]}”" in quirk)
            found += [word[0] for word in opened]
        elif phrase := literal(quirk):
            found.append(phrase)
    return tuple(dict.fromkeys(found))


def quirks_of(
    passages: Sequence[str], words: Counter[str], lengths: Sequence[int]
) -> tuple[str, ...]:
    """In a few words each; the literal forms stand between “ and ”."""
    text = "\n".join(passages).replace("’", "'")
    found = [sign for sign, pattern in _SIGNS if _often(pattern, text, words.total())]
    found += _forms(text.casefold(), words)
    if len(_SINGLE.findall(text)) > max(OFTEN, len(_DOUBLE.findall(text))):
        found.append("speech in single quotation marks")
    british, american = len(_BRITISH.findall(text)), len(_AMERICAN.findall(text))
    if british >= OFTEN and british > 9 * american:
        found.append(BRITISH)
    serial, without = len(_SERIAL.findall(text)), len(_NO_SERIAL.findall(text))
    if serial + without >= 10 and max(serial, without) > 0.85 * (serial + without):
        found.append(
            "a comma before the last of three"
            if serial > without
            else "no comma before the last of three"
        )
    openings = Counter(_OPENS_WITH.findall(text))
    if lengths and openings.total() > 0.08 * len(lengths) and openings.total() >= OFTEN:
        most = ", ".join(f"“{word}”" for word, _ in openings.most_common(2))
        found.append(f"{_OPENINGS}{most}")
    if lengths and sum(n <= 3 for n in lengths) > 0.15 * len(lengths) and len(lengths) >= 30:
        found.append("sentences of three words and fewer")
    return tuple(found)


def _often(pattern: re.Pattern[str], text: str, words: int) -> bool:
    """More than a few times, and more than once in 5,000 words."""
    return len(pattern.findall(text)) >= max(OFTEN, words / 5000)


def _forms(text: str, words: Mapping[str, int]) -> list[str]:
    found = []
    for line in _FORMS.splitlines():
        form, other = line.split(" / ")
        own, theirs = _count(form, text, words), _count(other, text, words)
        least = 0.3 if form in _RARE else 0.8
        if own >= OFTEN and own > least * (own + theirs):
            found.append(f"“{form}” for “{other}”")
    return found


def _count(form: str, text: str, words: Mapping[str, int]) -> int:
    if form.isalpha():
        return words.get(form, 0)
    return len(re.findall(rf"(?<!\w){re.escape(form)}(?!\w)", text))
