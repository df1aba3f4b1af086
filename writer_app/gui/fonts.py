"""The app's own fonts, and the room between the lines of the writing face.

`QPlainTextEdit` lays lines out at the font's own spacing and ignores every line height that
is asked of it, but it does honour the line gap that the font itself declares. So the faces of
the text are given one on their way into memory: no file is touched, and a key costs nothing more.
"""

from __future__ import annotations

import struct

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontDatabase

from writer_app.config.resources import resource

SERIF = "Literata"
SANS = "Source Sans 3"
MONO = "JetBrains Mono"

LINE_GAPS = {SERIF: 0.13, MONO: 0.22}
"""Of the em, beside the 1.485 and 1.32 that these take by themselves."""

UI_POINTS = 10.5
TEXT_POINTS = 14.0

_HEAD = 12  # bytes before the table directory
_ENTRY = 16  # bytes of one entry in it: tag, checksum, offset, length


def load_fonts() -> None:
    """Make the shipped families known to Qt; once an application is enough."""
    for path in sorted(resource("fonts").glob("*.ttf")):
        data = path.read_bytes()
        for family, gap in LINE_GAPS.items():
            if path.name.startswith(family.replace(" ", "")):
                data = with_line_gap(data, gap)
        QFontDatabase.addApplicationFontFromData(QByteArray(data))


def serif(points: float = TEXT_POINTS) -> QFont:
    """The writing face."""
    font = QFont([SERIF, "Noto Serif", "Georgia", "serif"])
    font.setPointSizeF(points)
    font.setStyleHint(QFont.StyleHint.Serif)
    # Half a pixel off on every letter shows at text sizes.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def sans(points: float = UI_POINTS) -> QFont:
    """The face of everything that is not the writer's text."""
    font = QFont([SANS, "Noto Sans", "Helvetica Neue", "Segoe UI", "sans-serif"])
    font.setPointSizeF(points)
    font.setStyleHint(QFont.StyleHint.SansSerif)
    return font


def mono(points: float = UI_POINTS) -> QFont:
    """The face of code."""
    font = QFont([MONO, "DejaVu Sans Mono", "Menlo", "Consolas", "monospace"])
    font.setPointSizeF(points)
    font.setStyleHint(QFont.StyleHint.Monospace)
    return font


def with_line_gap(font: bytes, share: float) -> bytes:
    """An OpenType font whose line gap is `share` of its em; checksums are put right.

    Both places that hold a gap (`hhea` and the typographic one in `OS/2`) are set.
    """
    data = bytearray(font)
    tables = _directory(font)
    units = struct.unpack_from(">H", data, tables["head"][0] + 18)[0]
    gap = round(units * share)
    struct.pack_into(">h", data, tables["hhea"][0] + 8, gap)
    struct.pack_into(">h", data, tables["OS/2"][0] + 72, gap)

    # The whole font sums to a magic number; its own field counts as zero meanwhile.
    adjustment = tables["head"][0] + 8
    struct.pack_into(">I", data, adjustment, 0)
    for tag in ("hhea", "OS/2"):
        offset, length, entry = tables[tag]
        struct.pack_into(">I", data, entry + 4, _checksum(data[offset : offset + length]))
    struct.pack_into(">I", data, adjustment, (0xB1B0AFBA - _checksum(data)) & 0xFFFFFFFF)
    return bytes(data)


def _directory(font: bytes) -> dict[str, tuple[int, int, int]]:
    """Tag -> offset, length and where its entry lies."""
    count = struct.unpack_from(">H", font, 4)[0]
    entries = range(_HEAD, _HEAD + _ENTRY * count, _ENTRY)
    return {
        font[at : at + 4].decode("ascii"): (*struct.unpack_from(">II", font, at + 8), at)
        for at in entries
    }


def _checksum(data: bytes | bytearray) -> int:
    padded = bytes(data) + b"\0" * (-len(data) % 4)
    total: int = sum(struct.unpack(f">{len(padded) // 4}I", padded))
    return total & 0xFFFFFFFF
