"""Fitting a model to a machine: what is taken, what is kept, and what a damaged file costs."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tiny_gguf import make_tiny_gguf
from tests.unit.scripted_host import Machine, speed_of
from writer_app.config.paths import Paths
from writer_app.config.settings import Settings
from writer_app.engine.launch import SPIN
from writer_app.engine.messages import Load
from writer_app.services import models as models_service
from writer_app.services import tuning as tuning_service
from writer_app.services.calibration import calibrate
from writer_app.services.models import ModelShelf, ShelfEntry
from writer_app.services.trial import TuningStopped
from writer_app.services.tuned import Setting, Speed, Tuned, Tuning
from writer_app.services.tuning import TuningReport, calibrated, tune

BEST = Setting(n_threads=1, n_ubatch=256, flash_attn=True, spin=1_000)
TUNED = Tuned(BEST, 1, speed_of(2.0), "2026-03-01")


@pytest.fixture
def shelf(paths: Paths) -> ModelShelf:
    return ModelShelf(paths, Settings())


@pytest.fixture
def starter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tiny model in the starter's place."""
    path = make_tiny_gguf(tmp_path / "package" / "starter.gguf")
    monkeypatch.setattr(models_service, "starter_path", lambda: path)
    monkeypatch.setattr(tuning_service, "starter_path", lambda: path)
    return path


def tuned_by(
    machine: Machine,
    paths: Paths,
    shelf: ModelShelf,
    entry: ShelfEntry,
    cancelled: Callable[[], bool] = lambda: False,
    *,
    layout: bool = False,
) -> TuningReport:
    return tune(paths, shelf, entry, machine.spawn, lambda *_: None, cancelled, layout=layout)


# What is kept


def test_what_is_kept_is_found_again(paths: Paths, tiny_model: Path) -> None:
    Tuning(paths.tuning).keep(tiny_model, -1, TUNED)
    tuning = Tuning(paths.tuning)
    assert tuning.known(tiny_model, -1) == TUNED
    load = Load(str(tiny_model), n_ctx=512)
    found = tuning.load_for(load)
    assert (found.n_threads, found.n_ubatch, found.flash_attn) == (1, 256, True)
    assert (found.path, found.n_ctx) == (load.path, load.n_ctx)
    assert tuning.spin_for(load) == 1_000


def test_another_file_machine_or_gpu_is_not_known(paths: Paths, tmp_path: Path) -> None:
    path = make_tiny_gguf(tmp_path / "tiny.gguf")
    tuning = Tuning(paths.tuning, lambda: "a laptop")
    tuning.keep(path, -1, TUNED)
    assert tuning.known(path, -1) == TUNED
    assert tuning.known(path, 0) is None
    assert Tuning(paths.tuning, lambda: "another").known(path, -1) is None
    os.utime(path, (1, 1))
    assert tuning.known(path, -1) is None
    load = Load(str(path))
    assert tuning.load_for(load) is load
    assert tuning.spin_for(load) == SPIN
    assert tuning.known(tmp_path / "gone.gguf", -1) is None


@pytest.mark.parametrize(
    "damage", [b"", b"\xff\xfe", b"[]", b"{", b'{"models": 3}', b'{"models": {"x": []}}']
)
def test_a_damaged_file_means_that_nothing_is_known(
    paths: Paths, tiny_model: Path, damage: bytes
) -> None:
    tuning = Tuning(paths.tuning)
    tuning.keep(tiny_model, -1, TUNED)
    paths.tuning.write_bytes(damage)
    assert tuning.known(tiny_model, -1) is None
    assert tuning.starter(tiny_model) is None
    tuning.keep(tiny_model, -1, TUNED)
    assert tuning.known(tiny_model, -1) == TUNED


@given(
    where=st.sampled_from(["setting", "threads", "speed", "day"]),
    value=st.none() | st.integers(-9, 10**12) | st.text(max_size=3) | st.lists(st.none()),
)
def test_a_value_that_makes_no_sense_never_reaches_a_worker(
    tmp_path_factory: pytest.TempPathFactory, where: str, value: object
) -> None:
    path = tmp_path_factory.mktemp("tuning") / "model.gguf"
    path.write_bytes(b"model")
    tuning = Tuning(path.with_name("tuning.json"))
    tuning.keep(path, -1, TUNED)
    data = json.loads(path.with_name("tuning.json").read_text())
    (entry,) = data["models"].values()
    entry[where] = value
    entry["setting"] = value if where == "setting" else {**entry["setting"], "n_ubatch": value}
    path.with_name("tuning.json").write_text(json.dumps(data))
    found = tuning.known(path, -1)
    assert found is None or (where != "setting" and found.setting.n_ubatch in range(4097))


def test_a_model_measured_again_takes_no_more_room(paths: Paths, tiny_model: Path) -> None:
    tuning = Tuning(paths.tuning)
    for _ in range(3):
        tuning.keep(tiny_model, -1, TUNED)
    assert len(json.loads(paths.tuning.read_text())["models"]) == 1


# What is taken


def test_each_thing_that_helps_is_taken() -> None:
    def measure(setting: Setting) -> tuple[Speed, int]:
        seconds = 1.0
        for name in ("n_threads", "flash_attn", "spin"):
            seconds *= 0.9 if getattr(setting, name) == getattr(BEST, name) else 1.0
        return speed_of(seconds / (setting.n_ubatch or 64) ** 0.2), setting.n_threads or 2

    setting, speed, threads = calibrate(measure)
    assert setting == Setting(n_threads=1, n_ubatch=512, flash_attn=True, spin=1_000)
    assert threads == 1
    assert speed == measure(setting)[0]


def test_what_helps_little_is_not_worth_it() -> None:
    setting, _, _ = calibrate(lambda each: (speed_of(1.0 if each == Setting() else 0.96), 2))
    assert setting == Setting()


def test_what_only_seemed_to_help_is_not_taken() -> None:
    """The machine was busy when the usual setting was measured first."""
    times = iter([2.0])
    setting, speed, _ = calibrate(lambda _: (speed_of(next(times, 1.0)), 2))
    assert setting == Setting()
    assert speed.ask_seconds == pytest.approx(1.0)


def test_one_thread_is_the_least() -> None:
    tried: list[Setting] = []

    def measure(setting: Setting) -> tuple[Speed, int]:
        tried.append(setting)
        return speed_of(1.0), 1

    calibrate(measure)
    assert {setting.n_threads for setting in tried} == {0}


@given(st.dictionaries(st.tuples(st.integers(1, 8), st.booleans()), st.floats(0.1, 10.0)))
def test_what_is_taken_is_never_slower_than_the_usual(
    times: dict[tuple[int, bool], float],
) -> None:
    def measure(setting: Setting) -> tuple[Speed, int]:
        key = ((setting.n_ubatch or 64) // 64, bool(setting.flash_attn))
        return speed_of(times.get(key, 1.0)), 2

    setting, speed, _ = calibrate(measure)
    assert speed.ask_seconds <= measure(Setting())[0].ask_seconds
    assert speed == measure(setting)[0]


# The starter


def test_the_starter_is_laid_out_and_used_under_its_name(
    paths: Paths, shelf: ModelShelf, starter: Path
) -> None:
    before = starter.read_bytes()
    machine = Machine({"": (1.0, 1.0), "Q8_0": (0.5, 1.004)})
    assert not calibrated(shelf, shelf.find("starter"))
    report = tuned_by(machine, paths, shelf, shelf.find("starter"))
    assert "Q8_0" in report.sentence
    assert "2.0 times as fast" in report.sentence
    assert "0.40 %" in report.sentence
    entry = shelf.find("starter")
    assert report.entry == entry == shelf.current() == shelf.list()[0]
    assert entry.path.parent == paths.models
    assert machine.layout(str(entry.path)) == "Q8_0"
    assert list(paths.models.iterdir()) == [entry.path]
    assert starter.read_bytes() == before
    assert calibrated(shelf, entry)
    # Whichever file is meant, it is the same model.
    assert shelf.find(str(starter)) == shelf.add(starter) == shelf.add(entry.path) == entry
    assert len(shelf.list()) == 1
    assert shelf.use(entry) == Settings()


def test_a_second_time_only_the_setting_is_measured(
    paths: Paths, shelf: ModelShelf, starter: Path
) -> None:
    machine = Machine({"": (1.0, 1.0), "Q8_0": (0.5, 1.0)})
    tuned_by(machine, paths, shelf, shelf.find("starter"))
    machine.done.clear()
    report = tuned_by(machine, paths, shelf, shelf.find("starter"))
    assert set(machine.done) == {"measure Q8_0"}
    assert report.layout is None
    tuned_by(machine, paths, shelf, shelf.find("starter"), layout=True)
    assert "write Q8_0" in machine.done


@pytest.mark.parametrize(
    ("seconds", "bits"), [(0.95, 1.0), (0.5, 1.006), (1.5, 1.0)], ids=["slow", "worse", "slower"]
)
def test_a_layout_that_is_not_worth_it_is_not_used(
    paths: Paths, shelf: ModelShelf, starter: Path, seconds: float, bits: float
) -> None:
    machine = Machine({"": (1.0, 1.0), "Q8_0": (seconds, bits)})
    report = tuned_by(machine, paths, shelf, shelf.find("starter"))
    assert "stays as it is" in report.sentence
    assert report.entry.path == starter
    assert list(paths.models.iterdir()) == []
    assert calibrated(shelf, report.entry)


def test_a_starter_that_cannot_be_written_anew_is_used_as_it_came(
    paths: Paths, shelf: ModelShelf, starter: Path
) -> None:
    machine = Machine(refuses=("Q8_0",))
    report = tuned_by(machine, paths, shelf, shelf.find("starter"))
    assert report.entry.path == starter
    assert report.layout is not None
    assert "unsupported" in report.layout.rows[0].why
    assert calibrated(shelf, report.entry)


@pytest.mark.parametrize("accident", ["deleted", "cut short", "forgotten", "new starter"])
def test_without_its_layout_the_starter_is_there_as_it_came(
    paths: Paths, shelf: ModelShelf, starter: Path, accident: str
) -> None:
    machine = Machine({"": (1.0, 1.0), "Q8_0": (0.5, 1.0)})
    laid_out = tuned_by(machine, paths, shelf, shelf.find("starter")).entry.path
    if accident == "deleted":
        laid_out.unlink()
    elif accident == "cut short":
        laid_out.write_bytes(b"GGUF")
    elif accident == "forgotten":
        paths.tuning.write_bytes(b"rubbish")
    else:
        starter.write_bytes(starter.read_bytes() + b"newer")
    entry = shelf.find("starter")
    assert entry.path == starter
    assert not calibrated(shelf, entry)
    again = tuned_by(machine, paths, shelf, entry, layout=True).entry.path
    assert again.parent == paths.models
    assert list(paths.models.iterdir()) == [again], "an older starter's layout is not kept"


# A writer's own model


def test_an_own_model_is_measured_and_left_alone(
    paths: Paths, shelf: ModelShelf, tmp_path: Path
) -> None:
    entry = shelf.add(make_tiny_gguf(tmp_path / "own.gguf"))
    machine = Machine(settings=lambda setting: 0.5 if setting.flash_attn else 1.0)
    report = tuned_by(machine, paths, shelf, entry)
    assert set(machine.done) == {"measure "}
    assert report.entry == entry
    assert shelf.tuning.load_for(Load(str(entry.path))).flash_attn
    assert list(paths.models.iterdir()) == []


def test_asked_for_it_an_own_model_is_written_anew_beside_the_original(
    paths: Paths, shelf: ModelShelf, tmp_path: Path
) -> None:
    entry = shelf.add(make_tiny_gguf(tmp_path / "own.gguf"))
    before = entry.path.read_bytes()
    machine = Machine(
        {
            "": (1.0, 1.0),
            "Q4_0": (0.4, 1.05),
            "Q4_K_M": (0.5, 1.003),
            "Q6_K": (0.6, 1.0),
            "Q8_0": (0.7, 1.0),
        }
    )
    report = tuned_by(machine, paths, shelf, entry, layout=True)
    assert report.entry.path == paths.models / "own-Q4_K_M.gguf", "the quickest that is as good"
    assert report.entry.kind == "added"
    assert entry in shelf.list()
    assert entry.path.read_bytes() == before
    assert list(paths.models.iterdir()) == [report.entry.path]
    assert shelf.settings == Settings(), "which model to write with is the writer's to say"


def test_a_layout_that_llama_cpp_refuses_is_shown_and_the_rest_tried(
    paths: Paths, shelf: ModelShelf, tmp_path: Path
) -> None:
    entry = shelf.add(make_tiny_gguf(tmp_path / "own.gguf"))
    layouts = {"": (1.0, 1.0), "Q8_0": (0.5, 1.0), "Q6_K": (2.0, 1.0)}
    machine = Machine(layouts, refuses=("Q4_0", "Q4_K_M"))
    report = tuned_by(machine, paths, shelf, entry, layout=True)
    assert report.entry.path.name == "own-Q8_0.gguf"
    assert report.layout is not None
    assert [row.layout for row in report.layout.rows if row.why] == ["Q4_K_M", "Q4_0"]


# Stopping


@given(stop=st.integers(0, 30))
def test_stopped_anywhere_nothing_is_changed(
    tmp_path_factory: pytest.TempPathFactory, stop: int
) -> None:
    folder = tmp_path_factory.mktemp("stopped")
    paths = Paths.below(folder / "home").ensure()
    shelf = ModelShelf(paths, Settings())
    entry = shelf.add(make_tiny_gguf(folder / "own.gguf"))
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > stop

    machine = Machine({"": (1.0, 1.0), "Q8_0": (0.5, 1.0)})
    try:
        report = tuned_by(machine, paths, shelf, entry, cancelled, layout=True)
    except TuningStopped:
        files = [path.name for path in paths.models.iterdir()]
        assert files in ([], ["own-Q8_0.gguf"])
    else:
        assert calibrated(shelf, report.entry)
    assert entry in shelf.list()
