"""Near-duplicates among rows, by MinHash over shingles of eight bytes.

A. Broder, "On the resemblance and containment of documents" (1997); one hash for all bins:
P. Li, A. Owen, C.-H. Zhang, "One permutation hashing" (2012), the empty bins filled as in
A. Shrivastava, P. Li, "Densifying one permutation hashing via rotation" (2014).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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


def distinct(
    tables: Sequence[NDArray[np.uint32]],
    order: Iterable[int],
    families: Sequence[int],
    labels: Sequence[bool],
) -> list[int]:
    """Of the rows, in that order, those that are no near-duplicate of an earlier one.

    `tables`: the sketches of all rows. Those with different labels are different; those of one
    family, a decision, are meant to stand beside each other.
    """
    if not tables:
        return []
    table = np.concatenate(tables)
    bands = np.concatenate([_bands_of(part) for part in tables])
    bands[~np.array(labels)] ^= np.uint64(2**64 - 1)
    _, places, times = np.unique(bands, return_inverse=True, return_counts=True)
    alone = (times[places].reshape(bands.shape) == 1).all(axis=1).tolist()
    kept: list[int] = []
    latest: dict[int, int] = {}
    for row in order:
        if not alone[row]:
            own: list[int] = bands[row].tolist()
            others = {latest[band] for band in own if band in latest}
            if any(families[o] != families[row] and _alike(table[o], table[row]) for o in others):
                continue
            latest.update(dict.fromkeys(own, row))
        kept.append(row)
    return kept


def _alike(one: NDArray[np.uint32], other: NDArray[np.uint32]) -> bool:
    return bool(np.count_nonzero(one == other) >= ALIKE * _BINS)


def _bands_of(table: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """For each sketch a number for each of its bands; equal bands have equal numbers."""
    pieces = table.reshape(len(table), _BINS // _BAND, _BAND).astype(np.uint64)
    weights = _mixed(np.arange(1, _BINS + 1, dtype=np.uint64)).reshape(pieces.shape[1:])
    return _mixed((pieces * weights).sum(axis=2, dtype=np.uint64))
