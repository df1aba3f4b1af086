"""What a writer does, done several times by one engine or by several in turn.

Rates are taken over whole requests whose prompt was read before: nothing is left out of them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from writer_app.cli.measuring.machine import busy_neighbour
from writer_app.cli.measuring.material import Material, forbidden
from writer_app.cli.measuring.ours import Ours
from writer_app.cli.measuring.peer import Answer, Ask, Peer
from writer_app.cli.measuring.record import Record

CANDIDATES, LENGTH = 4, 40
REWRITTEN = 48
"""Tokens that are written of the rewrite in between."""
STEPS = 16
DECODED = 32
LONG_DECODED = 96
"""Tokens; where a difference of a hundredth is looked for."""
AHEAD = 0.3
"""Seconds."""
READ_BEFORE_CANCEL = 0.4
PHRASES = 1_000
REST = 0.05
"""Seconds: the threads of the engine before have stopped waiting for work."""

AnyPeer = TypeVar("AnyPeer", bound=Peer)


@dataclass(frozen=True, slots=True)
class Stage:
    """What every scenario needs; `say` is told what is being done now."""

    material: Material
    record: Record
    runs: int
    say: Callable[[str], None]

    def turns(self, title: str, peers: Sequence[AnyPeer]) -> Iterator[tuple[int, AnyPeer]]:
        """Each run of each engine, interleaved, another one first each time."""
        for run in range(self.runs):
            first = run % len(peers)
            for peer in (*peers[first:], *peers[:first]):
                who = f", {peer.name}" if len(peers) > 1 else ""
                self.say(f"{title}{who}: {run + 1} of {self.runs}")
                time.sleep(REST)
                yield run, peer

    def read(self, peers: Sequence[Peer], ask: Ask) -> None:
        """The prompt is read by all, for the first time."""
        for peer in peers:
            self.say(f"{peer.name} reads the prompt")
            answer = peer.ask(replace(ask, max_tokens=1, n=1))
            self.record.notes[f"prompt tokens, {ask.purpose}, {len(ask.prompt)} letters"] = (
                answer.prompt_tokens
            )


def at_the_document(stage: Stage, peers: Sequence[Peer]) -> None:
    """First tokens after typing, without and with a rewrite in between; steps; memory."""
    material, record = stage.material, stage.record
    stage.read(peers, Ask(material.document(0)))
    for run, peer in stage.turns("typing and pausing", peers):
        pauses = 2 * run + 1
        answer = peer.ask(Ask(material.document(pauses), STEPS))
        record.add("first_warm", peer.name, answer.first)
        record.add("step", peer.name, answer.step)
        if run > 0 and peer.keeps_one_prompt:
            continue  # it reads everything again: known after one run, and long
        peer.ask(Ask(material.aside(run), REWRITTEN, purpose="rewrite"))
        answer = peer.ask(Ask(material.document(pauses + 1)))
        record.add("first_after_rewrite", peer.name, answer.first)
    for peer in peers:
        if size := peer.memory():
            record.add("memory", peer.name, float(size))


def reading_ahead(stage: Stage, ours: Ours) -> None:
    """After `at_the_document`: the same engine goes on."""
    for run, peer in stage.turns("reading ahead", [ours]):
        text = stage.material.document(2 * stage.runs + 1 + run)
        stage.record.add("first_read_ahead", peer.name, peer.read_ahead(Ask(text), AHEAD).first)


def caret_back(stage: Stage, peers: Sequence[Peer]) -> None:
    """After `at_the_document`. A word is changed further up; then the caret is back at the end."""
    pauses = 2 * stage.runs
    for run, peer in stage.turns("going back", peers):
        before, whole = stage.material.changed_back(pauses, run)
        stage.record.add("caret_back", peer.name, peer.ask(Ask(before)).first)
        stage.record.add("caret_return", peer.name, peer.ask(Ask(whole)).first)


def cancelling(stage: Stage, peers: Sequence[Peer]) -> None:
    """A long prompt is given up. What the new work itself takes is measured and taken off."""
    then = Ask(stage.material.short(0), purpose="rewrite")
    alone: dict[str, float] = {}
    for peer in peers:
        peer.ask(then)
        alone[peer.name] = min(peer.ask(then).first for _ in range(3))
    for run, peer in stage.turns("cancelling", peers):
        long = Ask(stage.material.other(run))
        first = peer.cancel_reading(long, READ_BEFORE_CANCEL, then)
        if first is not None:
            stage.record.add("cancel", peer.name, max(0.0, first - alone[peer.name]))


def four_candidates(stage: Stage, peers: Sequence[Peer]) -> None:
    ask = Ask(stage.material.head(stage.material.sizes.shared), LENGTH, n=CANDIDATES)
    stage.read(peers, ask)
    for run, peer in stage.turns("four candidates", peers):
        answer = _at_full_length(peer, ask, run)
        stage.record.add("four", peer.name, answer.total)
        stage.record.add("four_rate", peer.name, answer.rate)


def _at_full_length(peer: Peer, ask: Ask, run: int) -> Answer:
    """Drawn again when a candidate ended early, so that all engines write as much."""
    for attempt in range(5):
        answer = peer.ask(replace(ask, seed=100 * run + 10 * attempt + 1))
        if answer.tokens >= ask.n * ask.max_tokens:
            break
    return answer


def light_rewrite(stage: Stage, ours: Ours, others: Sequence[Peer] = ()) -> None:
    """Passages with a few slips. `others` are asked for the same prompts."""
    same = accepted = drafted = 0
    peers: list[Peer] = [ours, *others]
    plain: dict[int, str] = {}
    for run, peer in stage.turns("putting slips right", peers):
        ask = rewrite_ask(stage.material, run)
        peer.ask(replace(ask, max_tokens=1))
        if peer is not ours:
            stage.record.add("rewrite_drafts", peer.name, peer.ask(ask).rate)
            continue
        # First one, then the other: neither finds the machine warmer every time.
        for drafts in (run % 2 == 0, run % 2 == 1):
            answer = peer.ask(ask if drafts else replace(ask, source=""))
            key = "rewrite_drafts" if drafts else "rewrite_plain"
            stage.record.add(key, peer.name, answer.rate)
            drafted += answer.drafted_tokens
            accepted += answer.accepted_tokens
            same += plain.setdefault(run, answer.texts[0]) == answer.texts[0]
    stage.record.notes["drafted tokens"] = drafted
    stage.record.notes["accepted tokens"] = accepted
    stage.record.notes["same text with drafts and without"] = f"{same - stage.runs} of {stage.runs}"
    stage.record.notes["rewritten"] = list(plain.values())


def rewrite_ask(material: Material, number: int) -> Ask:
    """The same plain prompt for every engine; what is written ends with the line."""
    rewriting = material.rewrite(number)
    return Ask(
        rewriting.prompt,
        rewriting.length,
        purpose="rewrite",
        stop=("\n",),
        source=rewriting.source,
    )


def beside_a_neighbour(stage: Stage, peers: Sequence[Peer]) -> None:
    ask = Ask(stage.material.short(1), DECODED)
    stage.read(peers, ask)
    for run, peer in stage.turns("a busy neighbour", peers):
        if run > 0 and peer.name != Ours.name:
            continue  # up to twenty times slower then: known after one run, and long
        stage.record.add("decode_idle", peer.name, peer.ask(ask).rate)
        with busy_neighbour():
            stage.record.add("decode_busy", peer.name, peer.ask(ask).rate)


def with_bans(stage: Stage, ours: Ours) -> None:
    ask = Ask(stage.material.short(2), LONG_DECODED)
    bans = forbidden(PHRASES)
    banned = ours.ask(replace(ask, bans=bans)).banned
    for run, peer in stage.turns("forbidden phrases", [ours]):
        for forbid in (run % 2 == 0, run % 2 == 1):
            answer = peer.ask(replace(ask, bans=bans) if forbid else ask)
            key = "decode_banned" if forbid else "decode_free"
            stage.record.add(key, peer.name, answer.rate)
    stage.record.notes["phrases taken back"] = banned
