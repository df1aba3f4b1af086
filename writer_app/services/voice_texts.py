"""The writer's texts on the disk, for learning from: files, and all text files below folders."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from writer_app.errors import DocumentError, NotReadable
from writer_app.text.files import Loaded, load_to_read

SUFFIXES = (".md", ".markdown", ".txt")


def read_texts(
    paths: Iterable[Path], heard: Callable[[int, int], None] = lambda done, total: None
) -> tuple[list[Loaded], list[DocumentError]]:
    """What could be read, each file once, and why the rest could not.

    `heard` is told how many files are done, of how many.
    """
    loaded: list[Loaded] = []
    problems: list[DocumentError] = []
    files = {file.resolve(): file.absolute() for path in paths for file in _files(path, problems)}
    for done, file in enumerate(files.values(), 1):
        try:
            loaded.append(load_to_read(file))
        except DocumentError as problem:
            problems.append(problem)
        heard(done, len(files))
    return loaded, problems


def _files(path: Path, problems: list[DocumentError]) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = [p for p in sorted(path.rglob("*")) if p.suffix.lower() in SUFFIXES and p.is_file()]
    if not found:
        problems.append(
            NotReadable(
                f"There is no text in the folder {path}.",
                f"Texts are files that end in {', '.join(SUFFIXES)}.",
            )
        )
    return found
