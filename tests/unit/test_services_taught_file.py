"""What was taught is remembered: the same comes of it, and only of what the ledger still has."""

from __future__ import annotations

import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.taste_demo import decisions
from tests.unit.ledger_samples import NOON, NOVEL
from writer_app.ledger.records import Decision, Survival
from writer_app.ledger.store import Ledger
from writer_app.services import taught_file
from writer_app.services.taste import Taste
from writer_app.taste.prior import shipped


class Counted:
    """How many decisions were read when a taste was built."""

    def __init__(self) -> None:
        self.read = 0

    def __call__(self) -> None:
        self.read += 1


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    record(tmp_path, *decisions(40))
    return tmp_path


def record(folder: Path, *decided: Decision) -> None:
    with Ledger.open(folder / "ledger.db") as ledger:
        for decision in decided:
            assert ledger.record(decision)


def built(folder: Path, *, remembers: bool = True) -> tuple[Taste, int]:
    counted = Counted()
    taught = folder / "taught.npz" if remembers else None
    taste = Taste(folder / "taste.json", folder / "ledger.db", taught=taught)
    taste.build(counted)
    return taste, counted.read


def test_what_was_read_once_is_not_read_again_and_teaches_the_same(folder: Path) -> None:
    first, read = built(folder)
    assert read == 40
    second, read = built(folder)
    assert read == 0
    a, b = first.standing(), second.standing()
    assert b.ranker.mean == pytest.approx(a.ranker.mean, abs=1e-3)
    assert (b.held_out, b.reasons, b.accepted, b.helps) == (
        a.held_out,
        a.reasons,
        a.accepted,
        a.helps,
    )


def test_only_what_is_new_is_read(folder: Path) -> None:
    built(folder)
    (new,) = decisions(1, seed=5)
    later = replace(new, asked_at=NOON + timedelta(days=90), closed_at=NOON + timedelta(days=90))
    record(folder, later)
    taste, read = built(folder)
    assert (read, taste.standing().decisions) == (1, 41)
    assert built(folder)[1] == 0


def test_what_was_reworded_later_is_read_again_in_its_place(folder: Path) -> None:
    before = built(folder)[0].standing()
    mended = next(each for each in decisions(40) if each.kind == "continuation")
    with Ledger.open(folder / "ledger.db") as ledger:
        recorded = next(
            each for each in reversed(ledger.decisions(40)) if each.final == mended.final
        )
        survival = Survival(recorded.id, NOON + timedelta(days=80), 0.8, "by the mill, alone.")
        assert ledger.note_survival(survival)
    taste, read = built(folder)
    assert read == 1
    assert [when for when, _, _ in taste.standing().held_out] == [
        when for when, _, _ in before.held_out
    ]
    assert taste.standing().ranker.decisions > before.ranker.decisions


def test_what_is_gone_from_the_ledger_is_gone_from_the_file(folder: Path) -> None:
    built(folder)
    path = folder / "taught.npz"
    assert len(taught_file.read(path, shipped())) == 40
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with Ledger.open(folder / "ledger.db") as ledger:
        ledger.set_do_not_log(NOVEL, True)
    taste, _ = built(folder)
    assert taste.standing().decisions == 0
    assert taught_file.read(path, shipped()) == {}


def test_rebuilding_reads_everything(folder: Path) -> None:
    taste, _ = built(folder)
    (folder / "taught.npz").write_bytes(b"")
    taste.rebuild()
    assert len(taught_file.read(folder / "taught.npz", shipped())) == 40


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04", b"nonsense" * 40])
def test_a_damaged_file_is_made_anew(folder: Path, damage: bytes) -> None:
    (folder / "taught.npz").write_bytes(damage)
    assert built(folder)[1] == 40
    assert built(folder)[1] == 0


def test_under_another_prior_nothing_is_remembered(folder: Path) -> None:
    built(folder)
    assert taught_file.read(folder / "taught.npz", replace(shipped(), trust=0.1)) == {}


def test_a_place_that_cannot_be_written_costs_only_time(folder: Path) -> None:
    (folder / "taught.npz").mkdir()
    assert built(folder)[1] == 40
    assert built(folder)[1] == 40
