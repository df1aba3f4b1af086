"""Real edits: what an editor made of spans of machine prose, read from a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Edit:
    """`old` stood between `before` and `after` in a document, and `new` was put in its place.
    `kind`: what the editor called it, in lower case."""

    document: str
    before: str
    old: str
    new: str
    after: str
    kind: str = ""


def alone(edit: Edit) -> Edit:
    """The same with nothing around it, as a script may ask."""
    return replace(edit, before="", after="")


def read_edits(path: Path) -> list[Edit]:
    """LAMP's format: documents with "preedit" and "fine_grained_edits", each an "originalText" and
    an "editedText". An edit whose original is not found is left out; one found twice stands at
    the first place behind the edit before it, or at the first of all."""
    found: list[Edit] = []
    for number, document in enumerate(json.loads(path.read_text("utf-8"))):
        found += _of_document(str(document.get("id", number)), document)
    return found


def read_documents(path: Path) -> list[Edit]:
    """Each document of the same file as one edit of all of it."""
    return [
        Edit(str(document.get("id", number)), "", document["preedit"], document["postedit"], "")
        for number, document in enumerate(json.loads(path.read_text("utf-8")))
    ]


def _of_document(name: str, document: dict[str, Any]) -> Iterator[Edit]:
    text, at = document["preedit"], 0
    for edit in document["fine_grained_edits"]:
        old, new = edit["originalText"], edit["editedText"]
        start = text.find(old, at)
        if start < 0:
            start = text.find(old)
        if start < 0 or not old or old.split() == new.split():
            continue
        at = start
        kind = edit.get("categorization", "").lower()
        yield Edit(name, text[:start], old, new, text[start + len(old) :], kind)
