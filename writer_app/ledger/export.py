"""Decisions as datasets for TRL's trainers: JSON Lines, split by document, with a card.

    out/README.md            the card, naming every format that lies in `out`
    out/<format>/train.jsonl
    out/<format>/test.jsonl  left out when empty

Columns: https://huggingface.co/docs/trl/dataset_formats. The same ledger gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import IO, TYPE_CHECKING, Any

from writer_app.errors import LedgerError
from writer_app.ledger import pairs
from writer_app.ledger.card import COLUMNS, MARK, card

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from writer_app.ledger.store import Ledger

_SPLITS = ("train", "test")
_TEST_IN = 10  # one document in so many


class Format(StrEnum):
    DPO = "dpo"
    KTO = "kto"
    SFT = "sft"
    REWARD = "reward"


@dataclass(frozen=True, slots=True)
class ExportSummary:
    """`folder` holds the rows; `removed` were duplicates or overruled by a later decision."""

    format: Format
    folder: Path
    train: int
    test: int
    documents: int
    removed: int


@dataclass(frozen=True, slots=True)
class _Row:
    document: str
    prompt: str
    key: bytes  # equal for rows that ask the same question, whatever the answer
    values: Mapping[str, Any]


def export(ledger: Ledger, out: Path, format: Format) -> ExportSummary:  # noqa: A002 TRL's word
    """Write `out/<format>/` and the card; other formats already in `out` stay.

    Raises LedgerError when `out` cannot be written or has a README.md of somebody else's.
    Files are replaced whole: a reader sees the old export or the new one.
    """
    folder = out / format.value
    try:
        _refuse_foreign_card(out)
        folder.mkdir(parents=True, exist_ok=True)
        with ledger.snapshot():
            plan = _plan(ledger, format)
            rows = _write(ledger, format, plan, folder)
        _replace(out / "README.md", card(_present(out)))
    except OSError as error:
        raise LedgerError(
            f"The export could not be written to {out}.",
            f"{error.strerror or error}. Choose another folder, or free some space.",
        ) from error
    return ExportSummary(
        format=format,
        folder=folder,
        train=rows["train"],
        test=rows["test"],
        documents=len(plan.documents),
        removed=plan.removed,
    )


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which rows stay, by their place in the ledger's order, and which documents are tests."""

    kept: frozenset[int]
    documents: frozenset[str]
    tests: frozenset[str]
    removed: int


def _plan(ledger: Ledger, kind: Format) -> _Plan:
    last: dict[bytes, tuple[int, str]] = {}
    together = _Groups()
    count = 0
    for index, row in enumerate(_rows(ledger, kind)):
        count += 1
        last.pop(row.key, None)
        last[row.key] = (index, row.document)
        # A draft and the file it was saved as are one document under two names.
        together.join(_digest(row.prompt), row.document.encode())
    documents = frozenset(document for _, document in last.values())
    tests = frozenset(d for d in documents if _is_test(together.of(d.encode())))
    if tests == documents:
        tests = frozenset()
    kept = frozenset(index for index, _ in last.values())
    return _Plan(kept, documents, tests, count - len(kept))


def _write(ledger: Ledger, kind: Format, plan: _Plan, folder: Path) -> dict[str, int]:
    written = dict.fromkeys(_SPLITS, 0)
    with ExitStack() as stack:
        files = {
            split: stack.enter_context(_Beside(folder / f"{split}.jsonl")) for split in _SPLITS
        }
        for index, row in enumerate(_rows(ledger, kind)):
            if index in plan.kept:
                split = "test" if row.document in plan.tests else "train"
                files[split].write(_line(row.values))
                written[split] += 1
        for split, file in files.items():
            # An empty file has no columns, and `datasets` refuses it.
            file.finish(keep=written[split] > 0)
    return written


def _rows(ledger: Ledger, kind: Format) -> Iterator[_Row]:
    for decision, survival in ledger.exportable():
        document = decision.document.id
        if kind is Format.KTO:
            for label in pairs.labelled(decision, survival):
                key = _digest(label.prompt, label.completion)
                yield _Row(document, label.prompt, key, asdict(label))
        elif kind is Format.SFT:
            for done in pairs.completions(decision, survival):
                key = _digest(done.prompt, done.completion)
                yield _Row(document, done.prompt, key, asdict(done))
        else:
            for pair in pairs.preferences(decision, survival):
                key = _digest(pair.prompt, *sorted((pair.chosen, pair.rejected)))
                values = asdict(pair) if kind is Format.DPO else _implicit(pair)
                yield _Row(document, pair.prompt, key, values)


def _implicit(pair: pairs.Preference) -> dict[str, str]:
    return {"chosen": pair.prompt + pair.chosen, "rejected": pair.prompt + pair.rejected}


def _digest(*texts: str) -> bytes:
    digest = hashlib.sha256()
    for text in texts:
        encoded = text.encode()
        digest.update(len(encoded).to_bytes(8, "big") + encoded)
    return digest.digest()[:16]


def _is_test(group: bytes) -> bool:
    return int.from_bytes(hashlib.sha256(group).digest()[:8], "big") % _TEST_IN == 0


class _Groups:
    """Union-find; each group is named by its smallest document's name."""

    def __init__(self) -> None:
        self._up: dict[bytes, bytes] = {}
        self._documents: set[bytes] = set()

    def join(self, prompt: bytes, document: bytes) -> None:
        name = b"d" + document
        one, other = sorted((self._root(name), self._root(b"p" + prompt)))
        self._up[other] = one  # "d" sorts before "p": a root is a document where there is one

    def of(self, document: bytes) -> bytes:
        return self._root(b"d" + document)

    def _root(self, item: bytes) -> bytes:
        root = item
        while (up := self._up.get(root, root)) != root:
            root = up
        while (up := self._up.get(item, item)) != root:
            self._up[item] = root
            item = up
        return root


def _line(values: Mapping[str, Any]) -> str:
    text = json.dumps(values, ensure_ascii=False)
    # Legal in JSON, but a line's end to str.splitlines and to some readers.
    for separator in ("\u0085", "\u2028", "\u2029"):
        text = text.replace(separator, f"\\u{ord(separator):04x}")
    return text + "\n"


class _Beside:
    """A text file written beside its place, and moved there only when it is whole."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[str]

    def __enter__(self) -> _Beside:
        self._file = tempfile.NamedTemporaryFile(
            "w",
            encoding="utf-8",
            newline="\n",
            dir=self._path.parent,
            prefix=f".{self._path.name}-",
            delete=False,
        )
        return self

    def write(self, text: str) -> None:
        self._file.write(text)

    def finish(self, *, keep: bool) -> None:
        """Put the file in its place, or with `keep` False leave nothing in its place."""
        if not keep:
            self._path.unlink(missing_ok=True)
            return
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        os.replace(self._file.name, self._path)  # noqa: PTH105 the name is a str

    def __exit__(self, *_: object) -> None:
        self._file.close()
        if os.path.exists(self._file.name):  # noqa: PTH110
            os.unlink(self._file.name)  # noqa: PTH108


def _replace(path: Path, text: str) -> None:
    with _Beside(path) as file:
        file.write(text)
        file.finish(keep=True)


def _refuse_foreign_card(out: Path) -> None:
    readme = out / "README.md"
    if readme.exists() and MARK not in readme.read_text("utf-8", errors="replace"):
        raise LedgerError(
            f"{out} has a README.md of its own, which the export would replace.",
            "Choose an empty folder.",
        )


def _present(out: Path) -> dict[str, dict[str, int]]:
    """What lies in `out`: format -> split -> rows."""
    found: dict[str, dict[str, int]] = {}
    for name in COLUMNS:
        for split in _SPLITS:
            path = out / name / f"{split}.jsonl"
            if path.is_file():
                with path.open("rb") as lines:
                    found.setdefault(name, {})[split] = sum(1 for _ in lines)
    return found
