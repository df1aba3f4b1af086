"""The good sentences of a candidate that fails as a whole.

A small model mends one sentence and loses its head over the next. Where a changed sentence
holds on its own it is kept; where not, the writer's own stands in its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from writer_app.text.hunks import apply, changed_share, diff
from writer_app.voice.guards import check
from writer_app.voice.limits import Limits

_CHANGED = 0.7
"""A sentence in which more of the words changed is another sentence."""


def salvage(
    source: str, candidate: str, limits: Limits, *, samples: Sequence[str] = ()
) -> str | None:
    """The source with those changes that pass the guards one by one; None if none is left.

    Sentences that are new or gone are not kept: what they say cannot be judged by themselves.
    """
    # A sentence has fewer words to be judged by than a passage, so it is held more tightly.
    alone = replace(limits, kept=max(limits.kept, 0.6), fresh=min(limits.fresh, 0.34))
    hunks = diff(source, candidate)
    kept = {
        hunk.index: hunk.after
        for hunk in hunks
        if hunk.before.strip()
        and hunk.after.strip()
        and changed_share(hunk.before, hunk.after) <= _CHANGED
        and not check(hunk.before, hunk.after, alone, samples=samples)
    }
    if not kept:
        return None
    text = apply(source, hunks, kept)
    return None if check(source, text, limits, samples=samples) else text
