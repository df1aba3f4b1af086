"""Whose each word of a rewritten passage is."""

from __future__ import annotations

from collections.abc import Iterable

from writer_app.ledger.records import HunkVerdict, Verdict
from writer_app.text.edits import word_edits
from writer_app.text.provenance import Origin, Provenance


def authored(before: str, suggestion: str, final: str) -> Provenance:
    """Origins of `final`, which the writer made of the model's `suggestion` for `before`.

    The model's is what stands in the suggestion and did not stand in the passage before it.
    """
    kept, suggested = _standing(before, final), _standing(suggestion, final)
    return Provenance.joined(
        Provenance.of(1, Origin.MODEL if model and not own else Origin.WRITER)
        for own, model in zip(kept, suggested, strict=True)
    )


def of_rewritten(source: str, verdicts: Iterable[HunkVerdict]) -> Provenance:
    """Origins of `source` with the hunks that landed; what stood there counts as the writer's."""
    landed = (v for v in verdicts if v.verdict in (Verdict.ACCEPTED, Verdict.EDITED))
    parts: list[Provenance] = []
    at = 0
    for verdict in sorted(landed, key=lambda v: (v.start, v.end)):
        parts += (
            Provenance.of(verdict.start - at),
            authored(verdict.before, verdict.after, verdict.final),
        )
        at = verdict.end
    return Provenance.joined((*parts, Provenance.of(len(source) - at)))


def _standing(text: str, final: str) -> list[bool]:
    """For each character of `final` whether its word was taken over from `text`."""
    return [
        edit.kind == "equal" for edit in word_edits(text, final) for _ in range(len(edit.after))
    ]
