"""One passage into another, word by word, for a reader.

A change is told in whole words, and in whole visible characters where there are no words: an
emoji of seven code points is one sign. Lone short words between long changes are not worth
keeping, and a dropped or added stretch begins where a clause begins when it can as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from writer_app.text.align import matches
from writer_app.text.segments import MARKS, WORD


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of a hunk: `before` is empty for an insert, `after` for a delete."""

    kind: Literal["equal", "delete", "insert", "replace"]
    before: str
    after: str


# A word, a flag, or one visible character with all that is stacked upon it.
_CLUSTER = (
    rf"[\U0001f1e6-\U0001f1ff]{{2}}|\S(?:[{MARKS}\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
    r"|(?<=\u200d)\S)*+"
)
_TOKEN = re.compile(rf"{WORD.pattern}|{_CLUSTER}")


def _tokens(text: str) -> tuple[list[str], list[str]]:
    """The words and signs of a text and the white space before each; "" ends both."""
    spaces: list[str] = []
    tokens: list[str] = []
    end = 0
    for found in _TOKEN.finditer(text):
        spaces.append(text[end : found.start()])
        tokens.append(found[0])
        end = found.end()
    return [*spaces, text[end:]], tokens


def word_edits(before: str, after: str) -> Iterator[Edit]:
    """`before` into `after`, word by word; white space goes with the word it precedes."""
    gaps_a, a = _tokens(before)
    gaps_b, b = _tokens(after)
    pairs = _settled(_readable(matches(a, b), a, b), a, b)
    equal = ""
    i = j = 0
    for next_a, next_b in [*pairs, (len(a), len(b))]:
        removed = "".join(
            gap + word for gap, word in zip(gaps_a[i:next_a], a[i:next_a], strict=True)
        )
        added = "".join(gap + word for gap, word in zip(gaps_b[j:next_b], b[j:next_b], strict=True))
        kept = a[next_a] if next_a < len(a) else ""
        if gaps_a[next_a] == gaps_b[next_b]:
            kept = gaps_a[next_a] + kept
        else:
            removed, added = removed + gaps_a[next_a], added + gaps_b[next_b]
        if removed != added:
            if equal:
                yield Edit("equal", equal, equal)
                equal = ""
            kind: Literal["delete", "insert", "replace"]
            kind = "replace" if removed and added else "delete" if removed else "insert"
            yield Edit(kind, removed, added)
        else:
            equal += removed
        equal += kept
        i, j = next_a + 1, next_b + 1
    if equal:
        yield Edit("equal", equal, equal)


def _readable(
    pairs: Sequence[tuple[int, int]], a: Sequence[str], b: Sequence[str]
) -> list[tuple[int, int]]:
    """The pairs without lone short words between long changes, which only make them flicker."""
    runs: list[list[tuple[int, int]]] = []
    for i, j in pairs:
        if runs and runs[-1][-1] == (i - 1, j - 1):
            runs[-1].append((i, j))
        else:
            runs.append([(i, j)])
    kept: list[tuple[int, int]] = []
    end_a = end_b = 0
    for at, run in enumerate(runs):
        (first_a, first_b), (last_a, last_b) = run[0], run[-1]
        to_a, to_b = runs[at + 1][0] if at + 1 < len(runs) else (len(a), len(b))
        changed = (first_a - end_a, first_b - end_b, to_a - last_a - 1, to_b - last_b - 1)
        letters = sum(len(a[i]) for i, _ in run if WORD.match(a[i]))
        if min(changed) < 2 or letters > 3:
            kept += run
            end_a, end_b = last_a + 1, last_b + 1
    return kept


_CLAUSE_ENDS = frozenset(".!?…。！？,;:—–”’」)，；：、")


def _settled(
    pairs: Sequence[tuple[int, int]], a: Sequence[str], b: Sequence[str]
) -> list[tuple[int, int]]:
    """The pairs, with dropped and added stretches moved to begin after a clause.

    Where "Two things. Three" or " things. Three" may equally be said to be dropped, the first
    is what a writer would say.
    """
    settled = list(pairs)
    for at in range(len(settled) + 1):
        i, j = settled[at - 1] if at else (-1, -1)
        next_i, next_j = settled[at] if at < len(settled) else (len(a), len(b))
        if (next_i - i == 1) == (next_j - j == 1):
            continue  # nothing changed here, or something was replaced
        side, longer = (0, a) if next_i - i > 1 else (1, b)
        first, size = (i, j)[side] + 1, max(next_i - i, next_j - j) - 1
        by = _slide(settled, at, side, longer, first, size)
        for k in range(at + by, at) if by < 0 else range(at, at + by):
            old_i, old_j = settled[k]
            move = size if by < 0 else -size
            settled[k] = (old_i + move, old_j) if side == 0 else (old_i, old_j + move)
    return settled


def _slide(
    pairs: Sequence[tuple[int, int]],
    at: int,
    side: int,
    longer: Sequence[str],
    first: int,
    size: int,
) -> int:
    """By how many words `longer[first:first+size]`, unmatched before pair `at`, may slide.

    Negative is backwards, 0 where it starts after a clause already or never can.
    """

    def begins(k: int) -> bool:
        return k == 0 or longer[k - 1] in _CLAUSE_ENDS

    if begins(first):
        return 0
    k = 1
    while at >= k and pairs[at - k][side] == first - k:
        if longer[first - k] != longer[first - k + size]:
            break
        if begins(first - k):
            return -k
        k += 1
    k = 0
    while at + k < len(pairs) and pairs[at + k][side] == first + size + k:
        if longer[first + k] != longer[first + size + k]:
            break
        k += 1
        if begins(first + k):
            return k
    return 0
