"""A model's tics are measured in the real window, by the worker there, while nobody writes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.conftest import put_away
from tests.gui.ghosts import FAKE
from writer_app.app import build_window
from writer_app.config.paths import Paths
from writer_app.engine.work import Ban
from writer_app.gui.main_window import MainWindow
from writer_app.services.tic_lists import TicLists, seeds
from writer_app.services.tics import OPENINGS


@pytest.fixture
def window(
    qtbot: QtBot, paths: Paths, tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    monkeypatch.setattr(psutil, "sensors_battery", lambda: None, raising=False)
    window = build_window(paths, model=tiny_model, worker=FAKE)
    window.show()
    qtbot.waitUntil(lambda: window.host.ready is not None, timeout=20_000)
    yield window
    put_away(window)


def begin(window: MainWindow) -> None:
    """Nobody has written for long."""
    window.quiet.timer.start(0)


def test_it_is_measured_once_and_kept(
    qtbot: QtBot, window: MainWindow, paths: Paths, tiny_model: Path
) -> None:
    assert window.tics.list_now == seeds()
    sha256 = window.services.shelf.sha256(tiny_model)
    begin(window)
    qtbot.waitUntil(lambda: bool(window.tics.list_now.day), timeout=60_000)
    kept = TicLists(paths.tics).get(sha256)
    assert kept == window.tics.list_now
    assert kept.sentences >= len(OPENINGS)
    begin(window)
    qtbot.waitUntil(lambda: not window.quiet.timer.isActive())
    assert not window.host.busy


def test_a_key_stops_it_until_another_time(
    qtbot: QtBot, window: MainWindow, paths: Paths, tiny_model: Path
) -> None:
    window.services.shelf.sha256(tiny_model)
    begin(window)
    qtbot.waitUntil(lambda: window.host.busy)
    QTest.keyClicks(window.editor, "x")
    assert window.quiet.timer.isActive()
    assert not window.tics.list_now.day
    assert not list(paths.tics.glob("*"))


def test_the_list_is_read_and_edited_on_the_voice_page(
    window: MainWindow, paths: Paths, tiny_model: Path
) -> None:
    sha256 = window.services.shelf.sha256(tiny_model)
    window.voice.open_page()
    page = window.voice.page
    assert page is not None
    assert page.tics.isVisible()
    first = page.tics.tics.buttons()[0].text()
    page.tics.tics.buttons()[0].click()
    page.tics.said.emit("my darling")
    kept = TicLists(paths.tics).get(sha256)
    assert (kept.allowed, kept.never) == ((first,), ("my darling",))
    assert kept == window.tics.list_now
    assert Ban("my darling") in window.tics.list_now.bans()
    assert not kept.day  # it is still to be measured
    page.tics.undone.emit(first)
    assert TicLists(paths.tics).get(sha256).allowed == ()
    page.reject()


def test_a_damaged_list_is_told_and_left_alone(
    qtbot: QtBot, paths: Paths, tiny_model: Path
) -> None:
    paths.ensure()
    paths.tics.mkdir()
    window = build_window(paths, model=tiny_model, worker=FAKE)
    try:
        damaged = TicLists(paths.tics).path(window.services.shelf.sha256(tiny_model))
        damaged.write_text("{", encoding="utf-8")
        qtbot.waitUntil(lambda: "tics makes no sense" in window.notices.words(), timeout=20_000)
        begin(window)
        qtbot.waitUntil(lambda: not window.quiet.timer.isActive())
        assert damaged.read_text("utf-8") == "{"
        assert window.tics.list_now == seeds()
    finally:
        put_away(window)
