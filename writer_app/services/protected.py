"""Words and phrases that no rewrite may touch, as the writer marked them, document by document.

They lie in one JSON file that a writer can read and edit. Damaged, it protects nothing and is kept
beside as `<name>.bad` when something new is to be written.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from pathlib import Path

from writer_app.config.toml import write_atomically
from writer_app.errors import SettingsError

LONGEST = 200
"""Characters of a phrase: what is longer is a passage, and better not rewritten at all."""


class ProtectedWords:
    """Read anew each time: another window may have changed what belongs to its document."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def of(self, document: str) -> tuple[str, ...]:
        """The phrases of a document, by its id, in the order in which they were marked."""
        return tuple(self._read().get(document, ()))

    def documents(self) -> list[str]:
        """The ids of those that have any."""
        return list(self._read())

    def keep(self, document: str, phrases: Sequence[str]) -> None:
        """Replace the phrases of a document; none at all forgets it. Raises `SettingsError`."""
        table = self._read()
        if tuple(table.get(document, ())) == tuple(phrases):
            return
        table.pop(document, None)
        if phrases:
            table[document] = list(phrases)
        try:
            write_atomically(self._file, json.dumps(table, ensure_ascii=False, indent=1))
        except (OSError, UnicodeEncodeError) as error:
            raise SettingsError(
                "What is protected could not be kept on the disk.",
                f"It holds until the app is closed. The file is {self._file}.",
            ) from error

    def _read(self) -> dict[str, list[str]]:
        try:
            stored = json.loads(self._file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError):
            with contextlib.suppress(OSError):
                self._file.replace(self._file.with_name(f"{self._file.name}.bad"))
            return {}
        if not isinstance(stored, dict):
            return {}
        return {
            document: [phrase for phrase in phrases if isinstance(phrase, str) and phrase.strip()]
            for document, phrases in stored.items()
            if isinstance(phrases, list)
        }


def phrase_of(marked: str) -> str:
    """What the writer marked as one line without white space at its ends; "" for no words."""
    phrase = " ".join(marked.split())
    return phrase if len(phrase) <= LONGEST and any(map(str.isalnum, phrase)) else ""
