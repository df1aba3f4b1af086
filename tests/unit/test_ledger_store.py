"""What goes into the ledger comes out again, once, and can be read by anybody."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from tests.unit.ledger_samples import (
    NOON,
    NOVEL,
    SOURCE,
    candidate,
    continuation,
    decision,
    hunk,
    rewrite,
)
from writer_app.ledger.records import DocumentRef, Outcome, Survival, Verdict
from writer_app.ledger.store import Ledger
from writer_app.ledger.texts import pieces


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "data" / "ledger.db") as opened:
        yield opened


def rows(ledger: Ledger, sql: str) -> list[Any]:
    """As a stranger with SQLite sees it."""
    with closing(sqlite3.connect(ledger.path)) as connection:
        return connection.execute(sql).fetchall()


def full_rewrite() -> Any:
    return rewrite(
        candidate(
            "It was dark. She ran. The door was open.",
            Outcome.PARTLY,
            0,
            raw="Here is: It was dark. She ran. The door was open.",
            tokens=11,
            logprob=-12.25,
            seconds=1.5,
            shown_seconds=9.0,
            verdicts=(
                hunk("It was very dark.", "It was dark.", Verdict.ACCEPTED, 0),
                replace(
                    hunk("She walked quickly.", "She ran.", Verdict.REJECTED, 1),
                    reason="not my voice",
                    decided_at=NOON + timedelta(seconds=9),
                ),
            ),
        ),
        candidate("", Outcome.HELD_BACK, 1, seen=False, held=("empty", "loop")),
        final="It was dark. She walked quickly. The door was open.",
        instruction="shorter",
    )


def test_a_decision_comes_back_as_it_was(ledger: Ledger) -> None:
    asked = full_rewrite()
    assert ledger.record(asked)
    assert ledger.decisions(10) == [asked]
    assert ledger.find(asked.id) == (asked, None)
    assert ledger.find("nobody") is None


def test_recording_again_replaces(ledger: Ledger) -> None:
    opened = rewrite(candidate(SOURCE, Outcome.IGNORED), closed_at=None)
    closed = replace(full_rewrite(), id=opened.id)
    ledger.record(opened)
    ledger.record(closed)
    ledger.record(closed)
    assert ledger.decisions(10) == [closed]
    assert rows(ledger, "SELECT count(*) FROM candidates") == [(2,)]
    assert rows(ledger, "SELECT count(*) FROM verdicts") == [(2,)]


def test_a_survival_outlives_a_second_recording(ledger: Ledger) -> None:
    asked = continuation(candidate(" in rain", Outcome.ACCEPTED, taken=" in rain"))
    ledger.record(asked)
    first = Survival(asked.id, NOON, 1.0, " in rain")
    later = Survival(asked.id, NOON + timedelta(hours=1), 0.5, " in fog")
    assert ledger.note_survival(later)
    assert ledger.note_survival(first)
    ledger.record(asked)
    assert ledger.find(asked.id) == (asked, later)
    assert not ledger.note_survival(Survival("unknown", NOON, 1.0))


def test_a_share_outside_its_range_is_brought_inside(ledger: Ledger) -> None:
    asked = continuation(candidate(" x", Outcome.ACCEPTED))
    ledger.record(asked)
    ledger.note_survival(Survival(asked.id, NOON, 1.0000001))
    assert rows(ledger, "SELECT kept_share FROM survivals") == [(1.0,)]


def test_the_newest_come_first_and_one_document_can_be_asked_for(ledger: Ledger) -> None:
    other = DocumentRef("letter", "/home/w/letter.md")
    made = [
        decision(document=other if n % 2 else NOVEL, asked_at=NOON + timedelta(seconds=n))
        for n in range(6)
    ]
    for one in made:
        ledger.record(one)
    assert ledger.decisions(4) == made[:1:-1]
    assert ledger.decisions(9, "letter") == [made[5], made[3], made[1]]
    assert ledger.decisions(9, "nobody") == []


def test_each_text_is_kept_once(ledger: Ledger) -> None:
    for _ in range(3):
        ledger.record(full_rewrite())
    texts = [text for (text,) in rows(ledger, "SELECT text FROM passages")]
    assert len(texts) == len(set(texts))
    assert SOURCE in texts


def test_a_pause_in_a_long_draft_adds_only_its_last_paragraph(ledger: Ledger) -> None:
    draft = "".join(f"Paragraph {n} of the draft, with some words in it.\n\n" for n in range(200))
    ledger.record(decision(before=draft + "She", after="\n\n" + draft))
    before = rows(ledger, "SELECT count(*), sum(length(text)) FROM passages")[0]
    asked = decision(before=draft + "She said", after="\n\n" + draft)
    ledger.record(asked)
    after = rows(ledger, "SELECT count(*), sum(length(text)) FROM passages")[0]
    assert after == (before[0] + 1, before[1] + len("She said"))
    assert ledger.decisions(1) == [asked]


@given(
    st.text(alphabet=st.sampled_from("ab \n\u2028é😀"), max_size=60) | st.just("x" * 2500 + "\n")
)
def test_pieces_lose_nothing(text: str) -> None:
    assert "".join(pieces(text)) == text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(before=st.text(), source=st.text(min_size=1), after=st.text())
def test_any_text_comes_back(ledger: Ledger, before: str, source: str, after: str) -> None:
    asked = rewrite(
        candidate(after, Outcome.REJECTED), before=before, source=source, after=after, final=source
    )
    ledger.record(asked)
    assert ledger.find(asked.id) == (asked, None)


def test_half_a_character_does_not_stop_the_ledger(ledger: Ledger) -> None:
    asked = decision(
        before="ab\ud83d",
        instruction="\ude00",
        document=DocumentRef("odd", "/tmp/\udcff.md"),
        candidates=(candidate("\ud83d\ude00", Outcome.ACCEPTED),),
    )
    ledger.record(asked)
    [kept] = ledger.decisions(1)
    assert kept.before == "ab\ufffd"
    assert kept.candidates[0].text == "😀"


def test_times_are_kept_in_utc(ledger: Ledger) -> None:
    east = NOON.astimezone(timezone(timedelta(hours=9)))
    ledger.record(decision(asked_at=east))
    ledger.record(decision(asked_at=NOON.replace(tzinfo=None)))
    stored = [row[0] for row in rows(ledger, "SELECT asked_at FROM decisions")]
    assert stored == ["2026-03-01T12:00:00.250000+00:00"] * 2


def test_a_probability_that_is_no_number_is_no_obstacle(ledger: Ledger) -> None:
    ledger.record(decision(candidates=(candidate("x", Outcome.ACCEPTED, logprob=float("nan")),)))
    assert ledger.decisions(1)[0].candidates[0].logprob == 0.0


def test_a_decision_that_cannot_be_kept_leaves_nothing(ledger: Ledger) -> None:
    twice = (candidate("a", Outcome.ACCEPTED, 0), candidate("b", Outcome.IGNORED, 0))
    with pytest.raises(Exception, match="UNIQUE"):
        ledger.record(decision(candidates=twice))
    assert ledger.decisions(1) == []
    assert rows(ledger, "SELECT count(*) FROM passages") == [(0,)]
    assert ledger.record(decision())


def test_a_marked_document_is_not_logged(ledger: Ledger) -> None:
    asked = continuation(candidate(" x", Outcome.ACCEPTED))
    ledger.record(asked)
    ledger.set_do_not_log(NOVEL, True)
    assert ledger.do_not_log(NOVEL.id)
    assert not ledger.do_not_log("another")
    assert not ledger.record(decision())
    assert not ledger.note_survival(Survival(asked.id, NOON, 1.0))
    assert len(ledger.decisions(9)) == 1
    assert list(ledger.exportable()) == []
    ledger.set_do_not_log(NOVEL, False)
    assert ledger.record(decision())
    assert len(list(ledger.exportable())) == 2


def test_a_document_can_be_marked_before_its_first_decision(ledger: Ledger) -> None:
    ledger.set_do_not_log(DocumentRef("diary"), True)
    assert not ledger.record(decision(document=DocumentRef("diary", "/home/w/diary.md")))
    assert rows(ledger, "SELECT count(*) FROM decisions") == [(0,)]


def test_a_draft_gets_its_path_when_it_is_saved(ledger: Ledger) -> None:
    ledger.record(decision(document=DocumentRef("d")))
    ledger.record(decision(document=DocumentRef("d", "/home/w/d.md")))
    ledger.record(decision(document=DocumentRef("d")))
    assert {kept.document.path for kept in ledger.decisions(9)} == {"/home/w/d.md"}


def test_a_session_is_described_before_or_after_its_decisions(ledger: Ledger) -> None:
    ledger.record(decision(session="one"))
    ledger.start_session("one", app_version="0.1.0", system="Linux")
    ledger.start_session("two", app_version="0.1.0", system="Linux", started_at=NOON)
    ledger.record(decision(session="two"))
    assert rows(ledger, "SELECT id, app_version, system FROM sessions ORDER BY id") == [
        ("one", "0.1.0", "Linux"),
        ("two", "0.1.0", "Linux"),
    ]


def test_stats_count_what_happened(ledger: Ledger) -> None:
    ledger.record(full_rewrite())
    ledger.record(
        continuation(
            candidate(" a", Outcome.REJECTED, 0, reason="cliché"),
            candidate(" b", Outcome.NEVER_SEEN, 1, seen=False),
            asked_at=NOON + timedelta(days=1),
        )
    )
    ledger.set_do_not_log(DocumentRef("diary"), True)
    stats = ledger.stats()
    assert (stats.decisions, stats.candidates, stats.documents, stats.do_not_log) == (2, 4, 2, 1)
    assert (stats.first, stats.last) == (NOON, NOON + timedelta(days=1))
    assert stats.by_kind == {"continuation": 1, "rewrite": 1}
    assert stats.by_task == {"continue": 1, "tighten": 1}
    assert stats.by_outcome == {"held_back": 1, "never_seen": 1, "partly": 1, "rejected": 1}
    assert stats.by_verdict == {"accepted": 1, "rejected": 1}
    assert stats.by_reason == {"cliché": 1, "not my voice": 1}
    assert stats.by_held == {"empty": 1, "loop": 1}
    assert stats.by_model == {"starter.gguf": 2}


def test_an_empty_ledger_has_stats_and_is_sound(ledger: Ledger) -> None:
    stats = ledger.stats()
    assert (stats.decisions, stats.first, stats.by_kind) == (0, None, {})
    assert ledger.check() == []


def test_anybody_can_read_it(ledger: Ledger) -> None:
    asked = full_rewrite()
    ledger.record(asked)
    ledger.record(continuation(candidate(" now", Outcome.ACCEPTED, taken=" now"), before="a\n\nb"))
    db = Database(sqlite3.connect(ledger.path))
    try:
        first, held, ghost = db["decisions_readable"].rows
        assert first["document"] == "/home/w/novel.md"
        assert (first["before"], first["passage"], first["after"]) == (
            asked.before,
            asked.source,
            "\n\n",
        )
        assert first["suggestion"] == asked.candidates[0].text
        assert first["final"] == asked.final
        assert held["held_back_for"] == '["empty", "loop"]'
        assert (ghost["before"], ghost["suggestion"], ghost["taken"]) == ("a\n\nb", " now", " now")
        whole = next(iter(db["contexts_in_full"].rows))
        assert (whole["before"], whole["passage"], whole["after"]) == (
            asked.before,
            asked.source,
            asked.after,
        )
        refused = [row for row in db["verdicts_readable"].rows if row["verdict"] == "rejected"]
        assert [(row["replaced"], row["suggested"], row["reason"]) for row in refused] == [
            ("She walked quickly.", "She ran.", "not my voice")
        ]
    finally:
        db.close()


def test_each_reference_is_a_foreign_key_that_holds(ledger: Ledger) -> None:
    ledger.record(full_rewrite())
    with closing(sqlite3.connect(ledger.path)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            connection.execute("DELETE FROM passages")


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT id FROM passages WHERE sha256 = ''",
        "SELECT id FROM contexts WHERE nearest = 1 AND coalesce(beyond, 0) = 0",
        "SELECT id FROM decisions WHERE uuid = ''",
        "DELETE FROM candidates WHERE decision = 1",
        "SELECT kept_share FROM survivals WHERE decision = 1 ORDER BY saved_at DESC LIMIT 1",
        "SELECT id FROM decisions WHERE document = '' ORDER BY id DESC LIMIT 5",
        "SELECT * FROM decisions_readable ORDER BY asked_at DESC LIMIT 5",
    ],
)
def test_no_step_of_appending_or_showing_reads_a_whole_table(ledger: Ledger, sql: str) -> None:
    plan = [row[3] for row in rows(ledger, f"EXPLAIN QUERY PLAN {sql}")]
    scans = [step for step in plan if step.startswith("SCAN") and "USING INDEX" not in step]
    assert not scans, plan
    assert not any("TEMP B-TREE" in step for step in plan), plan


def test_what_is_written_together_is_there_whole_or_not_at_all(ledger: Ledger) -> None:
    def fail() -> None:
        with ledger.together():
            ledger.record(decision())
            ledger.set_do_not_log(DocumentRef("diary"), True)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert ledger.decisions(9) == []
    assert not ledger.do_not_log("diary")
    with ledger.together():
        ledger.record(decision())
        ledger.record(decision())
    assert len(ledger.decisions(9)) == 2
    assert ledger.record(decision())
