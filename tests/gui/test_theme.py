"""Colours that can be read, a style sheet without holes, and fonts with room between lines."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QFontMetricsF, QPalette, QRawFont
from PySide6.QtWidgets import QApplication, QComboBox, QDateEdit, QLabel
from pytestqt.qtbot import QtBot

from tests.gui.sheet import DARK, LIGHT, colours, load_fonts_once
from writer_app.config.resources import resource
from writer_app.gui import fonts, theme
from writer_app.gui.theme import Theme

both = pytest.mark.parametrize("chosen", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.1."""
    rgb = QColor(colour)
    parts = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (rgb.redF(), rgb.greenF(), rgb.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@both
def test_text_can_be_read_on_everything_behind_it(chosen: Theme) -> None:
    for ground in (chosen.paper, chosen.panel, chosen.raised, chosen.selection, chosen.hover):
        assert contrast(chosen.ink, ground) >= 7
    for ground in (chosen.paper, chosen.panel, chosen.raised):
        for words in (chosen.muted, chosen.added, chosen.removed, chosen.warn, chosen.accent):
            assert contrast(words, ground) >= 4.5, (words, ground)
    for words in (chosen.quote, chosen.link, chosen.code, chosen.keyword, chosen.string):
        assert contrast(words, chosen.paper) >= 4.5, words
    for words in (chosen.number, chosen.comment, chosen.definition, chosen.heading):
        assert contrast(words, chosen.paper) >= 4.5, words
    assert contrast(chosen.on_accent, chosen.accent) >= 4.5
    assert contrast(chosen.ink, chosen.found) >= 4.5


@both
def test_a_ghost_is_fainter_than_text_and_still_legible(chosen: Theme) -> None:
    assert 3.0 <= contrast(chosen.ghost, chosen.paper) < contrast(chosen.ink, chosen.paper) / 2


@both
@pytest.mark.parametrize("kind", [QComboBox, QDateEdit])
def test_a_field_that_opens_has_an_arrow(
    qtbot: QtBot, chosen: Theme, kind: type[QComboBox | QDateEdit]
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, chosen)
    field = kind()
    if isinstance(field, QDateEdit):
        field.setCalendarPopup(True)
    qtbot.addWidget(field)
    field.resize(200, 34)
    field.show()
    arrow = field.grab(QRect(174, 4, 22, 26)).toImage()
    assert chosen.muted in colours(arrow)


@both
def test_every_name_in_the_style_sheet_is_a_colour(chosen: Theme) -> None:
    sheet = theme.stylesheet(chosen)
    assert "$" not in sheet
    assert chosen.paper in sheet


def test_a_widget_wears_the_theme_and_changes_with_it(qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    label = QLabel("words")
    label.setProperty("role", "muted")
    qtbot.addWidget(label)
    for chosen in (LIGHT, DARK):
        theme.apply(app, chosen)
        label.ensurePolished()
        ink = label.palette().color(QPalette.ColorRole.WindowText).name()
        assert ink == chosen.muted
    label.setProperty("role", "removed")
    theme.restyle(label)
    assert label.palette().color(QPalette.ColorRole.WindowText).name() == DARK.removed
    assert app.cursorFlashTime() == 0


def test_choosing(qtbot: QtBot) -> None:
    assert theme.choose("light") == LIGHT
    assert theme.choose("dark") == DARK
    assert theme.choose("system") in (LIGHT, DARK)


def test_the_shipped_fonts_are_the_ones_used(qtbot: QtBot) -> None:
    load_fonts_once()
    for font, family in (
        (fonts.serif(), fonts.SERIF),
        (fonts.sans(), fonts.SANS),
        (fonts.mono(), fonts.MONO),
    ):
        assert family in QFontDatabase.families()
        assert QFontInfo(font).family() == family


def test_bold_and_italic_are_drawn_and_not_feigned(qtbot: QtBot) -> None:
    load_fonts_once()
    styles = QFontDatabase.styles(fonts.SERIF)
    assert {"Regular", "Italic", "Bold", "Bold Italic"} <= set(styles)


def test_a_line_gap_is_given_and_the_font_stays_whole(qtbot: QtBot) -> None:
    data = resource("fonts/Literata_400Regular.ttf").read_bytes()
    wider = fonts.with_line_gap(data, 0.25)
    assert len(wider) == len(data)
    plain, roomy = QRawFont(data, 100.0), QRawFont(wider, 100.0)
    assert plain.leading() == 0
    assert abs(roomy.leading() - 25) < 1
    assert (plain.ascent(), plain.descent()) == (roomy.ascent(), roomy.descent())
    assert fonts._checksum(wider) == 0xB1B0AFBA == fonts._checksum(data)


def test_lines_of_the_writing_face_have_room(qtbot: QtBot) -> None:
    load_fonts_once()
    font = QFont(fonts.serif())
    font.setPixelSize(100)
    assert 155 <= QFontMetricsF(font).lineSpacing() <= 170
