"""`writer-app serve`: the services for other editors and scripts, JSON Lines in and out.

    {"id", "op": "rewrite", "task", "text", "dial", "protected"}
                                                ->  {"id", "output", "candidates", "declined"}
    {"id", "op": "continue", "before", "typed", "least"}
                                                ->  {"id", "text", "word", "confidence",
                                                     "alternatives"}
    {"id", "op": "choose", "before", "a", "b", "after"}          ->  {"id", "p_a"}
    {"id", "op": "feedback", "chosen", "before", "a", "b", "after"}
                                                ->  {"id", "decisions"}

One request at a time, one flushed line each, in their order. `typed` is the beginning of a word,
which goes on: what was answered before its last letter counts as seen and not meant, unless its
confidence was below `least`, from which on you show what is answered. `choose` says how likely this
writer keeps version `a` of a span; `feedback` which they kept, "a" or "b", of these versions or,
without any, of those that were last asked about. It teaches the taste and goes into the ledger.
Strict about nothing but `id` and `op`: a field that is missing or of the wrong type means its
default. Anything that can't be answered gets {"id", "error"}; only the end of the input ends it.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from writer_app.cli.asking import continue_text, rewrite_text
from writer_app.cli.between import Between
from writer_app.cli.choosing import Chooser, Pair
from writer_app.cli.lines import Lines
from writer_app.cli.rewriting import candidate_data
from writer_app.cli.voice_folder import Voice, voice_option
from writer_app.cli.voice_tics import tics_of
from writer_app.cli.workbench import (
    LoadedModel,
    loaded_model,
    model_option,
    open_workbench,
    refuse_failure,
)
from writer_app.engine.work import Ban
from writer_app.errors import ForTheWriter
from writer_app.prompts.tasks import Task
from writer_app.services.passed_over import PassedOver, Place
from writer_app.voice.meter import Meter

Request = Mapping[str, Any]


@click.command()
@model_option
@voice_option
def serve(model: str | None, voice: Path | None) -> None:
    """Answer requests on standard input, one JSON object a line."""
    samples = Voice.read(voice) if voice else Voice()
    answers = sys.stdout.buffer
    bench = open_workbench()
    meter = Meter(samples.profile) if samples.profile is not None else None
    tics = tics_of(bench, model).bans(samples.profile)
    with loaded_model(bench, model) as loaded:
        desk = Desk(loaded, samples, Chooser(loaded, bench.paths, lambda: meter), tics)
        lines = Lines(sys.stdin.fileno())
        while (line := desk.between.next(lines)) is not None:
            if not line.strip():
                continue
            reply = json.dumps(desk.answer(line), ensure_ascii=True)
            try:
                answers.write(reply.encode() + b"\n")
                answers.flush()
            except BrokenPipeError:
                return


class Desk:
    """Answers one line after the other with one loaded model."""

    def __init__(
        self, model: LoadedModel, voice: Voice, chooser: Chooser, tics: Sequence[Ban]
    ) -> None:
        self._model = model
        self._tics = tics
        self._voice = voice
        self.between = Between(model.worker, voice.passages)
        self._chooser = chooser
        self._passed = PassedOver()
        self._ops: dict[str, Callable[[Request], dict[str, Any]]] = {
            "rewrite": self._rewrite,
            "continue": self._continue,
            "choose": self._choose,
            "feedback": self._feedback,
        }

    def answer(self, line: bytes) -> dict[str, Any]:
        """The reply to one line; never raises for what a line can hold."""
        try:
            request = json.loads(line, parse_constant=_no_number, parse_float=_finite)
        except (ValueError, RecursionError):
            return {"id": None, "error": "This line is not JSON."}
        if not isinstance(request, dict) or "id" not in request:
            return {"id": None, "error": 'A request is an object with an "id" and an "op".'}
        operation = self._ops.get(request["op"]) if isinstance(request.get("op"), str) else None
        if operation is None:
            known = ", ".join(self._ops)
            return {"id": request["id"], "error": f'There is no such "op"; there are: {known}.'}
        try:
            self._model.revive()
            return {"id": request["id"], **operation(request)}
        except ForTheWriter as error:
            return {"id": request["id"], "error": str(error)}

    def _rewrite(self, request: Request) -> dict[str, Any]:
        text = _text(request, "text")
        instruction = _text(request, "instruction")
        wanted = _text(request, "task", "custom" if instruction else "tighten")
        if wanted not in list(Task):
            return {"error": f"There is no task {wanted!r}; there are: {', '.join(Task)}."}
        if wanted == Task.CUSTOM and not instruction.strip():
            return {"error": 'The task "custom" needs an "instruction".'}
        if not text.strip():
            return {"output": text, "candidates": [], "declined": True}
        core = text.strip()
        lead, trail = text[: text.index(core)], text[text.index(core) + len(core) :]
        state = rewrite_text(
            self._model,
            core,
            Task(wanted),
            instruction,
            before=_text(request, "before"),
            after=_text(request, "after"),
            n=_number(request, "n", 3, 1, 8),
            seed=_number(request, "seed", 0, 0, 2**32 - 1) if "seed" in request else None,
            samples=self._voice.nearest(core),
            pairs=self.between.nearest(core),
            profile=self._voice.profile,
            dial=_share(request, "dial"),
            protected=_texts(request, "protected"),
            bans=self._tics,
        )
        refuse_failure(state.failed)
        # Where nothing is good enough the writer's own text is the best there is.
        output = text if not state.shown else lead + state.shown[0].text + trail
        candidates = [candidate_data(candidate) for candidate in state.candidates]
        return {"output": output, "candidates": candidates, "declined": state.declined}

    def _continue(self, request: Request) -> dict[str, Any]:
        before, typed = _text(request, "before"), _text(request, "typed")
        place = Place.of(before + typed)
        offer = continue_text(
            self._model,
            before + typed,
            unfinished=typed[-1:].isalnum() or typed[-1:] in {"'", "’"},
            profile=self._voice.profile,
            passed=self._passed.at(place),
            bans=self._tics,
            n=_number(request, "n", 3, 1, 8),
            max_tokens=_number(request, "max_tokens", 40, 1, 2048),
            seed=_number(request, "seed", 0, 0, 2**32 - 1) if "seed" in request else None,
        )
        refuse_failure(offer.failed)
        good = [alternative for alternative in offer.alternatives if alternative.showable]
        if not good:
            return {"text": "", "word": "", "confidence": 0.0, "alternatives": []}
        best = good[0]
        if best.confidence >= (_share(request, "least") or 0.0):
            self._passed.seen(place, place.word(best.text))
        return {
            "text": best.text,
            "word": best.word,
            "confidence": round(best.confidence, 4),
            "alternatives": [
                {"text": a.text, "word": a.word, "confidence": round(a.confidence, 4)}
                for a in good[1:]
            ],
        }

    def _choose(self, request: Request) -> dict[str, Any]:
        pair = _pair(request)
        if pair is None:
            return {"error": '"choose" needs two versions, "a" and "b".'}
        return {"p_a": round(self._chooser.p_a(pair), 6)}

    def _feedback(self, request: Request) -> dict[str, Any]:
        chosen = request.get("chosen")
        if chosen not in ("a", "b"):
            return {"error": 'What was "chosen" is "a" or "b".'}
        given = "a" in request or "b" in request
        pair = _pair(request) if given else self._chooser.last
        if pair is None:
            return {"error": '"feedback" needs a "choose" before it, or an "a" and a "b".'}
        return {"decisions": self._chooser.told(pair, chosen == "a")}


def _pair(request: Request) -> Pair | None:
    """None where a version is missing; an empty one is one: the span is cut."""
    if not isinstance(request.get("a"), str) or not isinstance(request.get("b"), str):
        return None
    before, a, b, after = (_text(request, name) for name in ("before", "a", "b", "after"))
    return Pair(before, a, b, after)


def _no_number(name: str) -> None:
    """Python reads NaN and Infinity, but a reply that repeats one would be no JSON."""
    raise ValueError(name)


def _text(request: Request, name: str, default: str = "") -> str:
    value = request.get(name)
    # JSON can spell half a surrogate pair, which is no character.
    return value.encode(errors="replace").decode() if isinstance(value, str) else default


def _texts(request: Request, name: str) -> tuple[str, ...]:
    value = request.get(name)
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()


def _share(request: Request, name: str) -> float | None:
    """Above 0 and below 1, or None for no bound."""
    value = request.get(name)
    return value if isinstance(value, float) and 0 < value < 1 else None


def _number(request: Request, name: str, default: int, low: int, high: int) -> int:
    value = request.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        return default
    return min(max(value, low), high)


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value
