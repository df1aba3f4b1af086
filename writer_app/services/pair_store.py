"""The pairs of a voice on the disk, beside it: plain drafts of some of the writer's passages.

    {"pairs": [{"draft": "...", "own": "...", "model": "<SHA-256>"}], "tried": ["<SHA-256>"]}

They are made from the texts that the voice was learned from, and go when their passage goes: out
of the texts, or with a text that is marked as not to be kept. `tried` are passages of which no
draft was good enough. `model` made the draft; another model may be shown it all the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from writer_app.services.voices import USUAL, Voices
from writer_app.voice.exemplars import own_passages
from writer_app.voice.pairs import Pair, draftable, to_draft

WANTED = 32
"""Passages that drafts are made of."""


@dataclass(frozen=True, slots=True)
class _Made:
    pair: Pair
    model: str


class PairStore:
    """The pairs of each of `voices`. Read anew when asked: several windows may be open.

    `private`: whether nothing is to be kept of a document. Damaged files are as none.
    """

    def __init__(self, voices: Voices, private: Callable[[Path], bool]) -> None:
        self._voices = voices
        self._private = private

    def get(self, name: str = USUAL) -> tuple[Pair, ...]:
        return tuple(made.pair for made in self._read(name)[0])

    def refresh(self, name: str = USUAL) -> list[str]:
        """Drop the pairs whose passage is gone; the passages that a draft is wanted of.

        Raises `VoiceError` where there is no such voice, and what reading the texts raises.
        """
        texts = (text for path, text in self._voices.texts(name) if not self._private(path))
        passages = own_passages(texts)
        made, tried = self._read(name)
        there = set(draftable(passages))
        kept = [each for each in made if each.pair.own in there]
        wanted = to_draft(passages, WANTED)
        still_tried = tried & {_hash(passage) for passage in wanted}
        if len(kept) < len(made) or still_tried != tried:
            self._write(name, kept, still_tried)
        done = {each.pair.own for each in kept}
        return [p for p in wanted if p not in done and _hash(p) not in still_tried]

    def add(self, name: str, passage: str, draft: str | None, model: str) -> None:
        """Keep the draft of a passage, or that none was good enough. Raises `VoiceError`."""
        if name not in self._voices.names():
            return  # it was forgotten meanwhile
        made, tried = self._read(name)
        made = [each for each in made if each.pair.own != passage]
        if draft is None:
            tried.add(_hash(passage))
        else:
            made.append(_Made(Pair(draft, passage), model))
        self._write(name, made, tried)

    def _read(self, name: str) -> tuple[list[_Made], set[str]]:
        try:
            data = json.loads(self._voices.pairs_file(name).read_bytes())
            return [_made(each) for each in data["pairs"]], {str(h) for h in data["tried"]}
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return [], set()  # nothing is lost that cannot be made again

    def _write(self, name: str, made: list[_Made], tried: set[str]) -> None:
        pairs = [{"draft": m.pair.draft, "own": m.pair.own, "model": m.model} for m in made]
        text = json.dumps({"pairs": pairs, "tried": sorted(tried)}, ensure_ascii=False, indent=1)
        self._voices.keep_file(self._voices.pairs_file(name), f"{text}\n")


def _made(data: dict[str, Any]) -> _Made:
    draft, own = data["draft"], data["own"]
    if not isinstance(draft, str) or not isinstance(own, str):
        raise ValueError(data)
    return _Made(Pair(draft, own), str(data.get("model", "")))


def _hash(passage: str) -> str:
    return hashlib.sha256(passage.encode(errors="replace")).hexdigest()
