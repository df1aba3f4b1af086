"""What is left of accepted text: a minute after, at each save, at the end of a session."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from writer_app.ledger.records import Decision, Moment, Survival
from writer_app.text.edits import word_edits
from writer_app.text.segments import sentences, words

_REMEMBERED = 200  # pieces a document; looking for one reworded piece reads the whole text
_EDGE = 2  # words at either end that must be there still to find the place again
_SHINGLE = 3  # words that must stand together to count as still there
_ENDED = re.compile(r"[.!?…。！？][\"'”’)\]]*$")


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


def _share_in(accepted: str, there: str) -> float:
    """Share of the characters of `accepted` whose words were kept in what it has become."""
    wanted = accepted.strip()
    kept = sum(len(e.before) for e in word_edits(wanted, there.strip()) if e.kind == "equal")
    return kept / len(wanted)


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


def put(decision: Decision) -> str:
    """The text that a decision put into its document; "" where that is nothing new."""
    final = decision.final
    return final if final.strip() and final != decision.source else ""


def refused(decision: Decision) -> bool:
    """A rewrite that is over, of which the writer saw something and took nothing."""
    seen = any(candidate.shown_at is not None for candidate in decision.candidates)
    over = decision.kind == "rewrite" and decision.closed_at is not None
    return over and seen and bool(decision.source.strip()) and not put(decision)


def wording(accepted: str, there: str, *, open_end: bool) -> str:
    """What the accepted text has become, `there` standing in its place.

    With `open_end` its last words went, and the writer may have gone on where they stood: then no
    more counts than as many sentences as it had, or as many words where it did not end one.
    """
    wanted = accepted.strip()
    if wanted in there:
        return accepted
    if not open_end:
        return there
    ended = bool(_ENDED.search(wanted))
    spans = (
        sentences(there)[: len(sentences(wanted))] if ended else words(there)[: len(words(wanted))]
    )
    if not spans:
        return ""
    return there[: spans[-1].end] + accepted[len(accepted.rstrip()) :]


@dataclass(slots=True)
class Survivors:
    """The texts taken in one session, by document."""

    _taken: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)
    _last: dict[str, tuple[float, str]] = field(default_factory=dict)

    def add(self, decision: Decision) -> None:
        """Remember what a decision put into its document, or forget it if that is nothing."""
        taken = self._taken.setdefault(decision.document.id, {})
        taken.pop(decision.id, None)
        if final := put(decision):
            taken[decision.id] = (final, decision.before[-200:])
            while len(taken) > _REMEMBERED:
                del taken[next(iter(taken))]

    def left(
        self,
        document_id: str,
        text: str,
        at: datetime,
        moment: Moment = Moment.SAVE,
        there: Mapping[str, str] | None = None,
        only: Collection[str] | None = None,
    ) -> list[Survival]:
        """What is left of each piece in the document as it is now.

        `there`: what is known to stand in its place; what is not is looked for in the text.
        `only`: these decisions; None for all.
        """
        left = []
        for decision, (final, before) in self._taken.get(document_id, {}).items():
            if only is not None and decision not in only:
                continue
            now = (there or {}).get(decision, "")
            if now.strip():
                share = _share_in(final, now)
            else:
                share = kept_share(final, text)  # it may have gone elsewhere
                now = standing(final, before, text) if share else ""
            left.append(Survival(decision, at, share, now if share else "", moment))
        return left

    def changed(self, left: Sequence[Survival]) -> list[str]:
        """The decisions of whose text something else is left than when this was last asked."""
        found = []
        for survival in left:
            now = (survival.kept_share, survival.text)
            last = self._last.get(survival.decision)
            if now != last and (last is not None or survival.kept_share < 1):
                self._last[survival.decision] = now
                found.append(survival.decision)
        return found

    def move(self, document_id: str, to: str) -> None:
        """The text stands in another document from now on: a draft was saved, or a copy."""
        taken = self._taken.pop(document_id, {})
        self._taken[to] = self._taken.get(to, {}) | taken

    def forget(self, document_id: str) -> None:
        self._taken.pop(document_id, None)
