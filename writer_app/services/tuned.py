"""What was measured of models on this machine: kept in one file, which may be lost or damaged."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from writer_app.config.toml import write_atomically
from writer_app.engine.launch import SPIN
from writer_app.engine.messages import Load, Step
from writer_app.services.machine import machine

READ, WRITTEN, SIDE_BY_SIDE = 300, 32, 3
"""A typical ask: tokens read, then tokens written, in so many candidates at once."""
MOST = 64
"""Models that are remembered."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a worker is started and loads; 0 and None leave it to the worker, as in `Load`."""

    n_threads: int = 0
    n_ubatch: int = 0
    flash_attn: bool | None = None
    spin: int = SPIN


@dataclass(frozen=True, slots=True)
class Speed:
    """Tokens per second, and the seconds of one decode of some sizes."""

    prompt_rate: float
    decode_rate: float
    steps: tuple[Step, ...]

    @property
    def ask_seconds(self) -> float:
        """What a typical ask takes; infinite where something could not be measured."""
        step = next((step.seconds for step in self.steps if step.tokens == SIDE_BY_SIDE), 0.0)
        if self.prompt_rate <= 0 or step <= 0:
            return float("inf")
        return READ / self.prompt_rate + WRITTEN * step


@dataclass(frozen=True, slots=True)
class Tuned:
    """The best setting found for one model here, and how fast it is. `day` is ISO 8601."""

    setting: Setting
    threads: int
    speed: Speed
    day: str


@dataclass(frozen=True, slots=True)
class LaidOut:
    """What became of the starter: written anew as `layout` in `file`, or "" and left as it is."""

    source_size: int
    source_mtime_ns: int
    source_sha256: str
    machine: str
    layout: str
    file: str
    file_size: int
    sentence: str


_Known = TypeVar("_Known")


class Tuning:
    """The file at `path`. Everything is read anew when asked: several windows may be open."""

    def __init__(self, path: Path, fingerprint: Callable[[], str] = machine) -> None:
        self._path = path
        self._fingerprint = fingerprint

    def known(self, path: Path, n_gpu_layers: int) -> Tuned | None:
        """What was measured of this very file, on this machine with this llama.cpp."""
        try:
            key = self._key(path, n_gpu_layers)
        except OSError:
            return None
        return _sound(self._read("models").get(key), _tuned)

    def load_for(self, load: Load) -> Load:
        """The load with what is known of its model; unchanged where nothing is."""
        tuned = self.known(Path(load.path), load.n_gpu_layers)
        if tuned is None:
            return load
        setting = tuned.setting
        return replace(
            load,
            n_threads=setting.n_threads,
            n_ubatch=setting.n_ubatch,
            flash_attn=setting.flash_attn,
        )

    def spin_for(self, load: Load) -> int:
        """For the worker that gets this load: it is set before the worker starts."""
        tuned = self.known(Path(load.path), load.n_gpu_layers)
        return SPIN if tuned is None else tuned.setting.spin

    def starter(self, source: Path) -> LaidOut | None:
        """What became of this very starter; None while nothing was tried."""
        found = _sound(self._read("starter").get("laid_out"), lambda data: LaidOut(**_flat(data)))
        with suppress(OSError):
            status = source.stat()
            stamp = (status.st_size, status.st_mtime_ns)
            if found is not None and (found.source_size, found.source_mtime_ns) == stamp:
                return found
        return None

    def laid_out_here(self, source: Path) -> bool:
        """Whether it was tried on this machine, with this llama.cpp."""
        found = self.starter(source)
        return found is not None and found.machine == self._fingerprint()

    def starter_file(self, source: Path, models: Path) -> Path:
        """The file to load for the starter: in its layout for this machine, or as it came."""
        found = self.starter(source)
        if found is None or not found.file:
            return source
        path = models / Path(found.file).name
        try:
            return path if path.stat().st_size == found.file_size else source
        except OSError:
            return source

    def keep(self, path: Path, n_gpu_layers: int, tuned: Tuned) -> None:
        """Remember; raises `OSError`."""
        models = self._read("models")
        key = self._key(path, n_gpu_layers)
        models.pop(key, None)
        kept = dict(list(models.items())[1 - MOST :])
        self._write("models", {**kept, key: asdict(tuned)})

    def keep_starter(self, laid_out: LaidOut) -> None:
        """Remember; raises `OSError`."""
        self._write("starter", {"laid_out": asdict(laid_out)})

    def _key(self, path: Path, n_gpu_layers: int) -> str:
        status = path.stat()
        file = f"{path.name} {status.st_size} {status.st_mtime_ns}"
        return f"{file} | {self._fingerprint()} | {n_gpu_layers}"

    def _read(self, section: str) -> dict[str, Any]:
        try:
            data = json.loads(self._path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        found = data.get(section) if isinstance(data, dict) else None
        return found if isinstance(found, dict) else {}

    def _write(self, section: str, content: dict[str, Any]) -> None:
        whole = {name: self._read(name) for name in ("models", "starter")}
        write_atomically(self._path, json.dumps({**whole, section: content}, indent=1))


def _sound(data: object, make: Callable[[Any], _Known]) -> _Known | None:
    """A value made of what was on file; None where that is nothing of the kind."""
    if data is None:
        return None
    try:
        return make(data)
    except (TypeError, ValueError, KeyError, AttributeError):
        return None


def _tuned(data: dict[str, Any]) -> Tuned:
    setting, speed = data["setting"], data["speed"]
    return Tuned(
        setting=Setting(
            n_threads=_whole(setting["n_threads"], 0, 1024),
            n_ubatch=_whole(setting["n_ubatch"], 0, 4096),
            flash_attn=None if setting["flash_attn"] is None else bool(setting["flash_attn"]),
            spin=_whole(setting["spin"], 0, 10**9),
        ),
        threads=_whole(data["threads"], 1, 1024),
        speed=Speed(
            float(speed["prompt_rate"]),
            float(speed["decode_rate"]),
            tuple(Step(int(step["tokens"]), float(step["seconds"])) for step in speed["steps"]),
        ),
        day=str(data["day"]),
    )


def _whole(value: object, low: int, high: int) -> int:
    if type(value) is not int or not low <= value <= high:
        raise ValueError(value)
    return value


def _flat(data: dict[str, Any]) -> dict[str, Any]:
    numbers = {"source_size", "source_mtime_ns", "file_size"}
    for name, value in data.items():
        if type(value) is not (int if name in numbers else str):
            raise ValueError(name)
    return data
