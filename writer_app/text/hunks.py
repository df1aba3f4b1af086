"""Two versions of a passage as separate changes that can be taken one by one.

First the sentences are aligned, so that a change in one leaves its neighbours alone: identical
ones are anchors, and between them a dynamic programme (after Gale and Church, 1993, with shared
words for their lengths) pairs sentences, joins up to three into one, splits one into up to
three, drops and adds. A sentence that only moved stays together with what it moved past,
since taking half of a move would lose or double it. Then each changed group is compared word
by word.

Nothing is lost at any step: every hunk is a slice of the source and what stands there in the
candidate, white space included.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from writer_app.text.align import gaps, matches
from writer_app.text.edits import Edit, word_edits
from writer_app.text.segments import WORD, Span, sentences

__all__ = ["Edit", "Hunk", "apply", "changed_share", "changed_words", "diff"]


@dataclass(frozen=True, slots=True)
class Hunk:
    """`source[start:end]` is `before`, and `after` in the candidate; they differ.

    The edits, in order, join to `before` and to `after`. `index` counts from 0.
    """

    index: int
    start: int
    end: int
    before: str
    after: str
    edits: tuple[Edit, ...]


def diff(source: str, candidate: str) -> tuple[Hunk, ...]:
    """The changes from `source` to `candidate`, in order and apart from each other."""
    if source == candidate:
        return ()
    hunks: list[Hunk] = []
    for ours, theirs in _changes(_Units(source), _Units(candidate)):
        before, after = ours.of(source), theirs.of(candidate)
        if before == after:
            continue
        start, end = _common_space(before, after)
        before, after = before[start : len(before) - end], after[start : len(after) - end]
        span = Span(ours.start + start, ours.end - end)
        edits = tuple(word_edits(before, after))
        hunks.append(Hunk(len(hunks), span.start, span.end, before, after, edits))
    return tuple(hunks)


def _common_space(before: str, after: str) -> tuple[int, int]:
    """How much white space both begin and both end with."""
    shorter = min(len(before), len(after))
    start = 0
    while start < shorter and before[start] == after[start] and before[start].isspace():
        start += 1
    end = 0
    while (
        end < shorter - start and before[-1 - end] == after[-1 - end] and before[-1 - end].isspace()
    ):
        end += 1
    return start, end


def apply(source: str, hunks: Iterable[Hunk], chosen: Mapping[int, str]) -> str:
    """The source with the chosen replacements, by the index of their hunk; others stay.

    ValueError where the hunks are not of this source, overlap, or are not all there.
    """
    parts: list[str] = []
    at = 0
    known: set[int] = set()
    for hunk in sorted(hunks, key=lambda hunk: (hunk.start, hunk.index)):
        if hunk.start < at or source[hunk.start : hunk.end] != hunk.before:
            raise ValueError(f"hunk {hunk.index} does not fit this text")
        parts += (source[at : hunk.start], chosen.get(hunk.index, hunk.before))
        at = hunk.end
        known.add(hunk.index)
    if unknown := set(chosen) - known:
        raise ValueError(f"no such hunk: {sorted(unknown)}")
    return "".join((*parts, source[at:]))


def changed_share(source: str, candidate: str) -> float:
    """The share of the words of both that have no counterpart in the other, 0 to 1.

    Case counts, punctuation does not. Where there is no word at all: 0 for the same text, else 1.
    """
    ours, theirs = WORD.findall(source), WORD.findall(candidate)
    if not ours and not theirs:
        return float(source != candidate)
    return 1 - 2 * len(matches(ours, theirs)) / (len(ours) + len(theirs))


def changed_words(source: str, candidate: str) -> int:
    """How many words change: those of either that have no counterpart, on the side with more.

    A word replaced, dropped or added counts as one.
    """
    ours, theirs = WORD.findall(source), WORD.findall(candidate)
    return max(len(ours), len(theirs)) - len(matches(ours, theirs))


class _Units:
    """A text as sentences, each with the white space after it; the first is what leads in.

    `cores[i]` is the sentence itself, `starts[i]` and `ends[i]` bound it, and the unit i goes
    on to `starts[i + 1]`.
    """

    def __init__(self, text: str) -> None:
        spans = [Span(0, 0), *sentences(text)]
        self.text = text
        self.cores = [span.of(text) for span in spans]
        self.starts = [*(span.start for span in spans), len(text)]
        self.ends = [span.end for span in spans]

    def gap(self, unit: int) -> str:
        """The white space after a unit's sentence."""
        return self.text[self.ends[unit] : self.starts[unit + 1]]


@dataclass(frozen=True, slots=True)
class _Group:
    """Units `a0:a1` of the source and `b0:b1` of the candidate, which correspond."""

    a0: int
    a1: int
    b0: int
    b1: int


def _changes(a: _Units, b: _Units) -> Iterator[tuple[Span, Span]]:
    """Spans of both texts that correspond and may differ; what is between them is equal.

    White space between two sentences belongs to the one before. Where it differs it goes with
    the one after instead, so that "A." and "A. B." differ by " B." alone.
    """
    groups = _joined_moves(list(_groups(a.cores, b.cores)), a.cores, b.cores)
    lead_a = lead_b = 0  # where the white space begins that the group before has left over
    for group in groups:
        both = group.a1 > group.a0 and group.b1 > group.b0
        end_a, end_b = a.starts[group.a1], b.starts[group.b1]
        if both:
            gaps_differ = a.gap(group.a1 - 1) != b.gap(group.b1 - 1)
            if gaps_differ or a.cores[group.a0 : group.a1] != b.cores[group.b0 : group.b1]:
                end_a, end_b = a.ends[group.a1 - 1], b.ends[group.b1 - 1]
            start_a, start_b = a.starts[group.a0], b.starts[group.b0]
            if a.text[start_a:end_a] == b.text[start_b:end_b]:
                # Unchanged itself: only the white space before it may be.
                yield Span(lead_a, start_a), Span(lead_b, start_b)
                lead_a, lead_b = end_a, end_b
                continue
            if a.text[lead_a:start_a] == b.text[lead_b:start_b]:
                lead_a, lead_b = start_a, start_b
        yield Span(lead_a, end_a), Span(lead_b, end_b)
        lead_a, lead_b = end_a, end_b
    yield Span(lead_a, len(a.text)), Span(lead_b, len(b.text))


# Costs of the alignment. A pair costs 1 less what it shares; dropping or adding a sentence costs
# more than half of that, so that two which share nothing but their place still pair up.
_ALONE = 0.6
_JOIN = 0.35  # for each sentence beyond the first on the side of several
_PART = 0.34  # of each joined sentence that must be found in the one
_CELLS = 40_000
_CHUNK = 8


def _groups(a: Sequence[str], b: Sequence[str]) -> Iterator[_Group]:
    for (a0, a1), (b0, b1), (e0, e1) in gaps(a, b):
        if (a1 - a0) * (b1 - b0) <= _CELLS:
            yield from _aligned(a, b, (a0, a1), (b0, b1))
        else:
            # Nothing to hold on to over hundreds of sentences: place is as good a guide as any.
            chunks = max(1, max(a1 - a0, b1 - b0) // _CHUNK)
            for k in range(chunks):
                from_a, to_a = (a0 + (a1 - a0) * part // chunks for part in (k, k + 1))
                from_b, to_b = (b0 + (b1 - b0) * part // chunks for part in (k, k + 1))
                while from_a < to_a and from_b < to_b and a[from_a] == b[from_b]:
                    yield _Group(from_a, from_a + 1, from_b, from_b + 1)
                    from_a, from_b = from_a + 1, from_b + 1
                yield from _aligned(a, b, (from_a, to_a), (from_b, to_b))
        for k in range(e0, e1):
            yield _Group(k, k + 1, b1 + k - e0, b1 + k - e0 + 1)


def _weights(core: str) -> Counter[str]:
    """Words by how much they say: by their letters, which keeps "the" from pairing strangers."""
    return Counter(WORD.findall(core.lower()))


def _weight(bag: Mapping[str, int]) -> int:
    return sum(len(word) * count for word, count in bag.items())


def _shared(one: Mapping[str, int], other: Mapping[str, int]) -> int:
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    return sum(len(w) * min(count, large[w]) for w, count in small.items() if w in large)


def _aligned(
    a: Sequence[str], b: Sequence[str], range_a: tuple[int, int], range_b: tuple[int, int]
) -> Iterator[_Group]:
    """The cheapest monotone alignment of two short stretches of sentences."""
    (a0, a1), (b0, b1) = range_a, range_b
    n, m = a1 - a0, b1 - b0
    if not n or not m:
        for i in range(n):
            yield _Group(a0 + i, a0 + i + 1, b0, b0)
        for j in range(m):
            yield _Group(a1, a1, b0 + j, b0 + j + 1)
        return
    bags_a, bags_b = [_weights(s) for s in a[a0:a1]], [_weights(s) for s in b[b0:b1]]
    weight_a, weight_b = [_weight(bag) for bag in bags_a], [_weight(bag) for bag in bags_b]
    shared = [[_shared(one, other) for other in bags_b] for one in bags_a]

    def pair(i: int, j: int) -> float:
        if a[a0 + i] == b[b0 + j]:
            return 0.0
        total = weight_a[i] + weight_b[j]
        return 1 - 2 * shared[i][j] / total if total else 0.5

    def join(parts: Sequence[int], weights: Sequence[int], whole: int) -> float | None:
        """Several sentences for one: what they share of it, if each is found in it."""
        if any(not w or part < _PART * w for part, w in zip(parts, weights, strict=True)):
            return None
        common = min(sum(parts), whole)
        return 1 - 2 * common / (sum(weights) + whole) + _JOIN * (len(parts) - 1)

    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    step = [[(0, 0)] * (m + 1) for _ in range(n + 1)]
    for i in range(n + 1):
        for j in range(m + 1):
            options: list[tuple[float, tuple[int, int]]] = []
            if i and j:
                options.append((best[i - 1][j - 1] + pair(i - 1, j - 1), (1, 1)))
                for k in (2, 3):
                    if i >= k:
                        parts = [shared[x][j - 1] for x in range(i - k, i)]
                        cost = join(parts, weight_a[i - k : i], weight_b[j - 1])
                        if cost is not None:
                            options.append((best[i - k][j - 1] + cost, (k, 1)))
                    if j >= k:
                        cost = join(shared[i - 1][j - k : j], weight_b[j - k : j], weight_a[i - 1])
                        if cost is not None:
                            options.append((best[i - 1][j - k] + cost, (1, k)))
            if i:
                options.append((best[i - 1][j] + _ALONE, (1, 0)))
            if j:
                options.append((best[i][j - 1] + _ALONE, (0, 1)))
            if options:
                best[i][j], step[i][j] = min(options)
    path: list[_Group] = []
    i, j = n, m
    while i or j:
        back_a, back_b = step[i][j]
        path.append(_Group(a0 + i - back_a, a0 + i, b0 + j - back_b, b0 + j))
        i, j = i - back_a, j - back_b
    yield from reversed(path)


_MOVED = 4  # groups that a sentence may have moved past and still be one change with them


def _joined_moves(groups: list[_Group], a: Sequence[str], b: Sequence[str]) -> list[_Group]:
    """Groups, with each sentence dropped here and added near by made one change."""

    def moved(one: _Group, other: _Group) -> bool:
        if one.a0 == one.a1 and other.b0 == other.b1:
            one, other = other, one
        if one.b0 != one.b1 or other.a0 != other.a1:
            return False
        old, new = _weights(a[one.a0]), _weights(b[other.b0])
        total = _weight(old) + _weight(new)
        return total > 0 and 2 * _shared(old, new) >= 0.8 * total

    joined: list[_Group] = []
    at = 0
    while at < len(groups):
        last, look = at, at
        while look <= last:
            one = groups[look]
            if one.a0 == one.a1 or one.b0 == one.b1:
                near = range(min(look + _MOVED, len(groups) - 1), last, -1)
                last = next((j for j in near if moved(one, groups[j])), last)
            look += 1
        first, final = groups[at], groups[last]
        joined.append(_Group(first.a0, final.a1, first.b0, final.b1))
        at = last + 1
    return joined
