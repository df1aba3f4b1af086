"""Exports load with `datasets` as TRL documents them, and hold what they should and no more."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.unit.ledger_samples import NOON, SOURCE, candidate, continuation, hunk, rewrite
from writer_app.errors import LedgerError
from writer_app.ledger.export import Format, export
from writer_app.ledger.records import Decision, DocumentRef, Outcome, Survival, Verdict
from writer_app.ledger.store import Ledger

# https://huggingface.co/docs/trl/dataset_formats: preference, unpaired preference,
# prompt-completion, and for the reward trainer preference with an implicit prompt.
TRL = {
    "dpo": {"prompt": "string", "chosen": "string", "rejected": "string"},
    "kto": {"prompt": "string", "completion": "string", "label": "bool"},
    "sft": {"prompt": "string", "completion": "string"},
    "reward": {"chosen": "string", "rejected": "string"},
}

LOAD = """
import json, sys
from datasets import get_dataset_config_names, load_dataset

folder, cache = sys.argv[1:]
print(json.dumps({
    name: {
        split: {
            "columns": {column: kind.dtype for column, kind in rows.features.items()},
            "rows": list(rows),
        }
        for split, rows in load_dataset(folder, name, cache_dir=cache).items()
    }
    for name in get_dataset_config_names(folder)
}))
"""


def load(folder: Path, cache: Path) -> Any:
    """What a trainer gets: config -> split -> columns and rows. No network is to be had."""
    done = subprocess.run(
        [sys.executable, "-c", LOAD, str(folder), str(cache)],
        env=os.environ | {"HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "HF_HOME": str(cache)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.db") as opened:
        yield opened


def ghost(document: str, n: int = 0, **more: Any) -> Decision:
    return continuation(
        candidate(f" yes {n}", Outcome.ACCEPTED, 0, taken=f" yes {n}"),
        candidate(f" no {n}", Outcome.REJECTED, 1),
        **{
            "document": DocumentRef(document, f"/home/w/{document}.md"),
            "before": f"In {document} it began {n}:",
            "asked_at": NOON + timedelta(minutes=n),
        }
        | more,
    )


def review(document: str) -> Decision:
    return rewrite(
        candidate(
            "x",
            Outcome.PARTLY,
            verdicts=(
                hunk("It was very dark.", "It was dark.", Verdict.ACCEPTED, 0),
                hunk("She walked quickly.", "She ran.", Verdict.REJECTED, 1),
            ),
        ),
        document=DocumentRef(document, f"/home/w/{document}.md"),
        before=f"{document} began.\u2028\x85Then:",
        final="It was dark. She walked quickly. The door was open.",
    )


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_every_export_loads_as_its_trainer_wants_it(ledger: Ledger, tmp_path: Path) -> None:
    for n in range(40):
        document = f"chapter {n}"
        ledger.record(ghost(document, n))
        ledger.record(review(document))
        mended = ghost(document, n, before=f"{document}, later,")
        ledger.record(mended)
        ledger.note_survival(Survival(mended.id, NOON, 0.7, f" maybe «日本» 🕯 {n}"))
    out = tmp_path / "out"
    summaries = {kind: export(ledger, out, kind) for kind in Format}
    loaded = load(out, tmp_path / "cache")

    assert set(loaded) == set(TRL)
    for name, splits in loaded.items():
        summary = summaries[Format(name)]
        assert set(splits) == {"train", "test"}
        for split, found in splits.items():
            assert found["columns"] == TRL[name]
            assert found["rows"] == lines(out / name / f"{split}.jsonl")
            for row in found["rows"]:
                assert all(value != "" and value is not None for value in row.values())
        assert (len(splits["train"]["rows"]), len(splits["test"]["rows"])) == (
            summary.train,
            summary.test,
        )
        assert summary.train > summary.test > 0
        assert summary.documents == 40
    assert {row["label"] for row in loaded["kto"]["train"]["rows"]} == {True, False}
    dpo, reward = (loaded[name]["train"]["rows"] for name in ("dpo", "reward"))
    assert [
        {"chosen": r["prompt"] + r["chosen"], "rejected": r["prompt"] + r["rejected"]} for r in dpo
    ] == reward
    assert any("«日本» 🕯" in row["completion"] for row in loaded["sft"]["train"]["rows"])
    assert any("\u2028\x85" in row["prompt"] for row in dpo)


def test_a_single_document_makes_a_train_split_alone(ledger: Ledger, tmp_path: Path) -> None:
    # Dates alone: without declared types they would be read as timestamps.
    ledger.record(
        continuation(
            candidate("2026-03-01T12:00:00", Outcome.ACCEPTED, 0),
            candidate("2026-03-02T12:00:00", Outcome.REJECTED, 1),
            before="2026-02-01T12:00:00",
        )
    )
    out = tmp_path / "out"
    for kind in (Format.DPO, Format.SFT):
        summary = export(ledger, out, kind)
        assert (summary.train, summary.test) == (1, 0)
    loaded = load(out, tmp_path / "cache")
    assert set(loaded) == {"dpo", "sft"}
    assert set(loaded["dpo"]) == {"train"}
    assert loaded["dpo"]["train"]["columns"] == TRL["dpo"]


def split_of(out: Path, needle: str) -> set[str]:
    return {
        split
        for split in ("train", "test")
        if needle in (out / "sft" / f"{split}.jsonl").read_text("utf-8")
    }


def test_no_document_stands_in_both_splits(ledger: Ledger, tmp_path: Path) -> None:
    for n in range(60):
        for m in range(3):
            ledger.record(ghost(f"d{n}", m))
    export(ledger, tmp_path, Format.SFT)
    assert all(len(split_of(tmp_path, f"In d{n} it")) == 1 for n in range(60))


def test_a_draft_and_the_file_it_became_are_one_document(ledger: Ledger, tmp_path: Path) -> None:
    for n in range(60):
        ledger.record(ghost(f"draft {n}", before=f"shared {n}", asked_at=NOON))
        ledger.record(ghost(f"draft {n}", before=f"first {n};"))
        later = ghost(f"file {n}", 1, before=f"shared {n}")
        ledger.record(later)
        ledger.record(ghost(f"file {n}", before=f"second {n};"))
    summary = export(ledger, tmp_path, Format.SFT)
    assert summary.test > 0
    for n in range(60):
        assert split_of(tmp_path, f"first {n};") == split_of(tmp_path, f"second {n};")


def test_duplicates_are_removed_and_the_last_word_stands(ledger: Ledger, tmp_path: Path) -> None:
    def same(chosen: str, rejected: str) -> Decision:
        return continuation(
            candidate(chosen, Outcome.ACCEPTED, 0), candidate(rejected, Outcome.REJECTED, 1)
        )

    ledger.record(same(" a", " b"))
    ledger.record(same(" a", " b"))
    ledger.record(same(" b", " a"))
    dpo = export(ledger, tmp_path, Format.DPO)
    assert (dpo.train, dpo.removed) == (1, 2)
    [pair] = lines(tmp_path / "dpo" / "train.jsonl")
    assert (pair["chosen"], pair["rejected"]) == (" b", " a")
    export(ledger, tmp_path, Format.KTO)
    labels = {r["completion"]: r["label"] for r in lines(tmp_path / "kto" / "train.jsonl")}
    assert labels == {" a": False, " b": True}
    assert export(ledger, tmp_path, Format.SFT).removed == 1


def test_the_same_ledger_gives_the_same_bytes(ledger: Ledger, tmp_path: Path) -> None:
    for n in range(30):
        ledger.record(ghost(f"d{n}", n))
        ledger.record(review(f"d{n}"))
    for place in ("one", "two", "one"):
        for kind in Format:
            export(ledger, tmp_path / place, kind)
    one, two = (
        {p.relative_to(root): p.read_bytes() for p in root.rglob("*") if p.is_file()}
        for root in (tmp_path / "one", tmp_path / "two")
    )
    assert one == two
    assert {str(name) for name in one} == {"README.md"} | {
        f"{kind}/{split}.jsonl" for kind in TRL for split in ("train", "test")
    }


@pytest.mark.parametrize("kind", Format)
def test_a_document_marked_later_is_in_no_export(
    ledger: Ledger, tmp_path: Path, kind: Format
) -> None:
    out = tmp_path / "out"
    secret = ghost("diary", before="Secretly")
    ledger.record(secret)
    ledger.record(ghost("novel"))
    assert export(ledger, out, kind).documents == 2
    ledger.set_do_not_log(secret.document, True)
    assert export(ledger, out, kind).documents == 1
    left = "".join(p.read_text("utf-8") for p in out.rglob("*") if p.is_file())
    assert "Secretly" not in left
    assert "novel" in left


def test_nothing_to_export_leaves_no_old_rows_behind(ledger: Ledger, tmp_path: Path) -> None:
    made = ghost("novel")
    ledger.record(made)
    out = tmp_path / "out"
    export(ledger, out, Format.DPO)
    export(ledger, out, Format.SFT)
    ledger.record(replace(made, candidates=()))
    summary = export(ledger, out, Format.DPO)
    assert (summary.train, summary.test, summary.documents) == (0, 0, 0)
    assert list((out / "dpo").iterdir()) == []
    card = (out / "README.md").read_text("utf-8")
    assert "config_name: sft" in card
    assert "config_name: dpo" not in card
    export(ledger, out, Format.SFT)
    assert "No decision has led to a row yet." in (out / "README.md").read_text("utf-8")


def test_somebody_elses_readme_stays(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# My novel\n")
    with pytest.raises(LedgerError) as caught:
        export(ledger, tmp_path, Format.DPO)
    assert "README.md of its own" in caught.value.message
    assert (tmp_path / "README.md").read_text() == "# My novel\n"
    assert not (tmp_path / "dpo").exists()


def test_a_folder_that_cannot_be_made_is_told(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LedgerError) as caught:
        export(ledger, tmp_path / "file" / "out", Format.DPO)
    assert "could not be written" in caught.value.message


def test_an_export_that_fails_leaves_the_old_one_whole(ledger: Ledger, tmp_path: Path) -> None:
    ledger.record(ghost("novel"))
    out = tmp_path / "out"
    export(ledger, out, Format.DPO)
    old = (out / "dpo" / "train.jsonl").read_bytes()
    ledger.record(ghost("novel", 2))
    # Where test.jsonl should go (or be removed from) stands a folder.
    (out / "dpo" / "test.jsonl").mkdir()
    with pytest.raises(LedgerError):
        export(ledger, out, Format.DPO)
    (out / "dpo" / "test.jsonl").rmdir()
    assert not [p for p in (out / "dpo").iterdir() if p.name.startswith(".")]
    assert old in (out / "dpo" / "train.jsonl").read_bytes()
    # The ledger can be used on.
    assert ledger.record(ghost("novel", 3))
    assert export(ledger, out, Format.DPO).train == 3


def test_decisions_made_while_exporting_wait_for_the_next(ledger: Ledger, tmp_path: Path) -> None:
    ledger.record(ghost("novel"))
    with ledger.snapshot():
        with Ledger.open(ledger.path) as other:
            other.record(ghost("novel", 2))
        assert len(list(ledger.exportable())) == 1
    assert len(list(ledger.exportable())) == 2


def test_the_card_names_what_is_there(ledger: Ledger, tmp_path: Path) -> None:
    ledger.record(review("novel"))
    export(ledger, tmp_path / "out", Format.KTO)
    card = (tmp_path / "out" / "README.md").read_text("utf-8")
    assert card.startswith("---\npretty_name")
    assert "| `kto` | 2 | 0 |" in card
    assert "dpo" not in card.split("---")[1]
    assert SOURCE not in card
