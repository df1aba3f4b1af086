"""Settings come back as they were, and rubbish costs nothing but a sentence."""

from __future__ import annotations

import tomllib
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from writer_app.config.settings import Settings, sentences
from writer_app.errors import SettingsError


def test_missing_file_means_defaults(tmp_path: Path) -> None:
    assert Settings.load(tmp_path / "settings.toml") == (Settings(), None)
    assert list(tmp_path.iterdir()) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    zoom=st.floats(0.4, 5),
    recent=st.lists(st.text()).map(tuple),
    model=st.text(),
    ghost=st.booleans(),
    measure=st.integers(30, 160),
)
def test_comes_back_as_saved(
    tmp_path: Path, zoom: float, recent: tuple[str, ...], model: str, ghost: bool, measure: int
) -> None:
    path = tmp_path / "folder" / "settings.toml"
    kept = Settings(
        zoom=zoom, recent=recent, model=model, ghost_enabled=ghost, measure=measure, theme="dark"
    )
    kept.save(path)
    assert Settings.load(path) == (kept, None)
    assert [file.name for file in path.parent.iterdir()] == ["settings.toml"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rubbish=st.binary(min_size=1, max_size=200))
def test_no_bytes_make_load_raise(tmp_path: Path, rubbish: bytes) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(rubbish)
    loaded, problem = Settings.load(path)
    assert isinstance(loaded, Settings)
    assert path.read_bytes() == rubbish
    if problem is not None:
        assert (tmp_path / "settings.toml.bad").read_bytes() == rubbish


def test_rubbish_is_kept_beside_and_told(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b"\xff\xfe theme = = 'dark'")
    loaded, problem = Settings.load(path)
    assert loaded == Settings()
    assert problem is not None
    assert "settings.toml.bad" in problem.hint
    loaded.save(path)
    assert (tmp_path / "settings.toml.bad").read_bytes() == b"\xff\xfe theme = = 'dark'"
    assert Settings.load(path) == (Settings(), None)


@pytest.mark.parametrize(
    "line",
    [
        "theme = 'purple'",
        "theme = 3",
        "zoom = nan",
        "zoom = true",
        "zoom = 100",
        "n_ctx = 0",
        "n_ctx = 4096.0",
        "ghost_enabled = 1",
        "recent = 'a.md'",
        "recent = ['a.md', 2]",
        "candidates = -1",
        "geometry = []",
    ],
)
def test_one_wrong_value_costs_only_itself(tmp_path: Path, line: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(f"{line}\nmeasure = 72\nfrom_a_newer_version = 1\n", encoding="utf-8")
    loaded, problem = Settings.load(path)
    assert loaded == Settings(measure=72)
    assert problem is not None
    assert line.partition(" ")[0] in problem.message
    assert "measure" not in problem.message


def test_whole_number_is_a_good_zoom(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("zoom = 2", encoding="utf-8")
    assert Settings.load(path) == (Settings(zoom=2.0), None)


def test_unreadable_is_told(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.mkdir()
    loaded, problem = Settings.load(path)
    assert loaded == Settings()
    assert problem is not None
    assert str(path) in problem.hint


def test_cannot_save_is_told_and_the_old_file_stands(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(SettingsError, match="could not be kept"):
        Settings().save(tmp_path / "file" / "settings.toml")


def test_undecodable_file_names_are_not_remembered(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    Settings(recent=("good.md", "bad\udcff.md"), model="\udcff.gguf").save(path)
    assert Settings.load(path) == (Settings(recent=("good.md",)), None)


def test_every_setting_has_its_sentence_in_the_file() -> None:
    text = replace(Settings(), model="x").to_toml()
    names = {setting.name for setting in fields(Settings)}
    assert set(tomllib.loads(text)) == names == set(sentences())
    for sentence in sentences().values():
        assert sentence.endswith(".")
        assert f"# {sentence}\n" in text
