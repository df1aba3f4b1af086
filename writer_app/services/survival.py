"""What is left of accepted text when a document is saved."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from writer_app.ledger.records import Decision, Survival
from writer_app.text.segments import words

_REMEMBERED = 200  # pieces a document; looking for one reworded piece reads the whole text
_EDGE = 2  # words at either end that must be there still to find the place again
_SHINGLE = 3  # words that must stand together to count as still there


def kept_share(accepted: str, document: str) -> float:
    """Share of the characters of `accepted` that still stand in `document`, 0 to 1.

    Characters count where they belong to three words running that are still there.
    """
    wanted = accepted.strip()
    if not wanted or wanted in document:
        return 1.0
    spans = words(wanted)
    if len(spans) <= _SHINGLE:
        return 0.0
    kept = [False] * len(wanted)
    for first, last in zip(spans, spans[_SHINGLE - 1 :], strict=False):
        if wanted[first.start : last.end] in document:
            kept[first.start : last.end] = [True] * (last.end - first.start)
    return sum(kept) / len(kept)


def standing(accepted: str, before: str, document: str) -> str:
    """What stands now where `accepted` was put, with the white space it came with.

    "" where its first or last words are gone: then nobody can say what replaced it.
    """
    wanted = accepted.strip()
    if wanted in document:
        return accepted
    spans = words(wanted)
    if len(spans) < 3 * _EDGE:
        return ""
    first = wanted[: spans[_EDGE - 1].end]
    last = wanted[spans[-_EDGE].start :]
    lead = accepted[: len(accepted) - len(accepted.lstrip())]
    trail = accepted[len(accepted.rstrip()) :]
    # The words before it tell it from another place that begins alike.
    anchor = before[-20:] + lead
    start = document.find(anchor + first)
    start = document.find(first) if start < 0 else start + len(anchor)
    if start < 0:
        return ""
    end = document.find(last, start, start + 3 * len(wanted))
    return f"{lead}{document[start : end + len(last)]}{trail}" if end >= 0 else ""


@dataclass(slots=True)
class Survivors:
    """The texts taken in one session, by document."""

    _taken: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)

    def add(self, decision: Decision) -> None:
        """Remember what a decision put into its document, or forget it if that is nothing."""
        taken = self._taken.setdefault(decision.document.id, {})
        taken.pop(decision.id, None)
        if decision.final.strip() and decision.final != decision.source:
            taken[decision.id] = (decision.final, decision.before[-200:])
            while len(taken) > _REMEMBERED:
                del taken[next(iter(taken))]

    def at_save(self, document_id: str, text: str, saved_at: datetime) -> list[Survival]:
        """What is left of each piece in the document as it was saved."""
        left = []
        for decision, (final, before) in self._taken.get(document_id, {}).items():
            share = kept_share(final, text)
            now = standing(final, before, text) if share else ""
            left.append(Survival(decision, saved_at, share, now))
        return left

    def move(self, document_id: str, to: str) -> None:
        """The text stands in another document from now on: a draft was saved, or a copy."""
        taken = self._taken.pop(document_id, {})
        self._taken[to] = self._taken.get(to, {}) | taken

    def forget(self, document_id: str) -> None:
        self._taken.pop(document_id, None)
