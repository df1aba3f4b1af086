"""Which rows leave the ledger, and into which split: decided before a byte is written."""

from __future__ import annotations

from collections import Counter, OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from writer_app.ledger.formats import Format, Row, rows
from writer_app.ledger.near import PORTION, distinct, gist, sketches
from writer_app.ledger.signals import OWN_TASK, Signal
from writer_app.ledger.splits import TEST, TRAIN, Groups, tests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from writer_app.ledger.records import ModelUsed
    from writer_app.ledger.redaction import Redaction
    from writer_app.ledger.store import Ledger
    from writer_app.ledger.taught import Request

_NEAR_THE_CARET = 200
"""Characters of a prompt, its last, that tell one place in a document from another."""
_REMEMBERED = 1_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to train on."""

    format: Format
    signals: frozenset[Signal]
    chat: bool = False
    redaction: Redaction | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """`split_of` has for each row, in the ledger's order, the split it goes to, or None.

    `spans`: the first and last moment of each split; `later`: rows to train on that are later
    than the first to test on, since their documents were begun before.
    """

    split_of: Sequence[str | None]
    documents: Mapping[str, int]
    signals: Mapping[Signal, Mapping[str, int]]
    models: frozenset[ModelUsed]
    spans: Mapping[str, tuple[datetime, datetime]]
    removed: int
    near: int
    later: int

    def rows(self, split: str) -> int:
        return sum(counts.get(split, 0) for counts in self.signals.values())


@dataclass(slots=True)
class _Seen:
    """What is kept of each row while all of them are read."""

    document: list[str] = field(default_factory=list)
    moment: list[datetime] = field(default_factory=list)
    signal: list[Signal] = field(default_factory=list)
    model: list[ModelUsed] = field(default_factory=list)
    family: list[int] = field(default_factory=list)
    label: list[bool] = field(default_factory=list)
    paths: dict[str, str] = field(default_factory=dict)

    def add(self, family: int, decision: Request, row: Row) -> None:
        document = decision.document
        self.document.append(document.id)
        if document.id not in self.paths:
            self.paths[document.id] = document.path or f"draft {document.id}"
        self.moment.append(decision.asked_at)
        self.signal.append(row.signal)
        self.model.append(decision.model)
        self.family.append(family)
        self.label.append(row.label)


def plan(ledger: Ledger, what: Wanted, spool: Callable[[Row], None] | None = None) -> Plan:
    """Read the ledger; every row goes through `spool`, in the order of `Plan.split_of`.

    With redaction its texts are learned by the way.
    """
    seen, groups = _Seen(), Groups()
    last: dict[int, int] = {}
    gists: list[bytes] = []
    tables: list[Any] = []
    for index, (family, decision, row) in enumerate(_rows(ledger, what)):
        seen.add(family, decision, row)
        end = row.prompt[-_NEAR_THE_CARET:]
        # A number of 64 bits in the place of the texts: two would have to agree by chance.
        last[hash((end, *sorted(row.texts)))] = index
        if decision.task != OWN_TASK:
            # A short passage of its own may stand in any document.
            groups.join(hash(end), decision.document.id)
        gists.append(gist(row.prompt, row.texts, row.against))
        if len(gists) == PORTION:
            tables.append(sketches(gists))
            gists = []
        if what.redaction is not None:
            for text in (row.prompt, *row.texts):
                what.redaction.learn(text)
        if spool is not None:
            spool(row)
    if gists:
        tables.append(sketches(gists))
    return _planned(seen, groups, sorted(last.values(), reverse=True), tables)


def _planned(seen: _Seen, groups: Groups, latest_first: list[int], tables: list[Any]) -> Plan:
    kept = distinct(tables, latest_first, seen.family, seen.label)
    for_tests = tests(((seen.document[i], seen.moment[i]) for i in kept), groups)
    split_of: list[str | None] = [None] * len(seen.document)
    moments: dict[str, list[datetime]] = {TRAIN: [], TEST: []}
    signals: dict[str, list[Signal]] = {TRAIN: [], TEST: []}
    for i in kept:
        split = TEST if seen.document[i] in for_tests else TRAIN
        split_of[i] = split
        moments[split].append(seen.moment[i])
        signals[split].append(seen.signal[i])
    first_tested = min(moments[TEST], default=None)
    return Plan(
        split_of,
        Counter(seen.paths[seen.document[i]] for i in reversed(kept)),
        _tallied(signals),
        frozenset(seen.model[i] for i in kept),
        {split: (min(found), max(found)) for split, found in moments.items() if found},
        removed=len(seen.document) - len(latest_first),
        near=len(latest_first) - len(kept),
        later=sum(moment > first_tested for moment in moments[TRAIN]) if first_tested else 0,
    )


def _tallied(signals: Mapping[str, Sequence[Signal]]) -> Mapping[Signal, Mapping[str, int]]:
    """How many rows of each signal are in each split, without zeros."""
    tallies = {split: Counter(found) for split, found in signals.items()}
    return {
        signal: {split: tally[signal] for split, tally in tallies.items() if tally[signal]}
        for signal in Signal
        if any(tally[signal] for tally in tallies.values())
    }


def rows_of(ledger: Ledger, what: Wanted, planned: Plan) -> Iterator[Mapping[str, Any]]:
    """The values of the rows that stay, as they leave, in the ledger's order."""
    for split, (_, _, row) in zip(planned.split_of, _rows(ledger, what), strict=True):
        if split is not None:
            yield row.values if what.redaction is None else what.redaction.apply(row.values)


def _rows(ledger: Ledger, what: Wanted) -> Iterator[tuple[int, Request, Row]]:
    refused: OrderedDict[tuple[str, str], Request] = OrderedDict()
    for family, (decision, survival) in enumerate(ledger.teaching(what.signals)):
        place = decision.document.id, decision.source
        before = refused.get(place) if decision.task == OWN_TASK else None
        for row in rows(
            what.format, decision, survival, what.signals, chat=what.chat, refused=before
        ):
            yield family, decision, row
        if decision.kind == "rewrite" and decision.candidates:
            refused[place] = decision
            refused.move_to_end(place)
            if len(refused) > _REMEMBERED:
                refused.popitem(last=False)
