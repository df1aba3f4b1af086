"""Plain drafts are made in the real window, by the worker there, while nobody writes."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.conftest import put_away
from tests.gui.ghosts import FAKE
from tests.unit.test_voice_pairs import DRAFT, OWN
from tests.unit.voice_samples import ornate
from writer_app.app import build_window
from writer_app.config.paths import Paths
from writer_app.gui.actions import Act
from writer_app.gui.main_window import MainWindow
from writer_app.services.pair_store import PairStore
from writer_app.services.tic_lists import TicLists, seeds
from writer_app.services.voices import Voices
from writer_app.voice.pairs import Pair


@pytest.fixture
def able(tmp_path: Path, tiny_model: Path) -> Path:
    """A model large enough to be asked for drafts."""
    return Path(shutil.copy(tiny_model, tmp_path / "colossal.gguf"))


@pytest.fixture
def diary(tmp_path: Path) -> Path:
    file = tmp_path / "diary.md"
    file.write_text(f"{OWN}\n\n{ornate(900)}", encoding="utf-8")
    return file


@pytest.fixture
def voices(paths: Paths) -> Voices:
    return Voices(paths.ensure().voices)


@pytest.fixture
def window(
    qtbot: QtBot,
    paths: Paths,
    able: Path,
    diary: Path,
    voices: Voices,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[MainWindow]:
    monkeypatch.setattr(psutil, "sensors_battery", lambda: None, raising=False)
    voices.learn([diary])
    PairStore(voices, lambda _: False).add("default", OWN, DRAFT, "")
    # Its tics are known, or they would be measured first.
    sha256 = hashlib.sha256(able.read_bytes()).hexdigest()
    TicLists(paths.tics).keep(sha256, replace(seeds("colossal"), day="2026-03-01"))
    window = build_window(paths, model=able, worker=FAKE)
    window.show()
    qtbot.waitUntil(lambda: window.host.ready is not None, timeout=20_000)
    qtbot.waitUntil(lambda: window.voice.profile is not None)
    yield window
    put_away(window)


def digest(passage: str) -> str:
    return hashlib.sha256(passage.encode()).hexdigest()


def tried(voices: Voices) -> list[str]:
    found: list[str] = json.loads(voices.pairs_file().read_bytes())["tried"]
    return found


def test_what_was_made_is_at_hand(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.pairs.pairs == (Pair(DRAFT, OWN),))


def test_drafts_are_made_in_a_quiet_minute(
    qtbot: QtBot, window: MainWindow, voices: Voices
) -> None:
    window.quiet.timer.start(0)
    # The script teaches nothing, so each passage is only noted as tried.
    qtbot.waitUntil(lambda: len(tried(voices)) > 2, timeout=20_000)
    assert PairStore(voices, lambda _: False).get() == (Pair(DRAFT, OWN),)


def test_a_key_stops_it(qtbot: QtBot, window: MainWindow, voices: Voices, diary: Path) -> None:
    diary.write_text(OWN.replace("the white road", "[endless] roads"), encoding="utf-8")
    window.quiet.timer.start(0)
    qtbot.waitUntil(lambda: window.host.busy, timeout=20_000)
    QTest.keyClicks(window.editor, "x")
    qtbot.waitUntil(lambda: not window.host.busy, timeout=20_000)
    assert window.quiet.timer.isActive()
    assert tried(voices) == []


def test_of_a_document_marked_as_private_nothing_is_left(
    qtbot: QtBot, window: MainWindow, voices: Voices, diary: Path
) -> None:
    window.documents.open(diary)
    qtbot.waitUntil(lambda: window.documents.current.path == diary)
    qtbot.waitUntil(lambda: bool(window.pairs.pairs))
    window.actions_table[Act.DO_NOT_LOG].trigger()
    qtbot.waitUntil(lambda: not window.pairs.pairs)
    assert "Helstone" not in voices.pairs_file().read_text("utf-8")


def test_an_answer_on_its_way_is_not_kept_of_what_was_let_go(
    qtbot: QtBot, window: MainWindow, voices: Voices
) -> None:
    window.quiet.timer.start(0)
    qtbot.waitUntil(lambda: window.host.busy, timeout=20_000)
    drafting = window.pairs._drafting
    assert drafting is not None
    window.pairs.let_go()
    known = tried(voices)
    passage = next(each for each in ornate(900).split("\n\n") if digest(each) not in known)
    drafting._made(passage, None)
    window.slow.close()
    assert digest(passage) not in tried(voices)
