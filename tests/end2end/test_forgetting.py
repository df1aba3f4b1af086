"""A passage is written, decided on, learned from, exported, forgotten, and then looked for."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.conftest import put_away
from tests.gui.ghosts import FAKE
from tests.unit.import_samples import came, docx, paragraph, run
from tests.unit.ledger_samples import candidate, rewrite
from tests.unit.test_ledger_forgetting import SECRET, in_files
from tests.unit.voice_samples import ornate
from writer_app.app import build_window
from writer_app.config.paths import Paths
from writer_app.gui.main_window import MainWindow
from writer_app.ledger.records import Outcome
from writer_app.ledger.store import Ledger
from writer_app.services import forgetting
from writer_app.text.journal import Entry, Journal


@pytest.fixture
def window(qtbot: QtBot, paths: Paths, tiny_model: Path) -> Iterator[MainWindow]:
    """With a worker that says what it is told to."""
    window = build_window(paths, model=tiny_model, worker=FAKE)
    window.services.preferences.change(ghost_pause_ms=0)
    window.show()
    qtbot.waitUntil(lambda: window.host.ready is not None, timeout=20_000)
    yield window
    put_away(window)


def decide(qtbot: QtBot, window: MainWindow, said: str, key: Qt.Key) -> None:
    """Write the passage, be offered something after it, and answer with a key."""
    QTest.keyClicks(window.editor, f" {SECRET} [say: {said}]")

    def offered() -> bool:
        offer = window.continuing.short.offer
        return window.ghost.visible and offer is not None and offer.done

    qtbot.waitUntil(offered, timeout=20_000)
    QTest.keyClick(window.editor, key)


def test_after_a_session_no_file_of_the_app_holds_it(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    paths, novel = window.services.paths, tmp_path / "novel.md"
    novel.write_text(ornate(700), encoding="utf-8")
    window.documents.open(novel)
    window.editor.set_caret(len(window.editor.text()))
    decide(qtbot, window, f"Yes, {SECRET}", Qt.Key.Key_Tab)
    decide(qtbot, window, "A lamp was lit across the water.", Qt.Key.Key_Escape)
    QTest.keyClicks(window.editor, " The rain fell on the other side of the river.")
    with qtbot.waitSignal(window.documents.saved):
        window.documents.save()
    with qtbot.waitSignal(window.voice.learning.ended, timeout=30_000):
        window.voice.learn([novel])
    window.protecting.protect(SECRET[:40])
    window.notices.clear()
    window.exporting.export_into(paths.exports)
    qtbot.waitUntil(lambda: "Exported" in window.notices.words(), timeout=20_000)
    # What a crash, a locked and a damaged ledger and a model have left.
    lost = Journal(paths.journal)
    lost.write(Entry("lost", "", f"{SECRET} Lost.", 0, None, 1.0))
    lost.close()
    with Ledger.open(paths.home / "ledger.waiting-other.db") as ledger:
        ledger.record(rewrite(candidate(SECRET, Outcome.REJECTED)))
    (paths.home / "ledger.db.damaged-20260301T120000Z").write_text(SECRET)
    paths.states.mkdir(parents=True, exist_ok=True)
    (paths.states / "other.state").write_text(SECRET)
    assert len(in_files(paths.home, SECRET)) >= 5

    window.notices.clear()
    with qtbot.waitSignal(window.forgetting.forgotten, timeout=30_000):
        window.forgetting.forget(forgetting.passage(SECRET))
    assert "decisions are gone" in window.notices.words()
    assert in_files(paths.home, SECRET) == []
    window.shut_down()
    assert in_files(paths.home, SECRET) == []
    assert in_files(paths.home, SECRET[:40]) == []
    assert SECRET in novel.read_text(encoding="utf-8")
    with Ledger.open(paths.ledger) as ledger:
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
    assert "is a folder. Choose a file" in writer("import", str(tmp_path)).stderr
    done = writer("import", str(table), "--before", "one", "--after", "two", "--json")
    assert json.loads(done.stdout)["imported"][0]["new"] == 1
    assert writer("import", str(document)).stdout.endswith("1 of them known already.\n")

    assert (
        writer("forget", "--passage", SECRET, "--preview").stdout
        == "1 decision will be forgotten.\n"
    )
    declined = writer("forget", "--passage", SECRET, stdin="n\n")
    assert declined.returncode == 1
    assert in_files(home, SECRET)
    asked = writer("forget", "--passage", SECRET, "--json", stdin="n\n")
    assert asked.stdout == ""
    assert asked.stderr.startswith("1 decision will be forgotten.\nForget it for good?")
    done = writer("forget", "--passage", "-", "--yes", stdin=SECRET)
    assert done.stdout.splitlines()[0] == "1 decision is gone."
    assert in_files(home, SECRET) == []
    done = writer("forget", "--before", "2100-01-01", "--yes")
    assert done.stdout.splitlines()[0] == "1 decision is gone."
    nothing = writer("forget", "--document", str(document), "--preview")
    assert nothing.stdout == "There is nothing to forget.\n"


@pytest.mark.parametrize(
    "args", [(), ("--passage", "x", "--before", "2026-01-01"), ("--before", "May")]
)
def test_forget_wants_to_be_told_what(args: tuple[str, ...]) -> None:
    refused = writer("forget", *args)
    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr
    assert "%Y" not in refused.stderr  # nobody's way to write a day
