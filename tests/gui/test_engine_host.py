"""The engine's host on real processes: spoken to, cancelled, killed, hung, swapped, closed."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import psutil
import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from tests.gui.ghosts import FAKE
from writer_app.engine.launch import SPIN
from writer_app.engine.messages import Done, Failed, Load, Reply, Token
from writer_app.engine.outcome import Outcome
from writer_app.engine.work import Generation
from writer_app.errors import EngineLost, ModelError, ModelLoadFailed
from writer_app.gui.engine_host import EngineHost

GOOD = Load("good.gguf")
OTHER = Load("other.gguf")


def explain(path: str, message: str, outcome: Outcome | None) -> ModelError:
    return ModelLoadFailed(f"{path}: {message or (outcome.sentence() if outcome else '')}")


class Heard(QObject):
    """Everything a host says."""

    def __init__(self, host: EngineHost) -> None:
        super().__init__()
        self.lost: list[EngineLost] = []
        self.failed: list[tuple[ModelError, bool]] = []
        host.lost.connect(self.lost.append)
        host.load_failed.connect(lambda error, back: self.failed.append((error, back)))


@pytest.fixture
def host(qtbot: QtBot) -> Iterator[EngineHost]:
    host = EngineHost(explain, FAKE)
    yield host
    host.close()


@pytest.fixture
def heard(host: EngineHost) -> Heard:
    return Heard(host)


def load(qtbot: QtBot, host: EngineHost, what: Load = GOOD) -> None:
    with qtbot.waitSignal(host.became_ready, timeout=20_000):
        host.swap(what)


def ends(qtbot: QtBot, replies: list[Reply]) -> Reply:
    qtbot.waitUntil(
        lambda: bool(replies) and isinstance(replies[-1], Done | Failed), timeout=20_000
    )
    return replies[-1]


def test_answers_arrive_with_the_id_that_submit_gave(qtbot: QtBot, host: EngineHost) -> None:
    load(qtbot, host)
    replies: list[Reply] = []
    request = host.submit(Generation("Go [say:one two three]"), replies.append)
    assert replies == []  # never before submit has returned
    assert isinstance(ends(qtbot, replies), Done)
    assert {reply.id for reply in replies} == {request}
    assert "".join(r.text for r in replies if isinstance(r, Token)) == "one two three"


def test_asked_while_loading_waits_its_turn(qtbot: QtBot, host: EngineHost) -> None:
    host.swap(GOOD)
    replies: list[Reply] = []
    host.submit(Generation("[say:here]"), replies.append)
    assert isinstance(ends(qtbot, replies), Done)


def test_a_worker_spins_as_long_as_it_was_told_also_after_a_restart(
    qtbot: QtBot, host: EngineHost
) -> None:
    def told() -> list[str]:
        return psutil.Process(host.pid).cmdline()[-2:]

    load(qtbot, host)
    assert told() == ["--spin", str(SPIN)]
    with qtbot.waitSignal(host.became_ready, timeout=20_000):
        host.swap(OTHER, spin=1_000)
    with qtbot.waitSignal(host.became_ready, timeout=20_000):
        os.kill(host.pid, signal.SIGKILL)
    assert told() == ["--spin", "1000"]
    assert host.wanted == OTHER


def test_without_a_model_the_answer_still_comes(qtbot: QtBot, host: EngineHost) -> None:
    replies: list[Reply] = []
    request = host.submit(Generation("x"), replies.append)
    assert replies == []
    assert ends(qtbot, replies) == Failed(request, "no_model", "No model is loaded.")


def test_cancel_ends_an_endless_answer(qtbot: QtBot, host: EngineHost) -> None:
    load(qtbot, host)
    replies: list[Reply] = []
    request = host.submit(Generation("[endless]"), replies.append)
    qtbot.waitUntil(lambda: any(isinstance(r, Token) for r in replies), timeout=20_000)
    host.cancel(request)
    end = ends(qtbot, replies)
    assert isinstance(end, Done)
    assert end.finish == "cancelled"


@pytest.mark.parametrize("accident", ["[abort]", "[exit]"])
def test_a_worker_that_dies_costs_one_answer(
    qtbot: QtBot, host: EngineHost, heard: Heard, accident: str
) -> None:
    load(qtbot, host)
    dead = host.pid
    replies: list[Reply] = []
    with qtbot.waitSignal(host.became_ready, timeout=20_000):  # it comes back by itself
        host.submit(Generation(accident), replies.append)
    end = ends(qtbot, replies)
    assert isinstance(end, Failed)
    assert end.code == "engine_lost"
    assert len(heard.lost) == 1
    assert "text is untouched" in heard.lost[0].hint
    assert host.pid not in (0, dead)
    again: list[Reply] = []
    host.submit(Generation("[say:back]"), again.append)
    assert isinstance(ends(qtbot, again), Done)
    assert again[0].id != replies[0].id  # ids stay apart over the workers' lives


def test_killed_for_memory_is_said_so(qtbot: QtBot, host: EngineHost, heard: Heard) -> None:
    load(qtbot, host)
    with qtbot.waitSignal(host.lost, timeout=20_000):
        os.kill(host.pid, signal.SIGKILL)
    assert "memory" in heard.lost[0].message


def test_dying_again_and_again_is_not_repeated_for_ever(
    qtbot: QtBot, host: EngineHost, heard: Heard
) -> None:
    load(qtbot, host)
    for death in range(4):
        qtbot.waitUntil(lambda: host.ready is not None, timeout=20_000)
        os.kill(host.pid, signal.SIGKILL)
        qtbot.waitUntil(lambda: len(heard.lost) > death, timeout=20_000)  # noqa: B023
    assert host.wanted is None
    assert not host.busy_loading
    with qtbot.waitSignal(host.became_ready, timeout=20_000):
        host.restart()  # the writer may still try


def test_a_hung_worker_is_ended(
    qtbot: QtBot, host: EngineHost, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("writer_app.engine.session.HANG_SECONDS", 1.0)  # else half a minute
    load(qtbot, host)
    replies: list[Reply] = []
    host.submit(Generation("[stall]"), replies.append)
    end = ends(qtbot, replies)
    assert isinstance(end, Failed)
    assert "no sign of life" in heard.lost[0].message


def test_swap_ends_the_old_worker_first(qtbot: QtBot, host: EngineHost) -> None:
    load(qtbot, host)
    old = host.pid
    load(qtbot, host, OTHER)
    assert host.pid != old
    assert host.ready is not None
    assert host.ready.path == "other.gguf"
    with pytest.raises(ProcessLookupError):
        os.kill(old, 0)


@pytest.mark.parametrize("bad", ["refuse.gguf", "abort.gguf"])
def test_a_model_that_does_not_load_brings_the_last_one_back(
    qtbot: QtBot, host: EngineHost, heard: Heard, bad: str
) -> None:
    load(qtbot, host)
    with qtbot.waitSignal(host.became_ready, timeout=20_000):
        host.swap(Load(bad))
    assert host.ready is not None
    assert host.ready.path == "good.gguf"
    ((error, returns),) = heard.failed
    assert returns
    assert bad in error.message
    assert heard.lost == []


def test_a_first_model_that_does_not_load_leaves_none(
    qtbot: QtBot, host: EngineHost, heard: Heard
) -> None:
    with qtbot.waitSignal(host.load_failed, timeout=20_000):
        host.swap(Load("refuse.gguf"))
    assert heard.failed[0][1] is False
    assert host.ready is None
    assert host.wanted is None


def test_swapped_while_loading_the_last_wish_counts(qtbot: QtBot, host: EngineHost) -> None:
    host.swap(Load("stall.gguf"))
    host.swap(Load("stall2.gguf"))
    load(qtbot, host, OTHER)
    assert host.ready is not None
    assert host.ready.path == "other.gguf"


def test_a_swap_while_it_answers_ends_the_answer(qtbot: QtBot, host: EngineHost) -> None:
    load(qtbot, host)
    replies: list[Reply] = []
    host.submit(Generation("[stall]"), replies.append)
    load(qtbot, host, OTHER)
    assert isinstance(ends(qtbot, replies), Failed)


def test_no_program_to_start(qtbot: QtBot) -> None:
    host = EngineHost(explain, ("/nonexistent/python",))
    failed: list[ModelError] = []
    host.load_failed.connect(lambda error, _: failed.append(error))
    with qtbot.waitSignal(host.load_failed, timeout=20_000):
        host.swap(GOOD)
    assert "could not be started" in failed[0].message
    host.close()


def test_close_leaves_no_process_even_in_a_stall(qtbot: QtBot, host: EngineHost) -> None:
    load(qtbot, host)
    pid = host.pid
    host.submit(Generation("[stall]"), lambda _: None)
    host.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
