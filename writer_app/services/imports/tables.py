"""Edits in tables: CSV with a header, JSON Lines, or one JSON list of objects.

Which columns hold the two versions is guessed from names that such tables have. An object whose
edits are marked one by one (`fine_grained_edits`, as in the LAMP corpus) gives each of them,
with the paragraph around it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from writer_app.errors import ImportRefused
from writer_app.services.imports.edit import AROUND, Edit, Heard, Left, Reason
from writer_app.text.files import MAX_BYTES, load_to_read
from writer_app.text.segments import sentence_at

PAIRS = (
    ("before", "after"),
    ("preedit", "postedit"),
    ("original", "edited"),
    ("original", "revised"),
    ("source", "target"),
    ("draft", "final"),
    ("rejected", "chosen"),
    ("old", "new"),
    ("input", "output"),
)
"""Names of the columns with what was edited and what it became, as they are looked for."""
_AROUND = ("prompt", "context")  # what stood before it
_PART = ("document", "doc", "file", "title")  # which text a row is from


@dataclass(frozen=True, slots=True)
class Columns:
    """What the writer says of the names; "" where they are to be guessed."""

    before: str = ""
    after: str = ""


GUESSED = Columns()

Row = Mapping[str, Any]


def read_csv(path: Path, columns: Columns, heard: Heard) -> Iterator[Edit | Left]:
    text = load_to_read(path).text
    # A cell may be as long as a file: the limit is the whole interpreter's, and 128 KiB at first.
    csv.field_size_limit(MAX_BYTES)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    names = [name for name in reader.fieldnames or () if name]
    pair = _pair(names, columns, path)
    rows: list[Row] = []
    try:
        rows += reader
    except csv.Error as error:
        raise ImportRefused(
            f"“{path.name}” could not be read as a table, at line {reader.line_num}: {error}.",
            "Export it again as CSV, or as JSON Lines.",
        ) from error
    yield from _edits(rows, pair, names, heard)


def read_json(path: Path, columns: Columns, heard: Heard) -> Iterator[Edit | Left]:
    """A list of objects, or an object a line; a line that is broken is left out and named."""
    text = load_to_read(path).text
    if text.lstrip().startswith("["):
        items = _whole(text, path)
    else:
        items = list(_lines(text))
        broken = [item for item in items if isinstance(item, Left)]
        if len(broken) == len(items):
            raise ImportRefused(
                f"“{path.name}” holds no JSON.",
                "It takes an object on each line, or one list of objects.",
            )
        yield from broken
    rows = [item for item in items if isinstance(item, dict)]
    for item in items:
        if not isinstance(item, dict | Left):
            yield Left(Reason.BROKEN)
    names = list(dict.fromkeys(str(name) for row in rows for name in row))
    yield from _edits(rows, _pair(names, columns, path), names, heard)


def _delimiter(text: str) -> str:
    """What the header is divided by."""
    header = text.partition("\n")[0]
    return max(",;\t|", key=header.count)


def _whole(text: str, path: Path) -> list[Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise ImportRefused(
            f"“{path.name}” is not whole: its JSON breaks off or goes wrong at line {line}.",
            "Have it written again, or put each object on a line of its own.",
        ) from error
    return found if isinstance(found, list) else []


def _lines(text: str) -> Iterator[Any]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield json.loads(line)
        except (ValueError, RecursionError):
            yield Left(Reason.BROKEN, f"line {number}")


def _pair(names: Sequence[str], columns: Columns, path: Path) -> tuple[str, str]:
    """The names of the two columns. Raises `ImportRefused` where there are none such."""
    if not names:
        raise ImportRefused(
            f"There is nothing in “{path.name}” to import.",
            "It takes a row for each edit, with what stood before and after.",
        )
    for wanted in (columns.before, columns.after):
        if wanted and wanted not in names:
            raise ImportRefused(
                f"“{path.name}” has no column “{wanted}”.", f"It has: {', '.join(names)}."
            )
    plain = {_plain(name): name for name in reversed(names)}
    for before, after in PAIRS:
        pair = columns.before or plain.get(before), columns.after or plain.get(after)
        if pair[0] and pair[1]:
            return pair[0], pair[1]
    raise ImportRefused(
        f"“{path.name}” does not say which columns hold the text before and after.",
        f"It has: {', '.join(names)}. Call two of them “before” and “after” there, or name them to "
        "`writer-app log import` with --before and --after.",
    )


def _plain(name: str) -> str:
    """A column's name without its dress: “Pre-edit” is “preedit”."""
    return "".join(filter(str.isalnum, name.casefold()))


def _edits(
    rows: Sequence[Row], pair: tuple[str, str], names: Sequence[str], heard: Heard
) -> Iterator[Edit | Left]:
    plain = {_plain(name): name for name in reversed(names)}
    around = next((plain[name] for name in _AROUND if name in plain), "")
    part = next((plain[name] for name in _PART if name in plain), "")
    for number, row in enumerate(rows, 1):
        source, final = row.get(pair[0]), row.get(pair[1])
        named = str(row.get(part, "") or "")
        if not isinstance(source, str) or not isinstance(final, str):
            yield Left(Reason.BROKEN, f"row {number}")
        else:
            before = row.get(around) if around else ""
            before = before[-AROUND:] if isinstance(before, str) else ""
            whole = Edit(source, final, before, part=named)
            # A row with edits of its own is a text of its own.
            marked = _marked(whole, row.get("fine_grained_edits"))
            yield from (replace(edit, part=named or str(number)) for edit in marked)
            if not marked:
                yield whole
        heard(number, len(rows))


def _marked(whole: Edit, edits: object) -> list[Edit]:
    """The edits that are marked one by one, in the order given; none where not all are found.

    Each is looked for after the one before it, else anywhere. One that adds or drops something
    whole is given with its sentence, or with one beside it: nothing is no text.
    """
    if not isinstance(edits, Iterable) or isinstance(edits, str):
        return []
    found: list[Edit] = []
    at = 0
    for edit in edits:
        if not isinstance(edit, Mapping):
            return []
        source, final = edit.get("originalText"), edit.get("editedText")
        if not isinstance(source, str) or not isinstance(final, str) or not source.strip():
            return []
        start = whole.source.find(source, at)
        start = start if start >= 0 else whole.source.find(source)
        if start < 0:
            return []
        at = start + len(source)
        found.append(_between(whole, start, at, final))
    return found


def _between(whole: Edit, start: int, end: int, final: str) -> Edit:
    text = whole.source
    first, last = start, end
    if not final.strip():
        first = min(start, sentence_at(text, start).start)
        last = max(end, sentence_at(text, end).end)
        if not (text[first:start] + text[end:last]).strip():
            # A whole sentence goes: the one before it tells where from, or else the next.
            first = sentence_at(text, max(0, first - 1)).start
            if first == start:
                last = sentence_at(text, len(text) - len(text[last:].lstrip())).end
    return Edit(
        source=text[first:last],
        final=text[first:start] + final + text[end:last],
        before=(whole.before + text[max(0, first - AROUND) : first])[-AROUND:],
        after=text[last : last + AROUND],
        start=first,
        marked=True,
    )
