"""A change as runs of text: what goes is struck, what comes is tinted, the rest is plain."""

from __future__ import annotations

from collections.abc import Sequence

from writer_app.gui.prose import Ink, Run
from writer_app.text.hunks import Hunk
from writer_app.text.segments import word_count

HEAVY = 0.55  # share of changed words from which old and new are set one after the other
THIN_SPACE = "\u2009"


def marked_runs(hunk: Hunk) -> list[Run]:
    """Old and new, interleaved by word; one after the other where little is left of the old."""
    changed = sum(
        word_count(edit.before) + word_count(edit.after)
        for edit in hunk.edits
        if edit.kind != "equal"
    )
    every = word_count(hunk.before) + word_count(hunk.after)
    if hunk.before.strip() and hunk.after.strip() and every and changed / every > HEAVY:
        return [
            Run(hunk.before.strip(), Ink.REMOVED),
            Run("\n"),
            Run(hunk.after.strip(), Ink.ADDED),
        ]
    return trimmed(interleaved(hunk))


def flowing(source: str, hunks: Sequence[Hunk]) -> list[Run]:
    """A whole candidate as running text with its differences."""
    runs: list[Run] = []
    at = 0
    for hunk in hunks:
        runs.append(Run(source[at : hunk.start], Ink.MUTED))
        runs.extend(interleaved(hunk))
        at = hunk.end
    runs.append(Run(source[at:], Ink.MUTED))
    return runs


def interleaved(hunk: Hunk) -> list[Run]:
    """Old and new by word, in the order of reading."""
    runs: list[Run] = []
    for edit in hunk.edits:
        if edit.kind == "equal":
            runs.append(Run(edit.before))
            continue
        runs.append(Run(edit.before, Ink.REMOVED))
        if edit.before[-1:].isalnum() and edit.after[:1].isalnum():
            runs.append(Run(THIN_SPACE))
        runs.append(Run(edit.after, Ink.ADDED))
    return runs


def trimmed(runs: list[Run]) -> list[Run]:
    """Without the white space at both ends, which belongs to the page and not to the change."""
    kept = [run for run in runs if run.text]
    while kept and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[0] = Run(kept[0].text.lstrip(), kept[0].ink)
        kept[-1] = Run(kept[-1].text.rstrip(), kept[-1].ink)
    return kept


def spaced_like(text: str, hunk: Hunk) -> str:
    """The writer's wording with the white space that the change has at its ends."""
    model = hunk.after if hunk.after.strip() else hunk.before
    if not text:
        return ""
    lead = model[: len(model) - len(model.lstrip())]
    trail = model[len(model.rstrip()) :]
    return f"{lead}{text}{trail}"
