"""Runs of origins against the plainest thing that could be right: a list of one per character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_app.text.provenance import Change, Origin, Provenance, differences

origins = st.sampled_from(list(Origin))
naive = st.lists(origins, max_size=40)
W, M, P = Origin.WRITER, Origin.MODEL, Origin.PASTED


def of(listed: list[Origin]) -> Provenance:
    return Provenance.joined(Provenance.of(1, origin) for origin in listed)


def listed(value: Provenance) -> list[Origin]:
    return [origin for start, end, origin in value.spans() for _ in range(end - start)]


def sound(value: Provenance) -> bool:
    """No run is empty, and no two neighbours are the same."""
    pairs = zip(value.origins, value.origins[1:], strict=False)
    return all(length > 0 for length in value.lengths) and all(a is not b for a, b in pairs)


@given(naive, st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), naive), max_size=8))
def test_any_edits_as_on_a_list(
    text: list[Origin], edits: list[tuple[float, float, list[Origin]]]
) -> None:
    value = of(text)
    for where, how_much, added in edits:
        at = round(where * len(text))
        removed = round(how_much * (len(text) - at))
        before = value
        value = value.replaced(at, removed, of(added))
        text[at : at + removed] = added
        assert listed(value) == text
        assert len(value) == len(text)
        assert sound(value)
        change = Change(at, before.part(at, at + removed), of(added))
        back = change.inverse
        assert value.replaced(back.at, len(back.before), back.after) == before


@given(naive, st.integers(0, 50), st.integers(0, 50))
def test_a_part_is_a_slice(text: list[Origin], start: int, end: int) -> None:
    value = of(text)
    assert listed(value.part(start, end)) == text[start:end]
    shown = [(s, e) for s, e, _ in value.spans(start, max(start, end))]
    assert all(start <= s < e <= min(end, len(text)) for s, e in shown)


@given(naive)
def test_a_line_holds_all_of_it(text: list[Origin]) -> None:
    value = of(text)
    assert Provenance.unpacked(value.packed()) == value


@pytest.mark.parametrize("line", ["x3", "w", "3w", "w0", "w-1", "w3 m2", "w3\n", "w" + "9" * 30])
def test_a_line_that_is_none(line: str) -> None:
    with pytest.raises(ValueError, match="no line"):
        Provenance.unpacked(line)


def test_insertions_and_deletions() -> None:
    value = Provenance.of(10).inserted(4, Provenance.of(3, M))
    assert value.packed() == "w4m3w6"
    assert value.deleted(5, 4).packed() == "w4m1w4"
    assert value.share(M) == pytest.approx(3 / 13)
    assert Provenance().share(M) == 0
    with pytest.raises(ValueError, match="of 13"):
        value.deleted(10, 4)


def test_typing_and_rubbing_out_are_one_change_each() -> None:
    empty, one = Provenance(), Provenance.of(1)
    typed = Change(3, empty, one).then(Change(4, empty, one))
    assert typed == Change(3, empty, Provenance.of(2))
    rubbed = Change(4, one, empty).then(Change(3, Provenance.of(1, M), empty))
    assert rubbed == Change(3, Provenance((1, 1), (M, W)), empty)
    assert Change(3, empty, one).then(Change(9, empty, one)) is None
    assert Change(3, empty, one).then(Change(3, one, empty)) is None


@given(st.text("ab c\n", max_size=30), st.text("ab c\n", max_size=30))
def test_differences_make_up_both_texts(before: str, after: str) -> None:
    found = list(differences(before, after))
    assert "".join(old for old, _ in found) == before
    assert "".join(new for _, new in found) == after
    assert all(old or new for old, new in found)


def test_an_insertion_is_found_to_the_letter() -> None:
    found = list(differences("The rain fe on.", "The rain fell on."))
    assert found == [("The rain fe", "The rain fe"), ("", "ll"), (" on.", " on.")]


def test_kept_words_stand_on_both_sides() -> None:
    found = list(differences("She walked slowly to the door.", "He walked at once to that door."))
    kept = "".join(old for old, new in found if old == new)
    assert "walked" in kept
    assert "door." in kept
    assert ("slowly" in kept) is False


def test_a_word_replaced_throughout_a_long_text_leaves_the_others() -> None:
    before = "".join(f"The rain of day {day} was the rain of old.\n" for day in range(4_000))
    found = list(differences(before, before.replace("rain", "snow")))
    assert "".join(old for old, _ in found) == before
    changed = {(old.strip(), new.strip()) for old, new in found if old != new}
    assert changed == {("rain", "snow")}


def test_a_whole_text_struck_over_is_not_compared() -> None:
    before = "She had brought a book with her.\n" * 4_000
    assert list(differences(before, "x")) == [(before, "x")]
