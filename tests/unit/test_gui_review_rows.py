"""Rows of a review: every word of the source once, overlapping changes together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.gui.review_demo import FIRST, SECOND, SOURCE, THIRD
from writer_app.gui.review_rows import elided, rows
from writer_app.text.hunks import Hunk, diff


def test_the_same_sentence_of_every_candidate_shares_a_row() -> None:
    found = rows(SOURCE, [diff(SOURCE, text) for text in (FIRST, SECOND, THIRD)])
    changed = [row for row in found if row.changed]
    assert [SOURCE[row.start : row.end].split()[0] for row in changed] == [
        "The",
        "Marta",
        "She",
        "“Hold",
    ]
    assert changed[0].hunks == ((0,), (0,), ())
    assert changed[1].hunks == ((), (), (0,))


def test_two_insertions_at_one_place_share_a_row() -> None:
    here = [Hunk(0, 4, 4, "", "new ", ())]
    assert [row.hunks for row in rows("One two", [here, here]) if row.changed] == [((0,), (0,))]


SENTENCES = st.lists(
    st.sampled_from(["It rained.", "She left early.", "Nobody spoke of it.", "The sea rose."]),
    max_size=6,
).map(" ".join)


@given(SENTENCES, st.lists(SENTENCES, max_size=3))
def test_rows_cover_the_source_once_and_hold_every_hunk_once(
    source: str, candidates: list[str]
) -> None:
    hunks = [diff(source, candidate) for candidate in candidates]
    found = rows(source, hunks)
    assert "".join(source[row.start : row.end] for row in found) == source
    for column, mine in enumerate(hunks):
        placed = [index for row in found for index in row.hunks[column]]
        assert placed == [hunk.index for hunk in mine]
        for row in found:
            for index in row.hunks[column]:
                assert row.start <= mine[index].start
                assert mine[index].end <= row.end


def test_long_unchanged_text_is_shortened_in_its_middle() -> None:
    text = "word " * 200
    short = elided(text)
    assert len(short) < 400
    assert short.startswith("word word")
    assert short.endswith("word")
    assert " […] " in short
    assert elided("  A short one. ") == "A short one."
