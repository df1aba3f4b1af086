"""What exports read of the ledger: the decisions that may teach, as `taught` has them."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any

from writer_app.ledger.migrations import DECIDED
from writer_app.ledger.reading import OUTCOMES, VERDICTS
from writer_app.ledger.records import DocumentRef, ModelUsed, Survival
from writer_app.ledger.signals import OWN_TASK
from writer_app.ledger.taught import Answer, Asked, Change
from writer_app.ledger.texts import Contexts, unstamp

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlite_utils import Database

_BATCH = 500

_NUMBERS = """
    SELECT decision FROM candidates WHERE outcome IN ({outcomes}) AND decision > ?
    UNION SELECT id FROM decisions WHERE task = '{own}' AND id > ?
    ORDER BY 1 LIMIT {most}
"""
_DECISIONS = """
    SELECT decisions.id, document, model, kind, task, instruction, before_context, source.text,
        after_context, asked_at, final.text, regenerated, origin
    FROM decisions
    LEFT JOIN passages AS source ON source.id = decisions.source
    LEFT JOIN passages AS final ON final.id = decisions.final
    WHERE decisions.id IN ({numbers}) ORDER BY decisions.id
"""
_CANDIDATES = """
    SELECT decision, candidates.id, said.text, outcome, shown_at, taken.text
    FROM candidates
    LEFT JOIN passages AS said ON said.id = candidates.text
    LEFT JOIN passages AS taken ON taken.id = candidates.taken
    WHERE decision IN ({numbers}) AND outcome IN ({outcomes}) ORDER BY decision, position
"""
_HUNKS = """
    SELECT candidate, source_start, source_end, replaced.text, suggested.text, verdict, final.text
    FROM candidates
    JOIN verdicts ON verdicts.candidate = candidates.id
    LEFT JOIN passages AS replaced ON replaced.id = verdicts.replaced
    LEFT JOIN passages AS suggested ON suggested.id = verdicts.suggested
    LEFT JOIN passages AS final ON final.id = verdicts.final
    WHERE decision IN ({numbers}) AND outcome IN ({outcomes}) ORDER BY candidate, hunk
"""
_SURVIVALS = """
    SELECT decision, saved_at, kept_share, passages.text
    FROM survivals LEFT JOIN passages ON passages.id = survivals.text
    WHERE decision IN ({numbers}) ORDER BY saved_at
"""


def teaching(db: Database, *, weak: bool) -> Iterator[tuple[Asked, Survival | None]]:
    """The decisions of documents that may be logged in which something was taken, refused or
    written by hand, oldest first; `weak`: or ignored.

    Each comes without the candidates of which nothing of that is true, and its survival without
    the decision's id.
    """
    outcomes = f"{DECIDED}, 'ignored'" if weak else DECIDED
    after = _NUMBERS.format(outcomes=outcomes, own=OWN_TASK, most=_BATCH)
    batches, last = _Batches(db, outcomes), 0
    while numbers := [row[0] for row in db.execute(after, [last, last])]:
        yield from batches.read(numbers)
        last = numbers[-1]


class _Batches:
    def __init__(self, db: Database, outcomes: str) -> None:
        self._db = db
        self._outcomes = outcomes
        self._contexts = Contexts(db)
        self._document = cache(self._read_document)
        self._model = cache(self._read_model)

    def read(self, numbers: Sequence[int]) -> Iterator[tuple[Asked, Survival | None]]:
        rows = self._rows(_DECISIONS, numbers)
        self._contexts.fetch(number for row in rows for number in (row[6], row[8]))
        answers = self._answers(numbers)
        left = {row[0]: _survival(row) for row in self._rows(_SURVIVALS, numbers)}
        for row in rows:
            document, model = self._document(row[1]), self._model(row[2])
            if document is not None and model is not None:
                asked = self._asked(row, document, model, tuple(answers.get(row[0], ())))
                yield asked, left.get(row[0])

    def _rows(self, sql: str, numbers: Sequence[int]) -> list[Any]:
        marks = ",".join("?" * len(numbers))
        sql = sql.format(numbers=marks, outcomes=self._outcomes)
        return self._db.execute(sql, numbers).fetchall()

    def _asked(
        self, row: Any, document: DocumentRef, model: ModelUsed, answers: tuple[Answer, ...]
    ) -> Asked:
        asked_at = unstamp(row[9])
        assert asked_at is not None
        return Asked(
            document,
            row[3],
            row[4],
            row[5],
            self._contexts.before(row[6]),
            row[7] or "",
            self._contexts.after(row[8]),
            model,
            asked_at,
            answers,
            row[10] or "",
            bool(row[11]),
            row[12],
        )

    def _answers(self, numbers: Sequence[int]) -> defaultdict[int, list[Answer]]:
        changes = self._changes(numbers)
        found: defaultdict[int, list[Answer]] = defaultdict(list)
        for decision, number, text, outcome, shown_at, taken in self._rows(_CANDIDATES, numbers):
            hunks = tuple(changes.get(number, ()))
            answer = Answer(text or "", OUTCOMES[outcome], unstamp(shown_at), taken or "", hunks)
            found[decision].append(answer)
        return found

    def _changes(self, numbers: Sequence[int]) -> defaultdict[int, list[Change]]:
        found: defaultdict[int, list[Change]] = defaultdict(list)
        for number, start, end, before, after, verdict, final in self._rows(_HUNKS, numbers):
            found[number].append(
                Change(start, end, before or "", after or "", VERDICTS[verdict], final or "")
            )
        return found

    def _read_document(self, document: str) -> DocumentRef | None:
        """None where it is not to be logged."""
        row = self._db.execute(
            "SELECT id, path FROM documents WHERE id = ? AND NOT do_not_log", [document]
        ).fetchone()
        return DocumentRef(*row) if row else None

    def _read_model(self, model: int) -> ModelUsed | None:
        row = self._db.execute(
            "SELECT sha256, file_name, architecture, quantisation, llama_cpp FROM models"
            " WHERE id = ?",
            [model],
        ).fetchone()
        return ModelUsed(*row) if row else None


def _survival(row: Any) -> Survival:
    saved_at = unstamp(row[1])
    assert saved_at is not None
    return Survival("", saved_at, row[2], row[3] or "")
