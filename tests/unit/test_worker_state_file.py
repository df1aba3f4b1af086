"""One state's file: whatever is damaged is found out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.unit.state_samples import (
    BLOCK,
    KEY,
    OTHER,
    content_of,
    fresh_folder,
    ids,
    names,
    noise,
    restored,
)
from writer_app.worker.state_file import Bytes, digest
from writer_app.worker.states import States


@st.composite
def damage(draw: st.DrawFn, whole: bytes) -> bytes:
    place = draw(st.integers(0, len(whole) - 1))
    match draw(st.sampled_from(["bit", "byte", "cut", "append", "swap", "zero", "other"])):
        case "bit":
            changed = bytes([whole[place] ^ 1 << draw(st.integers(0, 7))])
            return whole[:place] + changed + whole[place + 1 :]
        case "byte":
            changed = bytes([whole[place] ^ draw(st.integers(1, 255))])
            return whole[:place] + changed + whole[place + 1 :]
        case "cut":
            return whole[:place]
        case "append":
            return whole + draw(st.binary(min_size=1, max_size=20))
        case "swap":
            first = draw(st.integers(0, len(whole) // BLOCK - 2))
            second = draw(st.integers(first + 1, len(whole) // BLOCK - 1))
            return swapped(whole, first * BLOCK, second * BLOCK)
        case "zero":
            return whole[:place] + bytes(min(BLOCK, len(whole) - place)) + whole[place + BLOCK :]
    return draw(st.binary(max_size=200))


def swapped(data: bytes, first: int, second: int) -> bytes:
    """Two blocks of 4 KiB that do not overlap have changed places."""
    one, two = data[first : first + BLOCK], data[second : second + BLOCK]
    between, after = data[first + BLOCK : second], data[second + BLOCK :]
    return data[:first] + two + between + one + after


@settings(max_examples=150)
@given(st.data(), st.integers(0, 9))
def test_a_damaged_file_is_none_and_is_removed(data: st.DataObject, seed: int) -> None:
    with fresh_folder() as folder:
        states = States(folder, KEY)
        good, bad = ids(range(40)), ids([*range(30), *range(100, 150)])
        states.write(good, content_of(good))
        before = set(folder.iterdir())
        states.write(bad, noise(seed, 5 * BLOCK))
        (path,) = set(folder.iterdir()) - before
        held = states.best(bad, 1)
        whole = path.read_bytes()
        changed = data.draw(damage(whole))
        assume(changed != whole)
        path.write_bytes(changed)
        saved = states.best(bad, 1)
        if saved is not None and saved.path == path:
            assert saved.data() is None
        assert not path.exists()
        assert restored(held) is None
        # The next best one takes its place.
        assert restored(states.best(bad, 1)) == content_of(good)
        states.write(bad, whole[:9])
        assert restored(states.best(bad, 1)) == whole[:9]


def test_every_single_byte_matters(tmp_path: Path) -> None:
    states, tokens = States(tmp_path, KEY), ids(range(20))
    states.write(tokens, noise(5, 100))
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x80]) + whole[place + 1 :])
        assert restored(states.best(tokens, 1)) is None
        path.write_bytes(whole[:place])
        assert restored(states.best(tokens, 1)) is None
    path.write_bytes(whole)
    assert restored(states.best(tokens, 1)) == noise(5, 100)


def test_a_state_under_the_name_of_another_is_none(tmp_path: Path) -> None:
    states, tokens = States(tmp_path, KEY), ids(range(20))
    states.write(tokens, b"one")
    (path,) = tmp_path.iterdir()
    States(tmp_path, OTHER).write(tokens, b"two")
    (other,) = set(tmp_path.iterdir()) - {path}
    other.replace(path)
    assert states.best(tokens, 1) is None
    assert names(tmp_path) == []


values_of_a_byte = st.sampled_from([2, 256])
"""How many: a cache is not noise."""


def sample(seed: int, size: int, values: int) -> Bytes:
    return np.random.default_rng(seed).integers(0, values, size, np.uint8)


@given(st.integers(0, 99), st.integers(1, 140 * BLOCK), values_of_a_byte, st.data())
def test_a_changed_stretch_changes_the_digest(
    seed: int, size: int, values: int, data: st.DataObject
) -> None:
    whole = sample(seed, size, values)
    damaged = whole.copy()
    start = data.draw(st.integers(0, size - 1))
    length = data.draw(st.integers(1, min(BLOCK, size - start)))
    damaged[start : start + length] ^= sample(seed + 1, length, 256) | 1
    assert digest(whole) != digest(damaged)


@given(st.integers(0, 99), st.integers(2 * BLOCK, 140 * BLOCK), values_of_a_byte, st.data())
def test_blocks_that_change_places_change_the_digest(
    seed: int, size: int, values: int, data: st.DataObject
) -> None:
    whole = sample(seed, size, values).tobytes()
    first = data.draw(st.integers(0, size - 2 * BLOCK))
    second = data.draw(st.integers(first + BLOCK, size - BLOCK))
    damaged = swapped(whole, first, second)
    assert damaged != whole
    assert digest(np.frombuffer(whole, np.uint8)) != digest(np.frombuffer(damaged, np.uint8))


@given(st.integers(0, 99), st.integers(1, 3), st.data())
def test_words_that_change_places_in_a_row_change_the_digest(
    seed: int, rows: int, data: st.DataObject
) -> None:
    whole = sample(seed, rows * BLOCK, 256).view(np.uint64)
    first, second = sorted(data.draw(st.sets(st.integers(0, 511), min_size=2, max_size=2)))
    damaged = whole.copy()
    damaged[[first, second]] = whole[[second, first]]
    assert digest(whole.view(np.uint8)) != digest(damaged.view(np.uint8))


def test_zeros_of_another_length_are_other_data() -> None:
    sizes = [0, 1, 8, BLOCK - 8, BLOCK, BLOCK + 8, 2 * BLOCK, 128 * BLOCK, 129 * BLOCK]
    assert len({digest(np.zeros(size, np.uint8)) for size in sizes}) == len(sizes)
