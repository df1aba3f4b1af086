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
        self._up: dict[str, str] = {}
        self._asked_in: dict[int, str] = {}

    def join(self, prompt: int, document: str) -> None:
        """`prompt` (its hash) was asked in `document`."""
        other = self._asked_in.setdefault(prompt, document)
        if other != document:
            one, other = sorted((self.of(document), self.of(other)))
            self._up[other] = one

    def of(self, document: str) -> str:
        root = document
        while (up := self._up.get(root, root)) != root:
            root = up
        while (up := self._up.get(document, document)) != root:
            self._up[document] = root
            document = up
        return root


def tests(documents: Iterable[tuple[str, datetime]], groups: Groups) -> frozenset[str]:
    """The documents to test on, of a (document, time of the decision) for each row.

    Those that were begun last are taken, group by group, until a tenth of the rows is reached;
    a group with more than a fifth of all rows is left to train on.
    """
    rows: defaultdict[str, int] = defaultdict(int)
    begun: dict[str, datetime] = {}
    names: defaultdict[str, set[str]] = defaultdict(set)
    for document, moment in documents:
        group = groups.of(document)
        rows[group] += 1
        names[group].add(document)
        begun[group] = min(moment, begun.get(group, moment))
    return _latest(rows, begun, names)


def _latest(
    rows: Mapping[str, int], begun: Mapping[str, datetime], names: Mapping[str, set[str]]
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
