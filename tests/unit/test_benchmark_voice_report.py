"""From what was kept to the tables and the JSON, without asking a model anything."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.benchmarks.voice import main
from tests.benchmarks.voices.answers import Answer
from tests.benchmarks.voices.bars import reached, wanted
from tests.benchmarks.voices.kept import Kept
from tests.benchmarks.voices.keystrokes import Guess, Place
from tests.benchmarks.voices.recovery import Figure
from tests.unit import two_authors

WRITERS = {"ann": two_authors.plain, "bob": two_authors.winding}


@pytest.fixture
def report(tmp_path: Path, tiny_model: Path) -> dict[str, Any]:
    """Two authors: of each, one passage was restored, one declined, one put a name in."""
    drafts: dict[str, Any] = {}
    answers = Kept(_folder(tmp_path, "keep") / "answers.jsonl", Answer.read)
    places = Kept(tmp_path / "keep" / "places.jsonl", Place.read)
    for name, write in WRITERS.items():
        for seed, book in enumerate(("one-1901", "two-1902", "three-1903")):
            folder = _folder(tmp_path, f"voices/{name}")
            (folder / f"{book}.txt").write_text("\n\n".join(write(seed, 20)), encoding="utf-8")
        own, plain = write(2, 3), two_authors.machine(7, 3)
        drafts[name] = {o: {"draft": d, "said": [d]} for o, d in zip(own, plain, strict=True)}
        for number, (passage, draft) in enumerate(drafts[name].items()):
            answer = Answer(
                arm="voice",
                task="voice",
                author=name,
                own=passage,
                draft=draft["draft"],
                source=draft["draft"],
                output=passage,
                shown=(passage,),
                declined=False,
                seconds=2.0,
                first=1.0,
                held=("loop",),
            )
            source = answer.source
            answers.add(
                (
                    answer,
                    replace(answer, output=source, shown=(), declined=True, first=None),
                    replace(
                        answer, output=f"{source} So said Bruno.", shown=(f"{source} Yes, Bruno.",)
                    ),
                )[number]
            )
        places.add(Place("plain completion", name, 0, "house", (Guess("house", 0.9),)))
    (tmp_path / "drafts.json").write_text(json.dumps(drafts))
    prose = [json.dumps({"text": text}) for text in two_authors.machine(9, 30)]
    (tmp_path / "machine.jsonl").write_text("\n".join(prose))
    slop = _folder(tmp_path, "slop")
    (slop / "slop_list.json").write_text('[["whisper"]]')
    (slop / "slop_list_trigrams.json").write_text('[["took deep breath"]]')
    options = {
        "--voices": "voices",
        "--machine": "machine.jsonl",
        "--slop": "slop",
        "--drafts": "drafts.json",
        "--keep": "keep",
        "--json": "out.json",
    }
    arguments = [part for name, file in options.items() for part in (name, str(tmp_path / file))]
    result = CliRunner().invoke(main, [*arguments, "--model", str(tiny_model), "--seconds", "0"])
    assert result.exit_code == 0, result.output
    assert "usable changed candidate shown" in result.output
    data: dict[str, Any] = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    return data


def test_what_was_kept_is_judged(report: dict[str, Any]) -> None:
    verdict = report["rewrites"]["voice"]["voice"]
    figures = {title: figure["value"] for title, figure in verdict["figures"].items()}
    assert figures["passages"] == 6
    assert figures["candidates shown"] == 4
    assert figures["declined"] == pytest.approx(1 / 3)
    assert figures["seconds to the first shown, median"] == 1.0
    assert figures["names or numbers added"] == 0.5
    recovered = [value for title, value in figures.items() if title.startswith("VR, ")]
    assert len(recovered) == 2
    assert all(0.1 < value < 0.9 for value in recovered), "a third of it is the author's own"
    assert verdict["held"] == {"loop": 6}
    assert "added" in verdict["faults"]
    assert any("Bruno" in failure["text"] for failure in verdict["failures"])


def test_words_and_judges_are_in_the_report(report: dict[str, Any]) -> None:
    assert report["keystrokes"]["plain completion, at 0.5"]["next word right"]["value"] == 1
    for found in report["judges"].values():
        assert all(value > 0.9 for value in found.values())


def test_a_figure_is_held_against_what_was_asked_for_that_task_and_size() -> None:
    usable = "usable changed candidate shown"
    assert wanted(usable, "tighten", 135_000_000) == (0.8, 1.0)
    assert wanted(usable, "tighten", 1_500_000_000) == (0.9, 1.0)
    assert wanted(usable, "voice", 135_000_000) is None
    assert reached(Figure(0.85, 0.5, 1.0), (0.8, 1.0))
    assert not reached(Figure(0.85, 0.5, 1.0), (0.9, 1.0))


def _folder(root: Path, name: str) -> Path:
    (root / name).mkdir(parents=True, exist_ok=True)
    return root / name
