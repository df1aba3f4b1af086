"""The writer's taste: learned from the ledger, put into an order, and overruled by the writer.

What is learned is never kept: it is worked out again from the ledger, so that what is forgotten
there is forgotten here. The writer's own words on it lie in `taste.json`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from writer_app.ledger.reading import Kept
from writer_app.ledger.records import Decision
from writer_app.ledger.store import Ledger
from writer_app.services import taste_file, taught_file
from writer_app.services.schooling import HeldOut, School
from writer_app.services.taste_file import Said
from writer_app.taste.features import NAMES, Version, features, shared
from writer_app.taste.prior import Prior, shipped
from writer_app.taste.ranker import Ranker
from writer_app.taste.sayings import saying
from writer_app.voice.meter import Meter

MOST = 3_000
"""Decisions that are learned from: the last so many that say something. A taste takes some hundred,
and reading more takes seconds."""
FIRST = 24
"""Of them, the last so many are learned before the rest: a page shows them at once."""
_SURE = 0.9
"""Probability that a weight has its sign, from which there is a note of it."""
_OFTEN = 20
"""When all is learned anew, the ranker is refitted after each of the first so many decisions, and
then whenever there are a twentieth more."""


@dataclass(frozen=True, slots=True)
class Note:
    """`feature`: what it was learned of, None for a note of the writer's own; `sure`: 0.5 to 1."""

    text: str
    feature: str | None
    sure: float


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known and how well it does. `helps`: its first choices beat those of the order
    without it, each predicted before it was learned. `held_out`: when, and whether the first
    choice was right with the taste and without. `accepted`: taken and shown by (model, task).
    `whole`: False while only the last decisions were read."""

    ranker: Ranker
    on: bool
    helps: bool
    decisions: int
    held_out: tuple[HeldOut, ...]
    reasons: Mapping[str, int]
    accepted: Mapping[tuple[str, str], tuple[int, int]]
    overruled: Mapping[str, float]
    notes: tuple[Note, ...]
    whole: bool = True


class Taste:
    """Safe to use from several threads: `order` waits for nobody, `rebuild` alone takes long.
    `meter` is the writer's voice, where one is known; `taught` the file where what decisions
    taught is remembered."""

    def __init__(
        self,
        path: Path,
        ledger: Path,
        *,
        meter: Callable[[], Meter | None] = lambda: None,
        prior: Prior | None = None,
        taught: Path | None = None,
    ) -> None:
        self._path = path
        self._ledger = ledger
        self._meter = meter
        self._cache = taught
        self._prior = prior or shipped()
        self._said = taste_file.read(path)
        self._school = School(self._prior, self._said.overruled, meter)
        self._built = self._glanced = False
        self._begun = self._read = 0
        self._building = threading.Lock()
        self._glancing = threading.Lock()
        self._changing = threading.RLock()
        self._standing = self._stand()

    @property
    def readings(self) -> int:
        """How often the whole ledger was begun to be read. What was recorded before a reading is
        in it, or was forgotten."""
        return self._begun

    def standing(self) -> Standing:
        """Where it stands; built from the ledger when that has not been done yet."""
        if not self._built:
            self.build()
        return self._standing

    def glance(self) -> Standing:
        """Where it stands, at once: by the last decisions alone while the rest was not read.
        Raises LedgerError."""
        with self._glancing:
            if not (self._built or self._glanced):
                self._build(lambda: None, FIRST)
                self._glanced = True
        return self._standing

    def build(self, between: Callable[[], None] = lambda: None) -> None:
        """Learn from the ledger whatever was not learned before; `between` is called after each
        decision, and what it raises ends it with all as it was. Raises LedgerError."""
        with self._building:
            if not self._built:
                self._build(between, MOST)

    def rebuild(self) -> None:
        """Learn everything anew from the ledger. Raises LedgerError."""
        with self._building:
            self._build(lambda: None, MOST, anew=True)

    def _build(self, between: Callable[[], None], most: int, *, anew: bool = False) -> None:
        if most == MOST:
            self._begun += 1
        reading = self._begun
        overruled, since = self._said.overruled, self._said.since
        school, fit_at = School(self._prior, overruled, self._meter), 0
        # With a voice the figures are others than without it, and it may be another tomorrow.
        cache = self._cache if self._meter() is None else None
        known = taught_file.read(cache, self._prior) if cache is not None and not anew else {}
        stamps: list[tuple[str, str]] = []
        kept: list[Kept] = []
        if self._ledger.exists():
            with Ledger.open(self._ledger) as ledger:
                stamps = ledger.stamps(most, since)
                school.recall({uuid: known[stamp] for uuid, stamp in stamps if stamp in known})
                kept = ledger.several([uuid for uuid, stamp in stamps if stamp not in known])
        whole = most == MOST or len(stamps) < most
        for number, (decision, survival) in enumerate(kept, len(school.taught)):
            school.teach(decision, survival, at_once=number >= fit_at)
            if number >= fit_at:
                fit_at = number + max(1, number // _OFTEN)
            between()
        school.sort(uuid for uuid, _ in stamps)
        if cache is not None and most == MOST and (kept or len(known) != len(stamps)):
            all_taught = school.taught
            found = {stamp: all_taught[uuid] for uuid, stamp in stamps if uuid in all_taught}
            taught_file.write(cache, found, self._prior)
        school.refit()
        with self._changing:
            if self._built and not whole:
                return  # all of it was learned meanwhile
            if self._said.overruled != overruled:
                school.overrule(self._said.overruled)
            self._school, self._built = school, whole
            if most == MOST:
                self._read = reading
            self._standing = self._stand()

    def learn(self, decision: Decision, *, unless_read_after: int | None = None) -> None:
        """One more decision, refitted at once; one that was learned before is replaced.

        `unless_read_after`: `readings` when it was handed over. What was read anew since has it
        already, or it was forgotten meanwhile.
        """
        if not self._built:
            self.build()
        # What is being built may have read the ledger before this was in it.
        with self._building, self._changing:
            if unless_read_after is not None and unless_read_after < self._read:
                return
            self._school.teach(decision)
            self._standing = self._stand()

    def look_again(self, decisions: Sequence[str]) -> None:
        """What was learned of these, by id, is learned again as the ledger has it by now: what
        became of a text says more than that it was taken. Raises LedgerError."""
        with self._building:
            known = [uuid for uuid in decisions if uuid in self._school.taught]
            if not known or not self._ledger.exists():
                return
            with Ledger.open(self._ledger) as ledger:
                kept = ledger.several(known)
            with self._changing:
                for decision, survival in kept:
                    self._school.teach(decision, survival)
                self._standing = self._stand()

    def order(
        self, texts: Sequence[str], *, before: str = "", after: str = "", source: str = ""
    ) -> list[int]:
        """The places of the candidates, best first; as they are while it is off, does not help or
        is not known yet."""
        standing = self._standing
        if not (self._built and standing.on and standing.helps):
            return list(range(len(texts)))
        versions = [Version(text) for text in texts]
        rows = [self._figures(version, before, after, source) for version in versions]
        return standing.ranker.order(
            rows, lambda one, other: shared(versions[one], versions[other])
        )

    def p(self, a: Version, b: Version, *, before: str = "", after: str = "") -> float:
        """How likely the writer keeps `a` and not `b`. Raises LedgerError."""
        ranker = self.standing().ranker
        ours, theirs = (self._figures(version, before, after) for version in (a, b))
        return ranker.p(ours, theirs, shared(a, b))

    def _figures(
        self, version: Version, before: str, after: str, source: str = ""
    ) -> tuple[float, ...]:
        return features(version, before=before, after=after, source=source, meter=self._meter())

    def overrule(self, name: str, weight: float | None) -> None:
        """Set the weight of a feature by hand, or (None) let it be learned again."""
        if name not in NAMES:
            raise KeyError(name)
        overruled = {key: value for key, value in self._said.overruled.items() if key != name}
        if weight is not None:
            overruled[name] = weight
        with self._changing:
            self._say(replace(self._said, overruled=overruled))
            self._school.overrule(overruled)
            self._standing = self._stand()

    def switch(self, on: bool) -> None:
        with self._changing:
            self._say(replace(self._said, on=on))
            self._standing = self._stand()

    def forget(self) -> None:
        """Begin anew: nothing that was decided until now teaches anything any more, and what the
        writer set is gone. The ledger keeps the decisions. Raises TasteError."""
        with self._building, self._changing:
            self._say(Said(on=self._said.on, since=datetime.now(UTC)))
            self._begun += 1
            self._read = self._begun
            self._school, self._built = School(self._prior, {}, self._meter), True
            self._standing = self._stand()

    def reword(self, note: Note, text: str | None) -> None:
        """Put the writer's words in the place of a note, or (None) delete it."""
        said = self._said
        if note.feature is not None:
            said = replace(said, notes={**said.notes, note.feature: text})
        else:
            kept = (text if own == note.text else own for own in said.own_notes)
            said = replace(said, own_notes=tuple(own for own in kept if own))
        with self._changing:
            self._say(said)
            self._standing = self._stand()

    def add_note(self, text: str) -> None:
        with self._changing:
            self._say(replace(self._said, own_notes=(*self._said.own_notes, text)))
            self._standing = self._stand()

    def _say(self, said: Said) -> None:
        taste_file.write(self._path, said)
        self._said = said

    def _stand(self) -> Standing:
        school = self._school
        return Standing(
            ranker=school.ranker,
            on=self._said.on,
            helps=school.helps,
            decisions=school.decisions,
            held_out=school.held_out,
            reasons=school.reasons,
            accepted=school.accepted,
            overruled=dict(self._said.overruled),
            notes=tuple(self._notes(school)),
            whole=self._built,
        )

    def _notes(self, school: School) -> list[Note]:
        ranker, said = school.ranker, self._said
        found = [Note(text, None, 1.0) for text in said.own_notes]
        for name, mean, deviation in zip(NAMES, ranker.mean, ranker.deviation, strict=True):
            sure = ranker.sure(name)
            text = said.notes.get(name, saying(name, mean))
            learned = deviation > 0 and ranker.told(name) and sure >= _SURE
            if text and (learned or name in said.notes):
                found.append(Note(text, name, sure))
        return sorted(found, key=lambda note: -note.sure)
