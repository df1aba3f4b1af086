"""A document without what a model wrote in it: only the rest is the writer's voice."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from writer_app.ledger.records import Decision, DocumentRef
from writer_app.ledger.store import Ledger
from writer_app.text.segments import paragraphs, sentences
from writer_app.voice.tokens import folded, ngrams

_DECISIONS = 100_000
"""Of one document: more than anybody makes."""
_RUN = 5
"""Words running that a sentence shares with a model's text: fewer are anybody's."""


def own_text(text: str, decisions: Iterable[Decision]) -> str:
    """The paragraphs of `text` without the sentences taken from a candidate.

    What a rewrite left as it was is the writer's still.
    """
    taken: set[tuple[str, ...]] = set()
    for decision in decisions:
        taken |= set(ngrams(folded(decision.final), _RUN)) - set(
            ngrams(folded(decision.source), _RUN)
        )
    if not taken:
        return text
    kept = []
    for span in paragraphs(text):
        paragraph = span.of(text)
        parts = [part.of(paragraph) for part in sentences(paragraph)]
        own = [part for part in parts if taken.isdisjoint(ngrams(folded(part), _RUN))]
        kept.append(paragraph if len(own) == len(parts) else " ".join(own))
    return "\n\n".join(filter(None, kept))


class LedgerOfOwn:
    """Tells a document's own text by the decisions in the ledger at `path`.

    Raises `LedgerError` where they cannot be read; where there is no ledger all text is own.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, document: Path, text: str) -> str:
        if not self._path.exists():
            return text
        with Ledger.open(self._path) as ledger:
            return own_text(text, ledger.decisions(_DECISIONS, DocumentRef.of(document).id))

    def private(self, document: Path) -> bool:
        """Whether nothing is to be kept of it."""
        if not self._path.exists():
            return False
        with Ledger.open(self._path) as ledger:
            return ledger.do_not_log(DocumentRef.of(document).id)
