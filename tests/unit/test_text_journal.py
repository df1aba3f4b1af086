"""The journal: written by processes that are killed, read by those that come after."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from writer_app.errors import DiskFull, DocumentError
from writer_app.text.atomic import SUFFIX
from writer_app.text.files import Fingerprint
from writer_app.text.journal import Entry, Journal


def entry(key: str = "draft", text: str = "Some words 👍.", at: float = 1.0) -> Entry:
    return Entry(
        key=key,
        path="",
        text=text,
        caret=3,
        fingerprint=Fingerprint("ab" * 32, 12),
        written_at=at,
        newline="\r\n",
        bom=True,
        encoding="utf-16-le",
    )


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    journal = Journal(tmp_path / "journal")
    yield journal
    journal.close()


def killed(folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    """A process that writes to the journal and dies without a goodbye."""
    head = """
import os, signal, sys, resource
from pathlib import Path
from writer_app.text.journal import Entry, Journal
journal = Journal(Path(sys.argv[1]))
def write(key, text, at=1.0):
    journal.write(Entry(key, "", text, 0, None, at))
def die():
    os.kill(os.getpid(), signal.SIGKILL)
"""
    return subprocess.run(
        [sys.executable, "-c", head + textwrap.dedent(code), str(folder)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        timeout=60,
        check=False,
    )


def test_a_process_does_not_see_its_own(journal: Journal) -> None:
    journal.write(entry())
    assert journal.orphans() == []


def test_another_process_sees_nothing_of_a_living_one(tmp_path: Path, journal: Journal) -> None:
    journal.write(entry())
    other = Journal(tmp_path / "journal")
    assert other.orphans() == []
    other.close()
    assert list((tmp_path / "journal").rglob("*.json")) != []


@pytest.mark.parametrize(
    "text",
    ["", "Some words 👍.", "half a sign \ud83d", "שלום 漢字 e\u0301\u2028x", "a" * 5_000_000],
)
def test_what_a_killed_process_leaves_comes_back_exactly(
    tmp_path: Path, journal: Journal, text: str
) -> None:
    handed = tmp_path / "text.txt"
    handed.write_bytes(text.encode("utf-8", "surrogatepass"))
    said = killed(
        tmp_path / "journal",
        f"""
        handed = Path({str(handed)!r}).read_bytes()
        write('a', handed.decode("utf-8", "surrogatepass"))
        die()
        """,
    )
    assert said.returncode == -signal.SIGKILL, said.stderr
    (found,) = journal.orphans()
    assert found.text == text


def test_every_field_comes_back(tmp_path: Path, journal: Journal) -> None:
    gone = Journal(tmp_path / "journal")
    gone.write(entry())
    gone.close()
    (found,) = journal.orphans()
    assert found.session == gone.session
    assert (found.key, found.path, found.text, found.caret) == ("draft", "", "Some words 👍.", 3)
    assert found.fingerprint == Fingerprint("ab" * 32, 12)
    assert (found.newline, found.bom, found.encoding) == ("\r\n", True, "utf-16-le")


def test_the_last_state_is_kept_and_the_newest_comes_first(
    tmp_path: Path, journal: Journal
) -> None:
    killed(tmp_path / "journal", "write('a', 'one', 1.0); write('a', 'two', 3.0); die()")
    killed(tmp_path / "journal", "write('a', 'other', 2.0); write('b', 'third', 4.0); die()")
    assert [found.text for found in journal.orphans()] == ["third", "two", "other"]


def test_removed_entries_are_gone(tmp_path: Path, journal: Journal) -> None:
    killed(tmp_path / "journal", "write('a', 'x'); write('b', 'y'); journal.remove('a'); die()")
    assert [found.key for found in journal.orphans()] == ["b"]
    journal.remove("never written")


@pytest.mark.parametrize("step", ["write", "fsync", "close", "replace"])
def test_killed_while_writing_an_entry(tmp_path: Path, journal: Journal, step: str) -> None:
    killed(
        tmp_path / "journal",
        f"write('a', 'old'); os.{step} = lambda *_: die(); write('a', 'new' * 9999, 2.0)",
    )
    (found,) = journal.orphans()
    # What was whole before it had its name counts as written.
    assert found.text == ("old" if step == "write" else "new" * 9999)
    assert not [path for path in (tmp_path / "journal").rglob("*") if path.name.endswith(SUFFIX)]
    assert journal.orphans() == [found]


def test_a_full_disk_leaves_the_entry_before(tmp_path: Path, journal: Journal) -> None:
    said = killed(
        tmp_path / "journal",
        """
        write('a', 'old')
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        try:
            write('a', 'new' * 9999)
        except Exception as error:
            print(type(error).__name__, flush=True)
        die()
        """,
    )
    assert said.stdout.strip() == DiskFull.__name__
    assert [found.text for found in journal.orphans()] == ["old"]


def test_adopting_moves_an_entry_to_us(tmp_path: Path, journal: Journal) -> None:
    killed(tmp_path / "journal", "write('a', 'x'); die()")
    (found,) = journal.orphans()
    journal.adopt(found)
    assert journal.orphans() == []
    journal.close()
    again = Journal(tmp_path / "journal")
    (mine,) = again.orphans()
    assert (mine.key, mine.text, mine.session) == ("a", "x", journal.session)
    again.discard(mine)
    assert again.orphans() == []
    again.close()
    assert list((tmp_path / "journal").iterdir()) == []


def test_an_orphan_can_wait(tmp_path: Path) -> None:
    killed(tmp_path / "journal", "write('a', 'x'); die()")
    for _ in range(3):
        journal = Journal(tmp_path / "journal")
        assert [found.text for found in journal.orphans()] == ["x"]
        journal.close()


def test_damaged_entries_are_skipped_and_kept(tmp_path: Path, journal: Journal) -> None:
    folder = tmp_path / "journal"
    killed(folder, "write('a', 'x'); write('b', 'y'); write('c', 'z'); die()")
    by_text = {json.loads(file.read_text())["text"]: file for file in folder.rglob("*.json")}
    by_text["x"].write_bytes(by_text["x"].read_bytes()[:-20])
    changed = json.loads(by_text["y"].read_text()) | {"text": "other"}
    by_text["y"].write_text(json.dumps(changed))
    assert [found.text for found in journal.orphans()] == ["z"]
    assert by_text["x"].exists()
    assert by_text["y"].exists()


@pytest.mark.parametrize(
    "body", ["", "null", "[]", "{}", '{"format": 1}', '{"format": 9, "text": "x"}', "\x00\xff"]
)
def test_rubbish_is_no_entry(tmp_path: Path, journal: Journal, body: str) -> None:
    session = tmp_path / "journal" / "0123"
    session.mkdir(parents=True)
    (session / "x.json").write_text(body, encoding="latin-1")
    assert journal.orphans() == []
    assert (session / "x.json").exists()


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_nobody_else_may_read_it(tmp_path: Path, journal: Journal) -> None:
    journal.write(entry())
    (file,) = (tmp_path / "journal").rglob("*.json")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("in the way")
    journal = Journal(tmp_path / "journal")
    with pytest.raises(DocumentError):
        journal.write(entry())
    assert journal.orphans() == []
    journal.close()


def test_closing_without_entries_leaves_nothing(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal")
    journal.write(entry())
    journal.remove("draft")
    journal.close()
    assert list((tmp_path / "journal").iterdir()) == []


def test_threads_may_write_at_once(tmp_path: Path, journal: Journal) -> None:
    def write_nine(n: int) -> None:
        for i in range(9):
            journal.write(entry(f"{n}", f"{n}-{i}"))

    threads = [threading.Thread(target=write_nine, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    journal.close()
    after = Journal(tmp_path / "journal")
    assert {found.text for found in after.orphans()} == {f"{n}-8" for n in range(4)}
    after.close()
