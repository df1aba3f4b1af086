"""What a standing of the taste comes to in words, for the page and for the command line."""

from __future__ import annotations

from collections.abc import Sequence

from writer_app.services.replay import Share
from writer_app.services.schooling import ENOUGH, RECENT, HeldOut
from writer_app.services.taste import Standing

FEW = 30
"""Decisions below which nearly all is still what was expected of anybody."""

NOTHING = (
    "Writer knows nothing of your taste yet. It learns from what you decide: each change that you "
    "accept, reject or put in your own words, each version that you choose among several. Ten "
    "choices give a first guess, a hundred a fair idea. What it learns will be shown here, in "
    "words that you can correct, and whether it helps. Nothing leaves this machine."
)
_TASKS = {
    "continue": "continuing",
    "tighten": "tightening",
    "fix": "fixing",
    "voice": "in your voice",
    "custom": "as you say",
}


def headline(standing: Standing) -> str:
    """From how much it was learned, how unsure that leaves it, and what is done with it."""
    if not standing.decisions:
        return use(standing)
    of = "" if standing.whole else " so far; the others are being read"
    said = f"Learned from {counted(standing.decisions, 'decision')} of yours{of}."
    if standing.decisions < FEW:
        said += " That is little: most of it is still a guess, and a few more may change it."
    return f"{said} {use(standing)}"


def use(standing: Standing) -> str:
    """Whether candidates stand in its order, and why not."""
    if not standing.on:
        return "It is switched off: candidates are shown in the order in which they come."
    if standing.helps:
        return "Candidates are shown in its order."
    missing = ENOUGH - len(standing.held_out)
    if missing > 0:
        verb = "is" if missing == 1 else "are"
        return f"It orders nothing yet: {counted(missing, 'more choice')} {verb} needed first."
    return (
        "It steps back: its first choice was not clearly more often yours than the first "
        "without it, so candidates are shown in the order in which they come."
    )


def first_choices(held_out: Sequence[HeldOut]) -> str:
    """How often the first choice was taken, with the taste and without, each with its interval."""
    if len(held_out) < ENOUGH:
        return f"{counted(len(held_out), 'choice')} so far: too few to say."
    recent = held_out[-RECENT:]
    with_it = Share.counted([right for _, right, _ in recent])
    without = Share.counted([right for _, _, right in recent])
    which = "last " if len(held_out) > RECENT else ""
    return (
        f"Of your {which}{with_it.of} choices, its first was yours in {_share(with_it)}; without "
        f"it, in {_share(without)}. Each was guessed before it was learned from; the brackets "
        "hold the true share 95 times in 100."
    )


def task_name(task: str) -> str:
    return _TASKS.get(task, task)


def counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _share(share: Share) -> str:
    return f"{share.right / share.of:.0%} ({share.low:.0%} to {share.high:.0%})"
