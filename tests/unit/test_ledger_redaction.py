"""What gives somebody away is replaced everywhere; a preview says so and writes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.ledger_samples import candidate, continuation, rewrite
from writer_app.ledger.export import Format, export, wanted
from writer_app.ledger.preview import preview
from writer_app.ledger.records import Outcome
from writer_app.ledger.redaction import Redacted, Redaction
from writer_app.ledger.store import Ledger
from writer_app.voice.names import named

TEXT = (
    "Then Marta Quint wrote to m.quint@example.org and called +49 (0)30 123-4567, or "
    "was it 030 9876543? Nobody but Marta's aunt knew. In 1984 there were 120 of them."
)


def redacted(text: str, *kinds: Redacted) -> str:
    redaction = Redaction(frozenset(kinds or Redacted), named)
    redaction.learn(text)
    result = redaction.apply(text)
    assert isinstance(result, str)
    return result


def test_names_mails_and_numbers_are_replaced_each_by_its_own() -> None:
    assert redacted(TEXT) == (
        "Then [Name 1] [Name 2] wrote to [mail 1] and called [number 1], or was it [number 2]? "
        "Nobody but [Name 1]'s aunt knew. In 1984 there were 120 of them."
    )


@pytest.mark.parametrize("kind", Redacted)
def test_only_what_is_asked_for_is_replaced(kind: Redacted) -> None:
    text = redacted(TEXT, kind)
    assert ("Quint" in text) == (kind is not Redacted.NAMES)
    assert ("@example.org" in text) == (kind is not Redacted.MAILS)
    assert ("9876543" in text) == (kind is not Redacted.NUMBERS)


def test_a_name_found_once_is_replaced_wherever_it_stands() -> None:
    redaction = Redaction(frozenset({Redacted.NAMES}), named)
    for text in ("Marta left.", "He saw Marta, Anna-Lena and O’Brien."):
        redaction.learn(text)
    assert redaction.apply("Marta left, Marta's too.") == "[Name 2] left, [Name 2]'s too."
    assert redaction.apply(["Anna-Lena", {"role": "user", "content": "O'Brien"}]) == [
        "[Name 1]",
        {"role": "user", "content": "[Name 3]"},
    ]
    assert redaction.apply("the Marta-like O’Brien") == "the [Name 2]-like [Name 3]"


@given(st.text(max_size=200))
def test_any_text_can_be_learned_and_replaced(text: str) -> None:
    assert "@" not in redacted(text.replace("@", ""), Redacted.MAILS)
    redacted(text)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    opened = Ledger.open(tmp_path / "ledger.db")
    taken = " and rang Quint at 030 9876543."
    opened.record(
        continuation(
            candidate(taken, Outcome.ACCEPTED, 0, taken=taken),
            candidate(" and wrote to m.quint@example.org.", Outcome.REJECTED, 1),
            before="She sat down with Marta",
        )
    )
    opened.record(rewrite(candidate("It was dark, Marta.", Outcome.REJECTED)))
    return opened


@pytest.mark.parametrize("chat", [False, True])
def test_an_export_holds_placeholders_in_every_column(
    ledger: Ledger, tmp_path: Path, chat: bool
) -> None:
    out = tmp_path / "out"
    with ledger:
        export(ledger, out, Format.DPO, chat=chat, redaction=Redaction(frozenset(Redacted), named))
    text = (out / "dpo" / "train.jsonl").read_text("utf-8")
    assert not [word for word in ("Marta", "Quint", "example", "987") if word in text]
    first = json.loads(text.splitlines()[0])
    assert "She sat down with [Name 1]" in json.dumps(first["prompt"])
    assert " and rang [Name 2] at [number 1]." in json.dumps(first["chosen"])
    assert "- replaced by placeholders: 1 mails, 3 names, 1 numbers" in (
        out / "README.md"
    ).read_text("utf-8")


def test_a_preview_says_what_the_export_would_hold_and_writes_nothing(
    ledger: Ledger, tmp_path: Path
) -> None:
    redaction = Redaction(frozenset(Redacted), named)
    with ledger:
        before = sorted(tmp_path.rglob("*"))
        looked = preview(ledger, wanted(Format.DPO, redaction=redaction))
        assert sorted(tmp_path.rglob("*")) == before
        summary = export(ledger, tmp_path / "out", Format.DPO)
    assert looked.rows == {"train": summary.train, "test": summary.test} == {"train": 2, "test": 0}
    assert looked.signals == summary.signals == {"accepted": 1, "rejected": 1}
    assert looked.documents == {"/home/w/novel.md": 2}
    assert looked.models == ("starter.gguf",)
    assert looked.redacted == {"mails": 1, "names": 3, "numbers": 1}
    assert looked.placeholders["m.quint@example.org"] == "[mail 1]"
    assert [row["rejected"] for row in looked.samples] == [
        " and wrote to [mail 1].",
        "It was dark, [Name 1].",
    ]
