"""What is left of accepted text."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.test_services_recorder import decision
from writer_app.ledger.records import Moment
from writer_app.services.survival import Survivors, kept_share, standing, wording

TEXT = "The old man went slowly down the hill to the harbour and sat on the wall."
NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("document", "low", "high"),
    [
        (f"Before. {TEXT} After.", 1.0, 1.0),
        ("Something else altogether was written here.", 0.0, 0.0),
        (TEXT.replace("slowly", "quickly"), 0.6, 0.95),
        ("The old man went slowly away.", 0.25, 0.5),
        ("", 0.0, 0.0),
    ],
)
def test_share_of_the_characters(document: str, low: float, high: float) -> None:
    assert low <= kept_share(TEXT, document) <= high


def test_what_stands_there_now() -> None:
    document = f"He rose. {TEXT.replace('slowly down the hill', 'down, humming,')} It rained."
    found = standing(f" {TEXT}", "He rose.", document)
    assert found == " The old man went down, humming, to the harbour and sat on the wall."
    assert standing(TEXT, "", f"A {TEXT} B") == TEXT
    assert standing(TEXT, "", "Nothing of it.") == ""


def test_only_what_went_into_the_text_is_followed() -> None:
    survivors = Survivors()
    taken, nothing = decision(), decision("")
    survivors.add(taken)
    survivors.add(nothing)
    left = survivors.left(taken.document.id, f"Once upon a time{taken.final}", NOW)
    assert [(s.decision, s.kept_share) for s in left] == [(taken.id, 1.0)]
    assert survivors.left("another", "", NOW) == []
    survivors.forget(taken.document.id)
    assert survivors.left(taken.document.id, "", NOW) == []


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_share_is_a_share(accepted: str, document: str) -> None:
    assert 0.0 <= kept_share(accepted, document) <= 1.0
    assert kept_share(accepted, document + accepted) == 1.0
    assert isinstance(standing(accepted, "", document), str)


@pytest.mark.parametrize(
    ("accepted", "there", "open_end", "wanted"),
    [
        (" He sat down.", " He sat down. And so on", True, " He sat down."),
        (" He sat down.", " He stood up. And so on.", True, " He stood up."),
        (" He sat. He ate.", " He sat. He drank. He slept.", True, " He sat. He drank."),
        (" a very old", " a rather young man who", True, " a rather young"),
        (" He sat down.", " He stood up. And so on.", False, " He stood up. And so on."),
        (" He sat down.\n\n", " He left.\n\nMore", True, " He left.\n\n"),
        (" He sat down.", "", True, ""),
    ],
)
def test_what_it_has_become(accepted: str, there: str, open_end: bool, wanted: str) -> None:
    assert wording(accepted, there, open_end=open_end) == wanted


def test_what_is_known_to_stand_there_is_not_looked_for() -> None:
    survivors, taken = Survivors(), decision(" an old man.")
    survivors.add(taken)
    (left,) = survivors.left(
        taken.document.id, "a young man.", NOW, Moment.MINUTE, {taken.id: " a young man."}
    )
    assert (left.moment, left.text) == (Moment.MINUTE, " a young man.")
    assert 0 < left.kept_share < 1
    assert survivors.left(taken.document.id, "", NOW, only=["another"]) == []
