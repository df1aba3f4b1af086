"""The little words that join clauses, where a writer may have others: "that", "which", "But"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from writer_app.voice.edits.clauses import noun_before
from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.view import View
from writer_app.voice.edits.words import listed

# At the head of a sentence, with the comma after it; what is said stays as it was.
_HEADS = {
    "However": ("But", "Yet"),
    "Nevertheless": ("Yet", "Still"),
    "Additionally": ("And", "Besides"),
    "Moreover": ("And", "Besides"),
    "Furthermore": ("And", "Besides"),
    "Therefore": ("So", "And so"),
    "Consequently": ("So", "And so"),
    "Thus": ("So", "And so"),
    "Eventually": ("At length", "At last"),
}
_HEAD = re.compile(rf"(?<![\w'-])({'|'.join(_HEADS)}), (?=[a-zI])")
_TAKES_THAT = listed(
    "said knew thought believed supposed felt hoped feared declared fancied imagined remembered "
    "understood perceived noticed sure afraid certain convinced realised realized"
)
_SUBJECTS = listed("he she it they we there i")
_KEEPS_COMMA = {"Besides", "At length", "At last"}


def heads(view: View) -> Iterator[Edit]:
    """ "However, he" as "But he"."""
    for found in _HEAD.finditer(view.text):
        if view.is_fixed(*found.span()):
            continue
        for new in _HEADS[found[1]]:
            text = f"{new}, " if new in _KEEPS_COMMA else f"{new} "
            yield Edit(*found.span(), text, "variant", f"“{new}” for “{found[1]}”")


def pronouns(view: View) -> Iterator[Edit]:
    """ "which" for "that" behind a noun, and the other way round; "that" where it was left out."""
    for i, word in enumerate(view.words):
        before, after = view.gap(i - 1) if i else "", view.gap(i)
        if not word.free or after != " " or word.first:
            continue
        if before == " " and word.low in {"that", "which"} and noun_before(view, i):
            new = "which" if word.low == "that" else "that"
            yield Edit(word.start, word.end, new, "variant", f"“{new}” for “{word.text}”")
    for i in range(len(view.words) - 1):
        word, following = view.words[i], view.words[i + 1]
        takes = word.low in _TAKES_THAT and view.gap(i) == " " and following.low in _SUBJECTS
        if takes and not view.is_fixed(word.start, following.end):
            yield Edit(word.end, word.end, " that", "variant", f"“{word.text} that”")
