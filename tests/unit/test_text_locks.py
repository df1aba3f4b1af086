"""Locks that a dead process cannot leave behind."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from writer_app.text.locks import DocumentLock, FileLock


def holder(folder: Path, document: Path) -> subprocess.Popen[str]:
    """Another window: it holds the document until it is killed or told to end."""
    code = """
        import sys
        from pathlib import Path
        from writer_app.text.locks import DocumentLock
        locks = DocumentLock(Path(sys.argv[1]))
        print(locks.acquire(Path(sys.argv[2])), flush=True)
        sys.stdin.read()
    """
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), str(folder), str(document)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def test_another_process_keeps_us_out_until_it_is_killed(tmp_path: Path) -> None:
    document, locks = tmp_path / "a.md", DocumentLock(tmp_path / "locks")
    other = holder(tmp_path / "locks", document)
    try:
        assert other.stdout
        assert other.stdout.readline() == "True\n"
        assert not locks.acquire(document)
        assert locks.acquire(tmp_path / "b.md")
    finally:
        other.kill()
        other.communicate()
    assert locks.acquire(document)
    locks.release_all()


def test_two_windows_of_one_process(tmp_path: Path) -> None:
    one, two = DocumentLock(tmp_path / "locks"), DocumentLock(tmp_path / "locks")
    document = tmp_path / "a.md"
    assert one.acquire(document)
    assert one.acquire(document)
    assert not two.acquire(document)
    two.release(document)
    assert not two.acquire(document)
    one.release(document)
    assert two.acquire(document)
    two.release_all()
    assert list((tmp_path / "locks").iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="symbolic links")
def test_every_path_to_a_document_is_the_same(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "a.md")
    one, two = DocumentLock(tmp_path / "locks"), DocumentLock(tmp_path / "locks")
    assert one.acquire(tmp_path / "a.md")
    assert not two.acquire(tmp_path / "link")
    assert not two.acquire(tmp_path / "x" / ".." / "a.md")
    one.release_all()


def test_without_a_place_for_locks_documents_open(tmp_path: Path) -> None:
    (tmp_path / "locks").write_text("a file where the folder should be")
    locks = DocumentLock(tmp_path / "locks")
    assert locks.acquire(tmp_path / "a.md")
    locks.release(tmp_path / "a.md")


@pytest.mark.skipif(os.name == "nt", reason="open files cannot be removed")
def test_a_lock_on_a_removed_file_is_no_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between our opening and our locking, its holder lets go: we must lock the new file."""
    path = tmp_path / "x.lock"
    first, second, third = FileLock(path), FileLock(path), FileLock(path)
    assert first.acquire()
    real, raced = os.open, False

    def racing(*arguments: object) -> int:
        nonlocal raced
        descriptor = real(*arguments)  # type: ignore[arg-type]
        if not raced:
            raced = True
            first.release()
        return descriptor

    monkeypatch.setattr(os, "open", racing)
    assert second.acquire()
    monkeypatch.undo()
    assert path.exists()
    assert not third.acquire()
    second.release()
    assert third.acquire()
    third.release()
    assert not third.held
