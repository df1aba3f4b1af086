"""What is read and written while measuring: the program's own texts, cut to lengths in tokens."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from writer_app.cli.measuring.letters import LETTERS
from writer_app.config.resources import resource
from writer_app.engine.work import Ban

LARGEST = 3_500
"""Tokens: a chapter and what led up to it."""
TYPED = 20
"""Tokens written between two pauses."""
SAMPLE = 100
"""Words of each page that show how many letters a token has."""
BEGUN = 12
"""Words."""

_OTHER_WORDS = ("silver", "evening", "quietly", "harbour", "seven", "without", "garden", "letter")
_FRONT = "a an the this that some any no every each one such what which"
_MIDDLE = (
    "tapestry testament symphony dance whisper echo shiver flicker glimmer breath beacon canvas "
    "kaleidoscope labyrinth cascade crucible mosaic pinnacle realm surge tendril undercurrent "
    "veil vortex"
)
_BACK = ("of emotions", "of light and shadow", "of possibility", "beyond words")


@dataclass(frozen=True, slots=True)
class Sizes:
    """In tokens; `passage` in words. Made for contexts of 8,192 and more, smaller ones scale."""

    document: int
    back: int
    shared: int
    rewrite: int
    passage: int

    @classmethod
    def for_context(cls, n_ctx: int) -> Self:
        document = min(LARGEST, n_ctx * 3 // 7)

        def scaled(usual: int, least: int) -> int:
            return max(least, usual * document // LARGEST)

        return cls(
            document=document,
            back=scaled(400, 10),
            shared=scaled(1_000, 20),
            rewrite=scaled(300, 10),
            passage=scaled(150, 8),
        )


@dataclass(frozen=True, slots=True)
class Rewriting:
    """`source` is what is left to be rewritten; `length` in tokens, the most it may come to."""

    prompt: str
    source: str
    length: int


class Material:
    """Long text in rounds of the same pages, so that any length can be cut from it."""

    def __init__(self, sizes: Sizes, letters_per_token: float) -> None:
        self.sizes = sizes
        self._letters = letters_per_token
        self._pages = pages()
        self._text = ""
        self._rounds = 0

    def head(self, tokens: int) -> str:
        """The first `tokens` tokens, about, up to the end of a word."""
        letters = round(tokens * self._letters)
        while len(self._text) <= letters:
            turn = self._rounds % len(self._pages)
            self._rounds += 1
            body = (*self._pages[turn:], *self._pages[:turn])
            self._text += "\n\n".join((f"Part {self._rounds}", *body, ""))
        end = self._text.rfind(" ", 0, letters + 1)
        return self._text[: end if end > 0 else letters]

    def document(self, pauses: int) -> str:
        """The manuscript after so many pauses, with `TYPED` tokens more at each."""
        return self.head(self.sizes.document + pauses * TYPED)

    def other(self, number: int) -> str:
        """As long as the manuscript, and unlike it (and each other) from the first word on."""
        return f"{number + 2} {_OTHER_WORDS[number % len(_OTHER_WORDS)]} pages.\n" + self.head(
            self.sizes.document
        )

    def changed_back(self, pauses: int, number: int) -> tuple[str, str]:
        """One word changed `sizes.back` tokens before the end: up to it, and the whole."""
        whole = self.document(pauses)
        near = max(1, len(whole) - round(self.sizes.back * self._letters))
        start = whole.rfind(" ", 0, near)
        end = whole.find(" ", start + 1)
        before = f"{whole[:start]} {_OTHER_WORDS[number % len(_OTHER_WORDS)]}"
        return before, before + whole[end:]

    def rewrite(self, number: int) -> Rewriting:
        """A letter with slips to be put right, after another for which that is done.

        The first words are there already: with them even the smallest model goes on letter by
        letter, so that what it writes is a light rewrite and not a tale of its own.
        """
        words = LETTERS[number % len(LETTERS)].split()[: self.sizes.passage]
        shown = LETTERS[(number + 1) % len(LETTERS)].split()[: self.sizes.passage]
        slips = with_slips(words, number // len(LETTERS))
        begun = min(BEGUN, len(words) // 2)
        return Rewriting(
            prompt=(
                f"Draft: {' '.join(with_slips(shown))}\nAuthor: {' '.join(shown)}\n\n"
                f"Draft: {' '.join(slips)}\nAuthor: {' '.join(words[:begun])}"
            ),
            source=" " + " ".join(slips[begun:]),
            length=round(len(" ".join(words)) / self._letters * 1.3),
        )

    def aside(self, number: int) -> str:
        """What is rewritten while the manuscript waits."""
        words = " ".join(self._pages).split()
        start = number * 31 % (len(words) // 2)
        letters = round(self.sizes.rewrite * self._letters)
        return f"Draft: {' '.join(words[start:])[:letters]}\nAuthor:"

    def short(self, number: int) -> str:
        """A hundred tokens of the pages from some place on."""
        text = " ".join(" ".join(self._pages).split())
        letters = round(min(100, self.sizes.shared) * self._letters)
        start = text.find(" ", number * 419 % (len(text) - letters)) + 1
        return text[start : start + letters].rpartition(" ")[0]


def pages() -> tuple[str, ...]:
    """The program's own texts, as one page each."""
    found = sorted(resource("measure").glob("*.txt"))
    return tuple(path.read_text(encoding="utf-8").strip() for path in found)


def sample() -> str:
    """A little of everything: how many letters a token has is found out with it."""
    pieces = (" ".join(page.split()[SAMPLE : 2 * SAMPLE]) for page in pages())
    return "\n\n".join(pieces)


def with_slips(words: Sequence[str], round_: int = 0) -> list[str]:
    """Two letters changed places in one word of every two dozen, other words in each round."""
    out = list(words)
    for start in range(4 + 7 * round_ % 24, len(out), 24):
        for place in range(start, min(start + 24, len(out))):
            word = out[place]
            if re.fullmatch(r"[a-z]{6,}", word) and word[2] != word[3]:
                out[place] = word[:2] + word[3] + word[2] + word[4:]
                break
    return out


def forbidden(count: int) -> tuple[Ban, ...]:
    """So many phrases that begin as any sentence may, and that nobody here will write."""
    phrases = [f"{a} {b} {c}" for a in _FRONT.split() for b in _MIDDLE.split() for c in _BACK]
    phrases[::10] = [f"not just {phrase} but *" for phrase in phrases[::10]]
    times = math.ceil(count / len(phrases))
    return tuple(Ban(phrase) for phrase in (phrases * times)[:count])
