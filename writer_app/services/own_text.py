"""A document without what a model wrote in it: only the rest is the writer's voice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from writer_app.ledger.records import Decision, DocumentRef
from writer_app.ledger.store import Ledger
from writer_app.services.kept_origins import KeptOrigins
from writer_app.text.provenance import Origin, Provenance
from writer_app.text.segments import Span, paragraphs, sentences
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
    return _sentences(text, lambda span: taken.isdisjoint(ngrams(folded(span.of(text)), _RUN)))


def by_hand(text: str, origins: Provenance) -> str:
    """The paragraphs of `text` without the sentences in which a word is the model's.

    A sentence that lost single words would be nobody's. What was pasted stays: writers paste
    what they wrote elsewhere.
    """
    if Origin.MODEL not in origins.origins:
        return text
    return _sentences(
        text,
        lambda span: (
            not any(
                origin is Origin.MODEL and any(map(str.isalnum, text[start:end]))
                for start, end, origin in origins.spans(span.start, span.end)
            )
        ),
    )


def _sentences(text: str, own: Callable[[Span], bool]) -> str:
    """The paragraphs with those of their sentences that are `own`."""
    kept = []
    for span in paragraphs(text):
        paragraph = span.of(text)
        parts = sentences(paragraph)
        stay = [
            part.of(paragraph)
            for part in parts
            if own(Span(span.start + part.start, span.start + part.end))
        ]
        kept.append(paragraph if len(stay) == len(parts) else " ".join(stay))
    return "\n\n".join(filter(None, kept))


class OwnText:
    """Tells a document's own text by what is kept of it in the app's data.

    Where it is known which characters are the model's, the sentences with them go. The decisions
    in the ledger are asked as well: a document may be older than that knowledge. Raises
    `LedgerError` where they cannot be read.
    """

    def __init__(self, ledger: Path, provenance: Path) -> None:
        self._path = ledger
        self._kept = KeptOrigins(provenance)

    def __call__(self, document: Path, text: str) -> str:
        ref = DocumentRef.of(document)
        origins = self._kept.of(ref.id, text)
        if origins is not None:
            text = by_hand(text, origins)
        if not self._path.exists():
            return text
        with Ledger.open(self._path) as ledger:
            return own_text(text, ledger.decisions(_DECISIONS, ref.id))

    def private(self, document: Path) -> bool:
        """Whether nothing is to be kept of it."""
        if not self._path.exists():
            return False
        with Ledger.open(self._path) as ledger:
            return ledger.do_not_log(DocumentRef.of(document).id)
