"""What an export would hold, without writing a byte of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from writer_app.ledger.planning import plan, rows_of
from writer_app.ledger.splits import SPLITS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from writer_app.ledger.planning import Wanted
    from writer_app.ledger.store import Ledger

_EXAMPLES = 20


@dataclass(frozen=True, slots=True)
class Preview:
    """`rows` by split, `signals` and `documents` (by path) with their rows, the first `samples`.

    `redacted`: how often something would be replaced, by kind; `placeholders`: some of what, with
    what would stand for it.
    """

    format: str
    rows: Mapping[str, int]
    signals: Mapping[str, int]
    documents: Mapping[str, int]
    models: tuple[str, ...]
    removed: int
    near: int
    samples: tuple[Mapping[str, Any], ...]
    redacted: Mapping[str, int]
    placeholders: Mapping[str, str]


def preview(ledger: Ledger, what: Wanted, samples: int = 3) -> Preview:
    """Raises LedgerError when the ledger cannot be read."""
    shown: list[Mapping[str, Any]] = []
    with ledger.snapshot():
        planned = plan(ledger, what)
        for values in rows_of(ledger, what, planned):
            if len(shown) < samples:
                shown.append(values)
            elif what.redaction is None:
                break  # the rest is read only to count what would be replaced
    redaction = what.redaction
    return Preview(
        what.format.value,
        {split: planned.rows(split) for split in SPLITS},
        {signal.value: sum(counts.values()) for signal, counts in planned.signals.items()},
        dict(Counter(planned.documents).most_common()),
        tuple(sorted({model.file_name for model in planned.models})),
        planned.removed,
        planned.near,
        tuple(shown),
        dict(sorted(redaction.replaced.items())) if redaction else {},
        redaction.examples(_EXAMPLES) if redaction else {},
    )
