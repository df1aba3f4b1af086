"""Which encoding a text file is in, when it is not UTF-8.

Only ever an offer: the writer decides, and a wrong guess must not be able to damage the file,
so that a file is opened in an encoding only if every byte of it can be read and written back.
"""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

# UTF-32's little-endian mark begins with UTF-16's: the longer ones come first.
BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 64 * 1024


def bom_of(encoding: str) -> bytes:
    """The byte order mark of an encoding; empty where it has none."""
    name = canonical(encoding)
    return next((mark for mark, of in BOMS if of == name), b"")


def canonical(encoding: str) -> str:
    """Python's own name for it, with hyphens. LookupError for a name that nobody knows."""
    name = codecs.lookup(encoding).name.replace("_", "-")
    return "utf-8" if name == "utf-8-sig" else name


def shown(encoding: str) -> str:
    """The name a writer may have seen: `cp1252` is better known as Windows-1252."""
    name = canonical(encoding)
    return f"Windows-{name[2:]}" if name.startswith("cp125") else name.upper()


def looks_binary(data: bytes) -> bool:
    """Bytes that no text has: zeros outside UTF-16 and UTF-32, or many control characters."""
    if any(data.startswith(mark) for mark, _ in BOMS[1:]):
        return False
    if b"\0" in data:
        return True
    # Tab, line ends, form feed and escape do occur in text.
    control = bytes(set(range(32)) - {8, 9, 10, 11, 12, 13, 26, 27}) + b"\x7f"
    sample = data[:_SAMPLE]
    return len(sample) - len(sample.translate(None, control)) > len(sample) // 50


def detect(data: bytes) -> str | None:
    """The likeliest encoding that reads all of `data`, or None.

    Windows-1252 is preferred among those that fit as well: short Western texts fit a dozen.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return encoding if _reads(data[len(mark) :], encoding) else None
    # Lines of plain ASCII say nothing, and a whole book would take seconds.
    telling = bytearray()
    for line in data.splitlines(keepends=True):
        if not line.isascii():
            telling += line
            if len(telling) > _SAMPLE:
                break
    matches = from_bytes(bytes(telling[:_SAMPLE]))
    names: list[str] = []
    if best := matches.best():
        western = [match for match in matches if "cp1252" in match.could_be_from_charset]
        as_likely = any(match.chaos <= best.chaos + 0.05 for match in western)
        names += ["cp1252"] if as_likely else [best.encoding]
    names += [match.encoding for match in matches]
    return next((canonical(name) for name in (*names, "cp1252") if _reads(data, name)), None)


def _reads(data: bytes, encoding: str) -> bool:
    try:
        return data.decode(encoding).encode(encoding) == data
    except (UnicodeError, LookupError):
        return False
