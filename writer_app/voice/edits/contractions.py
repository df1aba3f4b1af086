"""Contractions, or the words written out, as this writer has them outside of speech."""

from __future__ import annotations

import re
from collections.abc import Iterator

from writer_app.voice.custom import leaning
from writer_app.voice.edits.clauses import participle
from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.habits import Habits
from writer_app.voice.edits.view import View
from writer_app.voice.edits.words import listed
from writer_app.voice.tokens import straighten
from writer_app.voice.told import CONTRACTIONS

_FULL = {short: full for full, short in CONTRACTIONS.items()}
_SHORT = re.compile(rf"\b({'|'.join(map(re.escape, _FULL))})\b", re.I)
_LONG = re.compile(rf"\b(?=({'|'.join(CONTRACTIONS)}) )", re.I)  # they may overlap: "it is not"
_BUT = re.compile(r"[^.!?;\n]{0,60}\bbut\b")
_CLEARLY = 1.0
"""Nats from which a contraction, or none, is a habit: three times in four."""
_FEW = 5
"""Uses up to which a single form says less of a writer than all of them together."""
_BETWEEN = listed(
    "always never just only already ever even long often also not now then once still"
)
_DONE = {"is": "has", "would": "had"}


def contractions(view: View, habits: Habits) -> Iterator[Edit]:
    """Nothing where the writer does both."""
    plain = straighten(view.text)
    told = habits.told.get
    every = [sum(told(form, 0) for form in forms) for forms in (CONTRACTIONS, _FULL)]
    for pattern, others in ((_SHORT, _FULL), (_LONG, CONTRACTIONS)):
        for found in pattern.finditer(plain):
            old, start, end = found[1].casefold(), *found.span(1)
            new = others[old]
            nats = leaning(told(new, 0), told(old, 0))
            if pattern is _SHORT:
                # Who hardly ever contracts does not contract what they seldom write either.
                nats = nats if told(new, 0) + told(old, 0) > _FEW else leaning(*every)
                new = _written_out(view, new, end)
            elif leaning(*every) > 0:
                continue  # one form may be a character's whose speech is not marked as such
            if nats < _CLEARLY or view.is_fixed(start, end) or _contrast(plain, new, end):
                continue
            new = new[0].upper() + new[1:] if found[1][0].isupper() else new
            new = new.replace("'", view.apostrophe)
            yield Edit(start, end, new, "form", f"“{new}” for “{found[1]}”", theirs=nats)


def _contrast(plain: str, new: str, end: int) -> bool:
    """Whether "couldn't help but" would become "not … but", as models like to have it."""
    return new.endswith(" not") and bool(_BUT.match(plain, end))


def _written_out(view: View, full: str, end: int) -> str:
    """ "he has gone", "he had gone", where the contraction ends at `end`."""
    subject, _, verb = full.partition(" ")
    at = view.index(end)
    while view.low(at) in _BETWEEN or view.low(at).endswith("ly"):
        at += 1
    following = view.low(at)
    done = participle(following) and not following.endswith("ing")
    better = verb == "would" and following == "better"
    if verb in _DONE and (done or better or following in {"been", "got", "had"}):
        return f"{subject} {_DONE[verb]}"
    return full
