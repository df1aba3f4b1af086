"""Near-duplicates among rows, by MinHash over shingles of eight bytes.

A. Broder, "On the resemblance and containment of documents" (1997); one hash for all bins:
P. Li, A. Owen, C.-H. Zhang, "One permutation hashing" (2012), the empty bins filled as in
A. Shrivastava, P. Li, "Densifying one permutation hashing via rotation" (2014).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

ALIKE = 0.9
"""Share of shingles in common from which two rows say the same."""

_SHINGLE = 8
_BINS = 64
_BAND = 8
"""Bins that must agree before two rows are compared at all: of rows that are just alike enough,
one of eight such bands agrees in 99 of 100 cases."""
_BEFORE, _BEHIND = 40, 15
_LONGEST = 2_000
_EMPTY = np.uint32(2**32 - 1)

PORTION = 1_000
"""Gists that are sketched at once; 1,024 at most, for a place to fit its bits."""


def gist(prompt: str, texts: Sequence[str], against: str = "") -> bytes:
    """What a row is about: where its texts differ, with a little of what stands around that.

    Whole passages would hide that two rows are about different changes in them.
    """
    # A text goes on where its prompt ends, be that a letter earlier or later.
    before = prompt[-_BEFORE:]
    parts = [f"{before}{text}".encode() for text in sorted((*texts, against) if against else texts)]
    if len(parts) == 2:
        one, other = parts
        start = _shared(one, other, "big")
        end = _shared(one[start:], other[start:], "little")
        first = max(0, start - _BEFORE)
        parts = [part[first : len(part) - max(0, end - _BEHIND)] for part in parts]
    # Apart by a whole shingle, so that the order of the parts says nothing.
    return (b"\0" * _SHINGLE).join(part[:_LONGEST] for part in parts)


def _shared(one: bytes, other: bytes, order: Literal["big", "little"]) -> int:
    """How many bytes both begin with, or with "little" end with."""
    length = min(len(one), len(other))
    if order == "big":
        one, other = one[:length], other[:length]
    else:
        one, other = one[len(one) - length :], other[len(other) - length :]
    differing = int.from_bytes(one, order) ^ int.from_bytes(other, order)
    return length - (differing.bit_length() + 7) // 8


def sketches(gists: Sequence[bytes]) -> NDArray[np.uint32]:
    """For each of at most `PORTION` gists, none of them empty, a row of `_BINS` numbers.

    The share of equal ones estimates how much two gists resemble each other, 0 to 1.
    """
    padding = b"\0" * _SHINGLE
    lengths = np.array([len(gist) for gist in gists])
    data = np.frombuffer(padding.join(gists) + padding, np.uint8)
    # A shingle begins at every byte: numbers of eight bytes that overlap.
    shingles = np.ndarray(len(data) - _SHINGLE + 1, np.uint64, data, strides=(1,))
    # Within a gist, not between two.
    begins = np.arange(lengths.sum()) + np.repeat(np.arange(len(gists)) * _SHINGLE, lengths)
    owners = np.repeat(np.arange(len(gists), dtype=np.uint64), lengths)
    mixed = _mixed(shingles[begins])
    place = owners * np.uint64(_BINS) + (mixed >> np.uint64(58))
    table = np.full(len(gists) * _BINS, _EMPTY, np.uint32)
    values = ((mixed << np.uint64(6)) >> np.uint64(32)).astype(np.uint32)
    np.minimum.at(table, place.astype(np.int64), values)
    return _densified(table.reshape(len(gists), _BINS))


def _mixed(keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """SplitMix64's finaliser."""
    keys = (keys ^ (keys >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    keys = (keys ^ (keys >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return keys ^ (keys >> np.uint64(31))


def _densified(table: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Empty bins get what the next full one has, changed by how far away that is."""
    filled = table.copy()
    for distance in range(1, _BINS):
        empty = filled == _EMPTY
        if not empty.any():
            break
        lent = np.roll(table, -distance, axis=1)
        usable = empty & (lent != _EMPTY)
        filled[usable] = lent[usable] + np.uint32(distance)
    return filled


class Distinct:
    """Rows that are not near-duplicates of each other; the first that comes stays."""

    def __init__(self) -> None:
        self._latest: dict[int, int] = {}
        self._kept: list[NDArray[np.uint32]] = []
        self._families: list[int] = []

    def add(
        self, sketch: NDArray[np.uint32], bands: Sequence[int], family: int, label: bool
    ) -> bool:
        """False for a near-duplicate of one that was added, with the same label.

        `bands`: those of the sketch. Rows of one `family`, a decision, are meant to stand beside
        each other.
        """
        if not label:
            bands = [~band for band in bands]
        for other in {self._latest[band] for band in bands if band in self._latest}:
            alike = np.count_nonzero(self._kept[other] == sketch) >= ALIKE * _BINS
            if alike and self._families[other] != family:
                return False
        for band in bands:
            self._latest[band] = len(self._kept)
        self._kept.append(sketch)
        self._families.append(family)
        return True


def bands_of(table: NDArray[np.uint32]) -> list[list[int]]:
    """For each sketch a number for each of its bands; equal bands have equal numbers."""
    pieces = table.reshape(len(table), _BINS // _BAND, _BAND).astype(np.uint64)
    weights = _mixed(np.arange(1, _BINS + 1, dtype=np.uint64)).reshape(pieces.shape[1:])
    numbers: list[list[int]] = _mixed((pieces * weights).sum(axis=2, dtype=np.uint64)).tolist()
    return numbers
