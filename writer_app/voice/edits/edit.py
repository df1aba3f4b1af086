"""One change to a passage, and a passage with several."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "wordy",  # a phrase for which there is a shorter one
    "filler",  # an adverb that carries little
    "pointer",  # "that", "which was": words a reader supplies
    "double",  # one of two words for the same thing
    "aside",  # what stands between commas, dashes or brackets
    "adjective",
    "head",  # "the novelty of" before "this idea"
    "spare",  # a phrase that the words before it have said
    "phrase",  # where, when, how and with whom
    "variant",  # another word for the same, or the same word in another form
    "spelling",  # the same word as the other side of the sea spells it
    "form",  # the same word contracted or written out, in one word or in two
    "order",  # the same words the other way round
    "joint",  # two sentences as one, or one as two
    "punctuation",
    "slip",  # a mistake in spelling or grammar
    "doubt",  # what may be one
]


@dataclass(frozen=True, slots=True)
class Edit:
    """`replacement` in place of the code points `start` to `end`; `note` says what it does.

    `theirs`: nats by which the writer would rather have it so, by their own counts."""

    start: int
    end: int
    replacement: str
    kind: Kind
    note: str = ""
    theirs: float = 0.0

    def clear_of(self, other: Edit, gap: int = 0) -> bool:
        """Whether at least `gap` code points lie between the two."""
        return self.end + gap <= other.start or other.end + gap <= self.start


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with all of them; they don't overlap."""
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda each: each.start):
        parts += (text[at : edit.start], edit.replacement)
        at = edit.end
    return "".join((*parts, text[at:]))
