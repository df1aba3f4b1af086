"""The unsaved text of every open document, for the day the power goes.

    journal/
      <session>.owner     locked by the system for as long as that process lives
      <session>/
        <key>.json        one entry for each document with unsaved changes

An entry is replaced in one step and flushed to the disk, so it is always a whole one. Those of
a process that is gone are orphans: they are offered at the next start and only ever removed by
the writer's word. Entries that cannot be read are left where they are.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import threading
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from writer_app.text.atomic import SUFFIX, explained, replace_bytes
from writer_app.text.files import Fingerprint, Newline
from writer_app.text.locks import FileLock

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One document as it was on the screen.

    `key` names the document within its process; `path` is "" for a draft that was never saved;
    `fingerprint` is that of the file the changes were made to; `written_at` in seconds since
    1970. `origins` says who wrote what of it (`Provenance.packed`). `session` is the
    process that wrote it, set when the entry is read back.
    """

    key: str
    path: str
    text: str
    caret: int
    fingerprint: Fingerprint | None
    written_at: float
    newline: Newline = "\n"
    bom: bool = False
    encoding: str = "utf-8"
    origins: str = ""
    session: str = ""


class Journal:
    """The journal in `folder`, as one process writes it. Every method may run in any thread.

    `write` raises DiskFull, NotWritable or FolderGone, with the entry before it untouched.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._session = uuid.uuid4().hex
        self._owner = FileLock(folder / f"{self._session}.owner")
        self._guard = threading.RLock()

    @property
    def session(self) -> str:
        return self._session

    def write(self, entry: Entry) -> None:
        """Keep this state of a document in place of the one before."""
        body = asdict(replace(entry, session=""))
        body |= {"format": _FORMAT, "sha256": _digest(entry.text)}
        with self._guard:
            target = self._path(self._session, entry.key)
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                # Ours before there is anything to find, or another start might take it.
                self._owner.acquire()
                target.parent.mkdir(exist_ok=True, mode=0o700)
            except OSError as error:
                raise explained(error, target) from error
            replace_bytes(target, json.dumps(body).encode("ascii"), private=True)

    def remove(self, key: str) -> None:
        """The document is saved, or its changes were thrown away: ours of this key goes."""
        with self._guard, contextlib.suppress(OSError):
            self._path(self._session, key).unlink()

    def orphans(self) -> list[Entry]:
        """What processes that are gone have left, the newest first.

        Damaged entries are skipped and kept. Folders with nothing in them are cleared away.
        """
        found: list[Entry] = []
        with self._guard:
            for session in self._gone():
                folder = self._folder / session
                self._finish_writes(folder)
                found += [entry for file in folder.glob("*.json") if (entry := _read(file))]
                with contextlib.suppress(OSError):
                    folder.rmdir()  # only if it is empty
        return sorted(found, key=lambda entry: entry.written_at, reverse=True)

    def adopt(self, entry: Entry) -> None:
        """The writer took an orphan back: from now on it is an entry of this process.

        It is written here before it goes there. One of ours with the same key is replaced.
        """
        with self._guard:
            self.write(entry)
            self.discard(entry)

    def discard(self, entry: Entry) -> None:
        """The writer does not want an orphan back. Where it changed since, it stays."""
        if not entry.session or entry.session == self._session:
            return
        with self._guard:
            file = self._path(entry.session, entry.key)
            if _read(file) == entry:
                with contextlib.suppress(OSError):
                    file.unlink()
            with contextlib.suppress(OSError):
                file.parent.rmdir()

    def close(self) -> None:
        """The process ends in order. Entries that are still there become orphans."""
        with self._guard:
            with contextlib.suppress(OSError):
                (self._folder / self._session).rmdir()
            self._owner.release()

    def _path(self, session: str, key: str) -> Path:
        digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
        return self._folder / session / f"{digest[:32]}.json"

    def _finish_writes(self, folder: Path) -> None:
        """What a killed process had written whole but not yet named is as good as any entry."""
        for copy in list(folder.glob(f".*{SUFFIX}")):
            with contextlib.suppress(OSError):
                newer = _read(copy)
                older = _read(self._path(folder.name, newer.key)) if newer else None
                if newer and (older is None or older.written_at < newer.written_at):
                    copy.replace(self._path(folder.name, newer.key))
                else:
                    copy.unlink()

    def _gone(self) -> Iterator[str]:
        """Sessions whose lock is free; it is ours while the caller looks at each."""
        try:
            sessions = sorted(path.name for path in self._folder.iterdir() if path.is_dir())
        except OSError:
            return
        for session in sessions:
            owner = FileLock(self._folder / f"{session}.owner")
            if session == self._session:
                continue
            with contextlib.suppress(OSError):
                if owner.acquire():
                    try:
                        yield session
                    finally:
                        owner.release()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _read(file: Path) -> Entry | None:
    """The entry in a file, or None where it is no whole one of ours."""
    try:
        body: dict[str, Any] = json.loads(file.read_bytes())
        if body.pop("format") != _FORMAT or body.pop("sha256") != _digest(body["text"]):
            return None
        held = body.pop("fingerprint")
        fingerprint = Fingerprint(**held) if held else None
        entry = Entry(**body | {"fingerprint": fingerprint, "session": file.parent.name})
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    sound = (
        isinstance(entry.caret, int)
        and isinstance(entry.written_at, int | float)
        and all(
            isinstance(part, str) for part in (entry.key, entry.path, entry.encoding, entry.origins)
        )
        and entry.newline in ("\n", "\r\n", "\r")
    )
    return entry if sound else None
