"""What a decision teaches: pure functions from a decision to training rows.

The signals differ (see `signals`), and only acts of the writer count unless more is asked for:

    accepted, partly   what went into the text is a yes
    edited             the writer's wording is better than the suggestion; the suggestion
                       alone is no no: it was near enough to be mended
    own, imported      the writer's version is better than what it replaced
    rejected           a no, if the candidate was on show
    regenerated, ignored                 a weak no, for those who ask for it
    never seen, interrupted, held back   nothing at all

The best pair of all is text that was accepted and then reworded (`Survival`); text that was
accepted and is gone by then is no longer a yes. A row goes by one signal: that of its yes, or of
its no where that is weak or there is no yes.

For a continuation the document is the prompt. For a rewrite the prompt is the task in plain
words with the passage and its surroundings; both sides of a pair are the whole passage, alike
except for the hunks that were refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from writer_app.ledger.records import Outcome, Verdict
from writer_app.ledger.signals import ACTS, WEAK, Signal, of_candidate, of_own_edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from writer_app.ledger.records import Survival
    from writer_app.ledger.taught import Candidate, Hunk, Request

GONE_BELOW = 0.3
"""With a smaller share of its characters left at a save, accepted text counts as taken back."""

_TASKS = {
    "tighten": "Tighten the passage: say the same in fewer words, in the same voice.",
    "fix": "Correct the grammar and spelling of the passage, and change nothing else.",
    "voice": "Rewrite the passage in the author's own voice, keeping its meaning.",
    "own": "Edit the passage as its author would.",
}

_TAKEN = (Outcome.ACCEPTED, Outcome.PARTLY, Outcome.EDITED)
_NEVER_JUDGED = (Outcome.NEVER_SEEN, Outcome.INTERRUPTED, Outcome.HELD_BACK)
_NO = WEAK | {Signal.REJECTED}


class Preference(NamedTuple):
    """For DPO and reward models: the same prompt, two answers."""

    prompt: str
    chosen: str
    rejected: str
    signal: Signal


class Labelled(NamedTuple):
    """For KTO: one answer, wanted or not."""

    prompt: str
    completion: str
    label: bool
    signal: Signal


class Completion(NamedTuple):
    """For SFT: an answer to imitate."""

    prompt: str
    completion: str
    signal: Signal


class FinalToken(NamedTuple):
    """For FTPO: at the end of `context` any of the tokens `chosen` is preferred to `rejected`."""

    context: str
    rejected: str
    chosen: tuple[str, ...]
    signal: Signal = Signal.BANNED


_Said = tuple[str, Signal]


class _Judged(NamedTuple):
    """`yes`: the writer's version, or None; `worse`: what it was preferred to; `no`: refused."""

    yes: _Said | None
    worse: tuple[_Said, ...]
    no: tuple[_Said, ...]


def preferences(
    decision: Request,
    survival: Survival | None = None,
    signals: AbstractSet[Signal] = ACTS,
    refused: Request | None = None,
) -> tuple[Preference, ...]:
    """The writer's version against each one it was preferred to.

    `refused`: the rewrite in whose place this, the writer's own version, was put.
    """
    prompt, judged = prompt_of(decision), _judged(decision, survival)
    rows = []
    for rejected, no in _once(judged.worse).items():
        if judged.yes is not None:
            chosen, yes = judged.yes
            rows.append(Preference(prompt, chosen, rejected, no if no in WEAK else yes))
        elif no not in WEAK:
            # With everything refused the writer's own passage was preferred, and stays.
            rows.append(Preference(prompt, decision.source, rejected, no))
    if refused is not None and judged.yes is not None and of_own_edit(decision) is not None:
        (own, signal), question = judged.yes, prompt_of(refused)
        rows += [
            Preference(question, own, no, signal)
            for no, weakness in _judged(refused, None).no
            if weakness is Signal.REJECTED
        ]
    return tuple(
        row
        for row in rows
        if row.signal in signals
        and _usable(row.prompt, row.chosen)
        and _usable(row.prompt, row.rejected)
        and not _same(row.chosen, row.rejected)
    )


def labelled(
    decision: Request, survival: Survival | None = None, signals: AbstractSet[Signal] = ACTS
) -> tuple[Labelled, ...]:
    """What was taken as True, what was refused as False; never the same text as both."""
    prompt, judged = prompt_of(decision), _judged(decision, survival)
    rows = [Labelled(prompt, judged.yes[0], True, judged.yes[1])] if judged.yes else []
    rows += [
        Labelled(prompt, no, False, signal)
        for no, signal in _once(judged.no).items()
        if not (judged.yes and _same(no, judged.yes[0]))
    ]
    return tuple(r for r in rows if r.signal in signals and _usable(prompt, r.completion))


def completions(
    decision: Request, survival: Survival | None = None, signals: AbstractSet[Signal] = ACTS
) -> tuple[Completion, ...]:
    """What was taken, as it stood in the end."""
    prompt, yes = prompt_of(decision), _judged(decision, survival).yes
    if yes is None or yes[1] not in signals or not _usable(prompt, yes[0]):
        return ()
    return (Completion(prompt, *yes),)


def final_tokens(decision: Request) -> tuple[FinalToken, ...]:
    """What was written in the place of a banned phrase's first token, or nearly was.

    The context is what the model had read and written by then; of a rewrite the request in
    plain words, since the ledger does not keep the turns of a chat.
    """
    prompt = prompt_of(decision)
    rows = []
    for candidate in decision.candidates:
        for ban in candidate.bans:
            drawn = (ban.chosen, *ban.alternatives) if ban.chosen else ban.alternatives
            chosen = tuple(t for t in dict.fromkeys(drawn) if t and t != ban.rejected)
            context = prompt + candidate.raw[: ban.offset]
            if chosen and ban.rejected and context.strip():
                rows.append(FinalToken(context, ban.rejected, chosen))
    return tuple(rows)


def prompt_of(decision: Request, *, chat: bool = False) -> str:
    """Plain text that a completion follows directly, without a space or a line between.

    `chat`: a request instead, which a turn of its own answers.
    """
    if decision.kind == "continuation":
        if chat:
            return f"Continue the text from exactly where it stops.\n\n{decision.before}"
        return decision.before
    task = decision.instruction or _TASKS.get(decision.task, "Rewrite the passage.")
    parts = [task]
    if decision.before.strip():
        parts.append(f"What comes before:\n{decision.before.strip()}")
    if decision.after.strip():
        parts.append(f"What comes after:\n{decision.after.strip()}")
    parts.append(f"The passage:\n{decision.source}")
    if not chat:
        parts.append("The passage rewritten:\n")
    return "\n\n".join(parts)


def _judged(decision: Request, survival: Survival | None) -> _Judged:
    if (own := of_own_edit(decision)) is not None:
        judged = _Judged((decision.final, own), ((decision.source, own),), ())
    elif decision.kind == "continuation":
        judged = _continued(decision)
    else:
        judged = _rewritten(decision)
    if survival is None or judged.yes is None:
        return judged
    if survival.kept_share < GONE_BELOW:
        # Taken back, so what stood against it was not worse either.
        return _Judged(None, (), judged.no)
    accepted, _ = judged.yes
    if survival.text and survival.kept_share < 1 and not _same(survival.text, accepted):
        worse = ((accepted, Signal.REWORDED), *judged.worse)
        return _Judged((survival.text, Signal.REWORDED), worse, judged.no)
    return judged


def _continued(decision: Request) -> _Judged:
    no = tuple(
        (candidate.text, signal)
        for candidate in decision.candidates
        if (signal := of_candidate(decision, candidate)) in _NO
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
    mended = tuple((c.text, Signal.EDITED) for c in taken if c.outcome is Outcome.EDITED)
    return _Judged((yes, _how(taken)) if yes else None, (*mended, *no), no)


def _how(taken: Sequence[Candidate]) -> Signal:
    """The signal of what went into the text out of these."""
    outcomes = {candidate.outcome for candidate in taken}
    if Outcome.EDITED in outcomes:
        return Signal.EDITED
    return Signal.PARTLY if Outcome.PARTLY in outcomes or len(taken) > 1 else Signal.ACCEPTED


def _rewritten(decision: Request) -> _Judged:
    source = decision.source
    judged = [c for c in decision.candidates if c.outcome not in _NEVER_JUDGED]
    chosen = [
        (hunk, hunk.final)
        for candidate in judged
        for hunk in candidate.verdicts
        if hunk.verdict in (Verdict.ACCEPTED, Verdict.EDITED)
    ]
    whole = [c for c in judged if c.outcome in _TAKEN and not c.verdicts]
    yes: _Said | None = None
    if chosen or whole:
        # A passage that went back to what it was says nothing of what to write instead.
        now = decision.final or (_applied(source, chosen) if chosen else whole[0].text)
        if now is not None and not _same(now, source):
            mended = any(hunk.verdict is Verdict.EDITED for hunk, _ in chosen)
            how = _how([c for c in judged if c.outcome in _TAKEN])
            yes = now, Signal.EDITED if mended else how
    worse: list[_Said] = []
    no: list[_Said] = []
    for candidate in judged:
        signal = of_candidate(decision, candidate)
        if signal in WEAK:
            worse.append((candidate.text, signal))
            no.append((candidate.text, signal))
            continue
        with_suggestions, with_refused = _against(source, candidate, chosen)
        worse += with_suggestions
        no += with_refused
    for candidate in whole:
        if candidate.outcome is Outcome.EDITED:
            worse.append((candidate.text, Signal.EDITED))
    if (chosen or whole) and yes is None:
        worse = []
    return _Judged(yes, tuple(worse), tuple(no))


def _against(
    source: str, candidate: Candidate, chosen: Sequence[tuple[Hunk, str]]
) -> tuple[list[_Said], list[_Said]]:
    """The passage with what was refused or mended in place, and the source with what was refused.

    The first differs from the writer's version in those hunks alone; the second holds nothing
    that the writer liked.
    """
    if not candidate.verdicts:
        refused = candidate.outcome is Outcome.REJECTED and candidate.shown_at is not None
        said = [(candidate.text, Signal.REJECTED)] if refused else []
        return said, said
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
    if with_refused is not None and _same(with_refused, source):
        with_refused = None
    how = Signal.EDITED if len(refused_only) < len(unwanted) else Signal.REJECTED
    return (
        [(with_suggestions, how)] if with_suggestions is not None else [],
        [(with_refused, Signal.REJECTED)] if with_refused is not None else [],
    )


def _applied(source: str, hunks: Iterable[tuple[Hunk, str]]) -> str | None:
    """`source` with each hunk's span replaced; None when the hunks do not fit it."""
    parts: list[str] = []
    at = 0
    for hunk, text in sorted(hunks, key=lambda pair: (pair[0].start, pair[0].end)):
        if hunk.start < at or source[hunk.start : hunk.end] != hunk.before:
            return None
        parts += (source[at : hunk.start], text)
        at = hunk.end
    return "".join((*parts, source[at:]))


def _overlap(one: Hunk, other: Hunk) -> bool:
    if one.start == other.start:
        return True
    return one.start < other.end and other.start < one.end


def _once(said: Iterable[_Said]) -> dict[str, Signal]:
    """Each text with the first signal it was said with."""
    found: dict[str, Signal] = {}
    for text, signal in said:
        found.setdefault(text, signal)
    return found


def _usable(prompt: str, text: str) -> bool:
    # A prompt is long: what strips it copies it.
    return prompt != "" and not prompt.isspace() and text != "" and not text.isspace()


def _same(one: str, other: str) -> bool:
    # Texts that differ mostly do in how often they have a letter, which is told much quicker.
    return one.count("e") == other.count("e") and one.split() == other.split()
