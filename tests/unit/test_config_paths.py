"""One variable moves everything; resources are found where they ship."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from writer_app.config.paths import Paths
from writer_app.config.resources import catalog_path, resource
from writer_app.errors import SettingsError


def everything(paths: Paths) -> list[Path]:
    names = [name for name in dir(paths) if not name.startswith("_")]
    return [value for name in names if isinstance(value := getattr(paths, name), Path)]


def test_one_variable_moves_everything(tmp_path: Path) -> None:
    home = tmp_path / "my home"
    paths = Paths.from_environment({"WRITER_APP_HOME": str(home)}).ensure()
    assert len(everything(paths)) >= 11
    assert all(path == home or home in path.parents for path in everything(paths))
    assert all(folder.is_dir() for folder in (paths.journal, paths.locks, paths.models, paths.logs))
    assert home.stat().st_mode & 0o077 == 0
    paths.ensure()


def test_a_relative_home_does_not_follow_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    paths = Paths.from_environment({"WRITER_APP_HOME": "here"})
    assert paths.home == tmp_path / "here"


def test_blank_means_the_platform(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    paths = Paths.from_environment({"WRITER_APP_HOME": "  "})
    assert all(tmp_path in path.parents for path in everything(paths))
    assert "writer-app" in str(paths.ledger)


def test_no_room_for_a_home_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(SettingsError, match="could not be made"):
        Paths.below(tmp_path / "file" / "home").ensure()


def test_resources_are_found() -> None:
    assert resource("fonts").is_dir()
    assert tomllib.loads(catalog_path().read_text(encoding="utf-8"))
    with pytest.raises(FileNotFoundError):
        resource("no such thing")
