"""Continue at the caret: one request at a time, streamed, walked, taken, recorded.

    ask -> on_change(Offer)... -> shown, typed, took, next -> dismissed | edited_away | took all

The caller tells what the writer did and reads `offer` afterwards; `on_change` is called for
what the engine brings and never from within a call of the caller's. When an offer ends, one
`Decision` with an outcome for each alternative goes to the recorder.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from writer_app.engine.messages import (
    Banned,
    CandidateDone,
    Done,
    Failed,
    Finish,
    Reply,
    Token,
    WordGuess,
)
from writer_app.engine.ports import Engine
from writer_app.engine.work import Ban, Generation, Sampling
from writer_app.ledger.records import Decision, ModelUsed
from writer_app.services.clock import Clock
from writer_app.services.decisions import asked, ban, new_seed
from writer_app.services.next_word import beginnings
from writer_app.services.offer import Alternative, Offer, Snapshot
from writer_app.services.recorder import Sink
from writer_app.services.shaping import Mould, said_once
from writer_app.services.taste import Taste
from writer_app.services.trimming import first_word, fitted
from writer_app.services.witness import Witness
from writer_app.voice.profile import Profile
from writer_app.voice.tics import bans_of, seed_tics

__all__ = ["Alternative", "Continuation", "Offer", "Snapshot"]

# A ghost is a guess at what the writer means: nearer to the likely. At length variety helps.
_GHOST = Sampling(temperature=0.7, min_p=0.1, repeat_penalty=1.0)
_AT_LENGTH = Sampling(temperature=1.0, min_p=0.08, repeat_penalty=1.03)


@dataclass(slots=True)
class _Running:
    """One request from the question to the record."""

    asked: Decision
    mould: Mould
    offer: Offer
    started: float
    witness: Witness
    pieces: list[list[tuple[str, float]]] = field(default_factory=list)
    over: set[int] = field(default_factory=set)  # alternatives the worker no longer writes
    only_a_word: bool = False  # one that was known, and not asked for
    cancelled: bool = False  # by us, since nothing that would come could be shown


class Continuation:
    """The ghost has one of these, the pane another; both speak to the same engine."""

    def __init__(
        self,
        engine: Engine,
        sink: Sink,
        model: Callable[[], ModelUsed],
        on_change: Callable[[Offer | None], None],
        clock: Clock | None = None,
        taste: Taste | None = None,
    ) -> None:
        self._engine = engine
        self._sink = sink
        self._model = model
        self._on_change = on_change
        self._clock = clock or Clock()
        self._taste = taste
        self._now: _Running | None = None

    @property
    def offer(self) -> Offer | None:
        """What is on offer now; None when nothing is."""
        return self._now.offer if self._now else None

    def ask(
        self,
        snapshot: Snapshot,
        *,
        n: int = 3,
        max_tokens: int = 32,
        seed: int | None = None,
        at_length: bool = False,
        begins: Sequence[WordGuess] = (),
        bans: Sequence[Ban] | None = None,
        profile: Profile | None = None,
        wanted: bool = False,
    ) -> int:
        """Ask anew; what was on offer ends as ignored. Returns the request's id.

        `wanted`: the writer asks, no pause did. Where they looked at what was on offer for this
        very place and took nothing, that is recorded as asked again.

        A short one is cut at the end of its first sentence or line and stopped there;
        `at_length` lets it run to `max_tokens` and cuts back to the last whole sentence.
        The alternatives begin with the likeliest of the words `begins` (`next_word.beginnings`),
        as sure as those guesses are; a sentence that cannot be shown is cut back to its word.
        `bans` are phrases that no alternative writes; None: what models overuse and `profile`,
        the writer's own, does not have. It also says how long a sentence may be.
        """
        self._end(regenerated=wanted and self._turned_down_at(snapshot))
        begins = beginnings(begins, n)
        generation = Generation(
            prompt=snapshot.prompt,
            n=n,
            max_tokens=max_tokens,
            sampling=_AT_LENGTH if at_length else _GHOST,
            seed=new_seed() if seed is None else seed,
            heal=True,
            branch="top",
            begins=tuple(begin.text for begin in begins),
            bans=bans_of(seed_tics(profile)) if bans is None else tuple(bans),
            keep=snapshot.keep,
            priority=1 if at_length else 0,
        )
        decision = self._asked(snapshot, generation)
        offer = Offer(-1, snapshot, tuple(Alternative() for _ in range(n)))
        running = _Running(
            decision,
            Mould.of(snapshot, at_length, begins, profile),
            offer,
            self._clock.monotonic(),
            Witness(n, self._clock),
            [[] for _ in range(n)],
        )
        self._now = running
        request_id = self._engine.submit(generation, lambda reply: self._replied(running, reply))
        running.offer = replace(offer, request_id=request_id)
        return request_id

    @property
    def only_a_word(self) -> bool:
        """Whether what is on offer is a word by `offer_word`, untouched so far."""
        return self._now is not None and self._now.only_a_word and not self._now.offer.taken

    def offer_word(self, snapshot: Snapshot, word: WordGuess) -> Offer:
        """Put a word on offer that is known already; what was on offer ends as ignored.

        It is recorded only where the writer takes or refuses it: the next letter asks again.
        """
        self.edited_away()
        generation = Generation(snapshot.prompt, sampling=Sampling(0.0), keep=snapshot.keep)
        text = fitted(word.text, snapshot.before)
        confidence = min(1.0, math.exp(word.logprob))
        whole, _ = first_word(text, snapshot.before, ())
        known = Alternative(text, text, "stop", 0, word.logprob, 0.0, whole, confidence)
        self._now = _Running(
            self._asked(snapshot, generation),
            Mould(snapshot),
            Offer(-1, snapshot, (known,), done=True),
            self._clock.monotonic(),
            Witness(1, self._clock),
            only_a_word=True,
        )
        return self._now.offer

    def shown(self, index: int) -> None:
        """Alternative `index` was painted just now (the pane calls it for each it paints)."""
        if self._now and 0 <= index < len(self._now.offer.alternatives):
            # A ghost shows one at a time, the pane all at once.
            self._now.witness.shown(index, alone=not self._now.mould.at_length)

    def next(self) -> Offer | None:
        """Walk to the next alternative; the caller paints it and says `shown`."""
        return self._moved(Offer.next)

    def previous(self) -> Offer | None:
        return self._moved(Offer.previous)

    def typed(self, text: str) -> Offer | None:
        """The writer typed; None (and the offer has ended as ignored) where it goes another way."""
        if self._now is None:
            return None
        went_on = self._now.offer.typed(text)
        if went_on is None or (went_on.done and not went_on.remaining):
            self.edited_away()
            return None
        self._now.offer = went_on
        self._spare(self._now)
        return went_on

    def took(self, text: str, index: int, whole: bool) -> Offer | None:
        """`text` went into the document; `whole` ends the offer. None once it has ended."""
        if self._now is None:
            return None
        offer = self._now.offer
        if self._now.mould.at_length:
            self._now.witness.took(index, text)
        else:
            offer = replace(offer, index=index, taken=offer.taken + text)
            self._now.offer = offer
            self._now.witness.took_up_to(index, offer.taken)
        if whole or (offer.done and not offer.remaining):
            self._end()
            return None
        self._spare(self._now)
        return self._now.offer

    def rejected(self, index: int, reason: str = "") -> Offer | None:
        """The writer refused this one; the offer ends when none is left to show."""
        if self._now is None:
            return None
        self._now.witness.refused(index, reason)
        offer = self._now.offer
        left = [i for i in offer.visible if i not in self._now.witness.reasons]
        if not left and offer.done:
            self._end()
            return None
        if offer.index == index and left:
            self._now.offer = replace(offer, index=left[0])
        return self._now.offer

    def dismissed(self) -> None:
        """Esc: the alternative on show was refused, those merely seen were ignored."""
        if self._now is None:
            return
        index = self._now.offer.index
        if not self._now.mould.at_length and self._now.witness.was_shown(index):
            self._now.witness.refused(index, "dismissed")
        self._end()

    def edited_away(self) -> None:
        """The caret or the text moved on: what was seen was ignored. Safe to call at any time."""
        if self._now is not None:
            self._end()

    def _asked(self, snapshot: Snapshot, generation: Generation) -> Decision:
        return asked(
            generation,
            clock=self._clock,
            session=self._sink.session,
            document=snapshot.document,
            kind="continuation",
            task="continue",
            before=snapshot.prompt,
            after=snapshot.after[:500],
            start=snapshot.offset,
            model=self._model(),
        )

    def _moved(self, step: Callable[[Offer], Offer]) -> Offer | None:
        if self._now is None:
            return None
        self._now.offer = step(self._now.offer)
        return self._now.offer

    def _turned_down_at(self, snapshot: Snapshot) -> bool:
        """Whether something for this place was on show, and nothing of it was taken."""
        now = self._now
        if now is None or now.only_a_word or not now.witness.seen or now.witness.written:
            return False
        then = now.offer.snapshot
        return (then.revision, then.offset) == (snapshot.revision, snapshot.offset)

    def _end(self, *, regenerated: bool = False) -> None:
        running, self._now = self._now, None
        if running is None:
            return
        if not running.offer.done:
            self._engine.cancel(running.offer.request_id)
        # A question nobody saw an answer to is no decision: every key asks one.
        if running.only_a_word and not running.witness.decided:
            return
        if any(alternative.raw for alternative in running.offer.alternatives):
            decision = running.witness.decision(running.asked, running.offer)
            self._sink.record(replace(decision, regenerated=regenerated))

    def _replied(self, running: _Running, reply: Reply) -> None:
        if running is not self._now:
            return
        match reply:
            case Token(candidate=i):
                if 0 <= i < len(running.pieces):
                    running.pieces[i].append((reply.text, reply.logprob))
                    self._rewritten(running, i)
            case Banned(candidate=i):
                if 0 <= i < len(running.pieces):
                    old = running.offer.alternatives[i]
                    self._put(running, i, replace(old, bans=(*old.bans, ban(reply))))
            case CandidateDone(candidate=i):
                if 0 <= i < len(running.pieces):
                    self._candidate_done(running, reply)
            case Done():
                self._done(running, None)
            case Failed():
                self._done(running, reply)
            case _:
                return
        if running is self._now:
            self._on_change(running.offer)

    def _candidate_done(self, running: _Running, reply: CandidateDone) -> None:
        running.over.add(reply.candidate)
        self._rewritten(running, reply.candidate, reply.finish)
        done = running.offer.alternatives[reply.candidate]
        self._put(running, reply.candidate, replace(done, tokens=reply.tokens))

    def _rewritten(self, running: _Running, i: int, ended: Finish | None = None) -> None:
        """Candidate `i` anew from its tokens; `ended`: no more of them will come."""
        offer, pieces = running.offer, running.pieces[i]
        old = offer.alternatives[i]
        raw = "".join(piece for piece, _ in pieces)
        if old.finish is not None:
            # Complete before; what came after the end of its sentence changes nothing.
            self._put(running, i, replace(old, raw=raw))
            return
        others = [a.text for a in offer.alternatives[:i] if a.finish and not a.held]
        shaped = running.mould.shaped(old, i, pieces, offer.taken, others, ended)
        seconds = self._clock.monotonic() - running.started
        self._put(running, i, replace(shaped, seconds=seconds))

    def _put(self, running: _Running, i: int, alternative: Alternative) -> None:
        alternatives = list(running.offer.alternatives)
        alternatives[i] = alternative
        offer = replace(running.offer, alternatives=tuple(alternatives))
        if not offer.taken and not offer.current.showable and offer.visible:
            offer = replace(offer, index=offer.visible[0])
        running.offer = offer
        self._spare(running)

    def _spare(self, running: _Running) -> None:
        """Stop what would never be shown, so that the rest comes the sooner.

        A sentence is at its end, or the writer went another way.
        """
        offer = running.offer
        if offer.done or running.cancelled or running.mould.at_length:
            return
        count = len(offer.alternatives)
        over = {i for i in range(count) if not offer.may_go_on(i)}
        if len(over) == count:
            running.cancelled = True
            self._engine.cancel(offer.request_id)
            return
        for i in sorted(over - running.over):
            running.over.add(i)
            self._engine.cancel(offer.request_id, i)

    def _done(self, running: _Running, failed: Failed | None) -> None:
        alternatives = tuple(
            replace(a, finish="cancelled") if a.finish is None else a
            for a in running.offer.alternatives
        )
        alternatives = said_once(alternatives, running.offer.index)
        offer = replace(running.offer, alternatives=alternatives, done=True, failed=failed)
        running.offer = replace(offer, order=self._order(offer))

    def _order(self, offer: Offer) -> tuple[int, ...]:
        """What is on show stays there; the others follow as the writer would likely take them."""
        if self._taste is None or len(offer.visible) < 2:
            return ()
        texts = [alternative.text for alternative in offer.alternatives]
        here = offer.snapshot
        places = self._taste.order(texts, before=here.before, after=here.after)
        if places == sorted(places):
            return ()
        return (offer.index, *(place for place in places if place != offer.index))
