"""The writer's settings: one frozen value; each field's type, default and sentence in one place."""

from __future__ import annotations

import math
import shutil
import tomllib
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any

from writer_app.config.toml import dumps_value, write_atomically
from writer_app.errors import SettingsError


def _setting(
    default: Any,
    sentence: str,
    *,
    low: float = -math.inf,
    high: float = math.inf,
    choices: tuple[str, ...] = (),
) -> Any:
    limits = {"sentence": sentence, "low": low, "high": high, "choices": choices}
    return field(default=default, metadata=limits)


@dataclass(frozen=True, slots=True)
class Settings:
    """Changed with `dataclasses.replace`, kept with `save`."""

    theme: str = _setting(
        "system", "Light, dark, or as the system has it.", choices=("system", "light", "dark")
    )
    zoom: float = _setting(1.0, "How large the text is; 1.0 is its usual size.", low=0.4, high=5)
    measure: int = _setting(68, "How many characters a line of text holds.", low=30, high=160)
    recent: tuple[str, ...] = _setting((), "Documents opened lately, the latest first.")
    model: str = _setting("", "The model's file; empty means the starter model.")
    n_ctx: int = _setting(
        8192, "How much of the manuscript the model may look at, in tokens.", low=256, high=1 << 20
    )
    gpu_layers: int = _setting(
        -1, "How many of the model's layers a GPU takes; -1 means as many as fit.", low=-1, high=999
    )
    ghost_enabled: bool = _setting(True, "Whether a continuation appears after a pause.")
    ghost_pause_ms: int = _setting(
        600, "How long that pause is, in milliseconds.", low=0, high=60_000
    )
    ghost_tokens: int = _setting(
        32, "How long a continuation at the caret may be, in tokens.", low=1, high=512
    )
    read_ahead: bool = _setting(
        True, "Whether the model reads along while you type; never on battery."
    )
    dial: float = _setting(
        1.0, "The share of a passage's words that a rewrite may change; 1.0: freely.", low=0, high=1
    )
    candidates: int = _setting(3, "How many alternatives are asked for.", low=1, high=8)
    geometry: str = _setting("", "Where the window was last.")

    @classmethod
    def load(cls, path: Path) -> tuple[Settings, SettingsError | None]:
        """Read `path`; never raises.

        A missing file means the defaults. Where something in it makes no sense, the default
        stands in, the file is kept beside as `<name>.bad` and the error says what was wrong.
        """
        try:
            table = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
        except FileNotFoundError:
            return cls(), None
        except OSError as error:
            return cls(), SettingsError(
                f"The settings could not be read: {error.strerror}.",
                f"The usual settings are used. The file is {path}.",
            )
        except (ValueError, RecursionError):  # not TOML, or not UTF-8
            return cls(), _problem(path, "The settings file makes no sense as a whole.")
        settings, wrong = _from_table(table)
        if not wrong:
            return settings, None
        return settings, _problem(
            path, f"In the settings, these make no sense: {', '.join(wrong)}."
        )

    def save(self, path: Path) -> None:
        """Write atomically; `SettingsError` when the place does not allow it."""
        try:
            write_atomically(path, self.to_toml())
        except OSError as error:
            raise SettingsError(
                f"The settings could not be kept: {error.strerror}.",
                f"They hold until the app is closed. The file is {path}.",
            ) from error

    def to_toml(self) -> str:
        """The settings with each one's sentence above it."""
        lines = []
        for setting in fields(self):
            value = getattr(self, setting.name)
            lines.append(f"# {setting.metadata['sentence']}")
            lines.append(f"{setting.name} = {dumps_value(_writable(value))}\n")
        return "\n".join(lines)


def sentences() -> dict[str, str]:
    """What each setting is, by its name."""
    return {setting.name: setting.metadata["sentence"] for setting in fields(Settings)}


def _from_table(table: Mapping[str, object]) -> tuple[Settings, tuple[str, ...]]:
    good: dict[str, Any] = {}
    wrong: list[str] = []
    for setting in fields(Settings):
        if setting.name not in table:
            continue
        try:
            good[setting.name] = _checked(setting, table[setting.name])
        except ValueError:
            wrong.append(setting.name)
    return Settings(**good), tuple(wrong)


def _checked(setting: Field[Any], value: object) -> object:
    default, limits = setting.default, setting.metadata
    if isinstance(default, tuple):
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise ValueError(setting.name)
        return tuple(value)
    if isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if type(value) is not type(default):
        raise ValueError(setting.name)
    # The odd way round, so that NaN fails too.
    if isinstance(value, int | float) and not limits["low"] <= value <= limits["high"]:
        raise ValueError(setting.name)
    if limits["choices"] and value not in limits["choices"]:
        raise ValueError(setting.name)
    return value


def _writable(value: Any) -> Any:
    """Without what UTF-8 cannot say: a file name of undecodable bytes is not remembered."""
    if isinstance(value, tuple):
        return tuple(item for item in value if _sayable(item))
    return value if not isinstance(value, str) or _sayable(value) else ""


def _sayable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _problem(path: Path, message: str) -> SettingsError:
    bad = path.with_name(f"{path.name}.bad")
    try:
        shutil.copyfile(path, bad)
    except OSError:
        return SettingsError(message, f"The usual settings are used in their place. See {path}.")
    return SettingsError(
        message, f"The usual settings are used in their place; the file was kept as {bad.name}."
    )
