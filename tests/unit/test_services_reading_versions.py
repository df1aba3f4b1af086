"""What a model makes of versions of a span, by a scripted engine."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.scripted_engine import ScriptedEngine, worth
from writer_app.services.reading_versions import A_READER, BEFORE, head, read_versions
from writer_app.taste.features import FOLLOWING, Version


def read(engine: ScriptedEngine, *texts: str, after: str = " she said.") -> tuple[Version, ...]:
    answers: list[tuple[Version, ...]] = []
    read_versions(engine, texts, "b" * 2 * BEFORE, after, answers.append)
    engine.weigh()
    (versions,) = answers
    return versions


def test_each_version_is_read_in_its_place_with_what_follows() -> None:
    engine = ScriptedEngine()
    engine.scores = worth
    assert read(engine, "Go,", "Go away,") == (Version("Go,", -9.0), Version("Go away,", -12.0))
    (asked,) = engine.scored
    assert asked.texts == ("Go, she said", "Go away, she said")
    assert len(asked.before) == BEFORE


def test_where_the_model_cannot_say_the_versions_stand_alone() -> None:
    engine = ScriptedEngine()
    assert read(engine, "a", "b") == (Version("a"), Version("b"))
    assert read(engine, "a", "", after="") == (Version("a"), Version(""))
    engine.scores = worth
    assert engine.ready is not None
    engine.ready = replace(engine.ready, n_params=A_READER - 1)
    assert read(engine, "a", "b") == (Version("a"), Version("b"))
    engine.ready = None
    assert read(engine, "a", "b") == (Version("a"), Version("b"))


@pytest.mark.parametrize(
    ("after", "read_of_it"), [("", ""), (" — …", " — …"), (" one two.", " one two")]
)
def test_some_words_of_what_follows_are_read(after: str, read_of_it: str) -> None:
    assert head(after) == read_of_it
    assert len(head(" word" * 50).split()) == FOLLOWING
