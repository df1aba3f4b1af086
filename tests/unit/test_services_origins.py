"""Whose each word of a rewrite is, and what is kept of it beside the document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.ledger_samples import decision, rewrite
from writer_app.ledger.pairs import completions, labelled, preferences
from writer_app.ledger.records import CandidateRecord, HunkVerdict, Outcome, Verdict
from writer_app.services.authorship import authored, of_rewritten
from writer_app.services.kept_origins import KeptOrigins
from writer_app.text.provenance import Origin, Provenance

M = Origin.MODEL
TEXT = "The rain fell, and 👩 nobody came."
ORIGINS = Provenance.of(len(TEXT)).replaced(4, 4, Provenance.of(4, M))


def by_model(text: str, origins: Provenance) -> list[str]:
    assert len(origins) == len(text)
    return [text[start:end].strip() for start, end, origin in origins.spans() if origin is M]


@pytest.mark.parametrize(
    ("before", "suggestion", "final", "model"),
    [
        # Accepted as it was: only what was not there before.
        ("He was walking home.", "He walked home.", "He walked home.", ["walked"]),
        # By hand, from both: the writer's word is the writer's, the model's word the model's.
        (
            "He was walking home.",
            "He strolled slowly home.",
            "He strolled gladly home.",
            ["strolled"],
        ),
        ("He was walking home.", "He strolled home.", "He ran off.", []),
        ("He was walking home.", "", "", []),
    ],
)
def test_of_one_change(before: str, suggestion: str, final: str, model: list[str]) -> None:
    assert by_model(final, authored(before, suggestion, final)) == model


def test_of_a_passage_hunk_by_hunk() -> None:
    source = "One was red. Two was blue. Three was green."

    def hunk(number: int, before: str, after: str, verdict: Verdict) -> HunkVerdict:
        start = source.index(before)
        final = after if verdict is Verdict.ACCEPTED else before
        return HunkVerdict(number, start, start + len(before), before, after, verdict, final)

    verdicts = [
        hunk(2, "Three was green.", "Three turned green.", Verdict.ACCEPTED),
        hunk(0, "One was red.", "One turned red.", Verdict.REJECTED),
    ]
    result = "One was red. Two was blue. Three turned green."
    assert by_model(result, of_rewritten(source, verdicts)) == ["turned"]
    assert of_rewritten(source, []) == Provenance.of(len(source))


def test_kept_for_this_very_text(tmp_path: Path) -> None:
    folder = tmp_path / "app" / "provenance"
    kept = KeptOrigins(folder)
    assert kept.of("novel", TEXT) is None
    kept.keep("novel", TEXT, ORIGINS)
    assert kept.of("novel", TEXT) == ORIGINS
    assert kept.of("novel", TEXT.replace("rain", "snow")) is None
    assert kept.of("another", TEXT) is None
    (file,) = folder.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert not any(word in file.read_text() for word in ("rain", "nobody", 'novel"'))
    kept.forget("novel")
    kept.forget("novel")
    assert not folder.exists()


def test_a_text_that_is_the_writers_alone_leaves_nothing_on_the_disk(tmp_path: Path) -> None:
    kept = KeptOrigins(tmp_path)
    kept.keep("novel", TEXT, ORIGINS)
    kept.keep("novel", TEXT, Provenance.of(len(TEXT)))
    assert list(tmp_path.glob("*")) == []


@pytest.mark.parametrize(
    "damage",
    [
        {"runs": "w3"},
        {"runs": "nonsense"},
        {"runs": 3},
        {"format": 2},
        {"sha256": "0" * 64},
    ],
)
def test_what_is_damaged_says_nothing(tmp_path: Path, damage: dict[str, object]) -> None:
    kept = KeptOrigins(tmp_path)
    kept.keep("novel", TEXT, ORIGINS)
    (file,) = tmp_path.iterdir()
    file.write_text(json.dumps(json.loads(file.read_text()) | damage))
    assert kept.of("novel", TEXT) is None
    file.write_bytes(b"[" * 100_000)
    assert kept.of("novel", TEXT) is None


def test_no_text_of_the_document_is_a_training_target_by_itself() -> None:
    """What stands around a suggestion is context alone, whoever wrote it."""
    page = "All of this stands in the document, by the writer or a model."
    seen = decision().asked_at
    ignored = CandidateRecord(0, " x y", " x y", Outcome.IGNORED, shown_at=seen)
    accepted = CandidateRecord(0, " x y", " x y", Outcome.ACCEPTED, taken=" x y", shown_at=seen)
    for one in (
        decision(before=page, after=page, candidates=(ignored,), final=""),
        rewrite(before=page, after=page, candidates=(ignored,), final="", source="The source."),
        decision(before=page, after=page, candidates=(accepted,), final=" x y"),
    ):
        targets = [row.completion for row in completions(one)]
        targets += [row.completion for row in labelled(one)]
        targets += [row.chosen for row in preferences(one)]
        assert not any(page in target for target in targets)
        assert set(targets) <= {" x y"}
