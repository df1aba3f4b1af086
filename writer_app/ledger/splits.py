"""Which documents are for testing: the latest, so that nothing is tested on its own past."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

TRAIN, TEST = "train", "test"
SPLITS = (TRAIN, TEST)
SHARE = 0.1
"""Of the rows, about, for testing."""
_AT_MOST = 0.2


class Groups:
    """Union-find over documents that share a prompt; each group is named by its first document.

    A draft and the file it was saved as are one document under two names.
    """

    def __init__(self) -> None:
        self._up: dict[bytes, bytes] = {}

    def join(self, prompt: bytes, document: bytes) -> None:
        name = b"d" + document
        one, other = sorted((self._root(name), self._root(b"p" + prompt)))
        self._up[other] = one  # "d" sorts before "p": a root is a document where there is one

    def of(self, document: bytes) -> bytes:
        return self._root(b"d" + document)

    def _root(self, item: bytes) -> bytes:
        root = item
        while (up := self._up.get(root, root)) != root:
            root = up
        while (up := self._up.get(item, item)) != root:
            self._up[item] = root
            item = up
        return root


def tests(documents: Iterable[tuple[str, datetime]], groups: Groups) -> frozenset[str]:
    """The documents to test on, of a (document, time of the decision) for each row.

    Those that were begun last are taken, group by group, until a tenth of the rows is reached;
    a group with more than a fifth of all rows is left to train on.
    """
    rows: defaultdict[bytes, int] = defaultdict(int)
    begun: dict[bytes, datetime] = {}
    names: defaultdict[bytes, set[str]] = defaultdict(set)
    for document, moment in documents:
        group = groups.of(document.encode())
        rows[group] += 1
        names[group].add(document)
        begun[group] = min(moment, begun.get(group, moment))
    return _latest(rows, begun, names)


def _latest(
    rows: Mapping[bytes, int], begun: Mapping[bytes, datetime], names: Mapping[bytes, set[str]]
) -> frozenset[str]:
    total, taken = sum(rows.values()), 0
    chosen: set[str] = set()
    for group in sorted(rows, key=lambda g: (begun[g], g), reverse=True):
        if taken >= SHARE * total:
            break
        if taken + rows[group] <= _AT_MOST * total:
            taken += rows[group]
            chosen |= names[group]
    return frozenset(chosen)
