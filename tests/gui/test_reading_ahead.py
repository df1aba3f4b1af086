"""Reading ahead in the real window: what the worker is asked to read, when, and when not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.conftest import put_away
from tests.gui.ghosts import FAKE
from writer_app.app import build_window
from writer_app.config.paths import Paths
from writer_app.engine.messages import Done, End, Reply
from writer_app.engine.work import Generation, Guessing, Work
from writer_app.gui.actions import Act
from writer_app.gui.engine_host import EngineHost
from writer_app.gui.main_window import MainWindow

NIGHT = "The night was cold and the rain went on"


@dataclass(slots=True)
class Asked:
    work: Generation | Guessing
    end: Reply | None = None
    cancelled: bool = False


@dataclass(slots=True)
class Asking:
    """All that the window's host was asked for, in order."""

    all: list[Asked] = field(default_factory=list)
    most_open: int = 0

    @property
    def reads(self) -> list[Asked]:
        return [asked for asked in self.all if isinstance(asked.work, Guessing)]

    @property
    def ghosts(self) -> list[Asked]:
        return [asked for asked in self.all if isinstance(asked.work, Generation)]

    def note(self, asked: Asked) -> None:
        self.all.append(asked)
        self.most_open = max(self.most_open, sum(read.end is None for read in self.reads))


@pytest.fixture
def asking(monkeypatch: pytest.MonkeyPatch) -> Asking:
    """Listens at the host, which does its work all the same."""
    asking = Asking()
    submit, cancel = EngineHost.submit, EngineHost.cancel
    open_: dict[int, Asked] = {}

    def heard(host: EngineHost, work: Work, reply: Callable[[Reply], None]) -> int:
        assert isinstance(work, Generation | Guessing)
        asked = Asked(work)

        def take(message: Reply) -> None:
            if isinstance(message, End):
                asked.end = message
            reply(message)

        request_id = submit(host, work, take)
        open_[request_id] = asked
        asking.note(asked)
        return request_id

    def ended(host: EngineHost, request_id: int, candidate: int | None = None) -> None:
        if request_id in open_ and candidate is None:
            open_[request_id].cancelled = True
        cancel(host, request_id, candidate)

    monkeypatch.setattr(EngineHost, "submit", heard)
    monkeypatch.setattr(EngineHost, "cancel", ended)
    return asking


@pytest.fixture
def mains(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever the tests run."""
    monkeypatch.setattr(psutil, "sensors_battery", lambda: None, raising=False)


def opened(qtbot: QtBot, paths: Paths, model: Path, *worker: str) -> MainWindow:
    window = (
        build_window(paths, model=model, worker=worker)
        if worker
        else build_window(paths, model=model)
    )
    window.services.preferences.change(ghost_pause_ms=60_000)
    window.show()
    qtbot.waitUntil(lambda: window.host.ready is not None, timeout=20_000)
    return window


@pytest.fixture
def window(
    qtbot: QtBot, paths: Paths, tiny_model: Path, asking: Asking, mains: None
) -> Iterator[MainWindow]:
    """With a worker that speaks a script, and no ghost before it is asked for."""
    window = opened(qtbot, paths, tiny_model, *FAKE)
    yield window
    put_away(window)


def read(qtbot: QtBot, asking: Asking, text: str) -> Asked:
    """Wait until `text` has been read to its end."""
    qtbot.waitUntil(
        lambda: any(r.work.prompt == text and r.end is not None for r in asking.reads),
        timeout=20_000,
    )
    return [r for r in asking.reads if r.work.prompt == text][-1]


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until a reading that was due has begun or was left."""
    qtbot.waitUntil(lambda: not window.reading_ahead.soon.isActive(), timeout=20_000)


def suggest(qtbot: QtBot, window: MainWindow, asking: Asking) -> Asked:
    window.continuing.suggest_now()
    qtbot.waitUntil(lambda: asking.ghosts[-1].end is not None, timeout=20_000)
    return asking.ghosts[-1]


def test_what_was_typed_is_read_as_a_ghost_would_ask(
    qtbot: QtBot, window: MainWindow, asking: Asking
) -> None:
    QTest.keyClicks(window.editor, NIGHT)
    found = read(qtbot, asking, NIGHT)
    ghost = suggest(qtbot, window, asking)
    assert isinstance(ghost.work, Generation)
    assert (ghost.work.prompt, ghost.work.heal) == (found.work.prompt, True)
    assert (ghost.work.keep, found.work.keep) == (True, True)
    assert found.work.priority > ghost.work.priority


def test_a_real_model_finds_everything_computed(
    qtbot: QtBot, paths: Paths, tiny_model: Path, asking: Asking, mains: None
) -> None:
    window = opened(qtbot, paths, tiny_model)
    QTest.keyClicks(window.editor, NIGHT)
    read(qtbot, asking, NIGHT)
    end = suggest(qtbot, window, asking).end
    assert isinstance(end, Done)
    assert end.reused_tokens == end.prompt_tokens > 0
    put_away(window)


def test_while_the_keys_keep_coming_one_reading_runs_at_a_time(
    qtbot: QtBot, window: MainWindow, asking: Asking
) -> None:
    for letter in NIGHT:
        QTest.keyClicks(window.editor, letter)
    read(qtbot, asking, NIGHT)
    window.editor.insert_at_caret(" and on")
    window.reading_ahead.soon.start(0)
    QTest.keyClicks(window.editor, ", all night")
    read(qtbot, asking, window.editor.text())
    assert asking.most_open == 1
    assert not any(asked.cancelled for asked in asking.reads)


def test_endless_typing_is_read_all_the_same(
    qtbot: QtBot, window: MainWindow, asking: Asking
) -> None:
    def typed_and_read() -> bool:
        QTest.keyClicks(window.editor, "a")
        return bool(asking.reads)

    # Keys come faster than a reading after a pause would.
    qtbot.waitUntil(typed_and_read, timeout=20_000)


def test_a_caret_that_rests_elsewhere_is_read_there(
    qtbot: QtBot, window: MainWindow, asking: Asking
) -> None:
    QTest.keyClicks(window.editor, NIGHT)
    read(qtbot, asking, NIGHT)
    window.editor.set_caret(9)
    read(qtbot, asking, NIGHT[:9])
    count = len(asking.reads)
    window.editor.set_caret(0)  # there is nothing before it
    settle(qtbot, window)
    assert len(asking.reads) == count


@pytest.mark.parametrize("why", ["setting", "nothing expected", "battery", "read only"])
def test_when_nothing_is_read(
    qtbot: QtBot,
    window: MainWindow,
    asking: Asking,
    monkeypatch: pytest.MonkeyPatch,
    why: str,
) -> None:
    settle(qtbot, window)  # and the power has not been asked about: there was no text
    if why == "setting":
        window.services.preferences.change(read_ahead=False)
    elif why == "nothing expected":
        window.services.preferences.change(ghost_enabled=False)
    elif why == "battery":
        monkeypatch.setattr(
            psutil, "sensors_battery", lambda: SimpleNamespace(power_plugged=False), raising=False
        )
    window.editor.insert_at_caret(NIGHT)
    window.editor.setReadOnly(why == "read only")
    assert window.reading_ahead.soon.isActive()
    settle(qtbot, window)
    assert asking.all == []


def test_with_the_pane_open_it_is_read_without_ghosts(
    qtbot: QtBot, window: MainWindow, asking: Asking
) -> None:
    window.services.preferences.change(ghost_enabled=False)
    window.show_continuations(True)
    QTest.keyClicks(window.editor, NIGHT)
    read(qtbot, asking, NIGHT)


def test_nothing_is_read_beside_a_rewrite(qtbot: QtBot, window: MainWindow, asking: Asking) -> None:
    window.editor.insert_at_caret(NIGHT)
    window.actions_table[Act.REWRITE].trigger()
    assert window.rewrite_pane.isVisible()
    settle(qtbot, window)
    assert asking.reads == []
    window.rewriting.close()
    read(qtbot, asking, NIGHT)


def test_what_was_read_of_a_private_document_is_never_kept(
    qtbot: QtBot, window: MainWindow, asking: Asking, tmp_path: Path
) -> None:
    path = tmp_path / "a.md"
    path.write_text(NIGHT)
    states = window.services.paths.states
    states.mkdir()
    for name in ("old.state", "half.state.tmp", "states.lock"):
        (states / name).write_text("")
    window.documents.open(path)
    QTest.keyClick(
        window.editor,
        Qt.Key.Key_L,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    window.editor.set_caret(len(NIGHT))
    assert not read(qtbot, asking, NIGHT).work.keep
    qtbot.waitUntil(
        lambda: [file.name for file in states.iterdir()] == ["states.lock"], timeout=20_000
    )
    assert not suggest(qtbot, window, asking).work.keep
    window.documents.new()
    qtbot.waitUntil(lambda: window.privacy.may_keep, timeout=20_000)
    window.documents.open(path)
    assert not window.privacy.may_keep  # not even before the mark is found
    qtbot.waitUntil(lambda: window.privacy.private, timeout=20_000)
    assert not window.privacy.may_keep
    (states / "late.state").write_text("")  # kept before the worker heard of the mark
    window.shut_down()
    assert [file.name for file in states.iterdir()] == ["states.lock"]


def test_saved_where_a_private_document_lay_nothing_is_kept(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "a.md"
    path.write_text("secret")
    window.documents.open(path)
    window.actions_table[Act.DO_NOT_LOG].trigger()
    window.documents.new()
    QTest.keyClicks(window.editor, NIGHT)
    qtbot.waitUntil(lambda: window.privacy.may_keep, timeout=20_000)
    with qtbot.waitSignal(window.documents.saved, timeout=10_000):
        window.documents.save_as(path)
    qtbot.waitUntil(lambda: window.privacy.private, timeout=20_000)
    assert not window.privacy.may_keep


def test_another_document_or_model_begins_anew(
    qtbot: QtBot, window: MainWindow, asking: Asking, tiny_model: Path
) -> None:
    QTest.keyClicks(window.editor, NIGHT)
    read(qtbot, asking, NIGHT)
    count = len(asking.reads)
    with qtbot.waitSignal(window.host.became_ready, timeout=20_000):
        window.host.restart()
    qtbot.waitUntil(lambda: len(asking.reads) > count, timeout=20_000)
    assert asking.reads[-1].work.prompt == NIGHT
    window.editor.document().setModified(False)
    window.documents.new()
    window.editor.insert_at_caret("Morning")
    read(qtbot, asking, "Morning")


def test_only_another_document_ends_what_is_read(
    qtbot: QtBot, window: MainWindow, asking: Asking
) -> None:
    window.editor.insert_at_caret(NIGHT + " [stall]")
    qtbot.waitUntil(lambda: bool(asking.reads), timeout=20_000)
    window.editor.insert_at_caret(" and on")
    settle(qtbot, window)
    (running,) = asking.reads
    assert not running.cancelled
    window.editor.document().setModified(False)
    window.documents.new()
    assert running.cancelled
