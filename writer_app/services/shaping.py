"""From the tokens of one alternative to what may be shown of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from writer_app.engine.messages import Finish, WordGuess
from writer_app.services.offer import Alternative, Snapshot
from writer_app.services.trimming import (
    faults,
    first_word,
    fitted,
    longest_sentence,
    trimmed,
    within,
    without_longer,
)
from writer_app.voice.endings import without_moral
from writer_app.voice.profile import Profile
from writer_app.voice.tokens import folded

Pieces = Sequence[tuple[str, float]]
"""Raw tokens with their log-probabilities."""


@dataclass(frozen=True, slots=True)
class Mould:
    """What all alternatives of one request are held to.

    `begins[i]` is the word that alternative i was told to begin with. `longest`: words of a
    sentence; None: as the model likes.
    """

    snapshot: Snapshot
    at_length: bool = False
    begins: tuple[WordGuess, ...] = ()
    profile: Profile | None = None
    longest: int | None = None

    @classmethod
    def of(
        cls,
        snapshot: Snapshot,
        at_length: bool,
        begins: Sequence[WordGuess],
        profile: Profile | None,
    ) -> Mould:
        longest = longest_sentence(profile) if profile else None
        return cls(snapshot, at_length, tuple(begins), profile, longest)

    def shaped(
        self,
        old: Alternative,
        index: int,
        pieces: Pieces,
        taken: str,
        others: Sequence[str],
        ended: Finish | None,
    ) -> Alternative:
        """Alternative `index` anew from its tokens; `ended`: no more of them will come.

        `taken` of it stands in the text already; `others` are those on show before it.
        """
        before, raw = self.snapshot.before, "".join(piece for piece, _ in pieces)
        text, complete = trimmed(
            raw, before, self.snapshot.after, at_length=self.at_length, finish=ended
        )
        if self.longest is not None and self.at_length:
            text = without_longer(text, before, self.longest) if ended else text
        elif self.longest is not None:
            text, cut = within(text, before, self.longest)
            complete = complete or cut
        if self.at_length and ended:
            text = without_moral(text, self.profile)
        # The writer may have taken words of it by now; they stay.
        if not text.startswith(taken) and old.text.startswith(taken):
            text = old.text
        finish: Finish | None = "stop" if complete else ended
        word, confidence = first_word(text, before, pieces)
        shaped = replace(
            old,
            raw=raw,
            text=text,
            finish=finish,
            tokens=len(pieces),
            logprob=sum(logprob for _, logprob in pieces),
            word=word,
            confidence=confidence,
            held=faults(text, before, others, self.profile) if finish else (),
        )
        return self._begun(shaped, index) if index < len(self.begins) else shaped

    def _begun(self, shaped: Alternative, index: int) -> Alternative:
        """As sure as the guess at its word; cut back to that word where it cannot be shown, and
        no alternative before it has the word."""
        before, begin = self.snapshot.before, self.begins[index]
        start = fitted(begin.text, before)
        cut_off = shaped.finish == "length" and start.startswith(shaped.text)
        if not (cut_off or shaped.text.startswith(start)):
            return shaped
        shaped = replace(shaped, confidence=min(1.0, math.exp(begin.logprob)))
        if cut_off or (shaped.held and "duplicate" not in shaped.held):
            if begin in self.begins[:index]:
                return replace(shaped, held=shaped.held or ("duplicate",))
            word, _ = first_word(start, before, ())
            return replace(shaped, text=start, word=word, held=())
        return shaped


def said_once(alternatives: Sequence[Alternative], shown: int) -> tuple[Alternative, ...]:
    """Without those that were whole before an earlier one said the same; the one on show stays."""
    said = {tuple(folded(alternatives[shown].text))}
    kept: list[Alternative] = []
    for index, each in enumerate(alternatives):
        words = tuple(folded(each.text))
        if not each.held and index != shown and words:
            each = replace(each, held=("duplicate",)) if words in said else each
            said.add(words)
        kept.append(each)
    return tuple(kept)
