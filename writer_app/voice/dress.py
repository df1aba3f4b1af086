"""Guard of how words are written: "colour" stays "colour", and "do not" stays "do not"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from writer_app.voice.lexicon import BARE_NEGATIONS
from writer_app.voice.violation import Violation
from writer_app.voice.wording import Wording

# Two ways to spell that are both right; each rule makes one of them.
_VARIANTS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"-", ""),
        (r"(?<=[bdlmnprtv])our(?=s?$|ed$|ing|able|ite|ful|less|ly|er)", "or"),
        (r"(?<=[a-z]{3})is(?=e[ds]?$|ing$|ation|er$)", "iz"),
        (r"(?<=[a-z]{2})ys(?=e[ds]?$|ing$)", "yz"),
        (r"(?<=[bt])re(?=s?$|d$)", "er"),
        (r"(?<=[aeiou])ll(?=ed$|ing$|er)", "l"),
        (r"^grey", "gray"),
        (r"(?<=[aeo])ogue(?=s?$)|(?<=al)ogue|(?<=t)ogue", "og"),
        (r"(?<=en)ce(?=s?$)", "se"),
        (r"wards$", "ward"),
        (r"^whilst$", "while"),
        (r"^amongst$", "among"),
    )
)
_PAUSE = re.compile(r"[;:—–](?!\w*//)")
_CONTRACTED = re.compile(r"n't|'(?:ll|ve|re|d|m)$")


def dress(source: Wording, candidate: Wording) -> Iterator[Violation]:
    """Words in another spelling that is as right; contractions where the passage has none."""
    old, new = set(source.words), set(candidate.words)
    gone = {_plain(word): word for word in old - new}
    for word in sorted(new - old):
        if was := gone.get(_plain(word)):
            yield Violation("spelling", f"It spells “{was}” in another way: “{word}”.")
            return
    before, after = source.of(_contracted), candidate.of(_contracted)
    if after and not before:
        yield Violation("contraction", "It contracts what you write out.")
    elif before and not after and candidate.bag["not"] > source.bag["not"]:
        yield Violation("contraction", "It writes out what you contract.")


def pauses(source: Wording, candidate: Wording) -> Iterator[Violation]:
    """Dashes, colons and semicolons are no slips."""
    if candidate.of(_pauses) != source.of(_pauses):
        yield Violation("punctuation", "It changes dashes, colons or semicolons.")


def _pauses(text: Wording) -> list[str]:
    return sorted(_PAUSE.findall(text.plain.replace("--", "—")))


def _plain(word: str) -> str:
    for pattern, plain in _VARIANTS:
        word = pattern.sub(plain, word)
    return word


def _contracted(text: Wording) -> int:
    """How many contractions the telling has, with those that lack their apostrophe."""
    return sum(word in BARE_NEGATIONS or bool(_CONTRACTED.search(word)) for word in text.told)
