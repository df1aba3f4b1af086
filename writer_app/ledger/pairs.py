"""What a decision teaches: pure functions from `Decision` to training rows.

The signals differ, and only acts of the writer count:

    accepted, partly   what went into the text is a yes
    edited             the writer's wording is better than the suggestion; the suggestion
                       alone is no no: it was near enough to be mended
    rejected           a no, if the candidate was on show
    ignored, never seen, interrupted, held back      nothing at all

The best pair of all is text that was accepted and then reworded before a save (`Survival`);
text that was accepted and is gone by then is no longer a yes.

For a continuation the document is the prompt. For a rewrite the prompt is the task in plain
words with the passage and its surroundings; both sides of a pair are the whole passage, alike
except for the hunks that were refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from writer_app.ledger.records import Outcome, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from writer_app.ledger.records import CandidateRecord, Decision, HunkVerdict, Survival

GONE_BELOW = 0.3
"""With a smaller share of its characters left at a save, accepted text counts as taken back."""

_TASKS = {
    "tighten": "Tighten the passage: say the same in fewer words, in the same voice.",
    "fix": "Correct the grammar and spelling of the passage, and change nothing else.",
    "voice": "Rewrite the passage in the author's own voice, keeping its meaning.",
}

_TAKEN = (Outcome.ACCEPTED, Outcome.PARTLY, Outcome.EDITED)
_NEVER_JUDGED = (Outcome.NEVER_SEEN, Outcome.INTERRUPTED, Outcome.HELD_BACK)


@dataclass(frozen=True, slots=True)
class Preference:
    """For DPO and reward models: the same prompt, two answers."""

    prompt: str
    chosen: str
    rejected: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """For KTO: one answer, wanted or not."""

    prompt: str
    completion: str
    label: bool


@dataclass(frozen=True, slots=True)
class Completion:
    """For SFT: an answer to imitate."""

    prompt: str
    completion: str


@dataclass(frozen=True, slots=True)
class _Judged:
    """`yes`: the writer's version, or None; `worse`: what it was preferred to; `no`: refused."""

    yes: str | None
    worse: tuple[str, ...]
    no: tuple[str, ...]


def preferences(decision: Decision, survival: Survival | None = None) -> tuple[Preference, ...]:
    """The writer's version against each one it was preferred to."""
    prompt, judged = prompt_of(decision), _judged(decision, survival)
    # With everything refused the writer's own passage was preferred, and stays.
    chosen = judged.yes if judged.yes is not None else decision.source
    return tuple(
        Preference(prompt, chosen, rejected)
        for rejected in dict.fromkeys(judged.worse)
        if _usable(prompt, chosen) and _usable(prompt, rejected) and not _same(chosen, rejected)
    )


def labelled(decision: Decision, survival: Survival | None = None) -> tuple[Labelled, ...]:
    """What was taken as True, what was refused as False; never the same text as both."""
    prompt, judged = prompt_of(decision), _judged(decision, survival)
    yes = judged.yes
    rows = [Labelled(prompt, yes, True)] if yes is not None and _usable(prompt, yes) else []
    rows += [
        Labelled(prompt, no, False)
        for no in dict.fromkeys(judged.no)
        if _usable(prompt, no) and not (yes is not None and _same(no, yes))
    ]
    return tuple(rows)


def completions(decision: Decision, survival: Survival | None = None) -> tuple[Completion, ...]:
    """What was taken, as it stood in the end."""
    prompt, yes = prompt_of(decision), _judged(decision, survival).yes
    return (Completion(prompt, yes),) if yes is not None and _usable(prompt, yes) else ()


def prompt_of(decision: Decision) -> str:
    """Plain text that a completion follows directly, without a space or a line between."""
    if decision.kind == "continuation":
        return decision.before
    task = decision.instruction or _TASKS.get(decision.task, "Rewrite the passage.")
    parts = [task]
    if decision.before.strip():
        parts.append(f"What comes before:\n{decision.before.strip()}")
    if decision.after.strip():
        parts.append(f"What comes after:\n{decision.after.strip()}")
    parts.append(f"The passage:\n{decision.source}")
    parts.append("The passage rewritten:\n")
    return "\n\n".join(parts)


def _judged(decision: Decision, survival: Survival | None) -> _Judged:
    judged = _continued(decision) if decision.kind == "continuation" else _rewritten(decision)
    if survival is None or judged.yes is None:
        return judged
    if survival.kept_share < GONE_BELOW:
        # Taken back, so what stood against it was not worse either.
        return _Judged(None, (), judged.no)
    if survival.text and survival.kept_share < 1 and not _same(survival.text, judged.yes):
        return _Judged(survival.text, (judged.yes, *judged.worse), judged.no)
    return judged


def _continued(decision: Decision) -> _Judged:
    no = tuple(
        candidate.text
        for candidate in decision.candidates
        if candidate.outcome is Outcome.REJECTED and candidate.shown_at is not None
    )
    taken = [candidate for candidate in decision.candidates if candidate.outcome in _TAKEN]
    if not taken:
        return _Judged(None, no, no)
    if decision.final and (len(taken) > 1 or taken[0].outcome is Outcome.EDITED):
        yes = decision.final
    elif len(taken) == 1:
        whole = "" if taken[0].outcome is Outcome.PARTLY else taken[0].text
        yes = taken[0].taken or whole
    else:
        yes = max((c.taken for c in taken), key=len)
        if not all(yes.startswith(c.taken) for c in taken):
            # Pieces of several alternatives went in; in which order is not known.
            return _Judged(None, (), no)
    mended = tuple(c.text for c in taken if c.outcome is Outcome.EDITED)
    return _Judged(yes or None, (*mended, *no), no)


def _rewritten(decision: Decision) -> _Judged:
    source = decision.source
    judged = [c for c in decision.candidates if c.outcome not in _NEVER_JUDGED]
    chosen = [
        (hunk, hunk.final)
        for candidate in judged
        for hunk in candidate.verdicts
        if hunk.verdict in (Verdict.ACCEPTED, Verdict.EDITED)
    ]
    whole = [c for c in judged if c.outcome in _TAKEN and not c.verdicts]
    yes: str | None = None
    if chosen or whole:
        # A passage that went back to what it was says nothing of what to write instead.
        now = decision.final or (_applied(source, chosen) if chosen else whole[0].text)
        yes = now if now is not None and not _same(now, source) else None
    worse: list[str] = []
    no: list[str] = []
    for candidate in judged:
        with_suggestions, with_refused = _against(source, candidate, chosen)
        worse += with_suggestions
        no += with_refused
    for candidate in whole:
        if candidate.outcome is Outcome.EDITED:
            worse.append(candidate.text)
    if (chosen or whole) and yes is None:
        worse = []
    return _Judged(yes, tuple(worse), tuple(no))


def _against(
    source: str, candidate: CandidateRecord, chosen: Sequence[tuple[HunkVerdict, str]]
) -> tuple[list[str], list[str]]:
    """The passage with what was refused or mended in place, and the source with what was refused.

    The first differs from the writer's version in those hunks alone; the second holds nothing
    that the writer liked.
    """
    if not candidate.verdicts:
        refused = candidate.outcome is Outcome.REJECTED and candidate.shown_at is not None
        return ([candidate.text], [candidate.text]) if refused else ([], [])
    unwanted = [
        hunk
        for hunk in candidate.verdicts
        if hunk.verdict is Verdict.EDITED
        or (hunk.verdict is Verdict.REJECTED and candidate.shown_at is not None)
    ]
    if not unwanted:
        return [], []
    others = [(h, final) for h, final in chosen if not any(_overlap(h, u) for u in unwanted)]
    suggested = [(hunk, hunk.after) for hunk in unwanted]
    refused_only = [(hunk, hunk.after) for hunk in unwanted if hunk.verdict is Verdict.REJECTED]
    with_suggestions = _applied(source, [*others, *suggested])
    with_refused = _applied(source, refused_only) if refused_only else None
    return (
        [with_suggestions] if with_suggestions is not None else [],
        [with_refused] if with_refused is not None and not _same(with_refused, source) else [],
    )


def _applied(source: str, hunks: Iterable[tuple[HunkVerdict, str]]) -> str | None:
    """`source` with each hunk's span replaced; None when the hunks do not fit it."""
    parts: list[str] = []
    at = 0
    for hunk, text in sorted(hunks, key=lambda pair: (pair[0].start, pair[0].end)):
        if hunk.start < at or source[hunk.start : hunk.end] != hunk.before:
            return None
        parts += (source[at : hunk.start], text)
        at = hunk.end
    return "".join((*parts, source[at:]))


def _overlap(one: HunkVerdict, other: HunkVerdict) -> bool:
    if one.start == other.start:
        return True
    return one.start < other.end and other.start < one.end


def _usable(prompt: str, text: str) -> bool:
    return bool(prompt.strip()) and bool(text.strip())


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()
