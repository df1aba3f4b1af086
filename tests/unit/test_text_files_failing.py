"""A save that fails or is killed leaves the old file as it was; real processes and permissions."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import pytest

from writer_app.errors import (
    DocumentError,
    FileChangedOnDisk,
    FolderGone,
    NotWritable,
)
from writer_app.text.atomic import SUFFIX
from writer_app.text.files import Fingerprint, fingerprint, load, save

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX permissions and signals")

OLD = "The old version.\n" * 1000


def child(code: str, *arguments: object) -> subprocess.Popen[str]:
    """A real process that runs `code` with the app at hand."""
    head = "import os, signal, sys\nfrom pathlib import Path\nfrom writer_app.text.files import *\n"
    return subprocess.Popen(
        [sys.executable, "-c", head + textwrap.dedent(code), *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def finished(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return out.strip()


def leftovers(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.name.endswith(SUFFIX)]


def test_a_change_while_saving_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other program wins the race: it writes after the first look and before the move."""
    path = tmp_path / "a.md"
    mine = save(path, "one", expected=None)
    flush = os.fsync

    def meddling(descriptor: int) -> None:
        path.write_text("theirs")
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", meddling)
    with pytest.raises(FileChangedOnDisk):
        save(path, "mine", expected=mine)
    assert path.read_text() == "theirs"
    assert leftovers(tmp_path) == []


@posix
def test_a_read_only_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    first = save(path, "one", expected=None)
    path.chmod(0o444)
    assert load(path).read_only
    for overwrite in (False, True):
        with pytest.raises(NotWritable, match="read-only"):
            save(path, "two", expected=first, overwrite=overwrite)
    assert path.read_text() == "one"
    assert leftovers(tmp_path) == []


UNPRIVILEGED = """
    # Nothing is read-only to root: be somebody else.
    path = Path(sys.argv[1])
    if os.getuid() == 0:
        os.chdir(path.parent)
        path = Path(path.name)
        os.setuid(65534)
    {}
"""


@posix
def test_a_folder_without_permission() -> None:
    # Not in pytest's own folder, which nobody else may enter.
    folder = Path(tempfile.mkdtemp())
    path = folder / "a.md"
    first = save(path, "one", expected=None)
    path.chmod(0o666)
    folder.chmod(0o555)
    code = UNPRIVILEGED.format(
        "try: save(path, 'two', expected=load(path).fingerprint)\n"
        "    except Exception as e: print(type(e).__name__, e)"
    )
    try:
        said = finished(child(code, path))
        assert said.startswith("NotWritable “a.md” cannot be written in")
        assert fingerprint(path) == first
        assert leftovers(folder) == []
    finally:
        shutil.rmtree(folder)


@posix
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("secret")
    path.chmod(0o000)
    tmp_path.chmod(0o755)
    code = UNPRIVILEGED.format(
        "try: load(path)\n    except Exception as e: print(type(e).__name__, e)"
    )
    assert finished(child(code, path)).startswith("NotReadable You have no permission")


def test_a_folder_that_vanished(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    path = folder / "a.md"
    first = save(path, "one", expected=None)
    path.unlink()
    folder.rmdir()
    for overwrite in (False, True):
        with pytest.raises(FolderGone, match="no longer there"):
            save(path, "two", expected=first, overwrite=overwrite)
    with pytest.raises(FolderGone):
        save(path, "two", expected=None)
    assert not folder.exists()


def test_a_folder_that_became_a_file(tmp_path: Path) -> None:
    (tmp_path / "stick").write_text("not a folder")
    with pytest.raises(DocumentError):
        save(tmp_path / "stick" / "a.md", "two", expected=None)


@posix
def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    longest = tmp_path / ("n" * 252 + ".md")
    save(longest, "fits", expected=None)
    assert longest.read_text() == "fits"
    with pytest.raises(DocumentError, match="too long"):
        save(tmp_path / ("n" * 300), "x", expected=None)


@posix
@pytest.mark.parametrize("limit", [0, 1, 4096, 100_000])
def test_a_full_disk(tmp_path: Path, limit: int) -> None:
    """The system itself refuses to write more, in a process of its own."""
    path = tmp_path / "a.md"
    first = save(path, OLD, expected=None)
    process = child(
        """
        import resource
        from writer_app.errors import DiskFull
        path, limit = Path(sys.argv[1]), int(sys.argv[2])
        before = load(path)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        try:
            save(path, "new" * 100_000, expected=before.fingerprint)
        except DiskFull as error:
            print(error)
        """,
        path,
        limit,
    )
    assert "no room on the disk to save “a.md”" in finished(process)
    assert fingerprint(path) == first
    assert leftovers(tmp_path) == []


def test_a_disk_that_gives_back_something_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.md"
    first = save(path, "one", expected=None)
    monkeypatch.setattr(Path, "read_bytes", lambda _: b"rubbish")
    with pytest.raises(NotWritable, match="what the disk gave back"):
        save(path, "two", expected=first)
    monkeypatch.undo()
    assert path.read_text() == "one"
    assert leftovers(tmp_path) == []


STEPS = ["open", "write", "fchmod", "fsync", "close", "replace", "second fsync"]


@posix
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("after", [False, True])
def test_killed_at_every_step_of_a_save(tmp_path: Path, step: str, after: bool) -> None:
    """SIGKILL before or after each call of the system: the old file or the new one, whole."""
    path = tmp_path / "a.md"
    save(path, OLD, expected=None)
    process = child(
        """
        path, step, after = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "True"
        before, rounds = load(path), 2 if step.startswith("second") else 1
        name = step.split()[-1]
        real, calls = getattr(os, name), 0

        def deadly(*arguments, **keywords):
            global calls
            calls += 1
            if calls == rounds and not after:
                os.kill(os.getpid(), signal.SIGKILL)
            if name == "write":  # in the middle of it
                arguments = (arguments[0], arguments[1][:1000])
            result = real(*arguments, **keywords)
            if calls == rounds:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        setattr(os, name, deadly)
        save(path, "new\\n" * 100_000, expected=before.fingerprint)
        """,
        path,
        step,
        after,
    )
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    moved = step == "second fsync" or (step == "replace" and after)
    assert path.read_text() == ("new\n" * 100_000 if moved else OLD)


@posix
def test_killed_at_random_while_saving_five_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "novel.md"
    versions = {Fingerprint.of(letter.encode() * 5_000_000) for letter in "ab"}
    save(path, "a" * 5_000_000, expected=None)
    for round_number in range(6):
        process = child(
            """
            path = Path(sys.argv[1])
            known = fingerprint(path)
            while True:
                for letter in "ab":
                    known = save(path, letter * 5_000_000, expected=known)
                    print("saved", flush=True)
            """,
            path,
        )
        assert process.stdout
        # Killed at once after a line, the child is anywhere in its next save.
        for _ in range(round_number + 1):
            assert process.stdout.readline()
        process.kill()
        process.communicate(timeout=60)
        assert fingerprint(path) in versions


def test_leavings_of_a_killed_save_are_swept(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    process = child(
        """
        os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
        save(Path(sys.argv[1]), "new", expected=None)
        """,
        path,
    )
    process.communicate(timeout=60)
    (left,) = leftovers(tmp_path)
    other = tmp_path / f".0123456789ab-00{SUFFIX}"
    other.write_text("of another document")
    save(path, "one", expected=None)
    assert leftovers(tmp_path) != [], "a save that may still be running is left alone"
    for file in (left, other):
        os.utime(file, (0, 0))
    save(path, "two", expected=None, overwrite=True)
    assert leftovers(tmp_path) == [other]
