"""The command line as a script sees it: real processes, a real model, real standard streams."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.end2end.commands import data_of, writer
from tests.unit import ledger_samples as samples
from writer_app.ledger.records import Outcome
from writer_app.ledger.store import Ledger

DRAFT = "The ferry was late again, as it had been every morning.\n\nMarta did not mind. She had"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.md"
    path.write_text(DRAFT, encoding="utf-8")
    return path


@pytest.mark.starter
def test_continue_gives_n_alternatives_that_start_at_the_caret(draft: Path) -> None:
    data = data_of(
        writer("continue", str(draft), "--n", "3", "--max-tokens", "12", "--seed", "7", "--json")
    )
    assert data["at"] == len(DRAFT)
    texts = [alternative["text"] for alternative in data["alternatives"]]
    assert len(texts) == 3
    assert len(set(texts)) == 3
    assert all(0 <= alternative["confidence"] <= 1 for alternative in data["alternatives"])
    assert draft.read_text(encoding="utf-8") == DRAFT


def test_the_same_seed_gives_the_same_text(draft: Path, tiny_model: Path) -> None:
    args = (
        "continue",
        str(draft),
        "--at",
        "20",
        "--seed",
        "3",
        "--model",
        str(tiny_model),
        "--json",
    )
    first, second = data_of(writer(*args)), data_of(writer(*args))
    assert [a["text"] for a in first["alternatives"]] == [a["text"] for a in second["alternatives"]]


def test_a_place_beyond_the_end_is_refused(draft: Path, tiny_model: Path) -> None:
    result = writer("continue", str(draft), "--at", "9999", "--model", str(tiny_model))
    assert result.returncode == 2
    assert f"{len(DRAFT)} characters" in result.stderr


@pytest.mark.starter
def test_rewrite_prints_the_original_and_what_was_held_back_with_reasons(draft: Path) -> None:
    data = data_of(writer("rewrite", str(draft), "--lines", "1-1", "--seed", "5", "--json"))
    assert data["original"] == DRAFT.splitlines()[0]
    assert data["candidates"]
    for candidate in data["candidates"]:
        assert candidate["shown"] == (not candidate["held"])
        assert all(why["code"] and why["sentence"] for why in candidate["held"])
    assert data["declined"] == (not any(c["shown"] for c in data["candidates"]))
    assert draft.read_text(encoding="utf-8") == DRAFT


def test_rewrite_reads_standard_input(tiny_model: Path) -> None:
    """Random weights write rubbish, and rubbish is held back."""
    data = data_of(
        writer("rewrite", "-", "--model", str(tiny_model), "--json", stdin="A line of mine.\n")
    )
    assert data["original"] == "A line of mine."
    assert data["declined"] is True
    assert all(not candidate["shown"] for candidate in data["candidates"])


def test_rewrite_refuses_input_that_is_not_utf8(tiny_model: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "writer_app", "rewrite", "-", "--model", str(tiny_model)],
        input="A naïve line.".encode("cp1252"),
        capture_output=True,
        check=False,
    )
    assert result.returncode == 1
    assert b"not UTF-8" in result.stderr
    assert b"Traceback" not in result.stderr
    assert not result.stdout


def test_rewrite_wants_an_instruction_for_its_own_task(tiny_model: Path) -> None:
    result = writer("rewrite", "-", "--task", "custom", "--model", str(tiny_model), stdin="A line.")
    assert result.returncode == 2
    assert "--instruction" in result.stderr


@pytest.mark.parametrize("lines", ["0-2", "3-1", "x", "1-99"])
def test_rewrite_refuses_lines_that_are_not_there(draft: Path, lines: str) -> None:
    result = writer("rewrite", str(draft), "--lines", lines)
    assert result.returncode == 2
    assert "1 to 3" in result.stderr


def test_with_nothing_decided_there_is_nothing_to_replay(tiny_model: Path) -> None:
    result = writer("log", "replay", "--model", str(tiny_model))
    assert result.returncode == 0, result.stderr
    assert "nothing to replay" in result.stdout


def test_models_are_added_used_and_shown(tiny_model: Path, tmp_path: Path) -> None:
    assert "Added" in writer("models", "add", str(tiny_model)).stdout
    used = writer("models", "use", tiny_model.stem)
    assert used.returncode == 0, used.stderr
    rows = {row["path"]: row for row in data_of(writer("models", "list", "--json"))["models"]}
    assert rows[str(tiny_model)]["in_use"] is True
    shown = data_of(writer("models", "show", "--json"))
    assert shown["header"]["architecture"] == "llama"
    rubbish = tmp_path / "rubbish.gguf"
    rubbish.write_bytes(b"not a model at all")
    for command in ("add", "use"):
        refused = writer("models", command, str(rubbish))
        assert refused.returncode == 1
        assert "GGUF" in refused.stderr
        assert "Traceback" not in refused.stderr
    assert data_of(writer("models", "list", "--json"))["models"] == list(rows.values())


def test_log_and_export_of_an_empty_ledger(tmp_path: Path) -> None:
    assert data_of(writer("log", "stats", "--json"))["decisions"] == 0
    assert data_of(writer("log", "show", "--json")) == []
    out = tmp_path / "out"
    summary = data_of(writer("log", "export", "--format", "dpo", "--out", str(out), "--json"))
    assert (summary["train"], summary["test"]) == (0, 0)
    assert (out / "README.md").is_file()
    assert writer("log", "show").stdout == "Nothing was decided yet.\n"
    for last in ("--preview", f"--out={out}"):
        said = writer("log", "export", "--format", "dpo", last).stdout
        assert said.startswith("There is nothing to export yet. ")
        assert said.count("\n") == 1


def test_an_export_can_be_looked_at_first(home: Path, tmp_path: Path) -> None:
    rang = " and rang Marta."
    with Ledger.open(home / "ledger.db") as ledger:
        ledger.record(
            samples.continuation(
                samples.candidate(rang, Outcome.ACCEPTED, 0, taken=rang),
                samples.candidate(" and slept.", Outcome.REJECTED, 1),
                samples.candidate(" and left.", Outcome.IGNORED, 2),
            )
        )
    asked = ("log", "export", "--format", "dpo", "--redact", "names,mails")
    looked = writer(*asked, "--preview")
    assert "1 train, 0 test" in looked.stdout
    assert "/home/w/novel.md" in looked.stdout
    assert "[Name 1]      Marta" in looked.stdout
    assert "chosen:  and rang [Name 1]." in looked.stdout
    assert data_of(writer(*asked, "--preview", "--json"))["redacted"] == {"names": 1}
    assert {path.name for path in home.iterdir() if "export" in path.name} == {"exports"}

    out = str(tmp_path / "out")
    weak = writer(*asked, "--out", out, "--signals", "accepted,ignored", "--conversational")
    assert weak.stdout.startswith("2 rows to train with and 0 to test with, from 1 document, in ")
    assert "Signals: 1 accepted, 1 ignored." in weak.stdout
    assert "Marta" not in (tmp_path / "out" / "dpo" / "train.jsonl").read_text("utf-8")
    for wrong, told in (
        (("--signals", "liked"), "there is no “liked”. Choose among accepted"),
        (("--signals", "never_seen", "--out", out), "can be learned from: never_seen"),
        ((), "--preview"),
    ):
        refused = writer("log", "export", "--format", "dpo", *wrong)
        assert refused.returncode != 0
        assert told in refused.stderr


@pytest.mark.starter
def test_doctor_finds_all_well_and_says_what_is_not(home: Path) -> None:
    data = data_of(writer("doctor", "--json"))
    assert data["problems"] == []
    assert data["engine"]["GPU offload"]
    assert str(home) in data["paths"]["ledger"]
    (home / "ledger.db").write_bytes(b"no database at all, but long enough to be looked at" * 99)
    result = writer("doctor")
    assert result.returncode == 1
    assert "ledger" in result.stdout
    assert (home / "ledger.db").read_bytes().startswith(b"no database")


def test_tune_fits_a_model_to_the_machine_and_doctor_says_so(
    home: Path, tmp_path: Path, tiny_model: Path
) -> None:
    own = tmp_path / "own.gguf"
    own.write_bytes(tiny_model.read_bytes())
    assert writer("models", "add", str(own)).returncode == 0
    assert writer("models", "use", "own").returncode == 0
    assert "not measured yet" in data_of(writer("doctor", "--json"))["speed"]["state"]
    data = data_of(writer("tune", "--layout", "--json"))
    assert data["tuned"]["speed"]["decode_rate"] > 0
    assert {row["layout"] for row in data["layout"]["rows"]} == {"Q8_0", "Q6_K", "Q4_K_M", "Q4_0"}
    assert own.read_bytes() == tiny_model.read_bytes()
    kept = [path.name for path in (home / "models").iterdir()]
    chosen = data["layout"]["chosen"]
    assert kept == ([f"own-{chosen['layout']}.gguf"] if chosen else [])
    # Which is quickest is the machine's to say; doctor speaks of the model in use.
    plain = writer("tune", "own")
    assert plain.returncode == 0, plain.stderr
    assert "flash attention" in plain.stdout
    speed = data_of(writer("doctor", "--json"))["speed"]
    assert "tokens a second" in speed["writes"]


def test_a_document_that_is_no_text_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "image.md"
    path.write_bytes(bytes(range(256)) * 40)
    result = writer("continue", str(path))
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_without_a_display_the_editor_says_so(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    result = writer(str(draft))
    assert result.returncode == 1
    assert result.stderr.startswith("There is no display here")
    assert result.stderr.count("\n") == 1


def test_a_command_that_there_is_not_is_named() -> None:
    result = writer("voise", "show")
    assert result.returncode == 2
    assert "There is no command “voise”" in result.stderr
    assert "open [OPTIONS]" not in result.stderr
