"""Which characters of a document came from where, kept beside it in the app's data.

    provenance/
      <document>.json    the SHA-256 of the text it fits, and the runs: "w120m31p8"

No prose is kept, only lengths: the text itself lies in the writer's file. If that was changed by
another program the hash tells, and what is known of the old text is not guessed into the new one.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path

from writer_app.errors import DocumentError, SettingsError
from writer_app.text.atomic import replace_bytes
from writer_app.text.provenance import Origin, Provenance

_FORMAT = 1


class KeptOrigins:
    """The files in `folder`, one for each document, named by its id. Any thread may ask."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, document: str, text: str) -> Provenance | None:
        """What is known of this very text; None where nothing is, or it was of another text."""
        try:
            kept = json.loads(self._file(document).read_bytes())
            if kept["format"] != _FORMAT or kept["sha256"] != _digest(text):
                return None
            found = Provenance.unpacked(kept["runs"])
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return None
        return found if len(found) == len(text) else None

    def keep(self, document: str, text: str, origins: Provenance) -> None:
        """In place of what was kept. Raises `SettingsError`.

        Of a text that is the writer's alone nothing is kept: that is what is taken for granted.
        """
        if all(origin is Origin.WRITER for origin in origins.origins):
            self.forget(document)
            return
        body = {"format": _FORMAT, "sha256": _digest(text), "runs": origins.packed()}
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_bytes(self._file(document), json.dumps(body).encode("ascii"), private=True)
        except (OSError, DocumentError) as error:
            raise SettingsError(
                "Which words came from the model could not be kept on the disk.",
                f"It is known until the document is closed. The folder is {self._folder}.",
            ) from error

    def forget(self, document: str) -> None:
        """Leave nothing of a document behind. Raises `SettingsError`."""
        try:
            self._file(document).unlink(missing_ok=True)
        except OSError as error:
            raise SettingsError(
                "What was kept of which words came from the model could not be removed.",
                f"Remove {self._file(document)} yourself, or try again.",
            ) from error
        with contextlib.suppress(OSError):
            self._folder.rmdir()  # only if it is empty

    def _file(self, document: str) -> Path:
        return self._folder / f"{document}.json"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
