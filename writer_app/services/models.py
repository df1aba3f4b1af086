"""The writer's models: which there are, which is in use, and what is wrong with one."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from writer_app.config.paths import Paths
from writer_app.config.resources import catalog_path
from writer_app.config.settings import Settings
from writer_app.config.toml import dumps_table, write_atomically
from writer_app.errors import ModelError, ModelLoadFailed, ModelMissing
from writer_app.models.catalog import CatalogModel, read_catalog
from writer_app.models.fit import Fit, fit, refuse_too_large
from writer_app.models.hashing import Hashes
from writer_app.models.header import Header, read_header
from writer_app.models.hub import download
from writer_app.models.starter import starter_path
from writer_app.services.load_failure import explain_load_failure
from writer_app.services.tuned import Tuning

__all__ = ["STARTER", "ModelShelf", "ShelfEntry", "explain_load_failure"]

STARTER = "starter"


@dataclass(frozen=True, slots=True)
class ShelfEntry:
    """One model. `missing`: its file was not there when the shelf was read.

    kind: "starter" came with the app, "added" the writer put on the shelf, "loose" is named by
    its path alone.
    """

    name: str
    path: Path
    kind: Literal["starter", "added", "loose"]
    missing: bool = False


class ModelShelf:
    """The models the writer can choose from. A model stays where it lies; only its path is kept.

    `settings` is the caller's: give the shelf the current ones before asking it for `current`.
    """

    def __init__(self, paths: Paths, settings: Settings) -> None:
        self.settings = settings
        self._paths = paths
        self._hashes = Hashes(paths.hashes)
        self.tuning = Tuning(paths.tuning)

    def list(self) -> tuple[ShelfEntry, ...]:
        """The starter first, where it is installed, then the added ones as they were added.

        The starter is the file that was laid out for this machine, once there is one.
        """
        starter = self._starter()
        entries = [] if starter is None else [ShelfEntry(STARTER, starter, "starter")]
        for path in self._added():
            name = _free_name(path, {entry.name.casefold() for entry in entries})
            entries.append(ShelfEntry(name, path, "added", missing=not path.is_file()))
        return tuple(entries)

    def add(self, path: Path) -> ShelfEntry:
        """Put a model on the shelf; one that is there already stays where it is.

        Raises as `read_header` does: what is no whole model is not added.
        """
        path = path.expanduser().absolute()
        header = read_header(path)
        added = self._added()
        if header.path not in (*added, starter_path(), self._starter()):
            self._keep((*added, header.path))
        return self.find(str(header.path))

    def forget(self, entry: ShelfEntry) -> None:
        """Take it off the shelf; the file is not touched. The starter stays."""
        self._keep(tuple(path for path in self._added() if path != entry.path))

    def find(self, name_or_path: str) -> ShelfEntry:
        """By name ("starter" is one), file name or path; raises `ModelMissing`.

        A path that is not on the shelf is found too, as long as there is a file.
        """
        path = Path(name_or_path).expanduser().absolute()
        if path == starter_path():
            name_or_path = STARTER  # as it came: the same model
        wanted = name_or_path.casefold()
        entries = self.list()
        tests: tuple[Callable[[ShelfEntry], bool], ...] = (
            lambda entry: entry.path == path,
            lambda entry: entry.name.casefold() == wanted,
            lambda entry: entry.path.name.casefold() == wanted,
        )
        for fits in tests:
            for entry in entries:
                if fits(entry):
                    return entry
        if path.is_file():
            return ShelfEntry(path.stem, path, "loose")
        if wanted == STARTER:
            raise ModelMissing(
                "The starter model is not installed.",
                "Install it with `make setup`, or add another.",
            )
        raise ModelMissing(
            f"There is no model “{name_or_path}”, neither on the shelf nor as a file.",
            "`writer-app models list` shows what there is.",
        )

    def current(self) -> ShelfEntry:
        """The model that the settings name; `missing` when its file is gone.

        Raises `ModelMissing` when none is named and the starter is not installed.
        """
        named = self.settings.model
        if not named:
            return self.find(STARTER)
        path = Path(named).expanduser().absolute()
        for entry in self.list():
            if entry.path == path:
                return entry
        return ShelfEntry(path.stem, path, "loose", missing=not path.is_file())

    def use(self, entry: ShelfEntry) -> Settings:
        """The settings with this model in use, also kept here; the caller saves them."""
        model = "" if entry.kind == "starter" else str(entry.path)
        self.settings = replace(self.settings, model=model)
        return self.settings

    def check(self, path: Path, *, insist: bool = False) -> Header:
        """Everything that can be known to be wrong before a load, as a `ModelError`.

        `insist` lets a model pass that exceeds the machine's memory: a GPU's own is not counted.
        """
        header = read_header(path)
        if not insist:
            refuse_too_large(self.fit(header))
        return header

    def fit(self, header: Header) -> Fit:
        """How it fits this machine, and the context to load it with."""
        return fit(header, self.settings.n_ctx)

    def sha256(self, path: Path, cancelled: Callable[[], bool] = lambda: False) -> str:
        """The file's hash, remembered; slow the first time. Raises `OSError`, `Stopped`."""
        return self._hashes.of(path, cancelled)

    def known_sha256(self, path: Path) -> str | None:
        """The hash if it was worked out before; never slow."""
        return self._hashes.known(path)

    def catalog(self) -> tuple[CatalogModel, ...]:
        """Models known to serve prose, to be fetched if the writer asks."""
        return read_catalog(catalog_path())

    def fetch(
        self,
        repo: str,
        file: str,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
        *,
        sha256: str = "",
    ) -> ShelfEntry:
        """Download a model and add it. Blocks; see `models.hub.download`."""
        return self.add(
            download(repo, file, self._paths.models, progress, cancelled, sha256=sha256)
        )

    def _starter(self) -> Path | None:
        source = starter_path()
        return None if source is None else self.tuning.starter_file(source, self._paths.models)

    def _added(self) -> tuple[Path, ...]:
        return self._read() or ()

    def _read(self) -> tuple[Path, ...] | None:
        """The paths on file; None when it is damaged."""
        try:
            table = tomllib.loads(self._paths.shelf.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return ()
        except (OSError, ValueError):
            return None
        models = table.get("model", [])
        if not isinstance(models, list):
            return None
        paths = [model.get("path") for model in models if isinstance(model, dict)]
        return tuple(Path(path) for path in paths if isinstance(path, str) and path)

    def _keep(self, paths: tuple[Path, ...]) -> None:
        shelf = self._paths.shelf
        try:
            text = "\n".join("[[model]]\n" + dumps_table({"path": str(path)}) for path in paths)
        except UnicodeEncodeError as error:
            raise ModelLoadFailed(
                "The name of this file cannot be written down.", "Rename it, then add it again."
            ) from error
        try:
            if self._read() is None:
                shelf.replace(shelf.with_name(f"{shelf.name}.bad"))
            write_atomically(shelf, text)
        except OSError as error:
            raise ModelError(
                f"The list of models could not be written: {error.strerror}.",
                f"Make {shelf.parent} writable, then try again.",
            ) from error


def _free_name(path: Path, taken: set[str]) -> str:
    """The file's name without ending; with its folder's, then a number, where that is taken."""
    for name in (path.stem, f"{path.stem} ({path.parent.name})"):
        if name.casefold() not in taken:
            return name
    number = 2
    while f"{path.stem} ({number})".casefold() in taken:
        number += 1
    return f"{path.stem} ({number})"
