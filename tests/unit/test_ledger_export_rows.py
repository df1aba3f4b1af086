"""Which rows leave: by signal, said once, and in which split."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.export_samples import ghost, lines
from tests.unit.ledger_samples import SOURCE, candidate, continuation, rewrite
from writer_app.errors import LedgerError
from writer_app.ledger.export import Format, export
from writer_app.ledger.records import Decision, Outcome
from writer_app.ledger.signals import Signal
from writer_app.ledger.store import Ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.db") as opened:
        yield opened


def test_what_is_said_nearly_twice_is_said_once(ledger: Ledger, tmp_path: Path) -> None:
    """The caret a character further on, the same answers: the later decision stands."""
    start = "The house stood at the end of the lane, and nobody had lived in it for thirty yea"

    def at(further: str, chosen: str, rejected: str) -> Decision:
        return continuation(
            candidate(chosen, Outcome.ACCEPTED, 0, taken=chosen),
            candidate(rejected, Outcome.REJECTED, 1),
            before=start + further,
        )

    yes, no = "rs, or so they said in the village.", "rs, a sad thing for any house to be."
    ledger.record(at("", yes, no))
    ledger.record(at("r", yes[1:], no[1:]))
    summary = export(ledger, tmp_path, Format.DPO)
    assert (summary.train, summary.removed, summary.near) == (1, 0, 1)
    [pair] = lines(tmp_path / "dpo" / "train.jsonl")
    assert pair["chosen"] == yes[1:]
    # Another answer in the same place is another lesson, and so is what one decision refuses.
    ledger.record(at("r", yes[1:], "s and three weeks, all of them wet."))
    kto = export(ledger, tmp_path, Format.KTO)
    assert [row["label"] for row in lines(tmp_path / "kto" / "train.jsonl")] == [False, True, False]
    assert (kto.removed, kto.near) == (1, 2)


def test_two_changes_in_one_long_passage_are_two_lessons(ledger: Ledger, tmp_path: Path) -> None:
    for number, words in enumerate((("very dark", "dark"), ("walked quickly", "ran"))):
        passage = " ".join([SOURCE] * 8)
        refused = passage.replace(*words, 1)
        ledger.record(rewrite(candidate(refused, Outcome.REJECTED, number), source=passage))
    assert export(ledger, tmp_path, Format.DPO).train == 2


def test_what_is_tested_is_later_than_what_is_trained_on(ledger: Ledger, tmp_path: Path) -> None:
    for n in range(30):
        for m in range(3):
            ledger.record(ghost(f"d{n}", 100 * n + m))
    export(ledger, tmp_path, Format.SFT)
    numbers = {
        split: [
            int(row["prompt"].rpartition(" ")[2].rstrip(":"))
            for row in lines(tmp_path / "sft" / f"{split}.jsonl")
        ]
        for split in ("train", "test")
    }
    assert len(numbers["test"]) == 9
    assert max(numbers["train"]) < min(numbers["test"])
    assert "later than the first to test" not in (tmp_path / "README.md").read_text("utf-8")


def test_a_document_with_most_of_the_rows_is_trained_on(ledger: Ledger, tmp_path: Path) -> None:
    ledger.record(ghost("notes", 0))
    for n in range(20):
        ledger.record(ghost("novel", n + 1))
    summary = export(ledger, tmp_path, Format.SFT)
    assert (summary.train, summary.test) == (20, 1)
    card = (tmp_path / "README.md").read_text("utf-8")
    assert "20 rows to train on are later than the first to test on" in card


def test_signals_that_teach_a_format_nothing_are_refused(ledger: Ledger, tmp_path: Path) -> None:
    for kind, signal in ((Format.DPO, Signal.NEVER_SEEN), (Format.FTPO, Signal.ACCEPTED)):
        with pytest.raises(LedgerError) as caught:
            export(ledger, tmp_path, kind, {signal})
        assert signal.value in caught.value.message
    with pytest.raises(LedgerError, match="no conversational form"):
        export(ledger, tmp_path, Format.FTPO, chat=True)
    assert list(tmp_path.glob("*/*")) == []


def test_a_weak_no_leaves_only_when_asked_for(ledger: Ledger, tmp_path: Path) -> None:
    asked = continuation(candidate(" b", Outcome.IGNORED), regenerated=True)
    ledger.record(asked)
    assert export(ledger, tmp_path, Format.KTO).train == 0
    summary = export(ledger, tmp_path, Format.KTO, {Signal.REGENERATED, Signal.REJECTED})
    assert (summary.train, summary.signals) == (1, {"regenerated": 1})
    assert "Signals asked for: `regenerated`, `rejected`." in (tmp_path / "README.md").read_text()


def test_an_own_version_is_paired_with_the_rewrite_refused_for_it(
    ledger: Ledger, tmp_path: Path
) -> None:
    ledger.record(rewrite(candidate("It was pitch-black.", Outcome.REJECTED)))
    ledger.record(rewrite(task="own", final="Dark. She walked. The door gaped."))
    export(ledger, tmp_path, Format.DPO, {Signal.OWN_VERSION})
    rows = lines(tmp_path / "dpo" / "train.jsonl")
    assert [row["rejected"] for row in rows] == [SOURCE, "It was pitch-black."]
    assert {row["chosen"] for row in rows} == {"Dark. She walked. The door gaped."}
    assert rows[1]["prompt"].startswith("Tighten the passage")
    turns = tmp_path / "turns"
    export(ledger, turns, Format.DPO, {Signal.OWN_VERSION}, chat=True)
    [_, turn] = lines(turns / "dpo" / "train.jsonl")
    assert turn["prompt"][0]["content"].startswith("Tighten the passage")


def test_orpo_does_not_learn_to_copy(ledger: Ledger, tmp_path: Path) -> None:
    ledger.record(rewrite(candidate("It was pitch-black.", Outcome.REJECTED)))
    assert export(ledger, tmp_path, Format.DPO).train == 1
    assert export(ledger, tmp_path, Format.ORPO).train == 0
