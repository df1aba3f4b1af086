"""The process that runs the model never opens a network connection; it cannot even name one."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from tests.tiny_gguf import PASSAGE
from tests.worker.heard import run
from writer_app.cli.worker_process import WorkerProcess
from writer_app.engine.messages import Load
from writer_app.engine.work import ChatTurn, Generation

# Runs before anything else in the worker, as any sitecustomize does.
SPY = """
import os, sys
sys.path[:] = [path for path in sys.path if path != {folder!r}]
_log = os.open({log!r}, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
def _spy(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")):
        os.write(_log, (event + "\\n").encode())
    elif event in ("import", "subprocess.Popen", "os.system", "os.posix_spawn"):
        os.write(_log, (event + " " + str(arguments[0]) + "\\n").encode())
sys.addaudithook(_spy)
"""


def test_no_connection_no_socket_no_child(
    tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "audit.log"
    spy = tmp_path / "spy"
    spy.mkdir()
    (spy / "sitecustomize.py").write_text(SPY.format(folder=str(spy), log=str(log)))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(spy), str(Path.cwd())]))
    turns = (ChatTurn("system", "Edit."), ChatTurn("user", "https://example.org"))
    with WorkerProcess() as engine:
        engine.load(Load(str(tiny_model)))
        run(engine, Generation(PASSAGE, n=3, max_tokens=10, heal=True, branch="top"))
        run(engine, Generation(turns, n=2, max_tokens=10))
        if sys.platform == "linux":
            # What native code opened would show here too.
            links = [str(fd.readlink()) for fd in Path(f"/proc/{engine.pid}/fd").iterdir()]
            assert any(link.startswith("pipe:") for link in links)
            assert not [link for link in links if link.startswith("socket:")]
            maps = Path(f"/proc/{engine.pid}/maps").read_text()
            assert "libllama" in maps
            assert not [name for name in ("libssl", "libcurl", "_socket.") if name in maps]
    events = log.read_text().split("\n")
    assert "import writer_app.worker.llama" in events, "the spy was there"
    imported = {event.removeprefix("import ") for event in events if event.startswith("import ")}
    # typing_extensions tries `_socket`, and is refused (no such library is mapped, see above).
    reached = imported & {"socket", "ssl", "http.client", "urllib.request", "asyncio"}
    assert not reached
    assert not [event for event in events if event and not event.startswith("import ")], json.dumps(
        events[-5:]
    )
