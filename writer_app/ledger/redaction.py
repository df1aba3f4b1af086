"""Names, mail addresses and long numbers replaced by placeholders, the same wherever they stand.

It finds what looks like one of these; it cannot know what else would give somebody away.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from writer_app.text.segments import WORD

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet


class Redacted(StrEnum):
    NAMES = "names"
    MAILS = "mails"
    NUMBERS = "numbers"


FindNames = Callable[[str], Iterable[str]]
"""The words in a text that are names, as they are written."""

_MAIL = r"(?P<mails>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
# Seven digits or more, as phone, card and account numbers have them, with what separates them.
_NUMBER = r"(?P<numbers>(?<![\w.,])\+?\(?\d(?:[ \t./()-]{0,2}\d){6,}(?!\w))"
_HYPHENS = re.compile("([-‐‑])")
_PLACEHOLDER = {Redacted.NAMES: "Name", Redacted.MAILS: "mail", Redacted.NUMBERS: "number"}


class Redaction:
    """First `learn` all texts, in their order, then `apply`: what is a name in one is one in all.

    A placeholder such as [Name 3] is numbered by when its original was first seen.
    """

    def __init__(self, kinds: AbstractSet[Redacted], find_names: FindNames | None = None) -> None:
        if Redacted.NAMES in kinds and find_names is None:
            raise ValueError("somebody has to know what a name is")
        self._kinds = kinds
        patterns = (
            (Redacted.MAILS, _MAIL),
            (Redacted.NUMBERS, _NUMBER),
            (Redacted.NAMES, f"(?P<names>{WORD.pattern})"),
        )
        self._pattern = re.compile("|".join(text for kind, text in patterns if kind in kinds))
        self._find_names = find_names
        self._known: dict[tuple[str, str], str] = {}
        self._numbers: Counter[str] = Counter()
        self.replaced: Counter[str] = Counter()
        """How often `apply` replaced something, by kind."""
        # Neighbours in time share most of their lines.
        self._learn_line = lru_cache(8192)(self._learned)

    def learn(self, text: str) -> None:
        for line in text.split("\n"):
            self._learn_line(line)

    def _learned(self, line: str) -> None:
        if self._find_names is not None and Redacted.NAMES in self._kinds:
            for name in sorted(set(self._find_names(line))):
                self._number("names", _plain(name))
        for found in self._pattern.finditer(line):
            kind = found.lastgroup
            if kind is not None and kind != "names":
                self._number(kind, found[0])

    def _number(self, kind: str, original: str) -> None:
        if (kind, original) not in self._known:
            self._numbers[kind] += 1
            label = _PLACEHOLDER[Redacted(kind)]
            self._known[kind, original] = f"[{label} {self._numbers[kind]}]"

    def apply(self, values: Any) -> Any:
        """A row's values, or one of them, with every string replaced."""
        if isinstance(values, str):
            return self._pattern.sub(self._replace, values)
        if isinstance(values, dict):
            return {name: self._part(name, value) for name, value in values.items()}
        if isinstance(values, list):
            return [self.apply(value) for value in values]
        return values

    def _part(self, name: str, value: Any) -> Any:
        return value if name == "role" else self.apply(value)

    def _replace(self, found: re.Match[str]) -> str:
        kind, original = found.lastgroup, found[0]
        assert kind is not None
        replaced = self._name(original) if kind == "names" else self._known.get((kind, original))
        if replaced is None:
            return original
        self.replaced[kind] += 1
        return replaced

    def _name(self, word: str) -> str | None:
        """With its possessive ending kept; of a word with hyphens each name that it is made of."""
        word = _plain(word)
        stem = word.removesuffix("'s").removesuffix("'")
        for name in (word, stem):
            if known := self._known.get(("names", name)):
                return known + word[len(name) :]
        if len(parts := _HYPHENS.split(word)) > 1:
            # Every other part is a hyphen.
            names = [self._name(part) if not at % 2 else None for at, part in enumerate(parts)]
            if any(names):
                return "".join(name or part for name, part in zip(names, parts, strict=True))
        return None

    def examples(self, most: int) -> Mapping[str, str]:
        """Some originals with what stands for them, in the order they were found."""
        return {word: label for (_, word), label in islice(self._known.items(), most)}


def _plain(word: str) -> str:
    return word.replace("’", "'")
