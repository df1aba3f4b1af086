"""A passage is written, decided on, learned from, exported and forgotten; then every file of the

app is searched for it. With a real worker, which keeps what it has read.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.unit.import_samples import came, docx, paragraph, run
from tests.unit.ledger_samples import candidate, rewrite
from tests.unit.test_ledger_forgetting import SECRET, in_files
from tests.unit.voice_samples import ornate
from writer_app.gui.main_window import MainWindow
from writer_app.ledger.records import Outcome
from writer_app.ledger.store import Ledger
from writer_app.services import forgetting
from writer_app.text.journal import Entry, Journal


def decide(qtbot: QtBot, window: MainWindow) -> None:
    """Write the passage, take what the model says after it, and go on."""
    QTest.keyClicks(window.editor, f"\n\n{SECRET} Then the")
    window.continuing.suggest_now()

    def offered() -> bool:
        offer = window.continuing.short.offer
        return window.ghost.visible and offer is not None and offer.done

    qtbot.waitUntil(offered, timeout=30_000)
    QTest.keyClick(window.editor, Qt.Key.Key_Tab)
    QTest.keyClicks(window.editor, " rain fell on the other side of the river.\n\nAnd")


def test_after_a_session_no_file_of_the_app_holds_it(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    home, novel = window.services.paths.home, tmp_path / "novel.md"
    novel.write_text(ornate(700), encoding="utf-8")
    window.documents.open(novel)
    window.editor.set_caret(len(window.editor.text()))
    decide(qtbot, window)
    decide(qtbot, window)
    window.services.recorder.record(
        rewrite(
            candidate("He sold it.", Outcome.REJECTED),
            source=SECRET,
            document=window.documents.current.ref,
        )
    )
    with qtbot.waitSignal(window.documents.saved):
        window.documents.save()
    with qtbot.waitSignal(window.voice.learning.ended, timeout=30_000):
        window.voice.learn([novel])
    window.protecting.protect(SECRET[:40])
    window.commands.export_into(window.services.paths.exports)
    qtbot.waitUntil(lambda: "Exported" in window.notices.words(), timeout=20_000)
    # What a crash, a locked and a damaged ledger have left.
    lost = Journal(window.services.paths.journal)
    lost.write(Entry("lost", "", f"{SECRET} Lost.", 0, None, 1.0))
    lost.close()
    with Ledger.open(home / "ledger.waiting-other.db") as ledger:
        ledger.record(rewrite(candidate(SECRET, Outcome.REJECTED)))
    (home / "ledger.db.damaged-20260301T120000Z").write_text(SECRET)
    # The worker puts aside what it has read once nothing was asked for a while.
    states = window.services.paths.states
    qtbot.waitUntil(lambda: any(states.glob("*.state")), timeout=30_000)
    assert len(in_files(home, SECRET)) >= 5

    with qtbot.waitSignal(window.forgetting.forgotten, timeout=30_000):
        window.forgetting.forget(forgetting.passage(SECRET))
    assert in_files(home, SECRET) == []
    assert "decisions are gone" in window.notices.words()
    window.shut_down()
    assert in_files(home, SECRET) == []
    assert in_files(home, SECRET[:40]) == []
    assert not list(states.glob("*.state"))
    assert novel.read_text(encoding="utf-8").count(SECRET) == 2
    with Ledger.open(window.services.paths.ledger) as ledger:
        assert ledger.check() == []


def writer(*args: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "writer_app", "log", *args],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_import_look_and_forget_from_the_command_line(home: Path, tmp_path: Path) -> None:
    document = docx(
        tmp_path / "a.docx",
        paragraph(run(SECRET), came(" So it goes.")),
        paragraph(run("The end.")),
    )
    table = tmp_path / "b.csv"
    table.write_text("one,two\nIt was very dark.,It was dark.\n")
    refused = writer("import", str(document), str(table))
    assert refused.returncode == 1
    assert refused.stdout == "1 edit from “a.docx”.\n"
    assert "which columns" in refused.stderr
    done = writer("import", str(table), "--before", "one", "--after", "two", "--json")
    assert json.loads(done.stdout)["imported"][0]["new"] == 1
    assert writer("import", str(document)).stdout.endswith("1 of them known already.\n")

    assert writer("forget", "--passage", SECRET, "--preview").stdout == "1 decision goes.\n"
    declined = writer("forget", "--passage", SECRET, stdin="n\n")
    assert declined.returncode == 1
    assert in_files(home, SECRET)
    done = writer("forget", "--passage", "-", "--yes", stdin=SECRET)
    assert done.stdout == "1 decision is gone.\n"
    assert in_files(home, SECRET) == []
    assert writer("forget", "--before", "2100-01-01", "--yes").stdout == "1 decision is gone.\n"
    nothing = writer("forget", "--document", str(document), "--preview")
    assert nothing.stdout == "There is nothing to forget.\n"


@pytest.mark.parametrize(
    "args", [(), ("--passage", "x", "--before", "2026-01-01"), ("--before", "May")]
)
def test_forget_wants_to_be_told_what(args: tuple[str, ...]) -> None:
    refused = writer("forget", *args)
    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr
