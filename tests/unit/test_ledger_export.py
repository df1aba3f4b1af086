"""Exports load with `datasets` as TRL documents them, and hold what they should and no more."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.export_samples import ghost, lines, review, split_of
from tests.unit.ledger_samples import NOON, SOURCE, candidate, continuation
from tests.unit.trainer import CHAT, PLAIN, load
from writer_app.errors import LedgerError
from writer_app.ledger.export import Format, export
from writer_app.ledger.records import Decision, Outcome, Survival
from writer_app.ledger.rowfiles import line
from writer_app.ledger.store import Ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.db") as opened:
        yield opened


@pytest.mark.parametrize("parquet", [False, True], ids=["lines", "parquet"])
@pytest.mark.parametrize("chat", [False, True], ids=["plain", "chat"])
def test_every_export_loads_as_its_trainer_wants_it(
    ledger: Ledger, tmp_path: Path, parquet: bool, chat: bool
) -> None:
    for n in range(40):
        document = f"chapter {n}"
        ledger.record(ghost(document, n))
        ledger.record(review(document))
        mended = ghost(document, n, before=f"{document}, later,")
        ledger.record(mended)
        ledger.note_survival(Survival(mended.id, NOON, 0.7, f" maybe «日本» 🕯 {n}"))
    out = tmp_path / "out"
    expected = CHAT if chat else PLAIN
    summaries = {
        name: export(ledger, out, Format(name), chat=chat, parquet=parquet) for name in expected
    }
    loaded = load(out, tmp_path / "cache")

    assert set(loaded) == set(expected)
    for name, splits in loaded.items():
        summary = summaries[name]
        assert set(splits) == {"train", "test"}
        for split, found in splits.items():
            assert found["columns"] == expected[name]
            if not parquet:
                assert found["rows"] == lines(out / name / f"{split}.jsonl")
            for row in found["rows"]:
                assert all(value not in ("", None, []) for value in row.values())
        assert (len(splits["train"]["rows"]), len(splits["test"]["rows"])) == (
            summary.train,
            summary.test,
        )
        assert summary.train > summary.test > 0
        assert summary.documents == 40
    rows = {
        name: [*splits["train"]["rows"], *splits["test"]["rows"]] for name, splits in loaded.items()
    }
    assert {row["label"] for row in rows["kto"]} == {True, False}
    assert [
        {"chosen": r["prompt"] + r["chosen"], "rejected": r["prompt"] + r["rejected"]}
        for r in rows["dpo"]
    ] == rows["reward"]
    assert any("«日本» 🕯" in json.dumps(row, ensure_ascii=False) for row in rows["sft"])
    assert any("\u2028\x85" in json.dumps(row, ensure_ascii=False) for row in rows["dpo"])
    if chat:
        for row in rows["dpo"]:
            roles = [row[name][0]["role"] for name in ("prompt", "chosen", "rejected")]
            assert roles == ["user", "assistant", "assistant"]


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
    assert loaded["dpo"]["train"]["columns"] == PLAIN["dpo"]


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
        f"{kind}/{name}" for kind in PLAIN for name in ("train.jsonl", "test.jsonl", "facts.json")
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


def test_a_format_whose_facts_are_damaged_is_left_out_of_the_card(
    ledger: Ledger, tmp_path: Path
) -> None:
    ledger.record(continuation(candidate("It rained.", Outcome.ACCEPTED)))
    for damage in ("{", "[]", '{"rows": {}}'):
        export(ledger, tmp_path / "out", Format.KTO)
        (tmp_path / "out" / "kto" / "facts.json").write_text(damage)
        export(ledger, tmp_path / "out", Format.SFT)
        assert "## `kto`" not in (tmp_path / "out" / "README.md").read_text("utf-8")


def test_the_card_names_what_is_there(ledger: Ledger, tmp_path: Path) -> None:
    ledger.record(review("novel"))
    export(ledger, tmp_path / "out", Format.KTO)
    card = (tmp_path / "out" / "README.md").read_text("utf-8")
    assert card.startswith("---\npretty_name")
    assert "| `kto` | 2 | 0 |" in card
    assert "dpo" not in card.split("---")[1]
    assert "| partly | 1 | 0 |\n| rejected | 1 | 0 |" in card
    assert f"model `starter.gguf`, SHA-256 `{'ab' * 32}`" in card
    assert "train: 2026-03-01T12:00:00.250000+00:00 to" in card
    assert SOURCE not in card


def test_one_kind_of_file_takes_the_place_of_the_other(ledger: Ledger, tmp_path: Path) -> None:
    ledger.record(ghost("novel"))
    for parquet, name in ((False, "train.jsonl"), (True, "train.parquet"), (False, "train.jsonl")):
        export(ledger, tmp_path, Format.DPO, parquet=parquet)
        assert {p.name for p in (tmp_path / "dpo").iterdir()} == {name, "facts.json"}
        assert f"path: dpo/{name}" in (tmp_path / "README.md").read_text("utf-8")


def test_without_pyarrow_it_says_how_to_get_it(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(LedgerError) as caught:
        export(ledger, tmp_path, Format.DPO, parquet=True)
    assert "writer-app[parquet]" in caught.value.hint


@given(
    st.recursive(
        st.text() | st.booleans(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["role", "content"]), inner, max_size=2)
        ),
        max_leaves=6,
    )
)
def test_a_row_is_one_line_of_json_whatever_it_holds(value: object) -> None:
    written = line({"prompt": value})
    assert written.endswith(b"\n")
    assert len(written.decode().splitlines()) == 1
    assert json.loads(written) == {"prompt": value}
