"""Whether a text contracts where its writer never does, or writes out what they always contract.

Looked at is what is told: how characters speak is their own affair.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from writer_app.voice.profile import Profile
from writer_app.voice.tokens import straighten
from writer_app.voice.told import CONTRACTIONS, told_in

PLACES = 50
"""Contractions and full forms of the writer's own from which it can be said."""
HARDLY_EVER = 0.02
"""The share of the places up to which it is not their way."""
_SPEECH = re.compile(r"(?<!\w)'(?=\w)")


def out_of_register(text: str, before: str, profile: Profile) -> bool:
    """`before` stands before the text; where speech may be open, nothing is said."""
    paragraph = straighten(before[max(before.rfind("\n\n"), len(before) - 2_000, 0) :])
    if any(_speaks(part) for part in (paragraph, straighten(text))):
        return False
    short, full = _counts(profile.told)
    places = short + full
    if places < PLACES:
        return False
    shorter, fuller = _counts(told_in([text]))
    return bool(
        (shorter and short <= HARDLY_EVER * places) or (fuller and full <= HARDLY_EVER * places)
    )


def _speaks(text: str) -> bool:
    return text.count('"') % 2 == 1 or bool(_SPEECH.search(text))


def _counts(told: Mapping[str, int]) -> tuple[int, int]:
    """Contractions, and full forms."""
    short = sum(told.get(form, 0) for form in CONTRACTIONS.values())
    return short, sum(told.get(form, 0) for form in CONTRACTIONS)
