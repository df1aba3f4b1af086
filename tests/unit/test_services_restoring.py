"""Which edits bring a passage nearer to its writer, by counts, meter and a model's weights."""

from __future__ import annotations

import pytest

from writer_app.services.restoring import promised, voicing
from writer_app.services.weighing import Weighed
from writer_app.voice.edits.edit import Edit, Kind

TEXT = "He sat on the wall. He went on the sea."
ON, AGAIN = Edit(7, 9, "upon", "variant", "upon", 1.0), Edit(28, 30, "upon", "variant", "upon", 1.0)


def flat(text: str) -> float:
    return 0.0


def weighed(edit: Edit, *, loss: float = 0.0, gain: float = 0.0, added: int = 1) -> Weighed:
    return Weighed(edit, loss, gain, 3.0, 0.0, 1, added)


def test_what_is_against_the_meter_is_not_even_weighed() -> None:
    def meter(text: str) -> float:
        return -2.0 if text.startswith("He sat upon") else 0.0

    assert promised(TEXT, [ON, AGAIN], meter) == {AGAIN: 1.0}


def test_counts_and_meter_promise_and_neither_without_end() -> None:
    sure = Edit(7, 9, "upon", "variant", theirs=20.0)
    assert promised(TEXT, [sure], lambda text: 50.0 * ("upon" in text)) == {sure: 4.5}


def test_who_likes_a_word_does_not_say_it_every_time() -> None:
    assert voicing(TEXT, [weighed(ON)], flat) == [weighed(ON)]
    seldom = [weighed(Edit(e.start, e.end, "upon", "variant", "upon", 0.6)) for e in (ON, AGAIN)]
    assert voicing(TEXT, seldom, flat) == seldom[:1]


@pytest.mark.parametrize(
    ("kind", "gain", "fits"),
    [
        ("joint", -5.0, True),
        ("form", -5.0, True),
        ("variant", -5.0, False),
        ("joint", -15.0, False),
    ],
)
def test_a_change_may_be_as_odd_as_its_kind_mostly_is(kind: Kind, gain: float, fits: bool) -> None:
    """By the model: it wrote the draft, and likes nothing better."""
    each = weighed(Edit(7, 9, "upon", kind, theirs=1.0), gain=gain)
    assert voicing(TEXT, [each], flat) == ([each] if fits else [])


def test_a_sentence_behind_a_mark_stays_whole_but_must_go_on_behind_and() -> None:
    mark = Edit(18, 22, "; he", "joint", theirs=1.0)
    conjunction = Edit(18, 22, ", and he", "joint", theirs=1.0)
    hard = [
        Weighed(mark, 2.5, 0.0, 1.0, 0.0, 0, 0),
        Weighed(conjunction, 2.5, 0.0, 1.0, 0.0, 0, 1),
    ]
    assert voicing(TEXT, hard, flat) == hard[:1]
