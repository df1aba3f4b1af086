"""The voice on the command line, as a script sees it: real processes, real files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.end2end.commands import Server, data_of, writer
from tests.unit.voice_samples import machine, ornate, terse
from writer_app.services.pair_store import PairStore
from writer_app.services.voices import Voices
from writer_app.voice.exemplars import own_passages


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "one.md").write_text(ornate(2500), encoding="utf-8")
    (folder / "two.txt").write_bytes(ornate(2500, seed=2).replace("\n", "\r\n").encode())
    (folder / "cover.md").write_bytes(bytes(range(256)) * 40)
    return folder


def test_a_voice_is_learned_shown_scored_listed_and_forgotten(texts: Path, home: Path) -> None:
    learned = writer("voice", "learn", str(texts))
    assert learned.returncode == 0, learned.stderr
    assert "2 texts" in learned.stdout
    assert "10,000" in learned.stdout  # 5,000 are usable, and more is asked for
    assert "cover.md" in learned.stderr
    shown = writer("voice", "show").stdout
    for part in ("whilst", "“&c.” for “etc.”", "21-30", "█", "│ others"):
        assert part in shown
    data = data_of(writer("voice", "show", "--json"))
    assert data["words"] >= 5000
    assert data["pairs"] == 0
    assert "plain drafts" not in shown
    assert "whilst" in {word["word"] for word in data["favourites"]}
    own, others = texts.parent / "own.md", texts.parent / "others.md"
    own.write_text(ornate(800, seed=7), encoding="utf-16")
    others.write_text(machine(800, seed=7), encoding="utf-8")
    mine = data_of(writer("voice", "score", str(own), "--json"))
    theirs = data_of(writer("voice", "score", str(others), "--json"))
    assert mine["reading"]["low"] > theirs["reading"]["high"]
    assert mine["reading"]["enough"] is True
    said = writer("voice", "score", str(own)).stdout
    assert said.startswith("Yours. This document scores +")
    assert "of your own passages" in said
    assert said.endswith("It does not move toward how a model writes.\n")
    assert not mine["drift"]["alarm"]
    drifting = writer("voice", "score", str(others)).stdout
    assert "sounds more like a model" in drifting
    assert "For instance: “" in drifting
    assert theirs["lately"]["alarm"]
    assert data_of(writer("voice", "list", "--json"))["voices"] == ["default"]
    voices = Voices(home / "voices")
    own_passage = own_passages(text for _, text in voices.texts())[0]
    PairStore(voices, lambda _: False).add("default", own_passage, "In plain words.", "")
    assert data_of(writer("voice", "show", "--json"))["pairs"] == 1
    assert "plain drafts of 1 passage" in writer("voice", "show").stdout
    assert writer("voice", "forget").returncode == 0
    assert list((home / "voices").iterdir()) == []
    gone = writer("voice", "show")
    assert gone.returncode == 1
    assert "voice learn" in gone.stderr


def test_voices_have_names(texts: Path) -> None:
    assert writer("voice", "learn", str(texts / "one.md"), "--name", "essays").returncode == 0
    assert writer("voice", "list").stdout == "essays\n"
    assert "essays" in writer("voice", "show").stderr
    assert writer("voice", "show", "--name", "essays").returncode == 0
    assert writer("voice", "forget", "--name", "essays").returncode == 0


def test_bad_texts_are_refused_in_a_sentence(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    short = tmp_path / "short.md"
    short.write_text(terse(40), encoding="utf-8")
    binary = tmp_path / "binary.txt"
    binary.write_bytes(bytes(range(256)) * 40)
    for path in (empty, short, binary, tmp_path / "nowhere.md"):
        refused = writer("voice", "learn", str(path))
        assert refused.returncode == 1
        assert "too little" in refused.stderr
        assert "Traceback" not in refused.stderr
    assert writer("voice", "learn").returncode == 2


def test_a_short_file_and_another_language_get_no_verdict(texts: Path, tmp_path: Path) -> None:
    assert writer("voice", "learn", str(texts)).returncode == 0
    short = tmp_path / "short.md"
    short.write_text("Nobody came, as it happened.", encoding="utf-8")
    german = tmp_path / "german.md"
    german.write_text("Der alte Mann saß am Fenster und schwieg. " * 300, encoding="utf-8")
    for path, verdict in ((short, "Too short to say"), (german, "Only English can be read")):
        scored = writer("voice", "score", str(path)).stdout
        assert scored.startswith(verdict)
        assert "a model" not in scored
    assert data_of(writer("voice", "score", str(short), "--json"))["drift"] is None
    heading = tmp_path / "heading.md"
    heading.write_text("# Nothing yet\n", encoding="utf-8")
    assert "no prose" in writer("voice", "score", str(heading)).stdout
    assert writer("voice", "learn", str(german)).returncode == 0
    assert "English alone" in writer("voice", "learn", str(german)).stdout


def test_what_was_learned_is_corrected_and_stays_so(texts: Path) -> None:
    assert writer("voice", "learn", str(texts)).returncode == 0
    denied = writer("voice", "correct", "--not-mine", "Upon", "--not-mine", "&c.", "--mine", "o er")
    assert denied.returncode == 0, denied.stderr
    assert "Yours, as you say: “o er”" in denied.stdout
    assert writer("voice", "learn", str(texts)).returncode == 0
    data = data_of(writer("voice", "show", "--json"))
    assert "upon" not in {word["word"] for word in data["favourites"]}
    assert not any("&c." in quirk for quirk in data["quirks"])
    assert "“o er”" in data["quirks"]
    assert data["corrections"]["not_mine"] == ["upon", "“&c.” for “etc.”"]
    assert "Not yours, as you say: upon" in writer("voice", "show").stdout
    undone = writer("voice", "correct", "--undo", "upon", "--undo", "&c.", "--undo", "o er")
    assert undone.stdout == "Nothing is said of it any more.\n"
    assert "upon" in {
        word["word"] for word in data_of(writer("voice", "show", "--json"))["favourites"]
    }
    unknown = writer("voice", "correct", "--not-mine", "zebra")
    assert unknown.returncode == 2
    assert "there is no “zebra”" in unknown.stderr
    assert writer("voice", "correct").returncode == 2


def test_the_writer_says_what_a_model_may_write(tiny_model: Path) -> None:
    tics = ("voice", "tics", "--model", str(tiny_model))
    edited = writer(*tics, "--never", "a sea of", "--allow", "a testament to")
    assert "Never, as you say: a sea of" in edited.stdout
    assert "Allowed, as you say: a testament to" in edited.stdout
    assert "Not measured yet" in edited.stdout
    again = data_of(writer(*tics, "--undo", "a sea of", "--json"))
    assert again["list"]["never"] == []
    assert again["list"]["allowed"] == ["a testament to"]
    assert Path(again["file"]).exists()


def test_tics_are_seeds_until_they_are_measured(tiny_model: Path) -> None:
    model = ("--model", str(tiny_model))
    seeds = writer("voice", "tics", *model)
    assert seeds.returncode == 0, seeds.stderr
    assert "a testament to" in seeds.stdout
    assert "Not measured yet" in seeds.stdout
    measured = data_of(writer("voice", "tics", *model, "--measure", "--json"))
    kept = json.loads(Path(measured["file"]).read_text("utf-8"))
    assert kept == measured["list"]
    assert kept["model"] == tiny_model.name
    assert data_of(writer("voice", "tics", *model, "--json")) == measured


def test_the_voice_of_a_folder_is_learned_on_the_spot(texts: Path, tiny_model: Path) -> None:
    model = ("--model", str(tiny_model), "--voice", str(texts))
    result = writer("continue", str(texts / "one.md"), "--max-tokens", "8", *model, "--json")
    assert len(data_of(result)["alternatives"]) == 3
    assert "cover.md" in result.stderr
    server = Server(*model)
    try:
        assert server.ask({"id": 1, "op": "rewrite", "text": "It was late."})["id"] == 1
    finally:
        assert server.close() == 0
