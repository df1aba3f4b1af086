"""Real worker processes with the scripted backend: every accident there is."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.worker.heard import Heard, pump_until, run, submit
from writer_app.cli import worker_process
from writer_app.cli.worker_process import WorkerProcess
from writer_app.engine import session
from writer_app.engine.codec import encode
from writer_app.engine.launch import worker_command
from writer_app.engine.messages import Done, Failed, Generate, Load, Progress, Reply, Token
from writer_app.engine.work import ChatTurn, Generation
from writer_app.errors import EngineLost, ModelLoadFailed

FAKE = ("--backend", "fake")


@pytest.fixture
def engine() -> Iterator[WorkerProcess]:
    with WorkerProcess(FAKE) as engine:
        engine.load(Load("good.gguf"))
        yield engine


def test_greeting_loading_and_an_answer() -> None:
    told: list[float] = []
    with WorkerProcess(FAKE) as engine:
        assert engine.greet().llama_cpp == "fake"
        ready = engine.load(Load("good.gguf", n_ctx=512), told.append)
        assert (ready.path, ready.n_ctx) == ("good.gguf", 512)
        assert told == [0.5]
        heard = run(engine, Generation("Once upon a time", n=2))
    assert heard.texts(2) == [
        " and the rain went on until morning.",
        " but nobody had told the gulls.",
    ]
    assert {end.finish for end in heard.ends.values()} == {"stop"}
    assert isinstance(heard.last, Done)
    assert not engine.alive


def test_the_limit_of_tokens(engine: WorkerProcess) -> None:
    heard = run(engine, Generation("[say:one two three four]", max_tokens=2))
    assert heard.texts() == ["one two"]
    assert heard.ends[0].finish == "length"


def test_without_a_model() -> None:
    with WorkerProcess(FAKE) as engine:
        assert run(engine, Generation("Hello")).failed.code == "no_model"


def test_a_request_made_while_loading_waits_its_turn() -> None:
    with WorkerProcess(FAKE) as engine:
        engine._session.load(Load("good.gguf"))
        assert run(engine, Generation("[say:at last]")).texts() == ["at last"]
        assert engine.ready is not None


def test_cancel_while_it_speaks(engine: WorkerProcess) -> None:
    heard = submit(engine, Generation("[endless]", n=2))
    pump_until(engine, lambda: len(heard.tokens) > 3)
    engine.cancel(heard.id)
    said = len(heard.tokens)
    engine.wait(heard.id)
    assert heard.done.finish == "cancelled"
    assert len(heard.tokens) == said
    assert run(engine, Generation("[say:still here]")).texts() == ["still here"]


def test_cancel_before_its_turn(engine: WorkerProcess) -> None:
    running = submit(engine, Generation("[endless]"))
    waiting = submit(engine, Generation("[say:never]"))
    pump_until(engine, lambda: bool(running.tokens))
    engine.cancel(waiting.id)
    engine.wait(waiting.id)
    assert waiting.replies == [Done(waiting.id, "cancelled", 0, 0, 0.0, 0.0)]
    assert not isinstance(running.last, Done)
    engine.cancel(running.id)
    engine.wait(running.id)


def test_lower_priority_runs_first(engine: WorkerProcess) -> None:
    order: list[int] = []
    begun: list[Reply] = []

    def ended(reply: Reply) -> None:
        begun.append(reply)
        if isinstance(reply, Done):
            order.append(reply.id)

    running = engine.submit(Generation("[endless]"), ended)
    pump_until(engine, lambda: bool(begun))
    late = engine.submit(Generation("later", priority=5), ended)
    first = engine.submit(Generation("first", priority=1), ended)
    second = engine.submit(Generation("second", priority=1), ended)
    engine.cancel(running)
    for request in (late, first, second):
        engine.wait(request)
    assert order == [running, first, second, late]


def test_one_refused_request_costs_no_other(engine: WorkerProcess) -> None:
    assert run(engine, Generation("[refuse]")).failed.code == "decode_failed"
    assert run(engine, Generation("[say:fine]")).texts() == ["fine"]


def test_babble_in_the_pipe_is_passed_over(engine: WorkerProcess) -> None:
    turns = (ChatTurn("system", "s"), ChatTurn("user", "[babble][say:fine]"))
    assert run(engine, Generation(turns)).texts() == ["fine"]
    assert engine._session.rubbish == 2


@pytest.mark.parametrize(
    ("word", "sentence"),
    [("[abort]", "crashed inside llama.cpp"), ("[exit]", "exit code 7")],
)
def test_a_worker_that_dies_over_a_request(engine: WorkerProcess, word: str, sentence: str) -> None:
    heard = run(engine, Generation(word))
    assert heard.failed.code == "engine_lost"
    assert sentence in heard.failed.message
    assert len(heard.tokens) == 1, "what was said before is kept"
    assert not engine.alive
    assert engine.ready is None
    assert run(engine, Generation("Hello")).failed.code == "engine_lost"


def test_a_killed_worker_and_the_next_one(engine: WorkerProcess) -> None:
    heard = submit(engine, Generation("[stall]"))
    waiting = submit(engine, Generation("Hello"))
    pump_until(engine, lambda: bool(heard.progress))
    os.kill(engine.pid, signal.SIGKILL)
    engine.wait(heard.id)
    assert "lack of memory" in heard.failed.message
    assert waiting.failed.code == "engine_lost"
    engine.load(Load("good.gguf"))
    again = run(engine, Generation("[say:back]"))
    assert again.texts() == ["back"]
    assert again.id > waiting.id


def test_a_hung_worker_is_killed(engine: WorkerProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "HANG_SECONDS", 0.2)
    monkeypatch.setattr(worker_process, "TICK", 0.05)
    heard = run(engine, Generation("[stall]"))
    assert "no sign of life" in heard.failed.message
    assert engine.outcome is not None
    assert engine.outcome.hung


def test_closing_does_not_wait_for_a_hung_worker(engine: WorkerProcess) -> None:
    heard = submit(engine, Generation("[stall]"))
    pump_until(engine, lambda: bool(heard.progress))
    engine.close()
    assert engine.outcome is not None
    assert engine.outcome.exit_code == 0, "the stdin thread ended it, nobody had to kill"
    assert heard.failed.code == "engine_lost"


def test_loads_that_fail() -> None:
    with WorkerProcess(FAKE) as engine:
        with pytest.raises(ModelLoadFailed, match="refuses this file"):
            engine.load(Load("refuse.gguf"))
        assert run(engine, Generation("Hello")).failed.code == "no_model"
        with pytest.raises(EngineLost, match="crashed inside"):
            engine.load(Load("abort.gguf"))
        assert engine.load(Load("good.gguf")).path == "good.gguf"


def test_a_load_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "HANG_SECONDS", 0.5)
    monkeypatch.setattr(worker_process, "TICK", 0.05)
    with WorkerProcess(FAKE) as engine:
        engine.greet()
        with pytest.raises(EngineLost, match="no sign of life"):
            engine.load(Load("stall.gguf"))


def bare_worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        worker_command(*FAKE),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def test_the_end_of_stdin_ends_it_in_the_midst_of_a_call() -> None:
    with bare_worker() as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None
        worker.stdin.write(encode(Load("good.gguf")) + encode(Generate(1, Generation("[stall]"))))
        worker.stdin.flush()
        lines = [json.loads(worker.stdout.readline()) for _ in range(4)]
        assert [line["type"] for line in lines] == ["Hello", "Progress", "Ready", "Progress"]
        worker.stdin.close()
        assert worker.wait() == 0


def test_a_line_that_is_no_command_is_answered() -> None:
    with bare_worker() as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None
        worker.stdin.write(b"good morning\n" + encode(Load("good.gguf")))
        worker.stdin.flush()
        kinds = {}
        while "Ready" not in kinds:
            line = json.loads(worker.stdout.readline())
            kinds[line["type"]] = line
        assert kinds["Failed"]["code"] == "bad_request"
        worker.stdin.close()
        worker.wait()


def test_a_second_model_in_one_life_is_refused() -> None:
    with bare_worker() as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None
        worker.stdin.write(encode(Load("good.gguf")))
        worker.stdin.flush()
        while json.loads(worker.stdout.readline())["type"] != "Ready":
            pass
        worker.stdin.write(encode(Load("other.gguf")))
        worker.stdin.flush()
        assert json.loads(worker.stdout.readline())["code"] == "bad_request"
        worker.stdin.close()
        worker.wait()


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="waits for a foreign process by pidfd")
def test_no_worker_outlives_a_killed_editor() -> None:
    editor = textwrap.dedent(
        """
        from writer_app.cli.worker_process import WorkerProcess
        from writer_app.engine.messages import (Load, Progress)
        from writer_app.engine.work import Generation

        engine = WorkerProcess(("--backend", "fake"))
        engine.load(Load("good.gguf"))
        heard = []
        request = engine.submit(Generation("[stall]"), heard.append)
        while not any(isinstance(reply, Progress) for reply in heard):
            engine.pump(1.0)
        print(engine.pid, flush=True)
        engine.wait(request)
        """
    )
    with subprocess.Popen([sys.executable, "-c", editor], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        worker = os.pidfd_open(int(process.stdout.readline()))
        process.send_signal(signal.SIGKILL)
        gone, _, _ = select.select([worker], [], [], 60)
        os.close(worker)
        assert gone


def test_modules_beside_a_document_do_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('ran')")
    (tmp_path / "writer_app").mkdir()
    (tmp_path / "writer_app" / "__init__.py").write_text("raise SystemExit('ran')")
    monkeypatch.chdir(tmp_path)
    with WorkerProcess(FAKE) as engine:
        assert engine.greet().llama_cpp == "fake"


@pytest.mark.skipif(os.name == "nt", reason="no such signal")
def test_a_terminals_interrupt_is_the_editors_business(engine: WorkerProcess) -> None:
    os.kill(engine.pid, signal.SIGINT)
    assert run(engine, Generation("[say:still here]")).texts() == ["still here"]


def test_a_reply_may_ask_again(engine: WorkerProcess) -> None:
    second = Heard()

    def reply(message: Reply) -> None:
        if isinstance(message, Done):
            second.id = engine.submit(Generation("[say:and more]"), second.replies.append)

    engine.wait(engine.submit(Generation("[say:one]"), reply))
    engine.wait(second.id)
    assert second.texts() == ["and more"]


def test_kinds_of_replies(engine: WorkerProcess) -> None:
    heard = run(engine, Generation("[say:a b]"))
    kinds = [type(reply).__name__ for reply in heard.replies]
    assert kinds == ["Progress", "Token", "Token", "CandidateDone", "Done"]
    assert not any(isinstance(reply, Failed) for reply in heard.replies)
    assert isinstance(heard.replies[0], Progress)
    assert isinstance(heard.replies[1], Token)
