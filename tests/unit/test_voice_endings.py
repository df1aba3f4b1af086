"""Sentences that sum up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from writer_app.voice.endings import sums_up, without_moral
from writer_app.voice.profile import learn


@pytest.mark.parametrize(
    "text",
    [
        " In the end, it was the sea that won.",
        " He left. And in that moment, she knew.",
        " She had learned that home is not a place.",
        "It was a reminder that nothing lasts.",
        " Only time would tell.",
    ],
)
def test_a_moral_is_seen(text: str) -> None:
    assert sums_up(text)


@pytest.mark.parametrize(
    "text",
    [
        " at the end of the pier.",
        " He came in the end.",
        " She had learned the way by heart.",
        " Inland the rain went on.",
        "",
    ],
)
def test_what_only_tells_is_none(text: str) -> None:
    assert not sums_up(text)


def test_what_the_writer_says_so_too_is_theirs() -> None:
    own = replace(learn([]), trigrams={("in", "the", "end"): 4})
    assert not sums_up("In the end he went.", own)
    assert sums_up("Ultimately he went.", own)


def test_what_comes_before_a_moral_stays() -> None:
    assert without_moral(" He left. In the end, it was love. So.") == " He left."
    assert without_moral("In the end, it was love.") == "In the end, it was love."
    assert without_moral(" He left. It rained.") == " He left. It rained."
