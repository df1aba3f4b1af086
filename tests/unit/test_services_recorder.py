"""Decisions reach the ledger whatever happens to it, and a key never waits."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.scripted_engine import DOCUMENT, MODEL, HandClock
from writer_app.engine.work import Generation
from writer_app.errors import ForTheWriter, LedgerCorrupt, LedgerLocked, LedgerTooNew
from writer_app.ledger.records import CandidateRecord, Decision, DocumentRef, Moment, Outcome
from writer_app.ledger.store import Ledger
from writer_app.services.decisions import asked
from writer_app.services.recorder import Recorder

TAKEN = " there was a king who had three daughters and a very old horse."


def decision(final: str = TAKEN) -> Decision:
    made = asked(
        Generation("Once upon a time", seed=3),
        clock=HandClock().clock,
        session="sitting",
        document=DOCUMENT,
        kind="continuation",
        task="continue",
        before="Once upon a time",
        after="",
        start=16,
        model=MODEL,
    )
    candidate = CandidateRecord(0, final, final, Outcome.ACCEPTED, taken=final)
    return replace(made, candidates=(candidate,), final=final)


@pytest.fixture(name="path")
def _path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "ledger.db"


class Told:
    """What a recorder said, and a way to wait for it."""

    def __init__(self) -> None:
        self.problems: list[ForTheWriter] = []
        self.heard = threading.Event()

    def __call__(self, problem: ForTheWriter) -> None:
        self.problems.append(problem)
        self.heard.set()


@pytest.fixture(name="told")
def _told() -> Told:
    return Told()


@pytest.fixture(name="recorder")
def _recorder(path: Path, told: Told) -> Iterator[Recorder]:
    recorder = Recorder(path, session="sitting", on_problem=told, retry_seconds=0.05)
    yield recorder
    recorder.close()


def ids(path: Path) -> list[str]:
    with Ledger.open(path) as ledger:
        return [kept.id for kept in ledger.decisions(100)]


def test_what_is_recorded_is_there_after_a_flush(recorder: Recorder, path: Path) -> None:
    one, two = decision(), decision()
    recorder.record(one)
    recorder.record(two)
    recorder.record(replace(one, final="changed"))
    assert recorder.flush()
    assert sorted(ids(path)) == sorted([one.id, two.id])


def test_closing_writes_what_is_left(path: Path) -> None:
    recorder = Recorder(path)
    made = [decision() for _ in range(30)]
    for one in made:
        recorder.record(one)
    recorder.close()
    assert sorted(ids(path)) == sorted(one.id for one in made)
    recorder.record(decision())  # too late, and no harm
    recorder.close()


def test_do_not_log(recorder: Recorder, path: Path) -> None:
    assert recorder.do_not_log(DOCUMENT) is False
    recorder.set_do_not_log(DOCUMENT, True)
    assert recorder.do_not_log(DOCUMENT) is True
    recorder.record(decision())
    assert recorder.flush()
    assert ids(path) == []
    recorder.set_do_not_log(DOCUMENT, False)
    kept = decision()
    recorder.record(kept)
    assert recorder.flush()
    assert ids(path) == [kept.id]


def test_what_is_left_at_a_save(recorder: Recorder, path: Path) -> None:
    whole, reworded = decision(), decision()
    recorder.record(whole)
    recorder.looked(DOCUMENT, f"Once upon a time{TAKEN} And so on.", Moment.SAVE)
    assert recorder.flush()
    recorder.record(reworded)
    recorder.looked(
        DOCUMENT, "Once upon a time" + TAKEN.replace("three daughters", "two sons"), Moment.SAVE
    )
    recorder.looked(replace(DOCUMENT, id="another"), "Other.", Moment.SAVE)
    assert recorder.flush()
    with Ledger.open(path) as ledger:
        found = ledger.find(reworded.id)
        assert found is not None
        survival = found[1]
        assert survival is not None
        assert 0.5 < survival.kept_share < 1.0
        assert survival.text == TAKEN.replace("three daughters", "two sons")


def test_what_is_mended_is_told_once_for_each_wording(path: Path) -> None:
    told: list[str] = []
    recorder = Recorder(path, session="sitting", on_changed=told.extend)
    taken = decision()
    recorder.record(taken)
    mended = TAKEN.replace("very old", "young")
    for text in (TAKEN, mended, mended, TAKEN):
        recorder.looked(DOCUMENT, f"Once upon a time{text} And so on.", Moment.SAVE)
    recorder.close()
    assert told == [taken.id, taken.id]


def test_a_locked_ledger_is_told_once_and_nothing_is_lost(
    path: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("writer_app.ledger.store.BUSY_SECONDS", 0.05)
    Ledger.open(path).close()
    opened = Ledger.open
    monkeypatch.setattr(Ledger, "open", lambda p: opened(p, busy_seconds=0.05))
    made = [decision(), decision()]
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        recorder = Recorder(path, on_problem=told, retry_seconds=0.02)
        for one in made:
            recorder.record(one)
        assert told.heard.wait(10)
        assert not recorder.flush(timeout=0.3)
        other.execute("ROLLBACK")
    assert recorder.flush(10)
    recorder.close()
    assert sorted(ids(path)) == sorted(one.id for one in made)
    assert [type(problem) for problem in told.problems] == [LedgerLocked]


def test_a_corrupt_ledger_is_set_aside_and_a_new_one_begun(path: Path, told: Told) -> None:
    path.parent.mkdir()
    path.write_bytes(b"this is no database, " * 400)
    recorder = Recorder(path, on_problem=told)
    kept = decision()
    recorder.record(kept)
    assert recorder.flush()
    recorder.close()
    assert ids(path) == [kept.id]
    aside = list(path.parent.glob("ledger.db.damaged-*"))
    assert [p.read_bytes()[:20] for p in aside] == [b"this is no database,"]
    assert [type(problem) for problem in told.problems] == [LedgerCorrupt]
    assert aside[0].name in told.problems[0].hint


def test_a_newer_ledger_is_left_alone(path: Path, told: Told) -> None:
    Ledger.open(path).close()
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA user_version = 999")
        other.commit()
    recorder = Recorder(path, on_problem=told)
    recorder.record(decision())
    assert told.heard.wait(10)
    recorder.close()
    assert [type(problem) for problem in told.problems] == [LedgerTooNew]
    assert list(path.parent.glob("*damaged*")) == []
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("PRAGMA user_version").fetchone() == (999,)


def test_what_a_locked_ledger_could_not_take_by_the_end_is_taken_in_later(
    path: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Ledger.open
    monkeypatch.setattr(Ledger, "open", classmethod(lambda _, place: opened(place, 0.01)))
    Ledger.open(path).close()
    recorder = Recorder(path, on_problem=told)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        recorder.set_do_not_log(replace(DOCUMENT, id="private"), True)
        recorder.record(decision())
        recorder.close()
        assert [type(problem) for problem in told.problems] == [LedgerLocked]
        assert len(list(path.parent.glob("ledger.waiting-*.db"))) == 1
    later = Recorder(path, on_problem=told)
    assert later.do_not_log(replace(DOCUMENT, id="private"))
    later.close()
    assert not list(path.parent.glob("*waiting*"))
    with Ledger.open(path) as ledger:
        assert [found.candidates[0].taken for found in ledger.decisions(9)] == [TAKEN]


FILE = DocumentRef("file", "/novel/draft.md")


def test_a_draft_that_became_a_file(recorder: Recorder, path: Path) -> None:
    draft = DocumentRef("draft")
    early, late = (replace(decision(), id=name, document=draft) for name in ("early", "late"))
    recorder.record(early)
    recorder.moved(draft, FILE)
    recorder.looked(FILE, f"Once upon a time{TAKEN}", Moment.SAVE)
    recorder.record(late)  # it was on show while the draft was saved
    recorder.looked(FILE, f"Once upon a time{TAKEN}", Moment.SAVE)
    assert recorder.flush()
    with Ledger.open(path) as ledger:
        kept = list(ledger.exportable())
        assert [(d.document, s is not None and s.kept_share) for d, s in kept] == [(FILE, 1.0)] * 2
        recorder.set_do_not_log(FILE, True)
        assert recorder.flush()
        assert not list(ledger.exportable())


def test_a_private_draft_stays_private_as_a_file(recorder: Recorder, path: Path) -> None:
    draft = DocumentRef("draft")
    recorder.record(replace(decision(), document=draft))
    recorder.set_do_not_log(draft, True)
    recorder.moved(draft, FILE)
    recorder.record(replace(decision(), document=FILE))
    assert recorder.do_not_log(FILE)
    with Ledger.open(path) as ledger:
        assert not list(ledger.exportable())
        assert ledger.marked_documents() == [FILE]
