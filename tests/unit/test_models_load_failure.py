"""What llama.cpp says of a file, and how its process ends, in a writer's words."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.tiny_gguf import make_tiny_gguf, not_a_gguf, truncated
from writer_app.engine.codec import Decoder, encode
from writer_app.engine.messages import Failed, Load
from writer_app.engine.outcome import Outcome
from writer_app.errors import (
    ModelError,
    ModelLoadFailed,
    ModelMissing,
    ModelTooLarge,
    NotAGguf,
    TruncatedModel,
    UnknownArchitecture,
)
from writer_app.models.header import read_header
from writer_app.services.models import explain_load_failure


def worker_says(path: Path) -> str:
    """What the real worker answers when it is told to load `path`."""
    with subprocess.Popen(
        [sys.executable, "-m", "writer_app.worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None
        worker.stdin.write(encode(Load(str(path), n_ctx=256)))
        worker.stdin.flush()  # and not closed yet: the worker leaves when its editor does
        for line in worker.stdout:
            for report in Decoder().feed(line):
                if isinstance(report, Failed):
                    worker.stdin.close()
                    return report.message
    pytest.fail("the worker did not say that it failed")


@pytest.fixture
def bad_models(tmp_path: Path, tiny_model: Path) -> dict[str, Path]:
    return {
        "architecture": make_tiny_gguf(tmp_path / "a.gguf", arch="writerling"),
        "truncated": truncated(tiny_model, tmp_path / "t.gguf"),
        "zip": not_a_gguf(tmp_path / "z.gguf"),
        "gone": tmp_path / "gone.gguf",
    }


@pytest.mark.parametrize(
    ("which", "kind"),
    [
        ("architecture", UnknownArchitecture),
        ("truncated", TruncatedModel),
        ("zip", NotAGguf),
        ("gone", ModelMissing),
    ],
)
def test_the_real_worker(bad_models: dict[str, Path], which: str, kind: type[ModelError]) -> None:
    error = explain_load_failure(None, worker_says(bad_models[which]), None)
    assert type(error) is kind
    assert error.hint


LOG = (
    "llama_model_load: error loading model: {}\n"
    "llama_model_load_from_file_impl: failed to load model"
)


@pytest.mark.parametrize(
    ("reason", "kind", "word"),
    [
        ("unknown model architecture: 'writerling'", UnknownArchitecture, "writerling"),
        (
            "tensor 'x' data is not within the file bounds, model is corrupted or incomplete",
            TruncatedModel,
            "incomplete",
        ),
        ("unable to allocate CPU buffer", ModelTooLarge, "memory"),
        ("vk::Device::allocateMemory: ErrorOutOfDeviceMemory", ModelTooLarge, "memory"),
        (
            "error loading model vocabulary: unknown pre-tokenizer type: 'new'",
            ModelLoadFailed,
            "vocabulary",
        ),
        ("check_tensor_dims: tensor 'token_embd.weight' not found", ModelLoadFailed, "missing"),
        (
            "done_getting_tensors: wrong number of tensors; expected 292, got 291",
            ModelLoadFailed,
            "missing",
        ),
        ("something never heard of", ModelLoadFailed, "could not be loaded"),
    ],
)
@pytest.mark.parametrize("between", ["\n", "; "])
def test_reasons(reason: str, kind: type[ModelError], word: str, between: str) -> None:
    error = explain_load_failure(None, LOG.format(reason).replace("\n", between), None)
    assert type(error) is kind
    assert word in error.message
    assert "llama_model_load" not in str(error)
    if kind in (ModelLoadFailed, ModelTooLarge):
        assert reason.removeprefix("error loading model ") in error.hint


def test_nothing_was_said() -> None:
    error = explain_load_failure(None, "", None)
    assert type(error) is ModelLoadFailed
    assert "own words" not in error.hint


def test_killed_for_memory(tiny_model: Path) -> None:
    error = explain_load_failure(read_header(tiny_model), "", Outcome(None, 9))
    assert type(error) is ModelTooLarge
    assert "Its file alone is" in error.message


def test_hung_is_not_memory() -> None:
    outcome = Outcome(None, 9, hung=True)
    error = explain_load_failure(None, "", outcome)
    assert type(error) is ModelLoadFailed
    assert outcome.sentence() in error.message


def test_aborted_with_last_words() -> None:
    outcome = Outcome(None, 6, stderr_tail="ggml.c:1: GGML_ASSERT(n > 0) failed\n")
    error = explain_load_failure(None, "", outcome)
    assert type(error) is ModelLoadFailed
    assert "did not survive" in error.message
    assert "GGML_ASSERT" in error.hint
