"""Decisions as datasets for trainers: JSON Lines or Parquet, in splits, with a card.

    out/README.md            the card, naming every format that lies in `out`
    out/<format>/train.jsonl
    out/<format>/test.jsonl  left out when empty
    out/<format>/facts.json  what the card says of them

The same ledger gives the same bytes. Rows wait in a file without a name until all are read and
it is known which of them are said twice, and which go where.
"""

from __future__ import annotations

import gc
import json
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from writer_app.errors import LedgerError
from writer_app.ledger.card import MARK, Facts, card
from writer_app.ledger.formats import Format, columns, possible, usual
from writer_app.ledger.planning import Plan, Wanted, plan
from writer_app.ledger.rowfiles import (
    BUFFER,
    JSONL,
    PARQUET,
    SUFFIXES,
    JsonLines,
    Parquet,
    line,
    replace,
)
from writer_app.ledger.splits import SPLITS, TEST, TRAIN
from writer_app.ledger.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from writer_app.ledger.redaction import Redaction
    from writer_app.ledger.rowfiles import RowFile
    from writer_app.ledger.signals import Signal
    from writer_app.ledger.store import Ledger

__all__ = ["ExportSummary", "Format", "export", "wanted"]

FACTS = "facts.json"
NOTHING = (
    "There is nothing to export yet.",
    "Accept, edit or reject a few suggestions first.",
)
"""What is said of no rows, and what to do."""


@dataclass(frozen=True, slots=True)
class ExportSummary:
    """`folder` holds the rows.

    `removed` were said twice or overruled by a later decision, `near` nearly so.
    """

    format: Format
    folder: Path
    train: int
    test: int
    documents: int
    removed: int
    near: int
    signals: Mapping[str, int]


def wanted(
    format: Format,  # noqa: A002 TRL's word
    signals: AbstractSet[Signal] | None = None,
    *,
    chat: bool = False,
    redaction: Redaction | None = None,
) -> Wanted:
    """What is to leave; `signals` None: the usual ones.

    `chat`: turns with roles in the place of plain text. Raises LedgerError for signals that
    cannot teach this format anything, and for a format that has no turns.
    """
    used = usual(format) if signals is None else frozenset(signals)
    if strangers := sorted(used - possible(format)):
        raise LedgerError(
            f"Nothing for {format.upper()} can be learned from: {', '.join(strangers)}.",
            f"Choose among: {', '.join(sorted(possible(format)))}.",
        )
    if chat and format is Format.FTPO:
        raise LedgerError(
            "FTPO has no conversational form: its context is the text as the model read it.",
            "Leave out --conversational.",
        )
    return Wanted(format, used, chat, redaction)


def export(
    ledger: Ledger,
    out: Path,
    format: Format,  # noqa: A002
    signals: AbstractSet[Signal] | None = None,
    *,
    chat: bool = False,
    parquet: bool = False,
    redaction: Redaction | None = None,
) -> ExportSummary:
    """Write `out/<format>/` and the card; other formats already in `out` stay.

    Raises LedgerError as `wanted` does, and when `out` cannot be written, has a README.md of
    somebody else's, or Parquet is not to be had. Files are replaced whole: a reader sees the old
    export or the new one.
    """
    what = wanted(format, signals, chat=chat, redaction=redaction)
    folder = out / format.value
    try:
        _refuse_foreign_card(out)
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder, buffering=BUFFER) as file:
            spool = Spool(file)
            with ledger.snapshot(), _no_collection():
                planned = plan(ledger, what, lambda row: spool.add(row.values))
            _write(spool, what, planned, folder, PARQUET if parquet else JSONL)
        _replace_facts(folder, what, planned, PARQUET if parquet else JSONL)
        replace(out / "README.md", card(_present(out)))
    except OSError as error:
        raise LedgerError(
            f"The export could not be written to {out}.",
            f"{error.strerror or error}. Choose another folder, or free some space.",
        ) from error
    return ExportSummary(
        format=format,
        folder=folder,
        train=planned.rows(TRAIN),
        test=planned.rows(TEST),
        documents=len(planned.documents),
        removed=planned.removed,
        near=planned.near,
        signals={signal.value: sum(rows.values()) for signal, rows in planned.signals.items()},
    )


def parts(out: Path) -> list[Path]:
    """The files of the export in `out`, and what a killed one left half-written.

    None where there is a README.md of somebody else's, and nothing else that lies there.
    """
    readme = out / "README.md"
    if readme.exists() and not _ours(readme):
        return []
    found = [readme]
    for folder in (out / kind.value for kind in Format):
        if not folder.is_symlink():
            for name in (FACTS, *(f"{split}{suffix}" for split in SPLITS for suffix in SUFFIXES)):
                found += [folder / name, *folder.glob(f".{name}-*")]
    return [path for path in found if path.is_file()]


@contextmanager
def _no_collection() -> Generator[None]:
    """Rows make no cycles; looking for some among so many objects took an eighth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _row_file(path: Path, what: Wanted) -> RowFile:
    if path.suffix == PARQUET:
        return Parquet(path, columns(what.format, chat=what.chat))
    return JsonLines(path)


def _write(spool: Iterable[bytes], what: Wanted, planned: Plan, folder: Path, suffix: str) -> None:
    with ExitStack() as stack:
        files: dict[str, RowFile] = {}
        for split in SPLITS:
            path = folder / f"{split}{suffix}"
            files[split] = stack.enter_context(_row_file(path, what))
        for place, row in zip(planned.split_of, spool, strict=True):
            if place is not None:
                if what.redaction is not None:
                    row = line(what.redaction.apply(json.loads(row)))
                files[place].write(row)
        for split, file in files.items():
            # An empty file has no columns, and `datasets` refuses it.
            file.finish(keep=planned.rows(split) > 0)
    for split in SPLITS:
        for other in SUFFIXES:
            if other != suffix:
                (folder / f"{split}{other}").unlink(missing_ok=True)


def _replace_facts(folder: Path, what: Wanted, planned: Plan, suffix: str) -> None:
    facts = Facts.of(what, planned, suffix)
    if facts.rows:
        replace(folder / FACTS, facts.to_json())
    else:
        (folder / FACTS).unlink(missing_ok=True)


def _refuse_foreign_card(out: Path) -> None:
    readme = out / "README.md"
    if readme.exists() and not _ours(readme):
        raise LedgerError(
            f"{out} has a README.md of its own, which the export would replace.",
            "Choose an empty folder.",
        )


def _ours(readme: Path) -> bool:
    return MARK in readme.read_text("utf-8", errors="replace")


def _present(out: Path) -> dict[Format, Facts]:
    """What lies in `out`."""
    found: dict[Format, Facts] = {}
    for kind in Format:
        path = out / kind.value / FACTS
        if path.is_file():
            with suppress(ValueError, TypeError):  # of a version that knew others, or damaged
                found[kind] = Facts.from_json(path.read_text("utf-8"))
    return found
