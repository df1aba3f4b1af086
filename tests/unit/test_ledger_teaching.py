"""What exports read, with fewer columns, gives the very rows that whole decisions give."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.unit.ledger_samples import NOON, candidate, continuation, hunk, rewrite
from writer_app.ledger.formats import Format, Row, possible, rows
from writer_app.ledger.records import (
    Ban,
    CandidateRecord,
    Decision,
    DocumentRef,
    HunkVerdict,
    Outcome,
    Survival,
    Verdict,
)
from writer_app.ledger.signals import WEAK, Signal
from writer_app.ledger.store import Ledger
from writer_app.ledger.taught import Request

DIARY = DocumentRef("diary")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.db") as opened:
        yield opened


def made(dice: random.Random, n: int) -> Decision:
    """Of any kind, with any outcome."""
    document = dice.choice((DIARY, DocumentRef("novel", "/home/w/novel.md"), DocumentRef("essay")))
    more: dict[str, Any] = {
        "document": document,
        "asked_at": NOON + timedelta(minutes=n),
        "regenerated": dice.random() < 0.3,
        "before": "Night fell. " * dice.randrange(200),
    }
    if dice.random() < 0.2:
        origin = dice.choice(("", "docx"))
        return rewrite(task="own", final="It was dark.", origin=origin, **more)
    if dice.random() < 0.3:
        one, other = dice.choices(list(Verdict), k=2)
        dark = hunk("It was very dark.", "It was dark.", one, 0)
        ran = hunk("She walked quickly.", "She ran.", other, 1, final="She left.")
        return rewrite(_reviewed(dark, ran), **more)
    return continuation(*(_candidate(dice, at) for at in range(dice.randrange(4))), **more)


def _reviewed(*hunks: HunkVerdict) -> CandidateRecord:
    verdicts = {hunk.verdict for hunk in hunks}
    outcome = Outcome.REJECTED if Verdict.REJECTED in verdicts else Outcome.IGNORED
    if not verdicts.isdisjoint((Verdict.ACCEPTED, Verdict.EDITED)):
        outcome = Outcome.PARTLY
    return candidate("It was dark.", outcome, verdicts=hunks)


def _candidate(dice: random.Random, position: int, **more: Any) -> CandidateRecord:
    text = f" {dice.choice(('a', 'b', 'c')) * (position + 1)}."
    bans = (Ban("tapestry", 0, " tap", " the", (" the",)),) if dice.random() < 0.2 else ()
    seen, taken = dice.random() < 0.8, dice.choice(("", text))
    outcome = dice.choice(list(Outcome))
    return candidate(text, outcome, position, seen=seen, taken=taken, bans=bans, **more)


@pytest.mark.parametrize("kind", Format)
def test_the_rows_are_those_of_whole_decisions(ledger: Ledger, kind: Format) -> None:
    dice = random.Random(5)
    with ledger.together():
        for n in range(1_200):
            asked = made(dice, n)
            ledger.record(asked)
            for minute in range(dice.randrange(3)):
                later = NOON + timedelta(minutes=minute)
                left = Survival(asked.id, later, dice.random(), dice.choice(("", " d.")))
                ledger.note_survival(left)
    ledger.set_do_not_log(DIARY, True)
    for signals in (possible(kind) - WEAK, possible(kind), possible(kind) & WEAK):
        found = list(_rows(kind, ledger.teaching(signals), signals))
        assert found == list(_rows(kind, ledger.exportable(), signals))
        # Nobody imitates what was ignored.
        assert bool(found) == bool(signals and (kind is not Format.SFT or signals - WEAK))


def _rows(
    kind: Format, read: Iterable[tuple[Request, Survival | None]], signals: frozenset[Signal]
) -> Iterator[Row]:
    for asked, survival in read:
        yield from rows(kind, asked, survival, signals)


def test_what_cannot_teach_is_not_read(ledger: Ledger) -> None:
    ban = Ban("tapestry", 0, " tap", " the", (" the",))
    for asked in (
        continuation(
            candidate(" a", Outcome.ACCEPTED, 0), candidate(" z", Outcome.NEVER_SEEN, 1, seen=False)
        ),
        continuation(candidate(" b", Outcome.IGNORED), regenerated=True),
        continuation(candidate(" c", Outcome.NEVER_SEEN, bans=(ban,))),
        rewrite(task="own", final="Dark."),
    ):
        ledger.record(asked)
    ledger.record(continuation(candidate(" d", Outcome.ACCEPTED), document=DIARY))
    ledger.set_do_not_log(DIARY, True)

    def read(*signals: Signal) -> list[list[str]]:
        found = ledger.teaching(frozenset(signals))
        return [[answer.text for answer in asked.candidates] for asked, _ in found]

    assert read(Signal.ACCEPTED) == [[" a"], []]
    assert read(Signal.BANNED) == [[" c"]]
    assert read(Signal.REGENERATED) == [[" a"], [" b"], []]
