"""KV states on the disk: the best one is found, and nothing else is touched."""

from __future__ import annotations

import ctypes
import os
import stat
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
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
    posix,
    restored,
    snapshot,
)
from writer_app.worker.prefixes import Tokens
from writer_app.worker.states import States, state_key


def test_a_state_comes_back_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "made" / "here"
    tokens, data = ids(range(100)), noise(1, 3 * BLOCK * 128 + 77)
    States(folder, KEY).write(tokens, memoryview(data))
    saved = States(folder, KEY).best(ids([*range(90), 7, 7]), 90)
    assert saved is not None
    assert saved.common == 90
    assert saved.tokens.tolist() == tokens.tolist()
    assert restored(saved) == data
    assert States(folder, KEY).best(ids([*range(90), 7, 7]), 91) is None
    assert States(folder, KEY).best(ids([7]), 0) is None
    assert States(folder, OTHER).best(tokens, 1) is None
    assert len(names(folder)) == 1


@pytest.mark.parametrize("size", [0, 1, 7, 8, BLOCK - 1, BLOCK, BLOCK + 1, 129 * BLOCK])
def test_any_size_of_data_can_be_kept(tmp_path: Path, size: int) -> None:
    data = noise(2, size)
    states = States(tmp_path, KEY)
    states.write(ids([1]), (ctypes.c_uint8 * size).from_buffer_copy(data))
    assert restored(states.best(ids([1]), 1)) == data


@posix
def test_only_the_writer_may_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "states"
    States(folder, KEY).write(ids([1, 2]), b"state")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()] == [0o600]


def test_a_document_being_written_leaves_one_file(tmp_path: Path) -> None:
    states = States(tmp_path, KEY)
    for length in range(200, 400, 10):
        states.write(ids([*range(length), 9, 9]), b"text")
    assert len(names(tmp_path)) == 1
    # Another document that begins alike, and another model, keep theirs.
    states.write(ids([*range(100), *range(1000, 1300)]), b"other text")
    States(tmp_path, OTHER).write(ids(range(500)), b"other model")
    assert len(names(tmp_path)) == 3


def test_the_oldest_go_first_whatever_their_key(tmp_path: Path) -> None:
    for age, key in enumerate([KEY, OTHER, KEY]):
        States(tmp_path, key, 10_000).write(ids([age]), noise(age, 3000))
        for path in tmp_path.iterdir():
            os.utime(path, ns=(0, path.stat().st_mtime_ns - 10**12))
    States(tmp_path, OTHER, 10_000).write(ids([3]), noise(3, 3000))
    assert States(tmp_path, KEY).best(ids([0]), 1) is None
    for token, key in [(1, OTHER), (2, KEY), (3, OTHER)]:
        assert States(tmp_path, key).best(ids([token]), 1)


def test_a_clock_put_back_does_not_cost_the_newest(tmp_path: Path) -> None:
    states = States(tmp_path, KEY, 10_000)
    for token in range(6):
        states.write(ids([token]), noise(token, 4000))
        assert states.best(ids([token]), 1)
        for path in tmp_path.iterdir():
            os.utime(path, ns=(0, path.stat().st_mtime_ns + 10**15))


def test_what_is_too_large_or_empty_is_not_kept(tmp_path: Path) -> None:
    states = States(tmp_path, KEY, 10_000)
    states.write(ids([1]), noise(1, 5000))
    states.write(ids([]), b"state")
    assert names(tmp_path) == []


def test_forgetting_removes_every_state_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "letter.md").write_text("mine")
    for key in (KEY, OTHER):
        States(tmp_path, key).write(ids([1]), b"state")
    (tmp_path / f"{'0' * 16}.state.tmp").write_bytes(b"half")
    saved = States(tmp_path, KEY).best(ids([1]), 1)
    States(tmp_path, KEY).forget()
    assert names(tmp_path) == ["letter.md"]
    assert restored(saved) is None
    States(tmp_path / "none", KEY).forget()


def test_forgetting_while_a_state_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    states = States(tmp_path, KEY)
    move = Path.replace

    def forgotten_before(path: Path, target: Path) -> Path:
        states.forget()
        return move(path, target)

    monkeypatch.setattr(Path, "replace", forgotten_before)
    states.write(ids([1]), b"state")
    assert names(tmp_path) == []


def test_keys_differ_in_every_part() -> None:
    keys = [
        state_key("aa"),
        state_key("ab"),
        state_key("aa", 1),
        state_key("aa", "1"),
        state_key("aa", 1, 2),
        state_key("aa", 12),
        state_key("aa", "1", "2"),
        state_key("aa", "12"),
    ]
    assert len(set(keys)) == len(keys)
    assert state_key("aa", 1) == state_key("aa", 1)


few_tokens = st.lists(st.integers(0, 2), min_size=1, max_size=30).map(ids)


def common(one: Tokens, two: Tokens) -> int:
    pairs = zip(one.tolist(), two.tolist(), strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(two)))


@settings(max_examples=60)
@given(st.lists(few_tokens, min_size=1, max_size=8), st.lists(few_tokens, max_size=8))
def test_the_best_is_the_longest_common_prefix_of_those_kept(
    written: list[Tokens], asked: list[Tokens]
) -> None:
    with fresh_folder() as folder:
        states = States(folder, KEY)
        kept: list[Tokens] = []
        for tokens in written:
            states.write(tokens, content_of(tokens))
            kept = [old for old in kept if common(old, tokens) < len(old) - len(old) // 8]
            kept.append(tokens)
        assert len(names(folder)) == len(kept)
        for tokens in [*asked, *written]:
            longest = max(common(old, tokens) for old in kept)
            saved = states.best(tokens, 1)
            if longest == 0:
                assert saved is None
            else:
                assert saved is not None
                assert saved.common == longest == common(saved.tokens, tokens)
                assert restored(saved) == content_of(saved.tokens)
                assert states.best(tokens, longest + 1) is None


@settings(max_examples=40)
@given(
    st.integers(0, 30_000),
    st.lists(st.tuples(few_tokens, st.integers(0, 12_000), st.booleans()), max_size=12),
)
def test_the_limit_holds_after_every_write(
    limit: int, writes: list[tuple[Tokens, int, bool]]
) -> None:
    with fresh_folder() as folder:
        folder.mkdir()
        for tokens, size, other in writes:
            states = States(folder, OTHER if other else KEY, limit)
            states.write(tokens, bytes(size))
            assert sum(path.stat().st_size for path in folder.iterdir()) <= limit
            if size + 4 * len(tokens) + 200 <= limit // 2:
                saved = states.best(tokens, len(tokens))
                assert restored(saved) == bytes(size)


@posix
@settings(max_examples=25)
@given(st.lists(st.sampled_from(["file", "link", "folder", "pipe", "dangling"]), max_size=6))
def test_nothing_else_is_read_written_or_removed(strangers: list[str]) -> None:
    with fresh_folder() as folder:
        outside = folder.parent / "outside"
        outside.mkdir()
        (outside / "letter.md").write_text("mine")
        tokens = ids(range(10))
        States(folder, KEY).write(tokens, b"state")
        (path,) = folder.iterdir()
        path.rename(outside / path.name)
        for index, stranger in enumerate(strangers):
            # The first of them has the very name that the state will want.
            place = folder / (path.name if index == 0 else f"{KEY[:16]}-{index:032x}.state")
            match stranger:
                case "file":
                    (folder / f"notes {index}.state.txt").write_text("mine")
                case "link":
                    place.symlink_to(outside / path.name)
                case "folder":
                    place.mkdir()
                    (place / "letter.md").write_text("mine")
                case "pipe":
                    os.mkfifo(place)
                case "dangling":
                    place.symlink_to(outside / "nowhere")
        before = snapshot(outside)
        theirs = {name: value for name, value in snapshot(folder).items() if name != str(path)}
        states = States(folder, KEY, 1000)
        assert states.best(tokens, 1) is None
        for _ in range(2):
            states.write(tokens, bytes(300))
            assert restored(states.best(tokens, 1)) in (
                (None,) if strangers[:1] == ["folder"] else (bytes(300),)
            )
        states.write(ids([7]), bytes(300))
        states.write(ids([8]), bytes(300))
        assert [name for name in names(folder) if name.endswith((".tmp", ".lock"))] == []
        states.forget()
        assert snapshot(outside) == before
        assert theirs.items() <= snapshot(folder).items()


def test_a_folder_that_is_none_keeps_nothing(tmp_path: Path) -> None:
    place = tmp_path / "states"
    place.write_text("a file")
    states = States(place, KEY)
    states.write(ids([1]), b"state")
    assert states.best(ids([1]), 1) is None
    states.forget()
    assert place.read_text() == "a file"


def test_a_folder_that_goes_is_made_again(tmp_path: Path) -> None:
    states = States(tmp_path / "states", KEY)
    states.write(ids([1]), b"state")
    saved = states.best(ids([1]), 1)
    (tmp_path / "states").rename(tmp_path / "gone")
    assert restored(saved) is None
    assert states.best(ids([1]), 1) is None
    states.write(ids([1]), b"again")
    assert restored(states.best(ids([1]), 1)) == b"again"


@posix
def test_a_folder_that_may_not_be_written_gets_no_leftovers(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        states = States(tmp_path, KEY)
        states.write(ids([1]), b"state")
        states.best(ids([1]), 1)
        assert [name for name in names(tmp_path) if not name.endswith(".state")] == []
    finally:
        tmp_path.chmod(0o700)


@posix
def test_a_full_disk_keeps_the_old_state_and_no_leftovers(tmp_path: Path) -> None:
    import resource

    states, tokens = States(tmp_path, KEY), ids(range(20))
    states.write(tokens, b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
    try:
        states.write(tokens, bytes(100_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert restored(states.best(tokens, 1)) == b"old"
    assert len(names(tmp_path)) == 1


def test_what_a_killed_writer_left_is_swept_and_a_live_one_is_not(tmp_path: Path) -> None:
    half = tmp_path / f"{'0' * 16}.state.tmp"
    code = """
        import sys
        from pathlib import Path
        from writer_app.worker.states import _alone
        half = Path(sys.argv[1])
        with _alone(half.parent) as alone:
            assert alone
            half.write_bytes(b"half")
            print("writing", flush=True)
            sys.stdin.read()
    """
    writer = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), str(half)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    with writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "writing\n"
        states = States(tmp_path, KEY)
        assert half.exists()
        states.write(ids([1]), b"state")
        assert states.best(ids([1]), 1) is None
        writer.kill()
    States(tmp_path, KEY)
    assert names(tmp_path) == []
    states.write(ids([1]), b"state")
    assert restored(states.best(ids([1]), 1)) == b"state"


def test_finding_beside_writing(tmp_path: Path) -> None:
    states = States(tmp_path, KEY, 400_000)
    texts = [ids([1, 2, 3, *range(start, start + 40)]) for start in range(10, 70)]
    done = threading.Event()

    def write_all() -> None:
        for tokens in texts:
            states.write(tokens, content_of(tokens) * 20)
        done.set()

    writer = threading.Thread(target=write_all)
    writer.start()
    try:
        while not done.is_set():
            saved = states.best(ids([1, 2, 3, 4]), 3)
            if (data := restored(saved)) is not None:
                assert saved is not None
                assert data == content_of(saved.tokens) * 20
    finally:
        writer.join()
    assert restored(states.best(texts[-1], 43)) == content_of(texts[-1]) * 20
