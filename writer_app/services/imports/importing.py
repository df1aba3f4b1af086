"""Edits made elsewhere, as decisions in the ledger: the writer's own version against what was."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path

from writer_app.errors import ForTheWriter, ImportRefused
from writer_app.ledger.records import Decision, DocumentRef, ModelUsed
from writer_app.ledger.store import Ledger
from writer_app.services.imports.docx import read_docx
from writer_app.services.imports.edit import Edit, Heard, Left, Reason, judged
from writer_app.services.imports.history import read_history
from writer_app.services.imports.tables import GUESSED, Columns, read_csv, read_json

SUFFIXES = (".csv", ".tsv", ".json", ".jsonl", ".docx", ".md", ".markdown", ".txt")
_NOBODY = ModelUsed(sha256="", file_name="")
_SESSION = "import"
_TOGETHER = 500  # decisions in one transaction
_NAMED = 5  # places that are named in a summary


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of one file. `edits` came in; `new` of them were not in the ledger before.

    `left`: how often something was left out, by reason. `places`: where the first few of them are.
    """

    file: Path
    origin: str
    edits: int
    new: int
    left: Mapping[Reason, int]
    places: tuple[str, ...] = ()

    def sentences(self) -> list[str]:
        """For the writer."""
        came = f"{self.edits:,} {'edit' if self.edits == 1 else 'edits'} from “{self.file.name}”"
        known = self.edits - self.new
        said = [f"{came}, {known:,} of them known already." if known else f"{came}."]
        if self.left:
            parts = (f"{count:,} {reason.value}" for reason, count in self.left.items())
            said.append(f"Left out: {', '.join(parts)}.")
        if self.places:
            said.append(f"Not readable: {', '.join(self.places)}.")
        return said


def bring_in_all(
    ledger: Ledger,
    paths: Iterable[Path],
    *,
    columns: Columns = GUESSED,
    author: str = "",
    heard: Callable[[Path, int, int], None] = lambda path, done, total: None,
) -> tuple[list[Imported], list[ForTheWriter]]:
    """Import the edits of several files, one after the other; what could not be read is told."""
    done: list[Imported] = []
    problems: list[ForTheWriter] = []
    for path in paths:
        try:
            done.append(
                bring_in(ledger, path, columns=columns, author=author, heard=partial(heard, path))
            )
        except ForTheWriter as problem:
            problems.append(problem)
    return done, problems


def bring_in(
    ledger: Ledger,
    path: Path,
    *,
    columns: Columns = GUESSED,
    author: str = "",
    heard: Heard = lambda done, total: None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Imported:
    """Import the edits of one file; those that are in the ledger already are put in their place.

    Raises `ForTheWriter` for what cannot be read. Whatever `heard` raises ends it: what came in
    until then stays, and importing it again adds the rest.
    """
    origin, read = _reader(path, columns, author, heard)
    left: Counter[Reason] = Counter()
    places: list[str] = []

    def edits() -> Iterator[Edit]:
        for item in read:
            found = judged(item) if isinstance(item, Edit) else item
            if isinstance(found, Edit):
                yield found
            else:
                left[found.reason] += 1
                if found.where and len(places) < _NAMED:
                    places.append(found.where)

    private = ledger.do_not_log(DocumentRef.of(path).id)  # and then each text within it
    came = new = 0
    decisions = _decisions(edits(), path, origin, now())
    while batch := list(islice(decisions, _TOGETHER)):
        added, refused = (0, len(batch)) if private else ledger.record_all(batch)
        came += len(batch) - refused
        new += added
        left[Reason.PRIVATE] += refused
    ordered = dict(left.most_common())
    return Imported(path, origin, came, new, {r: n for r, n in ordered.items() if n}, tuple(places))


def _reader(
    path: Path, columns: Columns, author: str, heard: Heard
) -> tuple[str, Iterator[Edit | Left]]:
    if path.is_dir():
        raise ImportRefused(f"“{path.name}” is a folder.", "Choose a file in it.")
    match path.suffix.lower():
        case ".csv" | ".tsv":
            return "csv", read_csv(path, columns, heard)
        case ".json" | ".jsonl" | ".ndjson":
            return "jsonl", read_json(path, columns, heard)
        case ".docx" | ".docm" | ".doc":
            return "docx", read_docx(path, author, heard)
        case ".md" | ".markdown" | ".txt" | ".text":
            return "git", read_history(path, author, heard)
    raise ImportRefused(
        f"“{path.name}” is not a kind of file that edits can be read from.",
        "It takes a CSV or JSON Lines of what stood before and after, a .docx with tracked "
        "changes, or a Markdown file in a git repository.",
    )


def _decisions(edits: Iterator[Edit], path: Path, origin: str, now: datetime) -> Iterator[Decision]:
    whole = DocumentRef.of(path)
    seen: Counter[str] = Counter()
    for place, edit in enumerate(edits):
        document = whole if not edit.part else _part(whole, edit.part)
        same = _digest(origin, document.id, edit.source, edit.final)
        seen[same] += 1
        when = edit.when or now
        yield Decision(
            # The same for the same edit of the same file, so that a second import adds nothing.
            id=_digest(same, str(seen[same])),
            session=_SESSION,
            document=document,
            kind="rewrite",
            task="own",
            instruction="",
            before=edit.before,
            source=edit.source,
            after=edit.after,
            start=edit.start,
            model=_NOBODY,
            sampler={},
            seed=0,
            prompt_sha256="",
            asked_at=when,
            monotonic=float(place),
            final=edit.final,
            closed_at=when,
            origin=origin,
        )


def _part(whole: DocumentRef, part: str) -> DocumentRef:
    """A text of its own within a file; the file's path tells where it came from."""
    return replace(whole, id=_digest(whole.id, part))


def _digest(*parts: str) -> str:
    """32 hexadecimal digits, as all ids of the ledger have."""
    digest = hashlib.sha256()
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big") + encoded)
    return digest.hexdigest()[:32]
