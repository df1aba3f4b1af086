"""Tracked changes of a Word document, paragraph by paragraph.

Read with Python's own `zipfile` and `xml`: the libraries for Word documents either know no tracked
changes or give what they have changed already. A .docx is a stranger's file, so one part of it
alone is unpacked, up to a limit, and XML that declares a document type (where entities that grow
or reach out would be) is refused; Word writes none.

The part is ECMA-376's `w:document`: `w:ins` and `w:moveTo` hold what came, `w:del` and
`w:moveFrom` what went, also for the mark at the end of a paragraph, which joins or parts two.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from xml.etree.ElementTree import ParseError, XMLParser

from writer_app.errors import ImportRefused
from writer_app.services.imports.edit import Edit, Heard, Left, Reason, Unit, edits_of, moment
from writer_app.text.files import read_bytes

MAX_TEXT = 64 * 1024 * 1024
"""Bytes of the unpacked text part."""
MAX_PARAGRAPHS = 200_000
"""An empty one is six bytes, and hundreds in memory. Ten long novels have some 50,000."""
MAX_DEPTH = 100
"""Paragraphs and changes within one another: a text box in a text box, a move in an insertion."""

_MAIN = re.compile(r"word/document\d*\.xml")
_WORD = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # an old .doc, and what a password is put around
_CAME, _WENT = frozenset({"ins", "moveTo"}), frozenset({"del", "moveFrom"})
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_CHUNK = 1 << 18
_DAMAGE = (zipfile.BadZipFile, ParseError, zlib.error, EOFError, ValueError, RuntimeError)
"""What `zipfile` and `xml` raise over damaged bytes, and over ways of packing they do not know."""


def read_docx(path: Path, author: str, heard: Heard) -> Iterator[Edit | Left]:
    """The paragraphs that were changed; with `author`, by those whose name holds that.

    Changes by others count as accepted.
    """
    paragraphs = _parsed(path, author, heard)
    units: list[Unit] = []
    for unit in _units(paragraphs):
        if isinstance(unit, Left):
            yield unit
        else:
            units.append(unit)
    if not any(paragraph.touched for paragraph in paragraphs):
        whose = f" by “{author}”" if author else ""
        raise ImportRefused(
            f"“{path.name}” holds no tracked changes{whose}.",
            "Accepted changes are gone from a document. To compare two versions, "
            "put them side by side in a CSV.",
        )
    yield from edits_of(units)


@dataclass(slots=True)
class _Paragraph:
    """Its text before and after; `joined_*`: whether the next goes on in the same paragraph."""

    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    joined_before: bool = False
    joined_after: bool = False
    touched: bool = False
    when: datetime | None = None


def _parsed(path: Path, author: str, heard: Heard) -> list[_Paragraph]:
    data = read_bytes(path)
    if data.startswith(_OLE):
        raise _locked(path)
    body = _Body(author)
    parser = XMLParser(target=body)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            info = _part(archive, path)
            with archive.open(info) as part:
                # It ends where its size says, whatever it would unpack to.
                while chunk := part.read(_CHUNK):
                    parser.feed(chunk)
                    heard(part.tell(), info.file_size)
        parser.close()
    except _TooMuch as error:
        raise _no_book(path) from error
    except _Doctype as error:
        raise ImportRefused(
            f"“{path.name}” is not a plain Word document: its text declares a type of its own.",
            "Open it in a word processor and save it again as .docx.",
        ) from error
    except _DAMAGE as error:
        raise ImportRefused(
            f"“{path.name}” is not a Word document, or is damaged.",
            "Open it in a word processor and save it again as .docx.",
        ) from error
    return body.paragraphs


def _part(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    found = next((info for info in archive.infolist() if _MAIN.fullmatch(info.filename)), None)
    if found is None:
        raise ImportRefused(
            f"“{path.name}” is not a Word document.", "Save it as .docx in a word processor."
        )
    if found.flag_bits & 1:
        raise _locked(path)
    if found.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile("compressed as no Word document is")
    if found.file_size > MAX_TEXT:
        raise _no_book(path)
    return found


def _no_book(path: Path) -> ImportRefused:
    return ImportRefused(
        f"“{path.name}” unpacks to more text than any book has.",
        "If you trust it, split it in a word processor and import the parts.",
    )


def _locked(path: Path) -> ImportRefused:
    return ImportRefused(
        f"“{path.name}” is locked with a password, or an old .doc.",
        "Open it in a word processor and save it as .docx, without a password.",
    )


class _TooMuch(Exception):
    """More paragraphs than any book has, or deeper in one another."""


class _Doctype(Exception):  # what Word never writes
    """The XML declares a document type."""


@dataclass(frozen=True, slots=True)
class _Change:
    kind: str  # "ins" or "del"
    ours: bool
    when: datetime | None


class _Body:
    """What the parser tells of `w:document`, as paragraphs; see `XMLParser`'s `target`."""

    def __init__(self, author: str) -> None:
        self.paragraphs: list[_Paragraph] = []
        self._author = author.casefold()
        self._open: list[_Paragraph] = []  # a text box stands inside a paragraph
        self._changes: list[_Change] = []
        self._properties = 0  # depth of w:pPr
        self._fallback = 0  # depth of what repeats a text box for older programs
        self._text = False

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        raise _Doctype

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name, own = _name(tag)
        if name == "Fallback":
            self._fallback += 1
        elif not own or self._fallback:
            return
        elif name == "p":
            self._open.append(_Paragraph())
            self.paragraphs.append(self._open[-1])
            if len(self.paragraphs) > MAX_PARAGRAPHS or len(self._open) > MAX_DEPTH:
                raise _TooMuch
        elif name == "pPr":
            self._properties += 1
        elif name in _CAME | _WENT:
            change = self._change(name, attributes)
            if self._properties:
                self._mark(change)
            else:
                self._changes.append(change)
                if len(self._changes) > MAX_DEPTH:
                    raise _TooMuch
        elif name in ("t", "delText"):
            self._text = True
        elif not self._properties and name in _SIGNS:
            self._put(_SIGNS[name])

    def end(self, tag: str) -> None:
        name, own = _name(tag)
        if name == "Fallback":
            self._fallback -= 1
        elif not own or self._fallback:
            return
        elif name == "p":
            self._open.pop()
        elif name == "pPr":
            self._properties -= 1
        elif name in _CAME | _WENT and not self._properties:
            self._changes.pop()
        elif name in ("t", "delText"):
            self._text = False

    def data(self, text: str) -> None:
        if self._text:
            self._put(text)

    def close(self) -> None:
        """The document ends."""

    def _change(self, name: str, attributes: dict[str, str]) -> _Change:
        plain = {_name(key)[0]: value for key, value in attributes.items()}
        ours = self._author in plain.get("author", "").casefold()
        return _Change("ins" if name in _CAME else "del", ours, moment(plain.get("date", "")))

    def _mark(self, change: _Change) -> None:
        """The end of the paragraph came or went."""
        if not self._open:
            return
        paragraph = self._open[-1]
        if change.kind == "ins":
            paragraph.joined_before |= change.ours
        else:
            paragraph.joined_after = True
            paragraph.joined_before |= not change.ours
        self._touch(paragraph, change)

    def _put(self, text: str) -> None:
        if not self._open:
            return
        paragraph = self._open[-1]
        ours = [change for change in self._changes if change.ours]
        others = [change for change in self._changes if not change.ours]
        if any(change.kind == "del" for change in others):
            return
        if not any(change.kind == "ins" for change in ours):
            paragraph.before.append(text)
        if not any(change.kind == "del" for change in ours):
            paragraph.after.append(text)
        for change in ours:
            self._touch(paragraph, change)

    def _touch(self, paragraph: _Paragraph, change: _Change) -> None:
        if change.ours:
            paragraph.touched = True
            if change.when and (paragraph.when is None or change.when > paragraph.when):
                paragraph.when = change.when


def _units(paragraphs: Sequence[_Paragraph]) -> Iterator[Unit | Left]:
    """Paragraphs that were joined or parted, as one; whole ones that came or went apart."""
    chain: list[_Paragraph] = []
    for place, paragraph in enumerate(paragraphs):
        chain.append(paragraph)
        last = place + 1 == len(paragraphs)
        if last or not (paragraph.joined_before or paragraph.joined_after):
            yield from _unit(chain)
            chain = []


def _unit(chain: list[_Paragraph]) -> Iterator[Unit | Left]:
    while len(chain) > 1 and (reason := _alone(chain[0], chain[0])):
        if chain[0].touched:
            yield Left(reason)
        chain = chain[1:]
    while len(chain) > 1 and (reason := _alone(chain[-1], chain[-2])):
        if chain[-1].touched:
            yield Left(reason)
        chain = chain[:-1]
    before, after = "", ""
    for place, paragraph in enumerate(chain):
        before += "".join(paragraph.before)
        after += "".join(paragraph.after)
        if place + 1 < len(chain):
            before += "" if paragraph.joined_before else "\n\n"
            after += "" if paragraph.joined_after else "\n\n"
    dates = [paragraph.when for paragraph in chain if paragraph.when]
    yield Unit(before.strip(), after.strip(), max(dates, default=None))


def _alone(paragraph: _Paragraph, mark: _Paragraph) -> Reason | None:
    """Why a whole paragraph is no edit: it came or went with the `mark` beside it."""
    if not "".join(paragraph.before).strip() and mark.joined_before and not mark.joined_after:
        return Reason.NEW
    if not "".join(paragraph.after).strip() and mark.joined_after and not mark.joined_before:
        return Reason.EMPTY
    return None


def _name(tag: str) -> tuple[str, bool]:
    """A tag without its namespace, and whether that is Word's."""
    return tag.rpartition("}")[2], tag.startswith(_WORD)
