"""`taste.json`: what the writer said of their taste themselves; never what was learned.

    {"format": 1, "on": true, "overruled": {"adverbs": -0.5}, "notes": {"adverbs": null},
     "own_notes": ["No clichés."], "since": "2026-03-01T12:00:00+00:00"}

A note under a feature's name stands in the place of what was learned of it; null: deleted.
`since`: what was decided before teaches nothing; null: everything does.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from writer_app.errors import DocumentError, TasteError
from writer_app.taste.features import NAMES
from writer_app.text.atomic import replace_bytes

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Said:
    """The switch, the weights set by hand, and what was made of the notes."""

    on: bool = True
    overruled: Mapping[str, float] = field(default_factory=dict)
    notes: Mapping[str, str | None] = field(default_factory=dict)
    own_notes: tuple[str, ...] = ()
    since: datetime | None = None


def read(path: Path) -> Said:
    """What is kept at `path`; a file that is gone or damaged says nothing."""
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return Said()
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        return Said()
    overruled, notes = _table(data.get("overruled")), _table(data.get("notes"))
    own = data.get("own_notes")
    return Said(
        on=data.get("on") is not False,
        overruled={name: float(w) for name, w in overruled.items() if _weight(name, w)},
        notes={
            name: text
            for name, text in notes.items()
            if name in NAMES and (text is None or isinstance(text, str))
        },
        own_notes=tuple(t for t in own if isinstance(t, str)) if isinstance(own, list) else (),
        since=_moment(data.get("since")),
    )


def write(path: Path, said: Said) -> None:
    """Keep it, for nobody else to read. Raises TasteError."""
    data = {
        "format": FORMAT,
        "on": said.on,
        "overruled": dict(said.overruled),
        "notes": dict(said.notes),
        "own_notes": list(said.own_notes),
        "since": said.since.isoformat() if said.since is not None else None,
    }
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_bytes(path, json.dumps(data, ensure_ascii=False, indent=1).encode(), private=True)
    except (OSError, DocumentError) as error:
        raise TasteError(
            f"What you said of your taste could not be kept in {path}.",
            "Free some space or make the place writable, and set it again.",
        ) from error


def _moment(value: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo is not None else None


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _weight(name: str, value: Any) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return name in NAMES and number and abs(value) <= sys.float_info.max
