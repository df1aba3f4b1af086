"""Edits made elsewhere, in the ledger."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.unit.import_samples import Repository, came, docx, paragraph, run
from writer_app.errors import ImportRefused
from writer_app.ledger.forgetting import Document
from writer_app.ledger.records import DocumentRef
from writer_app.ledger.store import Ledger
from writer_app.services.imports.edit import LONGEST, Reason
from writer_app.services.imports.importing import bring_in

NOW = datetime(2026, 4, 1, tzinfo=UTC)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        yield ledger


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "edits.jsonl"
    rows = [
        ("It was very dark.", "It was dark."),
        ("It was very dark.", "It was dark."),
        ("All the same.", "All  the same."),
        ("", "Nothing had been here."),
        ("This is to go.", " "),
        ("word " * LONGEST, "word"),
        ("Every morning the ferry was late.", "Quantum chromodynamics explains quarks."),
    ]
    path.write_text("\n".join(json.dumps({"before": a, "after": b}) for a, b in rows))
    return path


def test_an_edit_is_the_writers_own_version_against_what_was(ledger: Ledger, table: Path) -> None:
    bring_in(ledger, table, now=lambda: NOW)
    decision = ledger.decisions(9)[0]
    assert (decision.kind, decision.task, decision.origin) == ("rewrite", "own", "jsonl")
    assert (decision.source, decision.final) == ("It was very dark.", "It was dark.")
    assert decision.candidates == ()
    assert decision.asked_at == decision.closed_at == NOW
    assert decision.document == DocumentRef.of(table)


def test_what_is_no_edit_is_left_out_and_counted(ledger: Ledger, table: Path) -> None:
    summary = bring_in(ledger, table)
    assert (summary.edits, summary.new) == (2, 2)
    assert summary.left == {
        Reason.UNCHANGED: 1,
        Reason.NEW: 1,
        Reason.EMPTY: 1,
        Reason.LONG: 1,
        Reason.OTHER: 1,
    }
    assert summary.sentences()[0] == "2 edits from “edits.jsonl”."
    assert "1 unchanged" in summary.sentences()[1]


def test_importing_it_twice_adds_nothing(ledger: Ledger, table: Path) -> None:
    bring_in(ledger, table)
    before = ledger.decisions(99)
    again = bring_in(ledger, table, now=lambda: NOW)
    assert (again.edits, again.new) == (2, 0)
    assert "2 of them known already" in again.sentences()[0]
    assert {one.id for one in ledger.decisions(99)} == {one.id for one in before}
    with table.open("a") as file:
        file.write('\n{"before": "One more edit.", "after": "One edit more."}\n{"bef')
    more = bring_in(ledger, table)
    assert (more.edits, more.new, more.places) == (3, 1, ("line 9",))


def test_each_kind_of_file(ledger: Ledger, tmp_path: Path) -> None:
    document = docx(tmp_path / "a.docx", paragraph(run("It is "), came("so.")))
    repository = Repository(tmp_path / "repo")
    repository.commit("b.md", "It was very dark.\n")
    history = repository.commit("b.md", "It was dark.\n", day=2)
    table = tmp_path / "c.csv"
    table.write_text("before,after\nIt was very dark.,It was dark.\n")
    kinds = [bring_in(ledger, path).origin for path in (document, history, table)]
    assert kinds == ["docx", "git", "csv"]
    found = {one.origin: one for one in ledger.decisions(9)}
    assert found["docx"].asked_at == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert found["git"].asked_at == datetime(2026, 3, 2, 12, tzinfo=UTC)
    assert found["git"].document == DocumentRef.of(history)
    assert found["csv"].asked_at > datetime.now(UTC) - timedelta(hours=1)
    with pytest.raises(ImportRefused, match="not a kind of file"):
        bring_in(ledger, tmp_path / "song.mp3")


def test_a_document_that_is_not_to_be_logged_is_left_alone(ledger: Ledger, tmp_path: Path) -> None:
    document = docx(tmp_path / "a.docx", paragraph(run("It is "), came("so.")))
    ledger.set_do_not_log(DocumentRef.of(document), True)
    summary = bring_in(ledger, document)
    assert (summary.edits, summary.left) == (0, {Reason.PRIVATE: 1})
    assert ledger.decisions(9) == []


@pytest.fixture
def parts(tmp_path: Path) -> Path:
    """A table of edits in two texts, which are documents of their own in the ledger."""
    path = tmp_path / "parts.csv"
    rows = [f"{name},It was very dark.,It was dark." for name in ("one", "two")]
    path.write_text("\n".join(["document,before,after", *rows]))
    return path


def test_a_mark_on_a_file_is_one_on_each_text_within_it(ledger: Ledger, parts: Path) -> None:
    bring_in(ledger, parts)
    assert len({kept.document for kept, _ in ledger.exportable()}) == 2
    ledger.set_do_not_log(DocumentRef.of(parts), True)
    assert list(ledger.exportable()) == []
    summary = bring_in(ledger, parts)
    assert (summary.edits, summary.left) == (0, {Reason.PRIVATE: 2})


def test_with_a_file_each_text_within_it_is_forgotten(ledger: Ledger, parts: Path) -> None:
    bring_in(ledger, parts)
    assert ledger.forget(Document(DocumentRef.of(parts))).decisions == 2
    assert ledger.decisions(9) == []


def test_many_edits_and_a_stop_in_between(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text(
        "before,after\n"
        + "".join(f"Number {n} was very dark.,Number {n} was dark.\n" for n in range(1200))
    )

    class Stop(Exception):
        pass

    def heard(done: int, total: int) -> None:
        assert total == 1200
        if done == 700:
            raise Stop

    with pytest.raises(Stop):
        bring_in(ledger, path, heard=heard)
    assert ledger.stats().decisions == 500
    rest = bring_in(ledger, path)
    assert (rest.edits, rest.new) == (1200, 700)
    assert ledger.stats().decisions == 1200
    assert ledger.check() == []
