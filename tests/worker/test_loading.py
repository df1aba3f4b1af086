"""Files that are no model, and what llama.cpp says of them. The worker outlives them all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tiny_gguf import BROKEN_TEMPLATE, make_tiny_gguf, not_a_gguf, truncated
from tests.worker.heard import run
from writer_app.cli.worker_process import WorkerProcess
from writer_app.engine.messages import Load
from writer_app.engine.work import ChatTurn, Generation
from writer_app.errors import EngineLost, ModelLoadFailed


def refusal(path: Path) -> str:
    """llama.cpp's words; the worker lives on and says that it has no model."""
    with WorkerProcess() as engine:
        with pytest.raises(ModelLoadFailed) as caught:
            engine.load(Load(str(path)))
        assert run(engine, Generation("a")).failed.code == "no_model"
    return caught.value.message


def test_truncated(tiny_model: Path, tmp_path: Path) -> None:
    assert "not within the file bounds" in refusal(truncated(tiny_model, tmp_path / "cut.gguf"))


def test_a_vocabulary_alone(tmp_path: Path) -> None:
    path = make_tiny_gguf(tmp_path / "vocab.gguf", vocab_only=True)
    assert "token_embd.weight" in refusal(path)


def test_an_unknown_architecture(tmp_path: Path) -> None:
    path = make_tiny_gguf(tmp_path / "odd.gguf", arch="nonesuch")
    assert "unknown model architecture: 'nonesuch'" in refusal(path)


def test_not_a_gguf(tmp_path: Path) -> None:
    assert "invalid magic" in refusal(not_a_gguf(tmp_path / "zip.gguf"))


def test_nothing_there(tmp_path: Path) -> None:
    assert "No such file" in refusal(tmp_path / "gone.gguf")


def test_empty_and_a_folder(tmp_path: Path) -> None:
    (tmp_path / "empty.gguf").write_bytes(b"")
    assert refusal(tmp_path / "empty.gguf")
    assert refusal(tmp_path)


def test_a_header_of_rubbish_costs_a_worker_at_most(tiny_model: Path, tmp_path: Path) -> None:
    whole = bytearray(tiny_model.read_bytes())
    whole[8:4000] = bytes(byte ^ 0x5A for byte in whole[8:4000])
    path = tmp_path / "rubbish.gguf"
    path.write_bytes(whole)
    with WorkerProcess() as engine:
        with pytest.raises((ModelLoadFailed, EngineLost)):
            engine.load(Load(str(path)))
        assert engine.load(Load(str(tiny_model))).n_vocab == 512


def test_one_model_after_another(tiny_model: Path, tmp_path: Path) -> None:
    other = make_tiny_gguf(tmp_path / "other with spaces, né.gguf", seed=1, n_ctx_train=512)
    with WorkerProcess() as engine:
        first = engine.load(Load(str(tiny_model)))
        pid = engine.pid
        second = engine.load(Load(str(other)))
        assert (first.n_ctx, second.n_ctx) == (4096, 512)
        assert engine.pid != pid, "a model lives and dies with its process"
        assert run(engine, Generation("The tide", max_tokens=3)).texts()[0]


@pytest.mark.parametrize("template", [None, BROKEN_TEMPLATE, "nothing of the turns"])
def test_a_base_model_or_a_broken_template(tmp_path: Path, template: str | None) -> None:
    path = make_tiny_gguf(tmp_path / "base.gguf", chat_template=template)
    with WorkerProcess() as engine:
        assert not engine.load(Load(str(path))).chat
        assert run(engine, Generation((ChatTurn("user", "Hi"),))).failed.code == "bad_request"
        assert run(engine, Generation("The tide", max_tokens=3)).done.finish == "done"


def test_a_model_deleted_while_in_use(tmp_path: Path) -> None:
    path = make_tiny_gguf(tmp_path / "soon gone.gguf")
    with WorkerProcess() as engine:
        engine.load(Load(str(path)))
        path.unlink()
        assert run(engine, Generation("The tide", max_tokens=3)).done.finish == "done"
