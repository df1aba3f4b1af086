"""Aho-Corasick over folded characters: which of many segments end here.

Characters are compared by their key, which knows neither case nor the kind of white space nor the
shape of quotes and dashes. A letter that begins a word has another key than the same letter
inside one, so what begins with a word is found only where a word begins. What ends with a word
is found as soon as its last letter is there: whether the word ends too, the next character tells.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final

OTHER: Final = 0
WORD: Final = 1
SPACE: Final = 2
JOINER: Final = 3
"""A hyphen or an apostrophe: between letters it does not begin a new word."""
STOP: Final = 4
"""Ends a sentence."""
LINE: Final = 5
"""White space that ends a line, and with it the sentence."""

_SHAPES: Final = dict.fromkeys("‘’‚‛ʼ′", "'") | dict.fromkeys("“”„‟″", '"')
_SHAPES.update(dict.fromkeys("‐‑", "-") | dict.fromkeys("‒–―", "—"))
_LINES: Final = "\n\v\f\r\x85\u2028\u2029"


def _folded(character: str) -> str:
    """One character for one, so that offsets stay true: "ß" is not "ss"."""
    for folded in (character.casefold(), character.lower()):
        if len(folded) == 1:
            return folded
    return character


class _Keys(dict[str, tuple[int, int]]):
    """Each character's key (inside a word; negative where it begins one) and kind."""

    def __missing__(self, character: str) -> tuple[int, int]:
        folded = _SHAPES.get(character) or _folded(character)
        if character.isspace():
            entry = ord(" "), LINE if character in _LINES else SPACE
        elif folded.isalnum() or unicodedata.category(folded).startswith("M"):
            entry = ord(folded), WORD
        elif folded in "'-":
            entry = ord(folded), JOINER
        else:
            entry = ord(folded), STOP if folded in ".!?" else OTHER
        self[character] = entry
        return entry


KEYS: Final = _Keys()


def keys(segment: str) -> list[int]:
    """The keys of a segment, its white space collapsed; empty if there is nothing else in it."""
    found: list[int] = []
    last = OTHER
    for character in " ".join(segment.split()):
        key, kind = KEYS[character]
        found.append(-key if kind == WORD and last != WORD else key)
        last = kind
    return found


class Automaton:
    """Nodes are ints, 0 the root: `goto[node]` by key, `fail[node]` the next shorter suffix.

    `ends[node]` has the last nodes of all segments that end where `node` is reached, and
    `paths[segment]` all nodes from which it can still come: its proper prefixes, and the whole
    where it must wait for the end of a word. `held[node]` is the length in keys of the longest
    suffix from which one of the `first` segments can still come.
    """

    def __init__(self) -> None:
        self.goto: list[dict[int, int]] = [{}]
        self.fail: list[int] = [0]
        self.depth: list[int] = [0]
        self.held: list[int] = [0]
        self.ends: dict[int, tuple[int, ...]] = {}
        self.paths: dict[int, tuple[int, ...]] = {}

    def add(self, segment: Iterable[int], ends_word: bool) -> int:
        """The node of the whole segment, by which it is known from here on."""
        node = 0
        path: list[int] = []
        goto = self.goto
        for key in segment:
            children = goto[node]
            following = children.get(key)
            if following is None:
                following = children[key] = len(goto)
                goto.append({})
                self.depth.append(len(path) + 1)
            node = following
            path.append(node)
        self.ends[node] = (node,)
        self.paths[node] = tuple(path if ends_word else path[:-1])
        return node

    def link(self, first: Iterable[int]) -> None:
        """Once, when all segments are there."""
        goto, depth, ends = self.goto, self.depth, self.ends
        fail = self.fail = [0] * len(goto)
        held = self.held = [0] * len(goto)
        for segment in first:
            for node in self.paths[segment]:
                held[node] = depth[node]
        level = list(goto[0].values())
        while level:
            following: list[int] = []
            for node in level:
                shorter = fail[node]
                if not held[node]:
                    held[node] = held[shorter]
                if shorter in ends:
                    ends[node] = ends.get(node, ()) + ends[shorter]
                for key, child in goto[node].items():
                    suffix = shorter
                    while (target := goto[suffix].get(key)) is None and suffix:
                        suffix = fail[suffix]
                    fail[child] = target or 0
                    following.append(child)
            level = following
