"""Forgetting what the writer wants forgotten, everywhere the app keeps anything.

Each place has a `Forgetter`; `app.py` and the command line say which there are, and in which
order. What is learned of the writer's texts comes before the ledger, which tells what in them is
theirs; what is learned of the ledger comes after it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol

from writer_app.errors import ForTheWriter, LedgerError
from writer_app.ledger.forgetting import Before, Document, Passage, What
from writer_app.ledger.records import DocumentRef
from writer_app.text.traces import LEAST, Traces

__all__ = ["Before", "Document", "Passage", "What"]


class Forgetter(Protocol):
    """One place where something is kept. Either may raise `ForTheWriter`."""

    def look(self, what: What) -> str:
        """What would go from here, in a sentence; "" for nothing."""

    def forget(self, what: What) -> str:
        """Make it so, and say what went; "" for nothing."""


@dataclass(frozen=True, slots=True)
class Report:
    """A sentence from each place that had something to say; `problems` are places that failed."""

    said: tuple[str, ...] = ()
    problems: tuple[ForTheWriter, ...] = ()


def look(forgetters: Sequence[Forgetter], what: What) -> Report:
    """What would go."""
    return _report(forgetters, lambda forgetter: forgetter.look(what))


def forget(forgetters: Sequence[Forgetter], what: What) -> Report:
    """Forget it everywhere; what fails in one place is no reason to keep it in the others."""
    return _report(forgetters, lambda forgetter: forgetter.forget(what))


def passage(text: str) -> Passage:
    """Raises `LedgerError` for what is too little to be looked for."""
    if not Traces(text):
        raise LedgerError(
            "That is too little to look for.",
            f"Give {LEAST} letters at least; a whole sentence is found most surely.",
        )
    return Passage(text)


def document(path: Path) -> Document:
    """The document may be gone; it is known by its path."""
    return Document(DocumentRef.of(path))


def before(day: date) -> Before:
    """Everything up to the beginning of that day, by this machine's clock."""
    try:
        return Before(datetime(day.year, day.month, day.day).astimezone())
    except (ValueError, OverflowError):  # in the year 1 there is no day before
        return Before(datetime.min.replace(tzinfo=UTC))


def _report(forgetters: Sequence[Forgetter], do: Callable[[Forgetter], str]) -> Report:
    said: list[str] = []
    problems: list[ForTheWriter] = []
    for forgetter in forgetters:
        try:
            said.append(do(forgetter))
        except ForTheWriter as problem:
            problems.append(problem)
        except OSError as error:
            problems.append(
                LedgerError(
                    f"Not all of it could be removed: {error.strerror}.",
                    f"Remove {error.filename} yourself, or make it writable and do it again.",
                )
            )
    return Report(tuple(filter(None, said)), tuple(problems))
