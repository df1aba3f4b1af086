"""Real workers with real (tiny) models."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tiny_gguf import make_tiny_gguf, make_tiny_mamba
from writer_app.cli.worker_process import WorkerProcess
from writer_app.engine.messages import Load


@pytest.fixture
def tiny(tiny_model: Path) -> Iterator[WorkerProcess]:
    """A worker with the tiny model."""
    with WorkerProcess() as engine:
        engine.load(Load(str(tiny_model)))
        yield engine


@pytest.fixture(scope="session")
def slow_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that needs long enough for a chunk of prompt to be interrupted in it."""
    path = tmp_path_factory.mktemp("slow") / "slow.gguf"
    return make_tiny_gguf(path, n_layers=6, n_ff=4096)


@pytest.fixture(scope="session")
def many_bytes_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that speaks characters of two to four bytes, a token for each byte."""
    path = tmp_path_factory.mktemp("bytes") / "bytes.gguf"
    return make_tiny_gguf(path, passage="日本の海は青い。🦀は赤い。naïve café… 海の🦀は青い。" * 5)


@pytest.fixture(scope="session")
def recurrent_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tiny_mamba(tmp_path_factory.mktemp("mamba") / "mamba.gguf")
