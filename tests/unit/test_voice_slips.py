"""Which word may be another one mended."""

from __future__ import annotations

import pytest

from writer_app.voice.slips import mends


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("buildigns", "buildings"),
        ("convesrations", "conversations"),
        ("abosrbed", "absorbed"),
        ("wether", "whether"),
        ("threw", "through"),
        ("their", "there"),
        ("dont", "doesn't"),
        ("catched", "caught"),
        ("throwed", "threw"),
        ("begun", "began"),
        ("realise", "realised"),
        ("collor", "colour"),
        ("untill", "until"),
        ("nkow", "know"),
        ("hte", "the"),
        ("form", "from"),
        ("coats", "coast"),
        ("turpentien", "turpentine"),
    ],
)
def test_a_slip(word: str, meant: str) -> None:
    assert mends(word, meant)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        # What the starter wrote for what was a slip.
        ("rveealed", "rveed"),
        ("snese", "snae"),
        ("comaprison", "comunication"),
        ("catching", "caught"),
        ("dmub", "mub"),
        ("horse", "house"),
        ("berth", "birth"),
        ("drpolet", "princess"),
        ("prism", "princess"),
        ("sea", "sky"),
        ("", "word"),
        ("old", ""),
    ],
)
def test_another_word(word: str, other: str) -> None:
    assert not mends(word, other)
