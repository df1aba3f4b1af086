"""What a standing comes to in words: how unsure it is, and when it steps back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.taste_demo import decisions
from tests.unit.ledger_samples import NOON
from writer_app.ledger.store import Ledger
from writer_app.services import taste_file
from writer_app.services.schooling import HeldOut
from writer_app.services.taste import Standing, Taste
from writer_app.services.taste_telling import FEW, first_choices, headline, use
from writer_app.taste.telling import SET_BY_YOU, TOO_EARLY, told


@pytest.fixture
def nothing(tmp_path: Path) -> Standing:
    return Taste(tmp_path / "taste.json", tmp_path / "ledger.db").standing()


def choices(right: int, plain: int, of: int) -> tuple[HeldOut, ...]:
    return tuple((NOON + timedelta(days=n), n < right, n < plain) for n in range(of))


def test_with_nothing_decided_it_says_what_is_missing(nothing: Standing) -> None:
    assert headline(nothing) == "It orders nothing yet: 10 more choices are needed first."
    assert first_choices(()) == "0 choices so far: too few to say."


def test_few_decisions_are_called_few(nothing: Standing) -> None:
    assert "That is little" in headline(replace(nothing, decisions=FEW - 1))
    assert "That is little" not in headline(replace(nothing, decisions=FEW))


def test_it_says_whether_it_orders_and_why_not(nothing: Standing) -> None:
    assert use(replace(nothing, helps=True)) == "Candidates are shown in its order."
    assert "steps back" in use(replace(nothing, held_out=choices(12, 12, 20)))
    assert "switched off" in use(replace(nothing, on=False, helps=True))
    assert "1 more choice is needed" in use(replace(nothing, held_out=choices(9, 0, 9)))


def test_both_orders_are_told_with_their_intervals() -> None:
    said = first_choices(choices(30, 20, 40))
    assert "its first was yours in 75% (60% to 86%); without it, in 50% (35%" in said
    assert "last 200 choices" in first_choices(choices(0, 0, 260))


def test_a_writer_with_habits_is_told_them(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        for decision in decisions(200):
            ledger.record(decision)
    taste = Taste(tmp_path / "taste.json", path)
    standing = taste.standing()
    assert standing.helps
    assert told(standing.ranker, "adverbs").words == "You cut adverbs."
    assert told(standing.ranker, "speech").how == TOO_EARLY
    taste.overrule("adverbs", 0.5)
    assert told(taste.standing().ranker, "adverbs").how == SET_BY_YOU


def test_what_was_forgotten_teaches_no_more_and_what_comes_later_does(tmp_path: Path) -> None:
    path, ledger_path = tmp_path / "taste.json", tmp_path / "ledger.db"
    with Ledger.open(ledger_path) as ledger:
        for decision in decisions(20):
            ledger.record(decision)
    taste = Taste(path, ledger_path)
    taste.overrule("dashes", -1.0)
    assert taste.standing().decisions == 20
    taste.forget()
    assert taste.standing().decisions == 0
    again = Taste(path, ledger_path)
    assert (again.standing().decisions, again.standing().overruled) == (0, {})
    (new, *_) = decisions(1, seed=9)
    with Ledger.open(ledger_path) as ledger:
        since = taste_file.read(path).since
        assert since is not None
        later = replace(new, asked_at=since + timedelta(seconds=1))
        ledger.record(later)
    again.learn(later)
    assert again.standing().decisions == 1
    assert Taste(path, ledger_path).standing().decisions == 1
