"""The ledger's file: two processes, a killed one, a locked, newer, damaged or foreign file."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from tests.unit.ledger_samples import candidate, decision
from writer_app.errors import LedgerCorrupt, LedgerError, LedgerLocked, LedgerTooNew
from writer_app.ledger import migrations
from writer_app.ledger.integrity import set_aside
from writer_app.ledger.records import Outcome
from writer_app.ledger.store import Ledger

ROOT = Path(__file__).parents[2]
THEN = datetime(2026, 3, 1, 12, tzinfo=UTC)

MANY = """
import sys
from pathlib import Path
from tests.unit.ledger_samples import candidate, decision
from writer_app.ledger.records import Outcome
from writer_app.ledger.store import Ledger

path, name, times = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
sys.stdin.readline()
with Ledger.open(path) as ledger:
    n = 0
    while n < times or not times:
        made = decision(
            session=name,
            before=f"{name} {n} " * 200,
            candidates=tuple(candidate(f"{name} {n} {i}", Outcome.IGNORED, i) for i in range(3)),
        )
        ledger.record(made)
        print(made.id, flush=True)
        n += 1
"""

HALF = """
import sys
from dataclasses import replace
from pathlib import Path
from tests.unit.ledger_samples import candidate, decision
from writer_app.ledger.records import Outcome
from writer_app.ledger.store import Ledger

def candidates():
    yield candidate("kept?", Outcome.ACCEPTED, 0)
    print("half way", flush=True)
    sys.stdin.readline()

with Ledger.open(Path(sys.argv[1])) as ledger:
    ledger.record(decision(id="whole"))
    ledger.record(decision(id="half", candidates=candidates()))
"""


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_two_processes_begin_and_fill_one_ledger_together(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    children = [start(MANY, path, name, 60) for name in ("one", "two")]
    for child in children:
        assert child.stdin
        child.stdin.write("go\n")
        child.stdin.flush()
    printed = [child.communicate()[0].split() for child in children]
    assert [child.returncode for child in children] == [0, 0]
    with Ledger.open(path) as ledger:
        assert ledger.check() == []
        kept = {one.id for one in ledger.decisions(500)}
    assert kept == {*printed[0], *printed[1]}
    assert len(kept) == 120


def test_a_killed_process_loses_nothing_it_had_recorded(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with start(MANY, path, "one", 0) as child:
        assert child.stdin
        assert child.stdout
        child.stdin.write("go\n")
        child.stdin.flush()
        told = [child.stdout.readline().strip() for _ in range(25)]
        child.kill()
        told += child.stdout.read().split()
    with Ledger.open(path) as ledger:
        assert ledger.check() == []
        kept = [one.id for one in ledger.decisions(10_000)]
        assert set(told) <= set(kept)
        assert ledger.record(decision())


def test_a_process_killed_inside_a_transaction_leaves_no_half_decision(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with start(HALF, path) as child:
        assert child.stdout
        assert child.stdout.readline() == "half way\n"
        with (
            Ledger.open(path, busy_seconds=0.05) as other,
            pytest.raises(LedgerLocked),
        ):
            other.record(decision())
        child.kill()
    assert child.returncode == -signal.SIGKILL
    with Ledger.open(path) as ledger:
        assert ledger.check() == []
        assert [one.id for one in ledger.decisions(9)] == ["whole"]
        with closing(sqlite3.connect(path)) as connection:
            assert not connection.execute("SELECT 1 FROM passages WHERE text = 'kept?'").fetchall()


def test_a_locked_ledger_says_so_and_can_be_tried_again(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with (
        Ledger.open(path, busy_seconds=0.05) as ledger,
        closing(sqlite3.connect(path)) as holder,
    ):
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerLocked) as caught:
            ledger.record(decision())
        assert "Another window" in caught.value.message
        # Reading and opening go on meanwhile.
        assert ledger.decisions(1) == []
        Ledger.open(path, busy_seconds=0.05).close()
        holder.rollback()
        assert ledger.record(decision())


def test_a_ledger_locked_before_it_has_tables(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with closing(sqlite3.connect(path)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(LedgerLocked):
            Ledger.open(path, busy_seconds=0.05)


def test_a_newer_ledger_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        ledger.record(decision())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {migrations.VERSION + 1}")
    bytes_before = path.read_bytes()
    with pytest.raises(LedgerTooNew) as caught:
        Ledger.open(path)
    assert "newer version" in caught.value.message
    with pytest.raises(LedgerTooNew):
        set_aside(path)
    assert path.read_bytes() == bytes_before


def damage_beginning(path: Path) -> None:
    path.write_bytes(b"This is no database at all, but somebody's shopping list.\n" * 40)


def damage_middle(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 8192)


def damage_end(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2 + 100)


def found_damaged(path: Path) -> bool:
    """Damage inside shows when it is touched, or when it is looked for."""
    try:
        with Ledger.open(path) as ledger:
            return bool(ledger.check())
    except LedgerCorrupt:
        return True


@pytest.mark.parametrize("damage", [damage_beginning, damage_middle, damage_end])
def test_a_damaged_ledger_is_noticed_and_set_aside_unchanged(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        for n in range(50):
            ledger.record(decision(before=f"{n} " * 500))
    assert not found_damaged(path)
    damage(path)
    evidence = path.read_bytes()
    assert found_damaged(path)
    aside = set_aside(path, THEN)
    assert aside == tmp_path / "ledger.db.damaged-20260301T120000Z"
    assert aside.read_bytes() == evidence
    with Ledger.open(path) as ledger:
        assert ledger.record(decision())
        assert ledger.check() == []


def test_nothing_set_aside_is_ever_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    names = []
    for n in range(3):
        path.write_text(f"rubbish {n}")
        Path(f"{path}-wal").write_text(f"log {n}")
        names.append(set_aside(path, THEN))
    assert [name.read_text() for name in names] == ["rubbish 0", "rubbish 1", "rubbish 2"]
    assert [Path(f"{name}-wal").read_text() for name in names] == ["log 0", "log 1", "log 2"]


def test_a_ledger_begun_anew_by_another_process_stays(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        ledger.record(decision())
        assert set_aside(path) == path
        assert len(ledger.decisions(9)) == 1
    assert set_aside(path) == path
    path.chmod(0o400)
    assert set_aside(path) == path
    assert set_aside(tmp_path / "nothing.db") == tmp_path / "nothing.db"


def test_somebody_elses_database_is_not_written_to(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    before = path.read_bytes()
    with pytest.raises(LedgerCorrupt) as caught:
        Ledger.open(path)
    assert "not a ledger" in caught.value.message
    assert path.read_bytes() == before
    assert set_aside(path) != path


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.touch()
    with Ledger.open(path) as ledger:
        assert ledger.record(decision())


def test_a_folder_or_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").mkdir()
    with pytest.raises(LedgerError) as caught:
        Ledger.open(tmp_path / "ledger.db")
    assert "cannot be opened" in caught.value.message
    (tmp_path / "file").touch()
    with pytest.raises(LedgerError):
        Ledger.open(tmp_path / "file" / "ledger.db")


def test_a_text_changed_behind_our_back_is_found(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        ledger.record(decision())
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("UPDATE passages SET text = 'other words'")
        assert ledger.check() == ["Passage 1 is not the text that was stored."]
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("DELETE FROM documents")
        assert any("missing row of documents" in problem for problem in ledger.check())


def test_the_version_counts_the_steps(tmp_path: Path) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        assert len(migrations.STEPS.pending(Database(connection))) == migrations.VERSION
    path = tmp_path / "ledger.db"
    Ledger.open(path).close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (migrations.VERSION,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_ledger_of_the_first_version_keeps_its_decisions(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    kept = decision(
        kind="rewrite",
        candidates=(candidate("It was dark.", Outcome.ACCEPTED),),
        final="It was dark.",
    )
    with Ledger.open(path) as ledger:
        ledger.record(kept)
    with closing(sqlite3.connect(path)) as connection:
        # What the second step added, taken away again.
        for statement in (
            "DROP TABLE bans",
            "DROP INDEX candidates_decided",
            "DROP INDEX decisions_own",
            "ALTER TABLE decisions DROP COLUMN regenerated",
            "ALTER TABLE decisions DROP COLUMN origin",
            "DROP VIEW decisions_readable",
            "ALTER TABLE survivals DROP COLUMN moment",
            "DELETE FROM _sqlite_migrations WHERE name = '2_outcomes'",
            "PRAGMA user_version = 1",
        ):
            connection.execute(statement)
        connection.commit()
    with Ledger.open(path) as ledger:
        assert ledger.decisions(10) == [kept]
        assert ledger.check() == []


def test_steps_are_taken_whole_or_not_at_all() -> None:
    steps = Migrations("test")

    @steps(name="1_good")
    def good(db: Database) -> None:
        db.execute("CREATE TABLE good (id)")

    @steps(name="2_bad")
    def bad(db: Database) -> None:
        db.execute("CREATE TABLE bad (id)")
        db.execute("INSERT INTO nowhere VALUES (1)")

    with closing(sqlite3.connect(":memory:")) as connection:
        db = Database(connection)
        with pytest.raises(sqlite3.OperationalError, match="nowhere"):
            migrations.migrate(db, steps, 2)
        assert db.table_names() == []
        assert migrations.version(db) == 0
        migrations.migrate(db, migrations.STEPS)
        assert "decisions" in db.table_names()
