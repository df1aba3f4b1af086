"""From what the model wrote to what may be shown: cleaned, guarded, salvaged, compared."""

from __future__ import annotations

from collections.abc import Sequence

from writer_app.prompts.tasks import Task
from writer_app.services.jury import within
from writer_app.text.hunks import Hunk, diff
from writer_app.voice import limits
from writer_app.voice.clean import clean, clean_partial
from writer_app.voice.guards import Violation, check
from writer_app.voice.limits import Limits
from writer_app.voice.meter import Meter
from writer_app.voice.salvage import salvage
from writer_app.voice.tokens import folded


def limits_for(task: Task, instruction: str) -> Limits:
    match task:
        case Task.TIGHTEN:
            return limits.TIGHTEN
        case Task.FIX:
            return limits.FIX
        case Task.VOICE:
            return limits.VOICE
        case Task.CUSTOM:
            return limits.custom_limits(instruction)


def streamed(raw: str, source: str) -> str:
    """What of an unfinished candidate can be painted."""
    return clean_partial(raw, source)


def judged(
    raw: str,
    source: str,
    task: Task,
    instruction: str,
    *,
    samples: Sequence[str] = (),
    cut: bool = False,
    others: Sequence[str] = (),
    dial: float | None = None,
    protected: Sequence[str] = (),
    meter: Meter | None = None,
) -> tuple[str, tuple[Hunk, ...], tuple[Violation, ...]]:
    """The text of a finished candidate, its changes, and why it is held back (() if it is not).

    `cut`: the token limit ended it. A candidate that fails as a whole is shown with those of
    its sentences that hold, and with as many of its changes as `dial` and `protected` allow;
    `others` are the candidates that are shown already. `meter`: the writer's, for their voice.
    """
    allowed = limits_for(task, instruction)
    text = clean(raw, source)
    held = check(source, text, allowed, samples=samples)
    if cut and not held:
        held = (Violation("unfinished", "It did not come to an end."),)
    if held and held[0].code not in {"empty", "unchanged"}:
        saved = salvage(source, text, allowed, samples=samples)
        if saved is not None:
            text, held = saved, ()
    if not held and (dial is not None or protected):
        text = within(source, text, dial, protected)
        held = check(source, text, allowed, samples=samples)
    judge = meter if task is Task.VOICE else None
    if not held and judge is not None and judge.per_word(text) <= judge.per_word(source):
        held = (Violation("no_nearer", "It sounds no more like you than what you wrote."),)
    if not held and any(_same(text, other) for other in others):
        held = (Violation("duplicate", "It is the same as another."),)
    return text, diff(source, text), held


def _same(one: str, other: str) -> bool:
    return folded(one) == folded(other) and one.split() == other.split()
