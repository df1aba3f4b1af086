"""Banned phrases: back to where one began, and on by another way.

A phrase is found when its last letter is written. The candidate then goes back to the token that
the phrase began with, and that token is forbidden at that place, and nowhere else. Where nearly
every way on has been forbidden it goes back one token more; after too many returns the candidate
ends before the phrase. The method is that of Paech's Antislop sampler, with an automaton in place
of a search, and for each sequence by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from writer_app.engine.messages import Banned, Finish
from writer_app.worker.backend import Job
from writer_app.worker.bans import Match, Phrases
from writer_app.worker.candidate import Candidate, Owed, Penalties, Spot
from writer_app.worker.healing import First, logprob_of
from writer_app.worker.prefixes import Rows
from writer_app.worker.vocab import Vocab

Verdict = Finish | Literal["back", "begin again"] | None
BEFORE = 200
"""Code points of the prompt in which a phrase may have begun."""
BUDGET = 24
"""How often one candidate goes back."""
NEARLY_ALL = 0.999
"""The share of a place's probability that may be forbidden; beyond it, one token further back."""
FURTHER = 2
"""Tokens before a phrase that are held back as well."""
ALTERNATIVES = 5


class Rewinding:
    """The bans of one generation, for all its candidates."""

    def __init__(self, job: Job, vocab: Vocab, phrases: Phrases) -> None:
        self._job = job
        self._vocab = vocab
        self.phrases = phrases

    def after(self, candidate: Candidate, text: str, over: bool) -> Verdict:
        """What the scan says to the text of the token just taken; `over`: no more will come."""
        if candidate.scan is None:
            return None
        while True:
            match = candidate.scan.feed(text) or (candidate.scan.end() if over else None)
            if match is None:
                return None
            verdict = self._found(candidate, match)
            if verdict is not None:
                return verdict
            # Let pass: the same text again, from where the scan was before it.
            candidate.scan = candidate.spots[-1].scan.copy()
            candidate.scan.permit(match)

    def hold(self, candidate: Candidate) -> int:
        """Code points at the end of the candidate's text that may yet be taken back."""
        if candidate.scan is None or not candidate.scan.held:
            return 0
        # Whole tokens, and some more for the way further back.
        at = _token_at(candidate.spots, candidate.stream.length - candidate.scan.held)
        return candidate.stream.length - candidate.spots[max(0, at - FURTHER)].length

    def at_end(self, candidate: Candidate) -> Verdict:
        """The same where the model ends its text."""
        while candidate.scan is not None:
            before = candidate.scan.copy()
            match = candidate.scan.end()
            verdict = self._found(candidate, match) if match is not None else None
            if match is None or verdict is not None:
                return verdict
            candidate.scan = before
            candidate.scan.permit(match)
        return None

    def choose(self, candidate: Candidate, plain: Rows, penalties: Penalties) -> tuple[int, float]:
        """Draw at a place where something is forbidden; the logprob is the model's own."""
        logits = plain.copy()
        for token, penalty in penalties.items():
            logits[token] = -np.inf if penalty is None else logits[token] - penalty
        token = candidate.chain.sample(logits)
        if candidate.owed is not None:
            best = np.argpartition(-logits, ALTERNATIVES)[:ALTERNATIVES]
            best = best[np.argsort(-logits[best])]
            self._report(candidate, self._text(token), [self._text(int(each)) for each in best])
        return token, logprob_of(plain, token)

    def report_first(self, candidate: Candidate, first: First) -> None:
        if candidate.owed is not None:
            self._report(candidate, first.visible.decode("utf-8", "replace"), [])

    def _found(self, candidate: Candidate, match: Match) -> Verdict:
        """None: a soft ban that had its say."""
        ban = self.phrases.bans[match.ban]
        start = max(0, match.start)
        if ban.penalty is not None and (match.ban, match.start) in candidate.softened:
            return None
        at = _token_at(candidate.spots, start)
        candidate.rewinds += 1
        offset = candidate.spots[at].length
        rejected = self._text(candidate.tokens[candidate.spots[at].place])
        candidate.owed = Owed(ban.phrase, offset, rejected)
        if candidate.rewinds > BUDGET:
            candidate.stream.cut(start)
            self._report(candidate, "", [])
            return "stop"
        candidate.softened = {key for key in candidate.softened if key[1] < match.start}
        if ban.penalty is not None:
            candidate.softened.add((match.ban, match.start))
        return self._back(candidate, at, ban.penalty)

    def _back(self, candidate: Candidate, at: int, penalty: float | None) -> Verdict:
        """To before the written token `at`, which is forbidden there (or less likely)."""
        spot = candidate.spots[at]
        token = candidate.tokens[spot.place]
        written = len(candidate.tokens) - spot.place
        candidate.tokens = candidate.tokens[: spot.place]
        candidate.written -= written
        if candidate.draft is not None:
            candidate.draft.rewind(written)
        candidate.stream.back_to(spot.mark)
        candidate.scan = spot.scan.copy()
        del candidate.spots[at:]
        for place in [place for place in candidate.forbidden if place > spot.place]:
            del candidate.forbidden[place]
            candidate.refused.pop(place, None)
        if at == 0:
            candidate.first_forbidden[candidate.kept, token] = penalty
            return "begin again"
        candidate.forbidden.setdefault(spot.place, {})[token] = penalty
        if penalty is None:
            share = candidate.refused.get(spot.place, 0.0) + float(np.exp(spot.logprob))
            candidate.refused[spot.place] = share
            shown = candidate.spots[at - 1].length < candidate.stream.given
            if share > NEARLY_ALL and not shown:
                return self._back(candidate, at - 1, None)
        return "back"

    def _report(self, candidate: Candidate, chosen: str, alternatives: list[str]) -> None:
        owed, candidate.owed = candidate.owed, None
        if owed is not None:
            self._job.send(
                Banned(
                    self._job.id,
                    candidate.index,
                    owed.phrase,
                    owed.offset,
                    owed.rejected,
                    chosen,
                    tuple(alternatives),
                )
            )

    def _text(self, token: int) -> str:
        return self._vocab.pieces[token].decode("utf-8", "replace")


def _token_at(spots: Sequence[Spot], offset: int) -> int:
    """Which written token the code point at `offset` of the text belongs to."""
    return max(i for i, spot in enumerate(spots) if i == 0 or spot.length <= offset)
