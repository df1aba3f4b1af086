"""The lists of models' tics in the app's data folder: one JSON file a model, to be edited.

    {"model": "starter.gguf", "day": "2026-03-01", "sentences": 400,
     "never": ["my own ban"], "allowed": ["a phrase that is fine"], "tics": [...]}

`never` and `allowed` are the writer's own, and stay when a model is measured again.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, get_args

from writer_app.config.toml import write_atomically
from writer_app.engine.work import Ban
from writer_app.errors import VoiceError
from writer_app.voice.profile import Profile
from writer_app.voice.tics import Kind, Tic, bans_of, exempt, seed_tics

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class TicList:
    """What one model overuses. `day` is ISO 8601, "" for the seeds; `sentences` were sampled."""

    model: str
    day: str
    sentences: int
    tics: tuple[Tic, ...]
    never: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()

    def bans(self, profile: Profile | None = None) -> tuple[Ban, ...]:
        """For the engine; without what the writer allows or says as often."""
        allowed = {phrase.casefold() for phrase in self.allowed}
        kept = [t for t in self.tics if t.text not in allowed and not exempt(t.text, profile)]
        return (*map(Ban, self.never), *bans_of(kept))

    def allow(self, phrase: str) -> TicList:
        """The model may write it."""
        return replace(self.undone(phrase), allowed=(*_but(self.allowed, phrase), phrase))

    def forbid(self, phrase: str) -> TicList:
        """The model shall not write it."""
        return replace(self.undone(phrase), never=(*_but(self.never, phrase), phrase))

    def undone(self, phrase: str) -> TicList:
        """Without anything that the writer said of it."""
        return replace(self, never=_but(self.never, phrase), allowed=_but(self.allowed, phrase))


def seeds(model: str = "") -> TicList:
    """The list of a model that has not been measured."""
    return TicList(model, "", 0, seed_tics())


class TicLists:
    """The files in `folder`, named after the SHA-256 of the model's file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, sha256: str) -> Path:
        """Raises `ValueError` for what is no hash."""
        if not _SHA256.fullmatch(sha256):
            raise ValueError(sha256)
        return self._folder / f"{sha256}.json"

    def hashes(self) -> list[str]:
        """Of the models that have a list."""
        found = [file.stem for file in self._folder.glob("*.json")]
        return sorted(name for name in found if _SHA256.fullmatch(name))

    def get(self, sha256: str) -> TicList:
        """The list of this model, or the seeds. Raises `VoiceError` where the file is damaged."""
        path = self.path(sha256)
        try:
            return _from_data(json.loads(path.read_bytes()))
        except FileNotFoundError:
            return seeds()
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise VoiceError(
                f"The list of the model's tics makes no sense: {path}.",
                "Mend the file, or remove it and have the model measured again.",
            ) from error

    def keep(self, sha256: str, found: TicList) -> None:
        """Write it. Raises `VoiceError` where the place does not allow it."""
        path = self.path(sha256)
        try:
            write_atomically(path, json.dumps(asdict(found), ensure_ascii=False, indent=1))
        except OSError as error:
            raise VoiceError(
                f"The list of the model's tics could not be kept: {error.strerror}.",
                f"Make room, or make {path.parent} writable.",
            ) from error


def _from_data(data: dict[str, Any]) -> TicList:
    return TicList(
        model=str(data["model"]),
        day=str(data["day"]),
        sentences=int(data["sentences"]),
        tics=tuple(_tic(tic) for tic in data["tics"]),
        never=_phrases(data.get("never", [])),
        allowed=_phrases(data.get("allowed", [])),
    )


def _tic(data: dict[str, Any]) -> Tic:
    text, kind = data["text"], data["kind"]
    if not isinstance(text, str) or kind not in get_args(Kind):
        raise ValueError(data)
    # The writer may add a line of their own, without any figures.
    rates = (float(data.get(name, 0.0)) for name in ("rate", "general", "z"))
    return Tic(text, kind, *rates)


def _but(phrases: tuple[str, ...], phrase: str) -> tuple[str, ...]:
    return tuple(other for other in phrases if other != phrase)


def _phrases(data: list[object]) -> tuple[str, ...]:
    if not isinstance(data, list) or not all(isinstance(phrase, str) for phrase in data):
        raise ValueError("no list of phrases")
    return tuple(str(phrase) for phrase in data if str(phrase).strip())
