"""How firmly it is said, who says it, when, and that nobody explains it."""

from __future__ import annotations

import pytest

from writer_app.voice.guards import check
from writer_app.voice.limits import FIX, TIGHTEN, VOICE, Limits, custom_limits

ESSAY = (
    "The council must certainly close the bridge, and perhaps the road. I have always said so. "
    "Who would dare to cross it now? Nobody listened to me!"
)
STORY = (
    "She walked to the old harbour and looked at the boats. Her brother stood on the wall, and "
    "the tide was out."
)


def codes(source: str, candidate: str, limits: Limits = TIGHTEN) -> set[str]:
    return {violation.code for violation in check(source, candidate, limits)}


@pytest.mark.parametrize("limits", [TIGHTEN, FIX, VOICE])
@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("softened", "must certainly close", "must close"),
        ("softened", "must certainly close", "may certainly close"),
        ("softened", "have always said", "have said"),
        ("softened", "Nobody listened", "Perhaps nobody listened"),
        ("hardened", "and perhaps the road", "and the road"),
        ("sentence", "dare to cross it now?", "dare cross it now."),
        ("sentence", "Nobody listened to me!", "Nobody, then, listened to me."),
        ("person", "I have always", "We have always"),
        ("person", "listened to me", "listened to you"),
    ],
)
def test_stance(limits: Limits, code: str, old: str, new: str) -> None:
    assert old in ESSAY
    assert code in codes(ESSAY, ESSAY.replace(old, new), limits)


def test_padding_is_no_booster() -> None:
    source = "It was really very cold in the kitchen, and very quiet."
    assert check(source, "It was cold in the kitchen, and quiet.", TIGHTEN) == ()
    assert "softened" in codes(source.replace("very cold", "cold"), "It was cold in the kitchen.")


def test_a_hedge_may_change_for_another() -> None:
    source = "Perhaps the road that lay there was closed."
    assert check(source, "Maybe the road there was closed.", TIGHTEN) == ()


def test_softer_when_asked() -> None:
    softer = ESSAY.replace("must certainly", "might")
    assert "softened" in codes(ESSAY, softer, custom_limits("make it plainer"))
    assert "softened" not in codes(ESSAY, softer, custom_limits("a gentler, softer version"))


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("tense", "walked to", "walks to"),
        ("tense", "stood on", "stands on"),
        ("tense", "the tide was out", "the tide is out"),
        ("person", "She walked", "I walked"),
        ("person", "the boats", "your boats"),
        ("person", "the boats", "our boats"),
        ("person", "She walked to the old harbour and", "He walked to the harbour, he"),
        ("moral", "the tide was out.", "the tide was out. In the end, life is a long journey."),
        ("commentary", "She walked", "In this passage, she walked"),
        ("preamble", "She walked", "Draft: She walked"),
        ("commentary", "the tide was", "Author: the tide was"),
        ("tic", "the boats", "the tapestry of boats"),
        ("drift", "the tide was out.", "the tide was out. Gulls screamed over grey roofs."),
    ],
)
def test_the_telling(code: str, old: str, new: str) -> None:
    assert old in STORY
    source = STORY.replace("Her brother", "The brother") if "He walked" in new else STORY
    assert code in codes(source, source.replace(old, new), VOICE)


def test_the_present_does_not_become_the_past() -> None:
    source = "She walks to the old harbour. The tide is out, and the boats are dry."
    assert "tense" in codes(source, "She walked to the harbour. The tide was out.", VOICE)
    assert "tense" not in codes(source, "She walks to the harbour. The tide is out.", VOICE)
