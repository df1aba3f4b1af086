"""The command line as a script sees it: real processes, a real model, real standard streams."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.unit import ledger_samples as samples
from writer_app.ledger.records import Outcome
from writer_app.ledger.store import Ledger

DRAFT = "The ferry was late again, as it had been every morning.\n\nMarta did not mind. She had"


def writer(*args: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "writer_app", *args],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )


def data_of(result: subprocess.CompletedProcess[str]) -> Any:
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


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


class Server:
    def __init__(self, *args: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "writer_app", "serve", *args],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def ask(self, line: object) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        raw = line if isinstance(line, bytes) else json.dumps(line).encode()
        self.process.stdin.write(raw + b"\n")
        self.process.stdin.flush()
        reply = json.loads(self.process.stdout.readline())
        assert isinstance(reply, dict)
        return reply

    def close(self) -> int:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        code = self.process.wait()
        self.process.stdout.close()
        return code


@pytest.fixture
def server(tiny_model: Path) -> Iterator[Server]:
    server = Server("--model", str(tiny_model))
    yield server
    assert server.close() == 0


def test_serve_answers_and_outlives_bad_lines(server: Server) -> None:
    for bad in (b"not json", b"[1]", b"\xff\xfe", b'{"op":"rewrite"}', b"{" * 9000):
        assert "error" in server.ask(bad)
    assert "error" in server.ask({"id": 1, "op": "dance"})
    assert "error" in server.ask({"id": 1, "op": ["rewrite"]})
    assert server.ask({"id": "a", "op": "rewrite", "task": "sing", "text": "x"})["id"] == "a"
    for instruction in ("", " ", None):
        unsaid = {"id": 1, "op": "rewrite", "task": "custom", "text": "x"}
        assert "error" in server.ask(unsaid | {"instruction": instruction})
    assert server.ask(b'{"id": NaN, "op": "dance"}')["id"] is None
    reply = server.ask({"id": 2, "op": "rewrite", "task": "fix", "text": "  It was late. \n"})
    assert reply["id"] == 2
    assert reply["declined"] is True
    assert reply["output"] == "  It was late. \n"
    # What is plainly a slip is mended with any model, and what stands around it stays.
    reply = server.ask({"id": 3, "op": "rewrite", "task": "fix", "text": "  It were late. \n"})
    assert (reply["declined"], reply["output"]) == (False, "  It was late. \n")
    # Wrong types mean the default, strange text is text.
    reply = server.ask({"id": None, "op": "continue", "before": "Tamam şud 🌱 \ud800", "n": "x"})
    assert reply["id"] is None
    assert set(reply) == {"id", "text", "word", "confidence", "alternatives"}


def test_serve_outlives_its_worker(server: Server) -> None:
    request = {"id": 1, "op": "continue", "before": "Once upon a time"}
    assert "error" not in server.ask(request)
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
    (worker,) = children.read_text().split()
    os.kill(int(worker), signal.SIGKILL)
    server.ask(request)  # either way: the kill may be noticed before or after it
    reply = server.ask(request)
    assert "error" not in reply, reply
    assert (worker,) != tuple(children.read_text().split())


@pytest.mark.starter
def test_serve_goes_on_in_the_middle_of_a_word() -> None:
    server = Server("--model", "starter")
    try:
        reply = server.ask(
            {"id": 1, "op": "continue", "before": "The capital of France is ", "typed": "Par"}
        )
        assert reply["word"] == "Paris"
        assert reply["text"].startswith("is")
        assert reply["confidence"] > 0.5
    finally:
        assert server.close() == 0


@pytest.mark.starter
def test_serve_thinks_less_of_a_word_whose_reader_types_on() -> None:
    server = Server("--model", "starter")

    def ask(typed: str, **fields: float) -> tuple[str, float]:
        question = {"id": 1, "op": "continue", "before": "He was looking at ", "typed": typed}
        reply = server.ask(question | fields)
        return reply["word"], reply["confidence"]

    try:
        assert ask("t", least=0.999)[0] == "the"  # and this caller does not show it
        fresh = ask("th")
        assert ask("t")[0] == "the"
        again = ask("th")
        assert (fresh[0], again[0]) == ("the", "the")
        assert again[1] < fresh[1]
    finally:
        assert server.close() == 0


PAIR = {
    "before": "The hall was empty. ",
    "a": "A silence, heavy and unspoken, seemed to settle over her like a shroud.",
    "b": "Nobody spoke.",
    "after": " She sat down.",
}


def test_serve_chooses_and_is_taught(server: Server) -> None:
    reply = server.ask({"id": 1, "op": "choose"} | PAIR)
    assert set(reply) == {"id", "p_a"}
    assert 0 < reply["p_a"] < 0.5  # what editors do is expected before anything is learned
    turned = {"a": PAIR["b"], "b": PAIR["a"]}
    assert server.ask({"id": 2, "op": "choose"} | PAIR | turned)["p_a"] == pytest.approx(
        1 - reply["p_a"], abs=1e-5
    )
    assert server.ask({"id": 3, "op": "feedback", "chosen": "b"}) == {"id": 3, "decisions": 1}
    told = {"id": 4, "op": "feedback", "chosen": "a"} | PAIR
    for number in range(12):
        assert server.ask(told)["decisions"] == number + 2
    assert server.ask({"id": 5, "op": "choose"} | PAIR)["p_a"] > reply["p_a"]


def test_serve_refuses_choices_that_are_none(server: Server) -> None:
    for missing in (
        {"op": "feedback", "chosen": "a"},
        {"op": "choose"},
        {"op": "choose", "a": "one"},
        {"op": "choose", "a": "one", "b": 2},
        {"op": "feedback", "chosen": "c"} | PAIR,
        {"op": "feedback", "chosen": ["a"]} | PAIR,
        {"op": "feedback"} | PAIR,
        {"op": "feedback", "chosen": "a", "a": "one"},
    ):
        assert "error" in server.ask({"id": 1} | missing)
    # A span that is cut is a version of it.
    assert "p_a" in server.ask({"id": 1, "op": "choose", "a": "", "b": " \ud800 "})
    assert server.ask({"id": 2, "op": "choose", "a": "", "b": ""})["p_a"] == 0.5


def test_what_serve_was_told_counts_after_a_restart(tiny_model: Path) -> None:
    choose = {"id": 1, "op": "choose"} | PAIR
    answers = []
    for told in (6, 0):
        server = Server("--model", str(tiny_model))
        try:
            for _ in range(told):
                server.ask({"id": 0, "op": "feedback", "chosen": "a"} | PAIR)
            answers.append(server.ask(choose)["p_a"])
        finally:
            assert server.close() == 0
    assert answers[0] == pytest.approx(answers[1], abs=1e-3)
    (kept, *_) = data_of(writer("log", "show", "--json"))
    assert (kept["task"], kept["origin"], kept["final"]) == ("own", "serve", PAIR["a"])


@pytest.mark.starter
def test_the_model_reads_what_is_chosen_and_the_past_is_replayed() -> None:
    server = Server("--model", "starter")
    try:
        assert 0 < server.ask({"id": 1, "op": "choose"} | PAIR)["p_a"] < 1
        assert server.ask({"id": 2, "op": "feedback", "chosen": "b"})["decisions"] == 1
    finally:
        assert server.close() == 0
    (kept,) = data_of(writer("log", "show", "--json"))
    assert kept["sampler"]["loglik_final"] < 0
    found = data_of(writer("log", "replay", "--model", "starter", "--json"))
    assert (found["order"]["right"], found["order"]["of"]) == (1, 1)  # the shorter
    assert found["model"]["of"] == found["taste"]["of"] == 1


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
