"""The git history of a text file: each commit's changed paragraphs.

Read with the `git` command, which knows every kind of repository, and never through a shell. A
repository is a stranger's too: nothing that its settings name is run.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from writer_app.errors import ImportRefused, NotReadable
from writer_app.services.imports.edit import Edit, Heard, Left, Reason, Unit, edits_of, moment
from writer_app.services.imports.paragraphs import paired
from writer_app.text.files import MAX_BYTES
from writer_app.text.segments import paragraphs

_SAFE = (
    "--no-pager",
    "--no-optional-locks",
    "--literal-pathspecs",  # a name may begin with a colon or hold a bracket
    "-c",
    "core.fsmonitor=false",
)
_LOG = (
    "log",
    "--follow",
    "--no-show-signature",
    "--no-ext-diff",
    "--no-textconv",
    "--no-color",
    "--encoding=UTF-8",
    "--raw",
    "--no-abbrev",
    "-z",
)
_FORMAT = "--format=%x1e%an <%ae>%x1f%aI%x1f"
_CHUNK = 1 << 20
_COMMIT = re.compile(
    r"\x1e(?P<author>[^\x1e\x1f]*)\x1f(?P<when>[^\x1e\x1f]*)\x1f"
    r"[\0\n]*:\d+ \d+ (?P<old>[0-9a-f]{40,64}) (?P<new>[0-9a-f]{40,64}) [A-Z]"
)


@dataclass(frozen=True, slots=True)
class _Commit:
    """`old` and `new`: the names of the file's contents before and after."""

    author: str
    when: datetime | None
    old: str
    new: str


def read_history(path: Path, author: str, heard: Heard) -> Iterator[Edit | Left]:
    """Every changed paragraph, the oldest first; with `author`, of commits by whom that names.

    Renames are followed. What a merge brought in is found in the commits it merged.
    """
    if not path.is_file():
        raise NotReadable(
            f"There is no file “{path.name}” in “{path.parent}”.",
            "Name the text itself as it is called now; earlier names are followed.",
        )
    git = shutil.which("git")
    if git is None:
        raise ImportRefused(
            "The history of a text is read with git, and git is not installed.",
            "Install it from git-scm.com, or import the edits as CSV.",
        )
    path = path.resolve()  # a link has a history of its own: where it led
    commits = [c for c in _commits(git, path) if author.casefold() in c.author.casefold()]
    if not commits:
        whose = f" by “{author}”" if author else ""
        raise ImportRefused(
            f"There is no commit{whose} in the history of “{path.name}”.",
            "Its changes have to be committed first." if not author else "Look at `git shortlog`.",
        )
    with _Contents(git, path.parent) as contents:
        for done, commit in enumerate(commits, 1):
            yield from _edits(contents, commit)
            heard(done, len(commits))


def _edits(contents: _Contents, commit: _Commit) -> Iterator[Edit | Left]:
    old, new = contents.get(commit.old), contents.get(commit.new)
    if old is None or new is None:
        yield Left(Reason.BROKEN)
        return
    before = [span.of(old) for span in paragraphs(old)]
    after = [span.of(new) for span in paragraphs(new)]
    pairs = paired(before, after)
    if pairs is None:
        yield Left(Reason.MUCH)
        return
    units = [
        Unit("" if i is None else before[i], "" if j is None else after[j], commit.when)
        for i, j in pairs
    ]
    yield from edits_of(units)


def _commits(git: str, path: Path) -> list[_Commit]:
    """Those that changed the file, the oldest first."""
    done = subprocess.run(
        [git, *_SAFE, "-C", str(path.parent), *_LOG, _FORMAT, "--", path.name],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        env=_environment(),
    )
    if done.returncode:
        raise _refused(path, done.stderr.decode("utf-8", "replace"))
    log = done.stdout.decode("utf-8", "replace")
    return [
        _Commit(found["author"], moment(found["when"]), found["old"], found["new"])
        for found in reversed(list(_COMMIT.finditer(log)))
    ]


def _refused(path: Path, said: str) -> ImportRefused:
    if "not a git repository" in said:
        return ImportRefused(
            f"“{path.name}” is not in a git repository.",
            "Name a file that is, or import a CSV of what stood before and after.",
        )
    if "dubious ownership" in said:
        return ImportRefused(
            f"The git repository of “{path.name}” belongs to somebody else on this machine.",
            "git itself says how to trust it: run `git log` there.",
        )
    if "does not have any commits" in said:
        return ImportRefused(
            f"Nothing was ever committed in the git repository of “{path.name}”.",
            "Its changes have to be committed first.",
        )
    return ImportRefused(
        f"git could not read the history of “{path.name}”.",
        said.strip().splitlines()[-1][:200] if said.strip() else "",
    )


def _environment() -> dict[str, str]:
    """Ours, with git's words in English, and nothing fetched that is not there."""
    quiet = {
        "LC_ALL": "C",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_LAZY_FETCH": "1",
        # Older gits know no such wish, but without a way to fetch they run nothing either.
        "GIT_ALLOW_PROTOCOL": "none",
    }
    # A hook's own variables would lead to its repository.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**kept, **quiet}


class _Contents:
    """What files held, by name, from one `git cat-file` process; None for what is no text."""

    def __init__(self, git: str, folder: Path) -> None:
        self._process = subprocess.Popen(
            [git, *_SAFE, "-C", str(folder), "cat-file", "--batch"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )

    def __enter__(self) -> _Contents:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def get(self, name: str) -> str | None:
        if not name.strip("0"):
            return ""  # it was not there, or is no longer
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        try:
            stdin.write(f"{name}\n".encode("ascii"))
            stdin.flush()
        except OSError:
            return None  # git has ended, over a damaged repository
        # "<name> blob <size>", the bytes and a line's end; "<name> missing" where there is none.
        head = stdout.readline().split()
        if len(head) != 3:
            return None
        size = int(head[2])
        if size > MAX_BYTES:
            _skip(stdout, size + 1)
            return None
        data = stdout.read(size + 1)[:-1]
        if head[1] != b"blob" or b"\0" in data:
            return None
        try:
            return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            return None


def _skip(stream: IO[bytes], size: int) -> None:
    while size > 0 and (data := stream.read(min(size, _CHUNK))):
        size -= len(data)
