"""Which items of two sequences correspond: the part that sentences and words share.

Python's `difflib` reads well on a sentence and takes hours on a book. Here it is asked about
short stretches only: what begins and ends alike is set aside first, then items that occur
once on either side are anchors (the patience method of Bram Cohen), and a stretch without
anchors that is still too long is left unaligned.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

_CELLS = 60_000  # of the product of two lengths that difflib is asked about


def unique_anchors(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs (i, j) of equal items that occur once in `a` and once in `b`, both rising.

    The longest such chain, by patience sorting: O(n log n).
    """
    where_a: dict[str, int] = {}
    where_b: dict[str, int] = {}
    for items, where in ((a, where_a), (b, where_b)):
        for index, item in enumerate(items):
            where[item] = -1 if item in where else index
    pairs = [(i, where_b.get(item, -1)) for item, i in where_a.items() if i >= 0]
    pairs = sorted(pair for pair in pairs if pair[1] >= 0)

    tops: list[int] = []  # the smallest j that ends a chain of each length
    ends: list[int] = []  # and the pair it belongs to
    previous: list[int] = []
    for at, (_, j) in enumerate(pairs):
        pile = bisect_left(tops, j)
        previous.append(ends[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(j)
            ends.append(at)
        else:
            tops[pile], ends[pile] = j, at
    chain: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(pairs[at])
        at = previous[at]
    return chain[::-1]


def gaps(
    a: Sequence[str], b: Sequence[str]
) -> Iterator[tuple[tuple[int, int], tuple[int, int], tuple[int, int]]]:
    """Stretches in order: (range of a, range of b, range of a equal to what follows in b).

    The first two ranges hold what is not settled yet (either may be empty); the third is the
    run of equal items after them, in `a`. Together they cover both sequences.
    """
    head = 0
    shorter = min(len(a), len(b))
    while head < shorter and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < shorter - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    if head:
        yield (0, 0), (0, 0), (0, head)
    end_a, end_b = len(a) - tail, len(b) - tail
    i, j = head, head
    for anchor_a, anchor_b in unique_anchors(a[head:end_a], b[head:end_b]):
        first_a, first_b = anchor_a + head, anchor_b + head
        if first_a < i:  # already inside the run that grew from the anchor before
            continue
        while first_a > i and first_b > j and a[first_a - 1] == b[first_b - 1]:
            first_a, first_b = first_a - 1, first_b - 1
        last_a, last_b = anchor_a + head + 1, anchor_b + head + 1
        while last_a < end_a and last_b < end_b and a[last_a] == b[last_b]:
            last_a, last_b = last_a + 1, last_b + 1
        yield (i, first_a), (j, first_b), (first_a, last_a)
        i, j = last_a, last_b
    yield (i, end_a), (j, end_b), (end_a, len(a))


def matches(a: Sequence[str], b: Sequence[str], _depth: int = 0) -> list[tuple[int, int]]:
    """Pairs (i, j) of items that correspond, both rising. About linear in long sequences."""
    found: list[tuple[int, int]] = []
    for (a0, a1), (b0, b1), (e0, e1) in gaps(a, b):
        cells = (a1 - a0) * (b1 - b0)
        if 0 < cells <= _CELLS:
            matcher = SequenceMatcher(None, a[a0:a1], b[b0:b1], autojunk=False)
            for block in matcher.get_matching_blocks():
                found += [(a0 + block.a + k, b0 + block.b + k) for k in range(block.size)]
        elif cells and _depth < 8 and (e1 > e0 or a0 > 0):
            # Shorter than what it was cut from: more items may occur only once in it.
            found += [(a0 + i, b0 + j) for i, j in matches(a[a0:a1], b[b0:b1], _depth + 1)]
        found += [(k, b1 + k - e0) for k in range(e0, e1)]
    return found
