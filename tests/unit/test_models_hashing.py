"""A model's hash is worked out once, and again when the file changes."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from writer_app.models.hashing import Hashes, Stopped, sha256_of


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "m.gguf"
    path.write_bytes(b"weights" * 400_000)
    return path


def test_remembered_across_restarts_until_it_changes(tmp_path: Path, model: Path) -> None:
    cache = tmp_path / "cache" / "hashes.json"
    expected = hashlib.sha256(model.read_bytes()).hexdigest()
    assert Hashes(cache).known(model) is None
    assert Hashes(cache).of(model) == expected
    assert Hashes(cache).known(model) == expected
    status = model.stat()
    model.write_bytes(b"Weights" * 400_000)  # as long as before
    os.utime(model, ns=(status.st_atime_ns, status.st_mtime_ns + 1))
    assert Hashes(cache).known(model) is None
    assert Hashes(cache).of(model) == hashlib.sha256(model.read_bytes()).hexdigest() != expected


def test_it_is_the_memory_that_answers(tmp_path: Path, model: Path) -> None:
    cache = tmp_path / "hashes.json"
    status = model.stat()
    entry = [status.st_size, status.st_mtime_ns, "ab" * 32]
    cache.write_text(json.dumps({str(model): entry}), encoding="utf-8")
    assert Hashes(cache).of(model) == "ab" * 32


def test_deleted_models_are_forgotten(tmp_path: Path, model: Path) -> None:
    other = tmp_path / "other.gguf"
    other.write_bytes(b"x")
    hashes = Hashes(tmp_path / "hashes.json")
    hashes.of(model)
    model.unlink()
    assert hashes.known(model) is None
    hashes.of(other)
    assert list(json.loads((tmp_path / "hashes.json").read_bytes())) == [str(other)]
    with pytest.raises(FileNotFoundError):
        hashes.of(model)


@pytest.mark.parametrize(
    "rubbish",
    ["", "[]", "{", '{"m": 3}', '{"PATH": [1, 2]}', '{"PATH": ["1", 2, 3]}', '{"PATH": null}'],
)
def test_rubbish_in_the_memory_costs_nothing(tmp_path: Path, model: Path, rubbish: str) -> None:
    cache = tmp_path / "hashes.json"
    cache.write_text(rubbish.replace("PATH", str(model)), encoding="utf-8")
    assert Hashes(cache).of(model) == sha256_of(model)
    assert Hashes(cache).known(model) == sha256_of(model)


def test_no_place_to_remember(tmp_path: Path, model: Path) -> None:
    assert Hashes(model / "below-a-file" / "hashes.json").of(model) == sha256_of(model)


def test_stops_when_asked(tmp_path: Path, model: Path) -> None:
    with pytest.raises(Stopped):
        Hashes(tmp_path / "hashes.json").of(model, cancelled=lambda: True)
    assert not (tmp_path / "hashes.json").exists()
